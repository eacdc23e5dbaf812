"""Two counties more, each a folder and nothing else: everything works with them, and nothing else changes."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fictional import MODEL, YANGLI, YANGLING, County, write

from knowledge import library

ROOT = Path(__file__).parents[2]
COUNTIES = (YANGLI, YANGLING)
STAY = {
    "date": "2025-06-01",
    "care": "inpatient",
    "diseases": ["special-2012/03"],
    "total": "90000",
    "eligible": "80000",
    "basic_paid": "40000",
    "catastrophic_paid": "10000",
}


def run(documents: Path, *words: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    """A program of the project with these folders beside its own."""
    return subprocess.run(
        [sys.executable, *words],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_DOCUMENTS": str(documents), "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
        encoding="utf-8",
    )


def lines(documents: Path, command: str, *given: object) -> list[Any]:
    """The answers of a command that reads JSON lines."""
    asked = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in given)
    done = run(documents, "-m", "assistant", command, "--jsonl", given=asked)
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the folders of both counties."""
    folder = tmp_path_factory.mktemp("documents")
    for county in COUNTIES:
        write(county, folder)
    return folder


def aid(county: County) -> str:
    """The aid of :data:`STAY` for 低保, by hand: the rest by the county's rate, then 70% of what is above its line."""
    special = 30000 * county.dibao_rate // 100
    return f"{special + (30000 - special - county.tilt_line) * 70 / 100:.2f}"


def test_the_audit_accounts_for_all_seven(documents: Path) -> None:
    done = run(documents, "-m", "assistant", "audit", "--json")
    assert done.returncode == 0, done.stdout[-2000:]
    said = {document["policy"]: document for document in json.loads(done.stdout)["documents"]}
    assert set(said) == {*library.policy_ids(), *(county.id for county in COUNTIES)}
    for county in COUNTIES:
        assert said[county.id] == {**said[MODEL], "policy": county.id}


def test_a_case_is_computed_with_the_countys_own_figures(documents: Path) -> None:
    person = {"identities": ["dibao"]}
    cases = [{"policy": county.id, "person": person, "bills": [STAY]} for county in COUNTIES]
    for county, result in zip(COUNTIES, lines(documents, "calc", *cases), strict=True):
        assert result["aid_total"] == aid(county)
        cited = [c["clause"] for b in result["bills"][0]["benefits"] for s in b["steps"] for c in s["citations"]]
        assert cited
        assert {clause.partition("#")[0] for clause in cited} == {county.id}


@pytest.fixture(scope="module")
def applying(documents: Path) -> Any:
    """Which document applies to some places and days, asked in one process."""
    asked = [(county.code, day) for county in COUNTIES for day in ("2025-06-01", "2024-03-05", "2024-03-04")]
    asked += [("500106", "2025-06-01"), ("500107", "2025-06-01"), ("50", "2025-06-01")]
    program = (
        "import json, sys; from datetime import date; from rules.applicable import applicable; "
        "print(json.dumps([applicable(a, date.fromisoformat(d)).policy for a, d in json.loads(sys.argv[1])]))"
    )
    found = json.loads(run(documents, "-c", program, json.dumps(asked)).stdout)
    return dict(zip(asked, found, strict=True))


@pytest.mark.parametrize(
    ("area", "day", "policy"),
    [
        (YANGLI.code, "2025-06-01", YANGLI.id),
        (YANGLI.code, "2024-03-05", YANGLI.id),
        (YANGLI.code, "2024-03-04", "chongqing-2012"),
        (YANGLING.code, "2025-06-01", YANGLING.id),
        (YANGLING.code, "2024-03-05", "chongqing-2012"),
        ("500106", "2025-06-01", "chongqing-2012"),
        ("500107", "2025-06-01", MODEL),
        ("50", "2025-06-01", "chongqing-2012"),
    ],
)
def test_the_document_is_found_by_place_and_day(applying: Any, area: str, day: str, policy: str) -> None:
    assert applying[area, day] == policy


SAID = [
    # by name, by town, with a slip, as a person of the place says it; what the message tells of the place of treatment
    ("我是漾里县的低保户，得了胃癌，在重庆住的院", YANGLI.id, "in_city"),
    ("我是重庆市漾岭区的低保，在漾岭住院", YANGLING.id, "in_county"),
    ("家住青竹坝，低保，得了胃癌转到主城住院", YANGLI.id, "in_city"),
    ("红土镇的特困户，在青竹坝住院", YANGLING.id, "in_city"),
    ("漾里的低保户，去成都住院", YANGLI.id, "out_of_province"),
    ("漾哩县的低保户，得了胃癌", YANGLI.id, None),
    ("漾岭嘞低保，在九龙坡住院", YANGLING.id, "in_city"),
    ("我是九龙坡的低保户，在漾岭住院", MODEL, "in_city"),
    ("渝北的低保户，得了胃癌", "chongqing-2012", None),
]


@pytest.fixture(scope="module")
def heard(documents: Path) -> Any:
    """Each message as the first of a conversation."""
    given = [line for text, _, _ in SAID for line in ({"text": text}, {"reset": True})]
    return dict(zip([text for text, _, _ in SAID], lines(documents, "chat", *given)[::2], strict=True))


