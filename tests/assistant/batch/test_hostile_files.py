"""Files that nobody should send: each becomes one sentence, the process goes on, nothing is left behind."""

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter ships no types
from made_rows import read_csv

from assistant.batch import BatchError, Memory, run
from assistant.batch.formats import apart, limits

HEADER = ("person_id", "identities", "care", "eligible")
GOOD = ("1", "dibao", "inpatient", "80000")
SHEET = "xl/worksheets/sheet1.xml"


def book() -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, GOOD)
    made.close()
    return stream.getvalue()


def packed(stream: io.BytesIO) -> zipfile.ZipFile:
    return zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1)


def with_part(name: str, change: Callable[[bytes], bytes] | None = None, pieces: int = 0, piece: bytes = b"") -> bytes:
    """The book with one part changed, or made of so many pieces between its two halves."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.namelist():
            data = old.read(item)
            if item != name:
                new.writestr(item, data)
            elif change is not None:
                new.writestr(item, change(data))
            else:
                before, after = data.split(b"@@") if b"@@" in data else (data[:-1], data[-1:])
                with new.open(item, "w", force_zip64=True) as part:
                    part.write(before)
                    for _ in range(pieces):
                        part.write(piece)
                    part.write(after)
    return stream.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return with_part(SHEET, change)


def cell_at(place: bytes) -> bytes:
    row = b'<row r="1048576"><c r="' + place + b'"><v>1</v></c></row>'
    return in_sheet(b"</sheetData>", row + b"</sheetData>")


def csv_with(line: bytes) -> bytes:
    return ",".join(HEADER).encode() + b"\n" + line + b"\n"


def large_cell() -> bytes:
    """A shared string of 600 MB in less than 3 MB."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book())) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.namelist():
            data = old.read(item)
            if item != "xl/sharedStrings.xml":
                new.writestr(item, data)
                continue
            before, after = data.split(b"<t>dibao</t>")
            with new.open(item, "w", force_zip64=True) as part:
                part.write(before + b"<t>")
                for _ in range(600):
                    part.write(b"a" * (1 << 20))
                part.write(b"</t>" + after)
    return stream.getvalue()


def bomb() -> bytes:
    """A row of 1.5 GB that is never closed."""
    return with_part(SHEET, pieces=1_500, piece=b" " * (1 << 20))


def laughs() -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))
    begin = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]><worksheet"
    cell = rb'<c r="D2"[^>]*><v>\d+</v>', b'<c r="D2"><v>&a11;</v>'
    return with_part(SHEET, lambda data: re.sub(*cell, data.replace(b"<worksheet", begin, 1)))


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sparse to the last cell": ("a.xlsx", lambda: cell_at(b"XFD1048576")),
    "sparse to the last row, wide": ("a.xlsx", lambda: cell_at(b"ZZ1048576")),
    "a cell of 600 MB": ("a.xlsx", large_cell),
    "a zip bomb": ("a.xlsx", bomb),
    "a reference that is none": ("a.xlsx", lambda: in_sheet(b'r="A2"', b'r="0A2"')),
    "a reference beyond every sheet": ("a.xlsx", lambda: in_sheet(b'r="A2"', b'r="ZZZZZZZ99999999999"')),
    "a shared string that is not there": ("a.xlsx", lambda: in_sheet(b"<v>4</v>", b"<v>99999999</v>")),
    "entities of entities": ("a.xlsx", laughs),
    "a truncated workbook": ("a.xlsx", lambda: book()[:-900]),
    "noise in a workbook's clothes": ("a.xlsx", lambda: b"PK\x03\x04" + random.Random(1).randbytes(100_000)),
    "an empty workbook": ("a.xlsx", lambda: b""),
    "a CSV file called a workbook": ("a.xlsx", lambda: csv_with(b"1,dibao,inpatient,1")),
    "a workbook called CSV": ("a.csv", book),
    "a workbook called Parquet": ("a.parquet", book),
    "an empty CSV file": ("a.csv", lambda: b""),
    "a million columns": ("a.csv", lambda: b"," * 1_000_000 + b"\n" + b"," * 1_000_000),
    "one line of 60 MB": ("a.csv", lambda: csv_with(b"a" * 60_000_000)),
    "a quoted cell of 60 MB": ("a.csv", lambda: csv_with(b'1,"' + b"a" * 60_000_000 + b'",b,c')),
    "nothing but zeros": ("a.csv", lambda: b"\0" * 2_000_000),
    "noise in a Parquet file's clothes": ("a.parquet", lambda: b"PAR1" + random.Random(2).randbytes(50_000) + b"PAR1"),
    "a truncated Parquet file": ("a.parquet", lambda: parquet_file()[:-30]),
    "an old workbook": ("a.xls", lambda: b"\xd0\xcf\x11\xe0" * 1000),
}  # fmt: skip


