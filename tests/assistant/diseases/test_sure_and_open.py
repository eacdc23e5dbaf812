"""A sure disease and an open one together: both are given, the open one is asked, the answer adds to the sure one."""

import pytest

from assistant.answers import acts
from assistant.diseases import match
from assistant.diseases.named import resolve_disease
from assistant.talk.hearing import hear
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

HEPATITIS_B, CIRRHOSIS = "chronic-2018/14", "chronic-2018/05"
BANAN = ("chronic-2018", "major-2018")


@pytest.mark.parametrize(
    ("text", "sure", "left", "asked"),
    [
        ("乙型肝炎，肝硬化", {HEPATITIS_B}, {CIRRHOSIS}, "失代偿"),
        ("冠心病、高血压", {"chronic-2018/03"}, {"chronic-2018/01"}, "几级"),
        ("胃癌术后；糖尿病", {"special-2012/03"}, {"special-2012/20", "chronic-2018/02"}, "1型"),
    ],
)
def test_both_are_given_and_the_open_one_is_asked(text, sure, left, asked):
    found = match(text)
    assert found.status == "ambiguous"
    assert set(found.sure) == sure
    assert set(found.open) == left
    assert set(found.ids) == sure | left == {e.id for e in found.evidence}
    assert asked in (found.ask or "")


@pytest.mark.parametrize("text", ["尿毒症", "肺癌", "老慢支拖成肺心病", "父亲风心病换了瓣膜", "儿童白血病"])
def test_what_only_says_more_of_the_sure_one_is_not_asked(text):
    found = match(text)
    assert (found.status, found.ask, found.open) == ("match", None, ())


def test_a_bill_is_computed_by_what_is_sure():
    named = resolve_disease("乙型肝炎，肝硬化", BANAN)
    assert (named.ids, named.ask) == ((HEPATITIS_B,), None)
    assert resolve_disease("肝硬化", BANAN).ask


def talked(*messages: str) -> tuple[Talk, Reply]:
    talk, reply = start()
    for message in messages:
        talk, reply = turn(talk, hear(message, talk, reply))
    return talk, reply


def test_a_talk_notes_the_sure_one_and_asks_the_open_one():
    talk, reply = talked("巴南的，乙型肝炎，肝硬化")
    assert talk.frame.value("bills[0].diseases") == [HEPATITIS_B]
    assert reply.asking == "bills[0].diseases"
    assert "失代偿" in (reply.proposal or "")


@pytest.mark.parametrize(("chosen", "diseases"), [([CIRRHOSIS], [HEPATITIS_B, CIRRHOSIS]), ([], [HEPATITIS_B])])
def test_the_answer_adds_to_what_was_sure(chosen, diseases):
    talk, _ = talked("巴南的，乙型肝炎，肝硬化")
    talk, _ = turn(talk, [acts.Inform("bills[0].diseases", chosen, source="button")])
    assert talk.frame.value("bills[0].diseases") == diseases
    assert talk.proposal is None


@pytest.mark.parametrize(("yes", "diseases"), [(True, [HEPATITIS_B, CIRRHOSIS]), (False, [HEPATITIS_B])])
def test_yes_and_no_answer_the_guess(yes, diseases):
    talk, _ = talked("巴南的，乙型肝炎，肝硬化")
    talk, _ = turn(talk, [acts.Confirm(yes)])
    assert talk.frame.value("bills[0].diseases") == diseases
    assert talk.proposal is None
