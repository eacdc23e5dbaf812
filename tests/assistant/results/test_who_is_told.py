"""What a document says to a person in this case is told with clause and quote, and nothing that concerns others."""

from typing import Any

import pytest

from assistant.answers.situation import Situation
from assistant.results.casework import reckon
from assistant.results.differences import worth_telling
from assistant.results.explain import explain
from assistant.results.explained import Explanation
from assistant.results.outcome import outcome
from assistant.results.plain_text import as_text
from assistant.talk.hearing import hear
from assistant.talk.turn import start, turn
from knowledge import library, quotes
from knowledge.next_steps import NOBODY, steps
from rules.policies import policy
from rules.what_if import Difference
from tests.assistant.example_answers import JIULONGPO, frame_of

BILL: dict[str, Any] = {"care": "inpatient", "eligible": "60000", "basic_paid": "20000", "date": "2024-03-01"}


def told(policy_id: str, identities: list[str], **bill: object) -> Explanation:
    case = {"policy": policy_id, "person": {"identities": identities}, "bills": [{**BILL, **bill}]}
    return reckon(case).told


def said(*messages: str) -> tuple[Any, Any]:
    talk, shown = start()
    for message in messages:
        talk, shown = turn(talk, hear(message, talk, shown))
    return talk, shown


# The way in is told to whoever holds no identity, and to nobody else.

WAY_IN = {
    "jiulongpo-2023": ("区民政局", "dibao"),
    "pengshui-2023": ("县民政局", "dibao"),
    "chongqing-2012": ("临时救助", "dibao"),
    "banan-2018": ("区扶贫", "registered_poor"),
    "jiangsu-2023-draft": ("能不能申请", "dibao"),
}


@pytest.mark.parametrize(("policy_id", "word", "held"), [(name, *case) for name, case in WAY_IN.items()])
def test_who_holds_no_identity_is_told_the_way_in(policy_id: str, word: str, held: str) -> None:
    assert any(word in step.text and step.citations for step in told(policy_id, []).next_steps)
    assert not any(word in step.text for step in told(policy_id, [held]).next_steps)


def test_who_is_left_to_earlier_rules_does_not_lack_an_identity() -> None:
    for held in ("entitled_veteran", "severe_disability", "other_registered"):
        found = told("jiulongpo-2023", [held]).next_steps
        assert not any("没有认定救助身份" in step.text for step in found)
    held_by_draft = told("jiangsu-2023-draft", ["registered_poor"]).next_steps
    assert not any("没有认定救助身份" in step.text for step in held_by_draft)
    assert any("户籍地" in step.text for step in held_by_draft)


# A range under a document of floors has no ceiling; without insurance nobody is asked what insurance paid.


def test_a_range_of_floors_promises_no_ceiling() -> None:
    open_place = {"policy": "chongqing-2012", "person.identities": ["dibao"], "bills[0].care": "inpatient"}
    stated = {"bills[0].eligible": "20000", "bills[0].basic_paid": "8000", "bills[0].catastrophic_paid": "0"}
    found = explain(outcome(Situation(frame_of({**open_place, **stated, "bills[0].date": "2024-03-01"}))))
    assert "0元 到 至少 8,400元 之间" in found.sentence
    assert "至少 0元" not in found.sentence


@pytest.mark.parametrize(
    ("policy_id", "held", "asked"), [("pengshui-2023", "dibao", False), ("banan-2018", "registered_poor", True)]
)
def test_the_uninsured_are_not_asked_what_insurance_paid(policy_id: str, held: str, asked: bool) -> None:
    person = {"policy": policy_id, "person.identities": [held], "person.insured": False}
    answers = {**person, "bills[0].care": "inpatient", "bills[0].eligible": "40000", "bills[0].total": "40000"}
    found = outcome(Situation(frame_of(answers)))
    assert ("bills[0].basic_paid" in found.settled_by) == asked
    if not asked:
        assert found.high == 0


# What an earlier document would give is told, never as part of the aid.


