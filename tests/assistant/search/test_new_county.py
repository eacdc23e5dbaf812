"""A county is one folder: copies of one document with other names and figures are searched as well as it is."""

import json
import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from knowledge.library import facts, file_of

HERE = Path(__file__).parent
MODEL = "jiulongpo-2023"
#: The counties made up: id, name, division code, town.
COUNTIES = (("yangli-2024", "样例", "500198", "甲样镇"), ("fanben-2025", "范本", "500199", "乙样镇"))


def _copy(folder: Path, policy: str, name: str, code: str, town: str) -> None:
    """The model's folder with other names, dates and figures in text, quotes and values alike."""
    area = facts(MODEL).area
    changes = {
        MODEL: policy,
        area.names[0]: name,
        f'code: "{area.code}"': f'code: "{code}"',
        "2023年10月14日": "2024年3月5日",
        "2023-10-14": "2024-03-05",
        "80号": "17号",
        "65%": "68%",
        "4000元": "4500元",
        "value: 65, unit": "value: 68, unit",
        "value: 4000, unit": "value: 4500, unit",
        "每周最后一个": "每周第二个",
    }
    target = folder / policy
    target.mkdir(parents=True)
    for path in sorted(file_of(MODEL, "facts.yaml").parent.glob("*.*")):
        text = path.read_text("utf-8")
        for old, new in changes.items():
            blanks = "" if old.isascii() else r"\s*"
            text = re.sub(blanks.join(map(re.escape, old)), new, text)
        (target / path.name).write_text(text, "utf-8")
    told = (target / "facts.yaml").read_text("utf-8")
    told = re.sub(r"(?m)^sha256: .*$", f"sha256: {sha256((target / 'text.txt').read_bytes()).hexdigest()}", told)
    told = re.sub(r"(?ms)^  names: \[.*?\]\n  towns: \[.*?\]$", f"  names: [{name}, {name}区]\n  towns: [{town}]", told)
    (target / "facts.yaml").write_text(told, "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("counties")
    for county in COUNTIES:
        _copy(made, *county)
    return made


def _found(folder: Path, asked: list[dict[str, Any]]) -> list[list[str]]:
    """The clauses that the command finds."""
    told = _run(folder, asked)
    return [[hit["clause"] for hit in json.loads(line)["clauses"]] for line in told.stdout.decode().splitlines()]


def _run(folder: Path, asked: list[dict[str, Any]]) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own that knows the new counties."""
    lines = "\n".join(json.dumps({"q": row["q"], "policy": row["policy"]}, ensure_ascii=False) for row in asked)
    return subprocess.run(
        [sys.executable, "-m", "assistant", "search", "--jsonl"],
        input=lines.encode(),
        capture_output=True,
        check=True,
        cwd=HERE.parents[2],
        env={**os.environ, "ASSISTANT_DOCUMENTS": str(folder), "PYTHONUTF8": "1"},
    )


def _labelled() -> list[dict[str, Any]]:
    rows = [json.loads(line) for path in HERE.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if row["policy"] == MODEL and row["gold"]]


@pytest.mark.parametrize("county", COUNTIES)
def test_a_new_county_is_searched_as_well(folder: Path, county: tuple[str, str, str, str]) -> None:
    asked = [{**row, "policy": county[0]} for row in _labelled()]
    gold = [{one.replace(MODEL, county[0]) for one in row["gold"]} for row in asked]
    missed = [
        row["q"]
        for row, right, found in zip(asked, gold, _found(folder, asked), strict=True)
        if not set(found[:1]) & right
    ]
    assert len(missed) / len(asked) <= 0.03, missed


def test_a_question_that_names_it_or_its_town_is_answered_from_it(folder: Path) -> None:
    asked, counties = [], []
    for policy, name, _, town in COUNTIES:
        for place in (f"{name}区", f"重庆市{name}区", name, town):
            asked += [{"q": f"{place}的低保户得了癌症能报几成", "policy": None}]
            asked += [{"q": f"家住{place}，没办转诊能报吗", "policy": None}]
            counties += [policy, policy]
    for row, policy, found in zip(asked, counties, _found(folder, asked), strict=True):
        assert {one.partition("#")[0] for one in found} == {policy}, row["q"]
        assert found[0].partition("#")[2] == ("二（六）3" if "转诊" in row["q"] else "二（三）2"), row["q"]


def test_two_new_counties_are_compared(folder: Path) -> None:
    (found,) = _found(folder, [{"q": "样例区和范本区免住院押金的条件一样吗", "policy": None}])
    assert set(found[:2]) == {f"{policy}#二（六）3" for policy, *_ in COUNTIES}


def test_the_old_documents_are_still_found(folder: Path) -> None:
    asked = [{"q": "彭水的低保住院报几成", "policy": None}, {"q": "没办转诊能报吗", "policy": MODEL}]
    first, second = _found(folder, asked)
    assert {one.partition("#")[0] for one in first} == {"pengshui-2023"}
    assert second[0] == f"{MODEL}#二（六）3"


def test_own_questions_that_cannot_be_used_are_reported_and_left_out(tmp_path: Path) -> None:
    policy = COUNTIES[0][0]
    _copy(tmp_path, *COUNTIES[0])
    (tmp_path / policy / "questions.yaml").write_text(
        "questions:\n  - {clause: 九（九）, matter: rate, asks: 报几成}\n", "utf-8"
    )
    told = _run(tmp_path, [{"q": "没办转诊能报吗", "policy": policy}])
    assert f"{policy}/questions.yaml 第 1 组：没有条款“九（九）”，请核对条款号" in told.stderr.decode()
    assert json.loads(told.stdout)["clauses"][0]["clause"] == f"{policy}#二（六）3"


def test_own_questions_of_a_new_county_are_found_though_nothing_was_learned_of_them(tmp_path: Path) -> None:
    policy = COUNTIES[0][0]
    _copy(tmp_path, *COUNTIES[0])
    own = "questions:\n  - clause: 附件\n    matter: roster\n    near: 填表说明\n    asks: |\n      甲表乙栏怎么盖章\n"
    (tmp_path / policy / "questions.yaml").write_text(own, "utf-8")
    (found,) = _found(tmp_path, [{"q": "甲表乙栏要怎么盖章", "policy": policy}])
    assert found[0] == f"{policy}#附件"
