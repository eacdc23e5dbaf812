"""``assistant read``."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.commands.cli import main

SHEET = """医疗费总额 43,210.80
符合政策范围金额 38,914.20
统筹基金支出 24,500.00
大病保险支出 0.00
基金支付总额 24,500.00
个人负担 18,000.00
某某补贴 310.00
入院日期 2024-03-01 结算日期 2024-03-19"""


def run(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    status = main(["read", str(path)])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


def test_fields_bear_what_is_printed_and_whether_it_is_sure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(SHEET, encoding="utf-8")
    status, answer, err = run(path, capsys)
    (one,) = answer["settlements"]
    assert (status, err) == (0, "")
    assert one["fields"]["bills[0].eligible"] == {
        "value": "38914.20",
        "text": "符合政策范围金额 38,914.20",
        "page": 1,
        "box": None,
        "sure": True,
    }
    assert one["fields"]["bills[0].total"]["sure"] is False
    assert one["fields"]["bills[0].admitted"]["value"] == "2024-03-01"
    assert [check["holds"] for check in one["checks"]] == [False, True]
    assert answer["not_used"] == ["某某补贴 310.00"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    path = tmp_path / "paper.TXT"
    path.write_text(SHEET, encoding=encoding)
    _, answer, _ = run(path, capsys)
    assert len(answer["settlements"]) == 1


def test_a_record_of_several_settlements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "records.json"
    one = {"medfee_sumamt": 100, "inscp_scp_amt": 90.5, "hifp_pay": "50"}
    path.write_text(json.dumps({"list": [one, {**one, "hifp_pay": "60"}]}), encoding="utf-8")
    _, answer, _ = run(path, capsys)
    paid = [each["fields"]["bills[0].basic_paid"]["value"] for each in answer["settlements"]]
    assert paid == ["50.00", "60.00"]


def test_what_is_no_paper_gives_nothing_and_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("我是彭水低保，住院花了8万。", encoding="utf-8")
    status, answer, err = run(path, capsys)
    assert (status, answer["settlements"]) == (0, [])
    assert "结算单" in err


@pytest.mark.parametrize(
    ("name", "content"), [("scan.png", b"\x89PNG"), ("none.txt", None), ("bytes.txt", b"\xff\xfe\x00")]
)
def test_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, answer, err = run(path, capsys)
    assert status == 2
    assert answer["error"]["field"] == "file"
    assert "Traceback" not in err