@pytest.mark.parametrize(
    ("policy_id", "held", "words"),
    [
        ("jiulongpo-2023", "severe_disability", "代替上面的合计"),
        ("jiulongpo-2023", "dibao", "普通疾病救助如果仍执行，另外至少"),
        ("pengshui-2023", "dibao", "普通疾病救助如果仍执行，另外至少"),
    ],
)
def test_what_an_earlier_document_would_give_is_told(policy_id: str, held: str, words: str) -> None:
    small = {"eligible": "20000", "total": "20000", "basic_paid": "8000", "catastrophic_paid": "0"}
    (offer,) = [c for c in told(policy_id, [held], **small).entitlements if words in c.text]
    assert offer.citations
    assert "请向" in offer.text
    assert not any(words in c.text for c in told(policy_id, [], **small).entitlements)


def test_nothing_is_offered_on_payments_that_nobody_stated() -> None:
    answers = {"policy": "jiulongpo-2023", "person.identities": ["dibao"], "bills[0].care": "inpatient"}
    found = explain(outcome(Situation(frame_of({**answers, "bills[0].eligible": "20000"}))))
    assert found.found.result.offers
    assert not any("如果仍执行" in c.text for c in found.entitlements)


def test_an_identity_that_is_not_known_is_told_the_way_in_too() -> None:
    found = explain(outcome(Situation(frame_of({"policy": "jiulongpo-2023", "bills[0].care": "inpatient"}))))
    assert any("区民政局" in step.text for step in found.next_steps)


@pytest.mark.parametrize("policy_id", library.policy_ids())
def test_every_step_stands_in_its_clause_and_is_for_identities_of_its_document(policy_id: str) -> None:
    for step in steps(policy_id):
        assert quotes.locate_in_clause(step.clause, step.quote)
        assert set(step.identities) <= {*policy(policy_id).parameters.codes, NOBODY}
        assert set(step.benefit) <= set(policy(policy_id).family.benefits)


# Whom a step concerns.


@pytest.mark.parametrize(
    ("hears", "does_not", "word"),
    [
        (
            ("chongqing-2012", ["dibao"], {"care": "outpatient"}),
            ("chongqing-2012", ["severe_disability"], {"care": "outpatient"}),
            "社会保障卡",
        ),
        (("chongqing-2012", ["dibao"], {"care": "outpatient"}), ("chongqing-2012", ["dibao"], {}), "社会保障卡"),
        (
            ("chongqing-2012", ["orphan"], {"care": "outpatient", "treatment": "dialysis"}),
            ("chongqing-2012", ["orphan"], {}),
            "申报备案",
        ),
        (("chongqing-2012", ["dibao"], {}), ("chongqing-2012", ["dibao"], {"care": "outpatient"}), "住院通知单"),
        (("chongqing-2012", ["student"], {}), ("chongqing-2012", ["dibao"], {}), "学校"),
        (
            ("banan-2018", ["registered_poor"], {"place": "out_of_province"}),
            ("banan-2018", ["registered_poor"], {}),
            "12月20日",
        ),
        (
            ("banan-2018", ["registered_poor"], {}),
            ("banan-2018", ["registered_poor"], {"place": "out_of_province"}),
            "一站式",
        ),
        (
            ("jiulongpo-2023", ["dibao"], {}),
            ("jiulongpo-2023", ["dibao"], {"referral": "irregular"}),
            "直接获得",
        ),
    ],
)
def test_a_step_is_told_to_whom_it_concerns(hears: Any, does_not: Any, word: str) -> None:
    assert any(word in step.text for step in told(hears[0], hears[1], **hears[2]).next_steps)
    assert not any(word in step.text for step in told(does_not[0], does_not[1], **does_not[2]).next_steps)


def test_nobody_gets_the_offices_own_duties() -> None:
    assert not any("每月5日前" in step.text for step in told("pengshui-2023", ["dibao"]).next_steps)


def test_the_place_that_sets_the_standard_is_that_of_the_household() -> None:
    steps_told = [step.text for step in told("jiangsu-2023-draft", ["dibao"]).next_steps]
    assert any("户籍地" in text for text in steps_told)
    assert not any("参保地" in text for text in steps_told)


# What would change the answer never invites a misstatement.


def test_another_day_is_not_suggested_for_a_bill_whose_day_is_stated() -> None:
    there = (Difference("policy", "chongqing-2012", 2_100_000, -440_000),)
    stated = frame_of(JIULONGPO)
    assert worth_telling(there, stated) == ()
    assert worth_telling(there, stated.drop("bills[0].date")) == there


