"""A run leaves a whole OUT or none, tells how far it is, and is the same on disk and in memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from made_rows import csv_text, made_file, read_csv

from assistant.batch import BatchError, Memory, run
from assistant.batch.formats.rows import Look
from assistant.batch.formats.writing import XLSX_ROWS, writer
from assistant.batch.table import Column
from assistant.commands.cli import main


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made, order = made_file(Random("disk"), 30)
    file = tmp_path / "账单.csv"
    file.write_text(csv_text(made[who].cells[bill] for who, bill in order), "utf-8")
    return file


def test_on_disk_as_in_memory(source: Path, tmp_path: Path) -> None:
    target, errors = tmp_path / "out.csv", tmp_path / "bad.csv"
    in_memory, bad = Memory("out.csv"), Memory("bad.csv")
    assert run(source, str(target), errors=errors) == run(
        Memory("账单.csv", source.read_bytes()), in_memory, errors=bad
    )
    assert target.read_bytes() == in_memory.data
    assert errors.read_bytes() == bad.data
    assert target.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_errors_file_stands_beside_out_and_is_empty_when_all_is_well(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out.csv")
    assert read_csv(tmp_path / "out.errors.csv") == []
    assert (tmp_path / "out.errors.csv").read_text("utf-8-sig").startswith("row,field,reason,code,")


class Stop(BaseException):
    """As an interrupt from the keyboard, which no handler of errors catches."""


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_an_interrupted_run_leaves_the_former_out(source: Path, tmp_path: Path, ending: str, share: float) -> None:
    target = tmp_path / f"out.{ending}"
    target.write_bytes(b"former")

    def interrupt(done: float) -> None:
        if done >= share:
            raise Stop

    before = sorted(tmp_path.iterdir())
    with pytest.raises(Stop):
        run(source, target, progress=interrupt)
    assert target.read_bytes() == b"former"
    assert sorted(tmp_path.iterdir()) == before


def test_the_progress_grows_to_the_end(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.formats.apart.BLOCK", 4_000)
    told: list[float] = []
    run(source, tmp_path / "out.csv", progress=told.append)
    assert told == sorted(told)
    assert 0 < told[0] <= 0.5
    assert told[-1] == 1
    assert len(told) > 6


@pytest.mark.parametrize(
    ("source_name", "target_name", "errors_name", "words"),
    [
        ("none.csv", "out.csv", None, "读不到文件"),
        ("账单.csv", "账单.csv", None, "同一个文件"),
        ("账单.csv", "out.csv", "out.csv", "同一个文件"),
        ("账单.csv", "out.xls", None, "格式"),
        ("账单.csv", "out.csv", "bad.txt", "格式"),
        ("账单.csv", "no/such/folder/out.csv", None, "不能写入"),
    ],
)
def test_files_that_cannot_be(
    source: Path, source_name: str, target_name: str, errors_name: str | None, words: str
) -> None:
    here = source.parent
    before = source.read_bytes()
    errors = here / errors_name if errors_name else None
    with pytest.raises(BatchError, match=words):
        run(here / source_name, here / target_name, errors=errors)
    assert source.read_bytes() == before


def test_more_rows_than_a_sheet_holds_are_refused_before_writing(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    with pytest.raises(BatchError, match="最多"), writer(target, [Column("a")], Look(), XLSX_ROWS):
        pass
    assert list(tmp_path.iterdir()) == []


def test_no_good_row_gives_a_file_with_a_header(tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "parquet"):
        text = "person_id,identities,care,eligible\n1,dibao,inpatient,x\n"
        summary = run(Memory("in.csv", text.encode()), tmp_path / f"out.{ending}", policy="banan-2018")
        assert (summary.computed, summary.bad) == (0, 1)
        again = run(tmp_path / f"out.{ending}", Memory("again.csv"), policy="banan-2018")
        assert again.columns == summary.columns


class TestTheCommand:
    """``assistant batch``."""

    def test_done(self, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["batch", str(source), str(tmp_path / "out.csv"), "--errors", str(tmp_path / "bad.csv")]) == 0
        said = json.loads(capsys.readouterr().out)
        rows = read_csv(tmp_path / "out.csv")
        assert said["computed"] == len(rows)
        assert said["bad"] == 0
        assert said["aid_total"] == f"{sum(round(float(row['aid_total']) * 100) for row in rows) / 100:.2f}"
        assert (tmp_path / "bad.csv").exists()

    def test_bad_rows_are_no_failure(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "in.csv").write_text("person_id,identities,care,eligible\n1,dibao,hotel,1\n", "utf-8")
        assert main(["batch", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--policy", "banan-2018"]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)["errors"][0]["row"] == 2
        assert "1 行没有计算" in err

    def test_a_bad_file_is_an_error_in_json_and_a_sentence(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["batch", str(tmp_path / "none.csv"), str(tmp_path / "out.csv")]) == 2
        out, err = capsys.readouterr()
        assert json.loads(out)["error"]["field"] == "file"
        assert err == json.loads(out)["error"]["message"] + "\n"

    def test_an_interrupt_is_no_traceback(
        self, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("assistant.batch.running.compute_ledgers", interrupted)
        assert main(["batch", str(source), str(tmp_path / "out.csv")]) == 130
        assert not (tmp_path / "out.csv").exists()
        assert "已中断" in capsys.readouterr().err

    def test_as_a_process_without_a_terminal(self, source: Path, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "assistant", "batch", str(source), str(tmp_path / "out.csv")]
        done = subprocess.run(command, capture_output=True, check=True)
        assert done.stderr == b""
        assert json.loads(done.stdout)["bad"] == 0
