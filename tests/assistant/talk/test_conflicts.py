"""Amounts that cannot all be right: said in the person's own words, asked again, nothing else lost or blocked."""

import pytest

from assistant.answers import acts
from assistant.talk.hearing import hear
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn


def talked(*messages: str) -> tuple[Talk, Reply]:
    talk, shown = start()
    for message in messages:
        talk, shown = turn(talk, hear(message, talk, shown))
    return talk, shown


@pytest.mark.parametrize(
    "messages",
    [
        ("九龙坡低保，住院花了2万，医保报了3万", "九龙坡"),
        ("低保，住院花了2万，医保报了3万", "九龙坡"),
        ("住院花了2万，医保报了3万", "九龙坡", "低保"),
    ],
)
def test_the_place_is_taken_and_the_amount_is_asked_again(messages: tuple[str, ...]):
    talk, shown = talked(*messages)
    assert talk.frame.value("policy") == "jiulongpo-2023"
    assert talk.frame.value("person.identities") == ["dibao"]
    assert talk.frame.value("bills[0].total") == "20000.00"
    assert talk.frame.value("bills[0].care") == "inpatient"
    assert shown.asking == "bills[0].basic_paid"


@pytest.mark.parametrize(
    "messages", [("九龙坡低保，住院花了2万，医保报了3万",), ("住院花了2万，医保报了3万", "九龙坡")]
)
def test_the_amounts_are_named_as_they_were_said(messages: tuple[str, ...]):
    _, shown = talked(*messages)
    assert "一共花了 20,000元" in shown.text
    assert "医保已经报了 30,000元" in shown.text
    assert "报的比花的还多" in shown.text
    assert "政策范围" not in shown.text.split("有一个数不对")[0]


def test_either_amount_may_be_put_right():
    talk, _ = talked("住院花了2万，医保报了3万", "九龙坡", "报了1万")
    assert talk.frame.value("bills[0].basic_paid") == "10000.00"
    talk, _ = talked("住院花了2万，医保报了3万", "九龙坡", "总费用是5万，医保报了3万")
    assert talk.frame.value("bills[0].total") == "50000.00"
    assert talk.frame.value("bills[0].basic_paid") == "30000.00"


def test_of_several_bills_only_the_wrong_one_is_asked_again():
    talk, shown = start()
    amounts = {0: ("30000.00", "10000.00"), 1: ("20000.00", "30000.00")}
    done: list[acts.Act] = [acts.AddBill()]
    for bill, (total, paid) in amounts.items():
        done += [acts.Inform(f"bills[{bill}].total", total), acts.Inform(f"bills[{bill}].basic_paid", paid)]
    talk, _ = turn(talk, done)
    talk, shown = turn(talk, [acts.Inform("policy", "jiulongpo-2023")])
    assert talk.frame.value("policy") == "jiulongpo-2023"
    assert talk.frame.value("bills[0].basic_paid") == "10000.00"
    assert shown.asking == "bills[1].basic_paid"
    assert "第2笔" in shown.text
