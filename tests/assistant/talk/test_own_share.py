"""What a person says to have paid himself is held against the other amounts and put into no field."""

import pytest

from assistant.talk.hearing import hear
from assistant.talk.turn import Talk, start, turn


def after(*messages: str) -> tuple[Talk, str]:
    talk, reply = start()
    for message in messages:
        talk, reply = turn(talk, hear(message, talk, reply))
    return talk, reply.text


COSTS = "九龙坡低保，肺癌住院，总共5万，政策范围内4万6，医保报了2万8，大病没报"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("自己出了2万2", "对得上"),
        ("我自己掏了一万八", "对得上"),  # of the eligible cost
        ("自己出了3万", "差 8,000元，对不上"),
        ("个人负担一万五", "差 7,000元，对不上"),
        ("自己大概出了2万3", "对得上"),
    ],
)
def test_it_is_held_against_what_is_known(said: str, told: str) -> None:
    talk, text = after(COSTS, said)
    before, _ = after(COSTS)
    assert told in text
    assert talk.frame == before.frame


def test_it_waits_for_the_other_amounts() -> None:
    talk, text = after("九龙坡低保，肺癌住院，自己出了3万")
    assert "先记着" in text
    assert talk.own_share is not None
    talk, text = after("九龙坡低保，肺癌住院，自己出了3万", "总费用5万，医保报了2万8，大病没报")
    assert "对不上" in text
    assert talk.own_share is None


def test_it_is_no_answer_to_the_amount_that_was_asked() -> None:
    first = "九龙坡低保，肺癌，在区里二级定点医院住院，2024年3月5号，不用转诊"
    asked, _ = after(first)
    assert asked.asking == "bills[0].eligible"
    talk, _ = after(first, "自己出了3万")
    assert talk.frame == asked.frame
    assert talk.asking == asked.asking


@pytest.mark.parametrize("said", ["交了5000押金", "起付线1500", "自费部分2300，自付4100", "先行自付800"])
def test_parts_of_it_are_held_against_nothing(said: str) -> None:
    talk, text = after(COSTS, said)
    assert talk.own_share is None
    assert "对不上" not in text
