"""Questions: asked exactly where an answer can change the result, in any order, and nothing else."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from assistant.answers.frame import Frame, Slot, bill_field, split_bill_field
from assistant.answers.governing import govern
from assistant.answers.journey import order
from assistant.answers.questions import has_question, question
from assistant.answers.situation import Situation
from assistant.results.outcome import computable, outcome
from knowledge import library
from rules import codes
from rules.calculate import calculate
from rules.door import read_case
from tests.assistant.example_answers import JIULONGPO, answers, frame_of

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

VALUES = {
    "care": codes.CARE,
    "treatment": codes.TREATMENT,
    "hospital_level": codes.HOSPITAL_LEVEL,
    "designated": (True, False),
    "place": codes.PLACE,
    "referral": codes.REFERRAL,
}


def asked_along(known: dict[str, object]) -> list[str]:
    frame, asked = Frame(), []
    while (field := Situation(frame).journey.next) is not None:
        asked.append(field)
        assert field in known, f"{field} 不该问"
        frame = frame.put(field, Slot(known[field]))
    return asked


def test_the_whole_run_of_jiulongpo():
    assert asked_along(JIULONGPO) == [
        "policy",
        "person.identities",
        "bills[0].diseases",
        "bills[0].designated",
        "bills[0].place",
        "bills[0].referral",
        "bills[0].eligible",
        "bills[0].basic_paid",
        "bills[0].catastrophic_paid",
        "bills[0].date",
        "bills",
    ]


@pytest.mark.parametrize(
    ("policy_id", "never"),
    [
        ("jiulongpo-2023", {"age", "needs_maintenance", "civil_aid_paid", "relief_fund_paid", "disposable_income"}),
        ("pengshui-2023", {"age", "needs_maintenance", "civil_aid_paid", "relief_fund_paid", "disposable_income"}),
        ("chongqing-2012", {"place", "referral", "civil_aid_paid", "relief_fund_paid", "disposable_income"}),
        ("banan-2018", {"age", "needs_maintenance", "hospital_level", "disposable_income"}),
        ("jiangsu-2023-draft", {"age", "needs_maintenance", "hospital_level", "diseases", "civil_aid_paid"}),
    ],
)
@given(known=answers())
@SLOW
def test_a_policy_never_asks_what_it_does_not_read(policy_id: str, never: set[str], known: dict[str, object]):
    ahead = Situation(frame_of({**known, "policy": policy_id, "person.identities": ["dibao"]})).journey
    if govern(frame_of({**known, "policy": policy_id, "person.identities": ["dibao"]})).policy == policy_id:
        assert not never & {field.rpartition(".")[2] for field in ahead.open}


def aid(frame: Frame) -> tuple[object, ...]:
    """The result as a question sees it: the aid of each bill, and whether it is left to others."""
    result = calculate(read_case(computable(govern(frame).frame)))
    return tuple(
        (bill.aid, any(benefit.status == "undetermined" for benefit in bill.benefits)) for bill in result.bills
    )


@given(known=answers(complete=True))
@SLOW
def test_the_last_open_question_is_asked_exactly_if_two_answers_differ(known: dict[str, object]):
    """With one field open the finding is exact: compared with the calculator, value by value."""
    frame = frame_of(known)
    for name, values in VALUES.items():
        field = bill_field(0, name)
        without = frame.drop(field)
        results = {aid(without.put(field, Slot(value))) for value in values}
        assert (field in Situation(without).journey.open) == (len(results) > 1), (field, results)


@given(known=answers(complete=True))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_two_open_questions_are_asked_exactly_if_their_answers_can_differ(known: dict[str, object]):
    fields = ("hospital_level", "referral")
    without = frame_of(known).drop(*(bill_field(0, name) for name in fields))
    results = {
        pair: aid(without.put(bill_field(0, fields[0]), Slot(pair[0])).put(bill_field(0, fields[1]), Slot(pair[1])))
        for pair in product(VALUES[fields[0]], VALUES[fields[1]])
    }
    ahead = Situation(without).journey.open
    for place, name in enumerate(fields):
        other = 1 - place
        matters = any(
            len({results[pair] for pair in results if pair[other] == fixed}) > 1 for fixed in VALUES[fields[other]]
        )
        assert (bill_field(0, name) in ahead) == matters, (name, results)


@given(known=answers())
@SLOW
def test_what_is_asked_can_be_asked_and_is_not_answered(known: dict[str, object]):
    frame = frame_of(known)
    for field in Situation(frame).journey.open:
        assert has_question(field)
        assert not govern(frame).frame.answered(field)
        assert question(field, govern(frame).policy).ask


@given(known=answers(complete=True))
@SLOW
def test_nothing_is_left_to_ask_when_all_is_known(known: dict[str, object]):
    assert Situation(frame_of(known)).journey.open == ()


def test_a_person_without_identity_is_asked_nothing_more():
    frame = frame_of({"policy": "jiulongpo-2023", "person.identities": []})
    assert Situation(frame).journey.next is None


def test_unknown_keeps_both_branches():
    known = {**JIULONGPO, "bills[0].diseases": []}
    frame = frame_of(known).put("bills[0].hospital_level", Slot(None, "unknown"))
    found = outcome(Situation(frame))
    assert found.settled_by == ("bills[0].hospital_level",)
    assert (found.low, found.high) == (1_820_000, 2_540_000)
    assert found.to_json()["range"] == {"low": "18200.00", "high": "25400.00"}


def test_unknown_that_cannot_matter_gives_no_range():
    frame = frame_of(JIULONGPO).put("bills[0].hospital_level", Slot(None, "unknown"))
    assert not outcome(Situation(frame)).is_range


def test_an_older_bill_falls_under_the_older_document():
    governed = govern(frame_of({**JIULONGPO, "bills[0].date": "2023-10-13"}))
    assert governed.policy == "chongqing-2012"
    assert governed.why is not None
    assert "2023年10月14日" in governed.why.reason


def test_no_document_covers_an_early_date_in_jiangsu():
    frame = frame_of({"policy": "jiangsu-2023-draft", "bills[0].date": "2022-06-01"})
    assert govern(frame).policy is None
    assert Situation(frame).journey.next == "bills[0].date"


def test_banan_is_for_registered_poor_people_only():
    assert govern(frame_of({"policy": "banan-2018", "person.identities": ["registered_poor"]})).policy == "banan-2018"
    assert govern(frame_of({"policy": "banan-2018", "person.identities": ["dibao"]})).policy == "chongqing-2012"


def test_every_field_in_the_order_has_a_question():
    for policy_id in library.policy_ids():
        for field in order(Frame().put("policy", Slot(policy_id))):
            place = split_bill_field(field)
            assert has_question(field), place