@pytest.mark.parametrize(("text", "policy", "place"), SAID)
def test_the_chat_understands_the_county_and_its_towns(heard: Any, text: str, policy: str, place: str | None) -> None:
    case = heard[text]["case"]
    assert case["policy"] == policy
    assert case["person"]["identities"]
    assert next(iter(case.get("bills", [])), {}).get("place") == place


def test_a_conversation_ends_in_the_countys_result(documents: Path) -> None:
    told = (
        "我是漾里县的低保户，得了胃癌，2025年6月1日在漾里县人民医院住院结账，二级医院，定点，不用转诊，"
        "总费用90000，政策范围内80000，医保报了40000，大病保险报了10000"
    )
    answers = lines(documents, "chat", {"text": told}, {"text": "算一下"})
    assert answers[-1]["result"]["policy"] == YANGLI.id
    assert answers[-1]["result"]["aid_total"] == aid(YANGLI)
    assert any(YANGLI.short_name in answer["reply"] for answer in answers)


def test_the_places_are_offered_as_answers(documents: Path) -> None:
    [asked] = lines(documents, "chat", {"text": "你好"})
    assert [f"重庆市{county.name}" for county in COUNTIES] == [o for o in asked["options"] if "漾" in o]


def test_a_batch_computes_rows_of_all_documents(documents: Path, tmp_path: Path) -> None:
    rows = [(county.id, county.short_name) for county in COUNTIES]
    table = tmp_path / "in.csv"
    heads = ["person_id", "policy", "identities", *(k for k in STAY if k != "diseases"), "diseases"]
    with table.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(heads)
        for number, name in enumerate([*(i for i, _ in rows), *(s for _, s in rows), MODEL]):
            values = [STAY[k] for k in heads[3:-1]]
            writer.writerow([f"样例{number}", name, "dibao", *values, "胃癌"])
    done = run(documents, "-m", "assistant", "batch", str(table), str(tmp_path / "out.csv"))
    assert json.loads(done.stdout)["bad"] == 0, done.stdout
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as found:
        computed = [row["aid_total"] for row in csv.DictReader(found)]
    assert [f"{float(amount):.2f}" for amount in computed[:4]] == [aid(c) for c in COUNTIES] * 2


def test_a_town_is_no_misspelt_disease(documents: Path) -> None:
    found = lines(documents, "match", {"q": "石槽镇的，胃癌"}, {"q": "云台垭"})
    assert [answer["status"] for answer in found] == ["match", "none"]
    assert found[0]["ids"] == ["special-2012/03"]


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.id)
def test_a_question_about_the_county_is_answered_from_its_document(documents: Path, county: County) -> None:
    asked = [
        {"q": f"{county.name}低保特殊疾病救助比例是多少"},
        {"q": f"{county.towns[0]}的人没办转诊能报吗"},
        {"q": "低保特殊疾病救助比例是多少", "policy": county.id},
    ]
    answers = lines(documents, "search", *asked)
    for answer in answers:
        assert answer["clauses"], answer
        assert {clause["clause"].partition("#")[0] for clause in answer["clauses"]} == {county.id}
    assert any(f"{county.dibao_rate}%" in clause["text"] for clause in answers[0]["clauses"])


@pytest.fixture(scope="module")
def shown(documents: Path) -> Any:
    """What the pages and papers show, the second county chosen."""
    done = run(documents, str(Path(__file__).with_name("shown.py")), YANGLING.id, YANGLING.code)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def _faults(pages: Any) -> Iterator[str]:
    for page in pages.values():
        yield from page.get("faults", ())


def test_no_page_fails(shown: Any) -> None:
    assert not list(_faults(shown))


def test_the_window_computes_for_the_residence(shown: Any) -> None:
    window = shown["window"]
    assert {f"重庆市{county.name}" for county in COUNTIES} <= set(window["places"])
    assert f'data-aid="{aid(YANGLING)}"' in window["shown"]
    assert f"重庆市{YANGLING.name}医疗救助人员信息汇总表" in window["roster"]
    assert set(window["forms"]) == {"重庆市九龙坡区", *(f"重庆市{county.name}" for county in COUNTIES)}


def test_the_library_shows_the_document(shown: Any) -> None:
    assert len(shown["library"]["documents"]) == len(library.policy_ids()) + len(COUNTIES)
    assert YANGLING.number in shown["library"]["text"]
    assert "处计算" in shown["library"]["coverage"]


def test_the_self_check_and_the_lecture_offer_the_county(shown: Any) -> None:
    for county in COUNTIES:
        assert any(county.name in label for label in shown["self_check"]["buttons"])
        assert any(county.short_name in example for example in shown["outreach"]["examples"])


def test_papers_speak_of_the_county(shown: Any) -> None:
    papers = shown["papers"]
    assert YANGLING.number in papers["printed"]
    assert f"{YANGLING.name}医保局" in papers["printed"]
    assert "九龙坡" not in papers["printed"]
    assert ["policy", YANGLING.id] in papers["read"]
