"""Identities that are held for a time: heard, told back with their days, joined, taken back, computed with."""

import pytest

from assistant.answers import acts
from assistant.answers.fields import acceptable
from assistant.answers.frame import Frame
from assistant.answers.identities import codes_of, held_on, joined
from assistant.answers.questions import value_label
from assistant.talk.hearing import hear
from assistant.talk.turn import start, turn
from tests.assistant.example_answers import JIULONGPO

HELD = "person.identities"
SINCE = {"code": "dibao", "from": "2024-08-01"}


@pytest.mark.parametrize(
    ("item", "fits"),
    [
        ("dibao", True),
        (SINCE, True),
        ({"code": "dibao"}, True),
        ({"code": "dibao", "from": "2024-08-01", "to": "2024-08-01"}, True),
        ({"code": "dibao", "from": "2024-09-01", "to": "2024-08-01"}, False),
        ({"code": "dibao", "from": "2024-8-1"}, False),
        ({"code": "dibao", "from": None}, False),
        ({"code": "dibao", "since": "2024-08-01"}, False),
        ({"code": "nobody", "from": "2024-08-01"}, False),
        ({"from": "2024-08-01"}, False),
    ],
)
def test_an_identity_with_days_is_taken_as_the_door_takes_it(item: object, fits: bool):
    assert acceptable(HELD, [item], Frame()) is fits


def test_days_are_told_in_words():
    both = {"code": "dibao", "from": "2024-05-01", "to": "2024-09-30"}
    assert "从2024年8月1日起" in value_label(HELD, [SINCE], JIULONGPO["policy"])
    assert "从2024年5月1日起到2024年9月30日止" in value_label(HELD, [both], JIULONGPO["policy"])


def test_the_days_of_one_identity_replace_what_was_said_of_it_and_leave_the_others():
    assert joined(["dibao", "orphan"], [SINCE]) == ["orphan", SINCE]
    assert joined([SINCE], ["dibao"]) == [SINCE]
    assert codes_of([SINCE, "orphan"]) == ("dibao", "orphan")
    from datetime import date

    assert held_on([SINCE, "orphan"], date(2024, 7, 31)) == ("orphan",)
    assert held_on([SINCE, "orphan"], date(2024, 8, 1)) == ("dibao", "orphan")


def _told(held: object, day: str) -> object:
    talk, _ = start()
    known = {**JIULONGPO, HELD: held, "bills[0].date": day}
    for path, value in known.items():
        act = acts.AddBill(bool(value)) if path == "bills" else acts.Inform(path, value, source="button")
        talk, _ = turn(talk, [act])
    return turn(talk, [acts.Compute()])[1]


def test_what_is_held_on_the_day_of_the_bill_is_computed_with():
    assert _told([SINCE], "2024-08-01").outcome.result.identity == "dibao"
    assert _told([SINCE], "2024-07-31").outcome.result.aid_total == 0


def test_the_days_may_be_taken_back_with_the_identity():
    talk, _ = start()
    talk, _ = turn(talk, [acts.Inform("policy", JIULONGPO["policy"]), acts.Inform(HELD, [SINCE])])
    talk, _ = turn(talk, [acts.Deny(HELD, "dibao")])
    assert not talk.frame.known(HELD)


def test_a_sentence_about_when_it_was_granted_reaches_the_answers():
    talk, shown = start()
    for words in ("九龙坡的", "低保是2024年8月才批下来的"):
        talk, shown = turn(talk, hear(words, talk, shown))
    assert talk.frame.value(HELD) == [SINCE]
    assert "从2024年8月1日起" in shown.text


def test_the_day_of_admission_may_be_stated_and_is_never_asked():
    assert acceptable("bills[0].admitted", "2024-03-01", Frame())
    assert not acceptable("bills[0].admitted", "3月", Frame())
