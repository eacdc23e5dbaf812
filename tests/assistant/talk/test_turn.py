"""The reducer: order does not matter, an edit can be taken back, nothing said is lost, nothing makes it fall over."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.answers import acts
from assistant.answers.frame import MOST_BILLS, Frame, Slot, bill_field, from_case
from assistant.answers.situation import Situation
from assistant.results.outcome import computable, outcome
from assistant.talk.hearing import hear
from assistant.talk.reply import CONFIRM
from assistant.talk.turn import Talk, start, turn
from rules.calculate import calculate
from rules.door import read_case
from tests.assistant.example_answers import JIULONGPO, answers, frame_of

SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def said(path: str, value: object) -> acts.Act:
    return acts.AddBill(bool(value)) if path == "bills" else acts.Inform(path, value, source="button")


def told(known: dict[str, object], order: list[str]) -> Talk:
    talk, _ = start()
    for path in order:
        talk, _ = turn(talk, [said(path, known[path])])
    return talk


@given(known=answers(complete=True), seed=st.integers(0, 1000))
@SLOW
def test_answering_in_any_order_gives_the_same_result(known: dict[str, object], seed: int):
    order = list(known)
    random.Random(seed).shuffle(order)
    mixed = told(known, order)
    assert mixed.frame == told(known, list(known)).frame
    assert outcome(Situation(mixed.frame)).result == outcome(Situation(frame_of(known))).result


@given(known=answers(), changed=answers(complete=True))
@SLOW
def test_edit_and_restore_gives_the_same_frame(known: dict[str, object], changed: dict[str, object]):
    talk = told(known, list(known))
    before = talk.frame
    path = next((p for p in changed if p in known and p not in ("policy", "bills")), None)
    if path is None:
        return
    talk, _ = turn(talk, [acts.Correct(path, changed[path])])
    talk, _ = turn(talk, [acts.Correct(path, known[path])])
    assert talk.frame == before


@given(known=answers())
@SLOW
def test_back_gives_the_frame_before(known: dict[str, object]):
    talk, _ = start()
    frames = [talk.frame]
    for path in known:
        talk, _ = turn(talk, [said(path, known[path])])
        if talk.frame != frames[-1]:
            frames.append(talk.frame)
    for frame in reversed(frames[:-1]):
        talk, _ = turn(talk, [acts.Back()])
        assert talk.frame == frame


def confirmed() -> tuple[Talk, object]:
    talk = told(JIULONGPO, list(JIULONGPO))
    assert talk.asking == CONFIRM
    return turn(talk, [acts.Confirm()])


def test_the_whole_run():
    _, reply = confirmed()
    assert reply.outcome.result.aid_total == 2_540_000
    assert reply.asking is None
    assert reply.result_text.startswith(
        "您可能符合《九龙坡区2023办法》的救助条件，估计可以得到医疗救助 25,400元（以经办机构审核为准）。"
    )
    assert "jiulongpo-2023#二（三）2¶1" in {s.clause for s in reply.citations}


def test_a_correction_after_the_result_gives_the_new_result_and_says_what_fell_away():
    talk, _ = confirmed()
    talk, reply = turn(talk, [acts.Correct("person.identities", ["extreme_poverty"])])
    assert reply.outcome.result.aid_total == 2_700_000
    assert any("就医地" in note and "不再影响结果" in note for note in reply.notes)
    assert talk.frame.value("bills[0].place") == "in_county"


def test_masked_answers_do_not_count_and_come_back():
    talk, _ = confirmed()
    talk, _ = turn(talk, [acts.Inform("parameters.rate", "90")])
    talk, reply = turn(talk, [acts.Compute()])
    assert reply.outcome.result.aid_total == 2_540_000
    assert talk.frame.value("parameters.rate") == "90"


def test_a_contradiction_is_refused_with_the_reason_and_asked_again():
    talk = told(JIULONGPO, [p for p in JIULONGPO if p != "bills[0].catastrophic_paid"])
    talk, reply = turn(talk, [acts.Inform("bills[0].catastrophic_paid", "60000.00")])
    assert reply.asking == "bills[0].catastrophic_paid"
    assert any("太大" in note for note in reply.notes)
    assert not talk.frame.known("bills[0].catastrophic_paid")


def test_unknown_is_neither_no_nor_zero():
    talk, _ = start()
    for act in (acts.Inform("policy", "jiulongpo-2023"), acts.Inform("person.identities", ["dibao"]), acts.Unknown()):
        talk, reply = turn(talk, [act])
    assert talk.frame.slots["bills[0].diseases"].status == "unknown"
    assert "bills" not in reply.case


def test_a_second_bill_shares_the_pools():
    talk, _ = confirmed()
    talk, reply = turn(talk, [acts.AddBill()])
    assert reply.asking == "bills[1].diseases"
    second = {path.replace("[0]", "[1]"): value for path, value in JIULONGPO.items() if path.startswith("bills[0]")}
    for path, value in second.items():
        talk, reply = turn(talk, [said(path, value)])
    talk, reply = turn(talk, [acts.AddBill(False)])
    talk, reply = turn(talk, [acts.Confirm()])
    first, other = reply.outcome.result.bills
    assert other.benefits[0].pool.used == first.benefits[0].amount
    talk, reply = turn(talk, [acts.RemoveBill(0)])
    assert len(reply.outcome.result.bills) == 1


def test_what_was_told_of_another_bill_is_another_bill():
    talk = told(JIULONGPO, [p for p in JIULONGPO if p != "bills[0].place"])
    talk, reply = turn(talk, [])
    done = hear("还有一次，2024年6月1日肺炎住院，目录内4万，医保报了3万", talk, reply)
    talk, _ = turn(talk, done)
    assert talk.frame.bills == 2
    assert talk.frame.value("bills[0].eligible") == "80000.00"
    assert talk.frame.value("bills[1].eligible") == "40000.00"


def test_why_cites_the_clause_in_which_the_answer_counts():
    talk = told(JIULONGPO, ["policy", "person.identities", "bills[0].diseases"])
    assert talk.asking == "bills[0].designated"
    talk, reply = turn(talk, [acts.Why()])
    assert reply.quotes[0].source.clause == "jiulongpo-2023#二（三）1"
    assert reply.asking == "bills[0].designated"


def test_a_question_of_their_own_is_answered_with_a_clause_and_the_pending_question_returns():
    talk = told(JIULONGPO, ["policy", "person.identities"])
    talk, reply = turn(talk, [acts.AskPolicy("没办转诊能报吗")])
    assert reply.quotes[0].source.clause == "jiulongpo-2023#二（六）3"
    assert reply.asking == "bills[0].diseases"


def test_a_guess_is_asked_back_and_counts_only_when_confirmed():
    talk = told(JIULONGPO, ["policy", "person.identities"])
    talk, reply = turn(talk, [acts.Propose("bills[0].diseases", ("special-2012/04", "special-2012/05"), "哪一种？")])
    assert reply.options == ("结肠癌", "直肠癌", "都不是")
    assert not talk.frame.known("bills[0].diseases")
    talk, reply = turn(talk, hear("直肠癌", talk, reply))
    assert talk.frame.value("bills[0].diseases") == ["special-2012/05"]


def test_deferred_people_are_offered_the_municipal_opinion():
    talk, _ = start()
    talk, _ = turn(
        talk, [acts.Inform("policy", "jiulongpo-2023"), acts.Inform("person.identities", ["severe_disability"])]
    )
    talk, reply = turn(talk, [acts.Compute()])
    assert reply.outcome.offered == "chongqing-2012"
    assert reply.outcome.result.bills[0].benefits[0].status == "undetermined"


def test_civil_aid_that_is_not_known_is_estimated_and_said_so():
    known = {
        "policy": "banan-2018",
        "person.identities": ["registered_poor", "dibao"],
        "bills[0].care": "inpatient",
        "bills[0].total": "15000.00",
        "bills[0].eligible": "14200.00",
        "bills[0].basic_paid": "7900.00",
    }
    found = outcome(Situation(frame_of(known).put("bills[0].civil_aid_paid", Slot(None, "unknown"))))
    assert found.estimated == {0: 378_000}
    entered = outcome(Situation(frame_of({**known, "bills[0].civil_aid_paid": "1000.00"})))
    assert entered.estimated == {}


@given(known=answers(complete=True))
@SLOW
def test_the_case_told_gives_the_result_shown(known: dict[str, object]):
    """What ``assistant chat`` prints as ``case`` gives, under ``assistant calc``, the result that it prints."""
    found = outcome(Situation(frame_of(known)))
    again = from_case(computable(found.frame))
    assert calculate(read_case(computable(again))).aid_total == found.result.aid_total


FIELDS = st.sampled_from(
    [
        "policy",
        "person.identities",
        "person.age",
        "bills",
        "bills[0].care",
        "bills[7].eligible",
        "bills[0].date",
        "nonsense",
        "",
    ]
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.text(max_size=4), max_size=2)
)
ACTS = st.one_of(
    st.builds(acts.Inform, FIELDS, VALUES),
    st.builds(acts.Correct, FIELDS, VALUES),
    st.builds(acts.Deny, FIELDS, VALUES),
    st.builds(acts.Unknown, st.one_of(st.none(), FIELDS)),
    st.builds(acts.Change, FIELDS),
    st.builds(acts.Confirm, st.booleans()),
    st.builds(acts.AddBill, st.booleans()),
    st.builds(acts.RemoveBill, st.integers(-2, 9)),
    st.builds(acts.Propose, FIELDS, st.just(("special-2012/04",)), st.just("是不是？")),
    st.sampled_from([acts.Why(), acts.Compute(), acts.Back(), acts.Restart(), acts.NotUnderstood("?")]),
)


@given(done=st.lists(ACTS, max_size=8))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_act_makes_it_fall_over(done: list[acts.Act]):
    talk, reply = start()
    for act in done:
        talk, reply = turn(talk, [act])
        assert reply.text
        assert reply.to_json()["reply"]


@pytest.mark.parametrize(
    "text", ["", "   ", "😀", "<script>alert(1)</script>", "{}", "0" * 4000, "不" * 500, "\x00", "[[[[", "１２３"]
)
def test_no_message_makes_it_fall_over(text: str):
    talk, reply = start()
    for asked in (None, "policy", "person.identities"):
        if asked == "policy":
            talk, reply = turn(talk, [acts.Inform("policy", "jiulongpo-2023")])
        talk, reply = turn(talk, hear(text, talk, reply))
        assert reply.text


def test_frames_are_equal_by_their_answers_alone():
    one = Frame().put("policy", Slot("a", source="button"))
    other = Frame().put("policy", Slot("a", source="words"))
    assert one == other
    assert one != other.put(bill_field(0, "care"), Slot("inpatient"))


def test_a_ledger_that_belongs_into_a_table_is_not_asked_for_bill_by_bill() -> None:
    talk, reply = turn(Talk(), [acts.Inform("policy", "jiulongpo-2023"), *[acts.AddBill()] * (MOST_BILLS + 5)])
    assert talk.frame.bills == MOST_BILLS
    assert any("批量测算" in note for note in reply.notes)
