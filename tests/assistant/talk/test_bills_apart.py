"""Bills on both sides of a document's first day: each under its own document, told one after another, summed up."""

import json
from typing import Any

import pytest

from assistant.answers import acts
from assistant.diseases.named import resolve_disease
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn
from knowledge import library
from rules.parts import calculate_parts
from tests.assistant.example_answers import JIULONGPO

AREA = library.facts(JIULONGPO["policy"]).area.code
BILL = {
    "care": "inpatient",
    "diseases": ["肺癌"],
    "hospital_level": 3,
    "designated": True,
    "place": "in_county",
    "referral": "standard",
    "total": "40000.00",
    "eligible": "40000.00",
    "basic_paid": "20000.00",
    "catastrophic_paid": "0.00",
}


def told(days: list[str], **more: Any) -> tuple[Talk, Reply]:
    known: dict[str, Any] = {"policy": JIULONGPO["policy"], "person.identities": ["dibao"], **more}
    done: list[acts.Act] = [acts.Inform(path, value) for path, value in known.items()]
    for place, day in enumerate(days):
        done += [acts.AddBill()] if place else []
        done += [acts.Inform(f"bills[{place}].{name}", value) for name, value in {**BILL, "date": day}.items()]
    talk, _ = start()
    talk, _ = turn(talk, [*done, acts.AddBill(False)])
    return turn(talk, [acts.Compute()])


def same(days: list[str]) -> Any:
    bills = [BILL | {"date": day} for day in days]
    return calculate_parts({"person": {"identities": ["dibao"]}, "bills": bills}, AREA, resolve_disease)


@pytest.mark.parametrize("days", [["2023-09-01", "2023-11-05"], ["2023-11-05", "2023-09-01", "2023-09-02"]])
def test_each_bill_is_computed_under_the_document_of_its_day(days: list[str]):
    _, reply = told(days)
    expected = same(days).to_json()
    found = reply.to_json()["result"]
    assert found["policy"] is found["identity"] is None
    assert [part["policy"] for part in found["parts"]] == [part["policy"] for part in expected["parts"]]
    assert [part["aid_total"] for part in found["parts"]] == [part["aid_total"] for part in expected["parts"]]
    assert found["aid_total"] == expected["aid_total"]
    assert found["warnings"] == expected["warnings"] != []
    assert found["at_least"] is expected["at_least"]


def test_one_document_gives_one_result():
    _, reply = told(["2023-11-05", "2023-12-05"])
    found = reply.to_json()["result"]
    assert "parts" not in found
    assert reply.told is not None
    assert reply.told.whole is None


def test_the_parts_are_told_one_after_another_by_the_numbers_of_the_whole():
    _, reply = told(["2023-11-05", "2023-09-01"])
    text = reply.text
    first, second = text.index("〔第2笔，按"), text.index("〔第1笔，按")
    assert first < second
    assert "第2笔费用" in text[first:second]
    assert "第1笔费用" not in text[first:second]
    assert "合起来是" in text
    assert "一年的限额是不是要合起来用" in text
    json.dumps(reply.to_json(), ensure_ascii=False)


def test_a_question_of_one_document_is_asked_of_its_own_bills():
    talk, _ = told(["2023-09-01", "2023-11-05"])
    talk, reply = turn(talk, [acts.Unknown("bills[0].basic_paid")])
    assert reply.told is not None
    opened = [point.field for part in reply.told.parts for point in part.open_points]
    assert opened == ["bills[0].basic_paid"]
    found = reply.to_json()["result"]
    assert found["settled_by"] == ["bills[0].basic_paid"]
    assert float(found["range"]["low"]) < float(found["range"]["high"])


def test_what_was_used_before_counts_in_the_part_of_the_first_bill():
    _, reply = told(["2023-11-05", "2023-09-01"], **{"year_to_date.special": "1000.00"})
    assert reply.told is not None
    assert [dict(part.found.case.used) for part in reply.told.parts] == [{"special": 100_000}, {}]