def parquet_file() -> bytes:
    stream = io.BytesIO()
    columns = {name: [cell] * 1000 for name, cell in zip(HEADER, GOOD, strict=True)}
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", FILES)
def test_a_hostile_file_becomes_one_sentence(kind: str, tmp_path: Path) -> None:
    name, made = FILES[kind]
    (tmp_path / name).write_bytes(made())
    with pytest.raises(BatchError) as wrong:
        run(tmp_path / name, tmp_path / "out.csv", policy="jiulongpo-2023")
    assert 5 < len(wrong.value.message) < 300
    assert "Traceback" not in wrong.value.message
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("folder.csv", "pipe.csv"):
        with pytest.raises(BatchError, match="不是普通文件"):
            run(tmp_path / name, Memory("out.csv"), policy="jiulongpo-2023")


def test_a_reader_that_is_silent_for_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CHILD", "timeit")
    monkeypatch.setattr(limits, "SILENCE", 0.2)
    monkeypatch.setattr("sys.argv", ["x"])
    with pytest.raises(BatchError, match="停住"):
        apart.ApartRows(Memory("a.csv", b"1"))


def test_a_reader_that_is_killed_midway_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    line = ",".join(GOOD)
    rows = apart.ApartRows(Memory("a.csv", (",".join(HEADER) + f"\n{line}" * 200_000).encode()))
    rows.take(0, 0)
    monkeypatch.setattr(apart, "BLOCK", 4_000)
    chunks = rows.chunks()
    next(chunks)
    reader = rows._running
    assert reader is not None
    reader._process.kill()
    with pytest.raises(BatchError, match="停住"):
        list(chunks)


BILL = "{},dibao,inpatient,80000"


def csv_of(lines: list[str]) -> Memory:
    return Memory("in.csv", "\n".join([",".join(HEADER), *lines, ""]).encode())


def test_two_open_quotes_that_swallow_the_bills_between_are_found() -> None:
    lines = [BILL.format(i) for i in range(12)]
    lines[3], lines[9] = f'"{lines[3]}', f'"{lines[9]}'
    with pytest.raises(BatchError, match="从第5行起引号没有成对"):
        run(csv_of(lines), Memory("out.csv"), policy="jiulongpo-2023")


def test_an_open_quote_within_a_row_is_found() -> None:
    lines = [BILL.format(i) for i in range(12)]
    lines[4] = '4,dibao,"inpatient,80000'
    lines[7] = '7,dibao,inpatient,"80000'
    with pytest.raises(BatchError, match="从第6行起引号没有成对"):
        run(csv_of(lines), Memory("out.csv"), policy="jiulongpo-2023")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_is_accounted_for(end: str) -> None:
    more = [BILL.format(1), "", "2,dibao", '"3\n4",dibao,inpatient,1', "5,nobody,inpatient,1", ",,,", BILL.format(6)]
    text = end.join([",".join(HEADER), *more])
    out, errors = Memory("out.csv"), Memory("errors.csv")
    found = run(Memory("in.csv", text.encode()), out, "jiulongpo-2023", errors)
    assert (found.lines, found.computed, found.bad, found.blank) == (7, 3, 2, 2)
    assert [row["row"] for row in read_csv(errors.data)] == ["4", "6"]


def test_what_a_killed_run_left_is_cleared_by_the_next_and_was_readable_by_nobody(tmp_path: Path) -> None:
    from assistant.batch.formats import files

    left = tmp_path / f".out.csv.abc{files._PART}"
    left.write_text("样例甲")
    used = tmp_path / f".other.csv.def{files._PART}"
    modes = []

    def look(done: float) -> None:
        mine = [file for file in tmp_path.glob(f".out.*{files._PART}") if file != left]
        modes.extend(file.stat().st_mode & 0o777 for file in mine)

    with used.open("w") as held, files._held(os.dup(held.fileno())):
        run(csv_of([BILL.format(1)]), tmp_path / "out.csv", policy="jiulongpo-2023", progress=look)
        assert not left.exists()
        assert used.exists()
    assert set(modes) == {0o600}


def test_folders_of_a_killed_run_are_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.batch.formats import files

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / f"{files._FOLDER}left"
    left.mkdir()
    (left / "part-0").write_text("样例甲")
    with files.private_folder() as folder:
        assert not left.exists()
        assert folder.stat().st_mode & 0o777 == 0o700
        with files.private_folder():
            assert folder.exists()
    assert list(tmp_path.iterdir()) == []


def test_no_reader_is_left_where_the_header_is_refused() -> None:
    def readers() -> int:
        return sum(1 for child in Path("/proc/self/task").glob("*/children") for _ in child.read_text().split())

    before = readers()
    for _ in range(3):
        with pytest.raises(BatchError):
            run(Memory("a.csv", b"person_id,identities,care,eligible\n1,dibao,inpatient,5\n"), Memory("b.csv"))
    assert readers() == before


def test_a_pipe_of_our_own_name_holds_nobody_up(tmp_path: Path) -> None:
    from assistant.batch.formats import files

    os.mkfifo(tmp_path / f".out.csv.abc{files._PART}")
    assert run(csv_of([BILL.format(1)]), tmp_path / "out.csv", policy="jiulongpo-2023").computed == 1
