"""CSV files as text columns: UTF-8 with or without mark, GB18030 or UTF-16; parted by commas or tabs."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow, formula_signs, limits
from assistant.batch.formats.limits import BrokenError, TooMuchError
from assistant.batch.formats.source import Batch, Told, Top, Wanted

#: Bytes read at a time.
BLOCK = 8 << 20


class CsvSource:
    """The rows of a CSV file."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._size = stream, max(size, 1)
        self._encoding, self._quotes, self._lines = _look_through(stream)
        self._ends: list[int] = []
        self._delimiter = ","
        self.told = Told([Top("", self._top())], self._encoding)
        self.lines = 0

    def _top(self) -> list[list[str]]:
        """The first rows; :attr:`_ends` gets the number of the line on which each ends."""
        self._stream.seek(0)
        text = _decoded(self._stream.read(limits.TOP_BYTES), self._encoding, self._size > limits.TOP_BYTES)
        lines = text.splitlines()
        self._delimiter = _delimiter(lines)
        rows: list[list[str]] = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter)
        csv.field_size_limit(limits.TOP_BYTES)
        try:
            for row in reader:
                limits.check_columns(len(row))
                limits.check_cell(max(map(len, row), default=0), f"第{len(rows) + 1}行")
                rows.append([formula_signs.meant(cell) for cell in row])
                self._ends.append(reader.line_num)
                if len(rows) == limits.TOP:
                    break
        except csv.Error:
            raise BrokenError(_BROKEN) from None
        return rows

    def batches(self, wanted: Wanted) -> Iterator[Batch]:
        """All rows below the header in the order of the file."""
        self._stream.seek(0)
        ragged: list[tuple[int, Sequence[str]]] = []
        counting = _Counting(wanted, self._delimiter, self._quotes > 0, self._ends[wanted.header])
        next_number = wanted.header + 2
        try:
            for batch in self._parsed(wanted, ragged, counting):
                skipped = {number for number, _ in ragged}
                numbers = _numbers(next_number, batch.num_rows, skipped)
                if len(numbers):
                    next_number = int(numbers[-1]) + 1
                if counting.fault:
                    raise counting.fault
                here = [row for row in ragged if row[0] < next_number]
                ragged[:] = [row for row in ragged if row[0] >= next_number]
                counting.count(batch, numbers)
                cells = [formula_signs.as_meant(column) for column in batch.columns]
                yield Batch(numbers, cells, (), here, min(self._stream.tell() / self._size, 1.0))
        except (pa.ArrowInvalid, UnicodeError) as broken:
            raise counting.fault or _what_is_broken(broken) from None
        if counting.fault:
            raise counting.fault
        if ragged:
            yield Batch(np.empty(0, np.int64), [arrow.words([])] * wanted.columns, (), ragged)
        counting.check(self._lines)
        self.lines = counting.rows

    def _parsed(self, wanted: Wanted, ragged: list[Any], counting: "_Counting") -> Iterator[Any]:
        skipped = self._ends[wanted.header]
        if self._lines <= skipped:
            return

        def set_aside(row: Any) -> str:
            cells = next(csv.reader(io.StringIO(row.text, newline=""), delimiter=self._delimiter), [])
            number = row.number - skipped + wanted.header + 1  # Arrow counts the lines that were skipped
            counting.count_ragged(row.text, number)
            ragged.append((number, cells))
            return "skip"

        few = pa.dictionary(pa.int32(), pa.string())
        names = [f"f{i}" for i in range(wanted.columns)]
        types = {name: few if i in wanted.repeating else pa.string() for i, name in enumerate(names)}
        yield from arrow_csv.open_csv(
            self._stream,
            read_options=arrow_csv.ReadOptions(
                column_names=names,
                skip_rows=skipped,
                use_threads=False,
                block_size=wanted.block,
                encoding=_plain(self._encoding),
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._delimiter,
                newlines_in_values=True,
                invalid_row_handler=set_aside,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )


class _Counting:
    """Counts rows and the line ends inside cells, so that no line of the file is lost without a word."""

    def __init__(self, wanted: Wanted, delimiter: str, has_quotes: bool, skipped: int) -> None:
        self._columns, self._delimiter, self._has_quotes, self._skipped = wanted.columns, delimiter, has_quotes, skipped
        self.rows = self._inside = 0
        self.fault: BrokenError | None = None

    def count(self, batch: Any, numbers: Any) -> None:
        self.rows += batch.num_rows
        for column in batch.columns:
            words = column.dictionary if pa.types.is_dictionary(column.type) else column
            longest = pc.max(pc.binary_length(words)).as_py() or 0
            if longest > limits.CELL:
                limits.check_cell(pc.max(pc.utf8_length(words)).as_py() or 0, "文件里")
            if self._has_quotes:
                self._count_inside(arrow.plain(column), numbers)

    def _count_inside(self, column: Any, numbers: Any) -> None:
        ends = arrow.values(pc.match_substring_regex(column, r"[\r\n]"))
        for row in np.flatnonzero(ends).tolist():
            cell = column[row].as_py()
            self._check_swallowed(cell, int(numbers[row]))
            self._inside += len(cell.splitlines()) - 1 if not cell.endswith(("\n", "\r")) else len(cell.splitlines())

    def count_ragged(self, text: str, number: int) -> None:
        self.rows += 1
        inside = len(text.splitlines()) - 1
        if inside > 0:
            try:
                self._check_swallowed(text, number)
            except BrokenError as fault:  # Arrow, which asks here, lets none through
                self.fault = self.fault or fault
            self._inside += inside

    def _check_swallowed(self, cell: str, number: int) -> None:
        """A cell that holds whole lines of the table: a quote before them was never closed."""
        if any(line.count(self._delimiter) == self._columns - 1 for line in cell.splitlines()):
            raise BrokenError(_open_quote(number + self._inside))

    def check(self, lines: int) -> None:
        """Every line of the file is a row, a line within a cell, or above the rows."""
        missing = lines - self._skipped - self.rows - self._inside
        if missing:
            why = f"文件有{lines}行，读出来的对不上（差{abs(missing)}行），可能有引号没有成对"
            raise BrokenError(f"{why}，为免漏掉账单，先不计算，请检查后再试。")


def _numbers(start: int, count: int, ragged: set[int]) -> Any:
    """The numbers of ``count`` rows from ``start`` on, without those of the rows that were set aside."""
    numbers = np.arange(start, start + count + len(ragged))
    if ragged:
        numbers = numbers[~np.isin(numbers, list(ragged))]
    return numbers[:count]


def _look_through(stream: BinaryIO) -> tuple[str, int, int]:
    """Python's name of the encoding, how many quotes the file has, and how many lines.

    The encoding is what the first bytes say, else UTF-8 if the whole file is that, else GB18030. Raises BrokenError
    where a quote is left open: it would swallow all rows behind it.
    """
    marked = stream.read(3)
    stream.seek(0)
    wide = next((name for mark, name in _WIDE.items() if marked.startswith(mark)), None)
    encoding = wide or ("utf-8-sig" if marked == codecs.BOM_UTF8 else "utf-8")
    decoder = codecs.getincrementaldecoder(encoding)()
    quotes, lines, last = 0, 0, b""
    while block := stream.read(BLOCK):
        if wide:
            block = decoder.decode(block).encode()
        elif encoding == "utf-8":
            try:
                decoder.decode(block, final=len(block) < BLOCK)
            except UnicodeDecodeError:
                encoding = "gb18030"
        quotes += block.count(b'"')
        lines += block.count(b"\n") + block.count(b"\r") - (last + block).count(b"\r\n")
        last = block[-1:]
    lines += bool(last) and last not in b"\r\n"
    if quotes % 2:
        _find_open_quote(stream, encoding)
    return encoding, quotes, lines


_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def _find_open_quote(stream: BinaryIO, encoding: str) -> None:
    """Read in the slow way a file whose quotes are odd in number; a quote inside a word is no fault."""
    stream.seek(0)
    csv.field_size_limit(1 << 30)
    text = io.TextIOWrapper(stream, encoding, "replace", newline="")
    lines, begins = csv.reader(text, strict=True), 1
    try:
        for _ in lines:
            begins = lines.line_num + 1
    except csv.Error:
        raise BrokenError(_open_quote(begins)) from None
    finally:
        text.detach()


def _open_quote(line: int) -> str:
    return f"从第{line}行起引号没有成对，后面的行会连成一格，请改正后再试。"


def _decoded(data: bytes, encoding: str, cut: bool) -> str:
    """Text of the beginning of a file; a line that is cut is left out."""
    text = data.decode(encoding, "ignore" if cut else "replace")
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text if cut else text


def _delimiter(lines: Sequence[str]) -> str:
    """Comma or tab: what stands more often in the first lines that have either."""
    first = lines[: limits.TOP]
    return "\t" if sum(line.count("\t") for line in first) > sum(line.count(",") for line in first) else ","


def _plain(encoding: str) -> str:
    """Arrow skips the mark of UTF-8 by itself."""
    return "utf-8" if encoding == "utf-8-sig" else encoding


_BROKEN = "文件不是完整的 CSV，可能有引号没有成对，请检查后再试。"


def _what_is_broken(error: Exception) -> Exception:
    if isinstance(error, UnicodeError) or "UTF" in str(error):
        return BrokenError("文件里的文字不是 UTF-8，也不是 GB18030（GBK）编码，请另存为 UTF-8 的 CSV 再试。")
    if "block" in str(error):
        return TooMuchError("文件里有一格太长，不像账单；也可能有引号没有成对，请检查文件。")
    return BrokenError(_BROKEN)
