"""Who pays what: sums to the whole, says 至少 and 最多 where a document sets floors, invents no money."""

from typing import Any

import pytest
from hypothesis import given, settings

from assistant.answers.frame import Frame, Slot
from assistant.answers.situation import Situation
from assistant.results import shares
from assistant.results.explain import explain
from assistant.results.outcome import Outcome, outcome
from assistant.results.plain_text import as_text
from tests.assistant.example_answers import JIULONGPO, answers, frame_of

WHOLE: dict[str, Any] = {**JIULONGPO, "bills[0].total": "90000.00"}
#: A stay for an illness of no list, where the hospital's level decides on one layer.
FRACTURE: dict[str, Any] = {**WHOLE, "bills[0].diseases": []}
FLOOR: dict[str, Any] = {
    "policy": "chongqing-2012",
    "person.identities": ["dibao"],
    "bills[0].diseases": [],
    "bills[0].care": "inpatient",
    "bills[0].hospital_level": 2,
    "bills[0].designated": True,
    "bills[0].total": "9500.00",
    "bills[0].eligible": "9000.00",
    "bills[0].basic_paid": "5400.00",
    "bills[0].catastrophic_paid": "0.00",
    "bills": False,
}


def unknown(frame: Frame, *paths: str) -> Frame:
    for path in paths:
        frame = frame.put(path, Slot(None, "unknown"))
    return frame


def in_words(found: Outcome) -> list[str]:
    return [f"{payer.label} {payer.money}" for payer in shares.together(found)]


def test_all_payers_with_their_amounts() -> None:
    assert in_words(outcome(Situation(frame_of(WHOLE)))) == [
        "基本医疗保险统筹基金支出 40,000元",
        "居民大病保险资金支出 10,000元",
        "特殊疾病救助 24,000元",
        "倾斜救助 1,400元",
        "您自己出 14,600元",
    ]


def test_where_the_aid_is_a_floor_the_own_part_is_a_ceiling() -> None:
    assert in_words(outcome(Situation(frame_of(FLOOR))))[1:] == [
        "普通疾病住院救助 至少 2,160元",
        "您自己出 最多 1,940元",
    ]


def test_without_a_total_only_the_part_in_range_is_shared_out() -> None:
    found = outcome(Situation(frame_of(JIULONGPO)))
    assert shares.whole_label(found) == "政策范围内费用"
    assert in_words(found)[-1] == "政策范围内您自己出 4,600元"


def test_while_an_answer_is_open_the_open_part_stands_between_aid_and_person() -> None:
    found = outcome(Situation(unknown(frame_of(FRACTURE), "bills[0].hospital_level")))
    assert (found.low, found.high) == (1_820_000, 2_540_000)
    assert in_words(found)[2:] == [
        "医疗救助 至少 18,200元",
        "还不能确定的救助 最多 7,200元",
        "您自己出 14,600元 到 21,800元",
    ]
    assert sum(payer.amount for payer in shares.together(found)) == 9_000_000
    assert shares.of_bill(0, found) == ()


@pytest.mark.parametrize("name", ["eligible", "basic_paid", "catastrophic_paid"])
def test_what_nobody_stated_is_not_shared_out(name: str) -> None:
    found = outcome(Situation(unknown(frame_of(WHOLE), f"bills[0].{name}")))
    assert shares.together(found) == ()
    assert explain(found).bills[0].payers == ()


def test_with_unknown_costs_no_amount_is_told() -> None:
    found = outcome(Situation(frame_of({"policy": "jiulongpo-2023", "person.identities": ["dibao"]})))
    told = explain(found)
    assert told.verdict == "undecided"
    assert told.amount == ""
    assert "元" not in told.sentence
    assert "要知道费用" in as_text(told)


@settings(max_examples=150)
@given(answers())
def test_shares_always_sum_to_the_whole(known: dict[str, Any]) -> None:
    found = outcome(Situation(frame_of(known)))
    payers = shares.together(found)
    if payers:
        assert sum(payer.amount for payer in payers) == sum(bill.total for bill in found.result.bills)
        assert all(payer.amount >= 0 for payer in payers)
