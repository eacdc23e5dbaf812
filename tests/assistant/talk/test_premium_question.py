"""A question about the year's contribution: no payment of a bill, answered with the subsidy of the identity held."""

import pytest

from assistant.answers import acts
from assistant.talk.hearing import hear
from assistant.talk.reply import CONFIRM, Reply
from assistant.talk.turn import Talk, start, turn

ASKED = "想问今年居民医保一档380元能资助多少"


def talked(*messages: str) -> tuple[Talk, Reply]:
    talk, shown = start()
    for message in messages:
        talk, shown = turn(talk, hear(message, talk, shown))
    return talk, shown


def test_it_is_heard_as_the_contribution_and_not_as_a_payment():
    talk, shown = talked("九龙坡", ASKED)
    assert talk.frame.case().get("bills") is None
    assert talk.frame.value("premium.tier") == 1
    assert talk.frame.value("premium.tier1") == "380.00"
    assert "一档" in shown.text
    assert shown.asking == "person.identities"


@pytest.mark.parametrize("messages", [("九龙坡", ASKED, "低保"), ("九龙坡", "低保", ASKED)])
def test_it_is_answered_as_soon_as_the_identity_is_known_with_clauses(messages: tuple[str, ...]):
    talk, shown = talked(*messages)
    assert "342元" in shown.text
    assert shown.citations
    assert shown.asking == CONFIRM
    _, shown = turn(talk, [acts.Confirm()])
    result = shown.to_json()["result"]
    assert result["bills"] == []
    assert result["premium"]["amount"] == "342.00"
    assert "342元" in shown.text


def test_without_an_identity_the_subsidy_is_not_decided_and_nothing_is_refused():
    _, shown = talked("九龙坡", ASKED, "不知道", "算一下")
    assert shown.told is not None
    assert shown.told.verdict == "undecided"
    assert "尚不能判断" in shown.text
    assert "不符合" not in shown.told.sentence


def test_who_has_no_identity_is_told_why():
    _, shown = talked("九龙坡", ASKED, "都没有")
    assert "可能不符合" in shown.text


def test_tier_two_with_what_tier_one_costs():
    talk, _ = talked("九龙坡低保", "居民医保二档760元，一档380元，能资助多少")
    assert talk.frame.value("premium.tier") == 2
    assert talk.frame.value("premium.due") == "760.00"
    assert talk.frame.value("premium.tier1") == "380.00"


def test_a_payment_of_the_insurance_is_still_one():
    talk, _ = talked("九龙坡低保", "住院花了2万，居民医保报了1万")
    assert talk.frame.value("bills[0].basic_paid") == "10000.00"
    assert not talk.frame.known("premium.tier1")


def test_the_uninsured_are_told_of_the_subsidy():
    _, shown = talked("彭水", "低保，没有参加医保，肺癌住院花了3万，能报的2万8，医保没报，大病没报，三级医院", "算一下")
    assert "参保" in shown.text