def test_an_identity_that_lowers_the_aid_is_not_suggested() -> None:
    of_students = Difference("person.identities", ["dibao", "student"], 0, -1_750_000)
    more = Difference("person.identities", ["dibao", "extreme_poverty"], 2_000_000, 250_000)
    assert worth_telling((of_students, more), frame_of(JIULONGPO)) == (more,)
    assert not any("大学生" in d.text for d in told("chongqing-2012", ["dibao"]).differences)


def test_an_emergency_is_never_suggested() -> None:
    found = told("jiulongpo-2023", ["dibao"], referral="irregular")
    assert any("规范转诊" in d.text for d in found.differences)
    assert not any("急诊" in d.text for d in found.differences)


def test_an_identity_that_would_bring_less_is_never_suggested() -> None:
    found = told("chongqing-2012", ["dibao"])
    assert not any("大学生" in d.text for d in found.differences)
    more = Difference("person.identities", ["dibao", "extreme_poverty"], 2_700_000, 300_000)
    less = Difference("person.identities", ["dibao", "student"], 0, -2_400_000)
    assert worth_telling((more, less), frame_of(JIULONGPO)) == (more,)


def test_still_another_identity_is_said_only_to_one_who_has_one() -> None:
    assert any(d.text.startswith("如果还经认定是") for d in told("jiulongpo-2023", ["dibao"]).differences)
    none = [d.text for d in told("jiulongpo-2023", []).differences]
    assert any(text.startswith("如果经认定是") for text in none)


# Two documents of one place.


def test_a_disease_is_matched_in_whatever_document_governs() -> None:
    opening = (
        "我是巴南区{who}，45岁，2024年3月1日{ill}在区内二级定点医院住院，不用转诊，政策范围内2万5，医保报1万，大病0"
    )
    for who, ill, amount in (("低保户", "脑梗死", "至少 10,500元"), ("低保户", "肺癌", "至少 10,500元")):
        _, shown = said(opening.format(who=who, ill=ill), "没有了", "没错")
        assert amount in shown.told.sentence, (who, ill)
        assert not any("不在" in warning.text for warning in shown.told.warnings)
    _, shown = said(opening.format(who="低保户", ill="骨折"), "没有了", "没错")
    assert "至少 6,000元" in shown.told.sentence


def test_a_disease_said_under_one_document_counts_when_another_governs_later() -> None:
    talk, _ = said("我是巴南区低保户，得了冠心病，住院")
    assert talk.seen().policy == "chongqing-2012"
    talk, _ = turn(talk, hear("不对，是建档立卡贫困户", talk, turn(talk, [])[1]))
    assert talk.seen().policy == "banan-2018"
    assert all("/" in name for name in talk.seen().governed.value("bills[0].diseases"))


def test_while_the_identity_is_not_known_those_of_both_documents_are_offered() -> None:
    _, shown = said(
        "巴南区，肺炎住院，总费用2万，目录内1万9，医保报1万，大病0，2019年3月1日结账，区内二级定点医院，不用转诊"
    )
    assert shown.asking == "person.identities"
    assert any("建档立卡" in option for option in shown.options)
    assert any("低保" in option for option in shown.options)
    assert not any("其他人按" in note for note in shown.notes)
    _, earlier = said("巴南区，肺炎住院，2017年3月1日结账")
    assert not any("建档立卡" in option for option in earlier.options), "the scheme was not yet there"


def test_what_rests_on_a_floor_that_was_estimated_is_a_ceiling() -> None:
    _, shown = said(
        "我是巴南区建档立卡贫困户，也是低保户，45岁，2019年3月1日脑梗死在区内二级定点医院住院，不用转诊，"
        "总费用3万，目录内2万5，医保报1万，大病0",
        "扶贫济困基金0",
        "民政救助不知道",
        "算一下",
    )
    found = shown.told
    assert found.found.estimated == {0: 1_050_000}
    amounts = [b.amount for bill in found.bills for b in bill.benefits if b.amount]
    assert amounts
    assert {amount.bound for amount in amounts} == {"最多"}
    assert any("至少 10,500元" in warning.text for warning in found.warnings)
    assert not any("没有计入" in warning.text for warning in found.warnings)


# What is said is no promise and of no particular year.


def test_no_year_is_called_this_year_for_a_bill_of_another() -> None:
    text = as_text(told("banan-2018", ["registered_poor"], date="2019-03-01"))
    assert "今年" not in text
