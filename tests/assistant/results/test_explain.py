"""The result in words: the verdict first, never a promise, every figure and clause from the result itself."""

import pytest

from assistant.answers.frame import Frame, Slot
from assistant.answers.situation import Situation
from assistant.results.explain import explain
from assistant.results.formulas import in_words
from assistant.results.outcome import of_case, outcome
from assistant.results.plain_text import as_text
from assistant.results.verdicts import VERDICTS
from knowledge import library, quotes
from rules.calculate import calculate
from rules.door import read_case
from tests.assistant.example_answers import JIULONGPO, frame_of


def told(**changes: object):
    known = {**JIULONGPO, **{path.replace("__", "."): value for path, value in changes.items()}}
    return explain(outcome(Situation(frame_of(known))))


def test_the_first_sentence_is_the_verdict_with_the_amount_and_the_proviso():
    sentence = as_text(told()).splitlines()[0]
    assert sentence == "您可能符合《九龙坡区2023办法》的救助条件，估计可以得到医疗救助 25,400元（以经办机构审核为准）。"


def test_the_payers_sum_to_the_total():
    found = explain(outcome(Situation(frame_of({**JIULONGPO, "bills[0].total": "90000.00"}))))
    assert sum(p.amount for p in found.bills[0].payers) == 9_000_000


def test_a_person_without_identity_gets_the_reason_and_no_promise():
    found = explain(outcome(Situation(frame_of({"policy": "jiulongpo-2023", "person.identities": []}))))
    assert found.verdict == "unlikely"
    assert "属于文件规定的救助对象" in found.sentence
    assert found.bills[0].payers == ()
    assert any("区民政局" in step.text for step in found.next_steps)


def test_the_municipal_floor_says_at_least_everywhere():
    found = explain(
        outcome(
            Situation(
                frame_of(
                    {
                        "policy": "chongqing-2012",
                        "person.identities": ["dibao"],
                        "bills[0].diseases": [],
                        "bills[0].care": "inpatient",
                        "bills[0].hospital_level": 2,
                        "bills[0].designated": True,
                        "bills[0].eligible": "9000.00",
                        "bills[0].basic_paid": "5400.00",
                        "bills[0].catastrophic_paid": "0.00",
                        "bills": False,
                    }
                )
            )
        )
    )
    assert "至少 2,160元" in found.sentence
    granted = next(b for b in found.bills[0].benefits if b.status == "granted")
    assert granted.amount.text == "至少 2,160元"
    assert next(p for p in found.bills[0].payers if p.kind == "aid").at_least


def test_a_draft_says_so_before_anything_else():
    found = explain(
        outcome(
            Situation(frame_of({**JIULONGPO, "policy": "jiangsu-2023-draft", "bills[0].diseases": [], "bills": False}))
        )
    )
    assert "征求意见" in as_text(found).splitlines()[0]


def test_what_is_open_is_not_called_refused():
    frame = frame_of({**JIULONGPO, "bills[0].diseases": []}).put("bills[0].hospital_level", Slot(None, "unknown"))
    found = explain(outcome(Situation(frame)))
    large = next(b for b in found.bills[0].benefits if b.id == "large")
    assert large.status_label != "不符合条件"
    assert found.open_points[0].field == "bills[0].hospital_level"


def test_nothing_known_but_the_identity_is_undecided():
    found = explain(outcome(Situation(frame_of({"policy": "pengshui-2023", "person.identities": ["dibao"]}))))
    assert found.verdict == "undecided"
    assert VERDICTS[found.verdict] in found.sentence
    assert all(b.status_label == "还不能确定" for b in found.bills[0].benefits if b.status == "not_met")


def test_what_would_change_the_answer_is_told_in_yuan():
    sentences = [difference.sentence for difference in told().differences]
    assert "如果转诊情况是“未按规定转诊”，可能少 25,400元" in sentences
    # Nobody is told what another day would have given.
    assert not any("以前结的账" in s for s in sentences)


@pytest.mark.parametrize("policy_id", library.policy_ids())
def test_every_citation_stands_in_its_clause(policy_id: str):
    identity = "registered_poor" if policy_id == "banan-2018" else "dibao"
    found = outcome(Situation(frame_of({**JIULONGPO, "policy": policy_id, "person.identities": [identity]})))
    explained = explain(found)
    assert explained.next_steps
    for source in (*explained.citations(), *(s for step in explained.next_steps for s in step.citations)):
        assert quotes.locate_in_clause(source.clause, source.quote)


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("80000.00 − 40000.00 − 10000.00", "80,000 − 40,000 − 10,000"),
        ("30000.00 × 80%", "30,000 × 80%"),
        ("min(24000.00, 100000.00 − 0.00)", "24,000 和 100,000 相比，取较小的"),
        ("min(24000.00, 100000.00 − 90000.50)", "24,000 和 （100,000 − 90,000.50） 相比，取较小的"),
        ("max(0, 6000.00 − 4000.00)", "6,000 − 4,000，不足 0 的按 0 算"),
        ("max(0, 1.00 − 2.00) × 70%", "（1 − 2，不足 0 的按 0 算） × 70%"),
        ("没有括号(", "没有括号("),
        ("min(", " 相比，取较小的"),
    ],
)
def test_formulas_are_said_in_words(formula: str, words: str):
    assert in_words(formula) == words


PREMIUM = {"tier": 1, "tier1": "380"}


@pytest.mark.parametrize(
    ("policy_id", "identity", "premium", "verdict"),
    [
        ("jiulongpo-2023", "illness_poverty", {**PREMIUM, "tier": 2}, "likely"),
        ("chongqing-2012", "dibao", {**PREMIUM, "employee_scheme": True}, "unlikely"),
        ("banan-2018", "registered_poor", PREMIUM, "undecided"),
    ],
)
def test_who_asks_only_for_the_contribution_gets_the_verdict_on_that(
    policy_id: str, identity: str, premium: dict[str, object], verdict: str
):
    case = read_case({"policy": policy_id, "person": {"identities": [identity]}, "bills": [], "premium": premium})
    result = calculate(case)
    found = explain(of_case(case, result, Frame()))
    assert found.verdict == verdict
    assert "参保" in found.sentence
    assert (found.amount in found.sentence) == (verdict == "likely")


def test_amounts_are_exact_to_the_fen_beyond_what_a_binary_number_holds():
    known = {
        **JIULONGPO,
        "bills[0].total": "99999999.99",
        "bills[0].eligible": "99999999.99",
        "bills[0].basic_paid": "90071992.29",
        "bills[0].catastrophic_paid": "0.07",
    }
    payers = explain(outcome(Situation(frame_of(known)))).bills[0].payers
    assert [p.amount for p in payers if p.kind == "insurance"] == [9_007_199_229, 7]
    assert sum(p.amount for p in payers) == 9_999_999_999


@pytest.mark.parametrize("costs", [{}, {"bills[0].eligible": "40000.00", "bills[0].total": "50000.00"}])
def test_who_is_left_to_earlier_rules_is_undecided_whatever_else_is_open(costs: dict[str, str]):
    """九龙坡 二（一）3: the text points elsewhere, which is neither a refusal nor an amount of nothing."""
    found = outcome(
        Situation(
            frame_of(
                {"policy": "jiulongpo-2023", "person.identities": ["entitled_veteran"], "bills[0].care": "inpatient"}
                | costs
            )
        )
    )
    told = explain(found)
    assert told.verdict == "undecided"
    assert told.amount == ""
    assert "尚不能判断" in told.sentence
    assert "不符合" not in told.sentence
    assert told.offer
