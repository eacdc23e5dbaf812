"""All amounts of a bill together, and what is said of those that take no field."""

import pytest

from assistant.answers import acts
from assistant.understand import understand


def amounts(text: str) -> dict[str, str]:
    told = [act for act in understand(text) if isinstance(act, acts.Inform | acts.Correct)]
    return {act.field.removeprefix("bills[0]."): act.value for act in told if str(act.value).endswith(".00")}


def unused(text: str) -> list[str]:
    return [piece.text for act in understand(text) if isinstance(act, acts.NotUsed) for piece in act.pieces]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("住院花了5万，药费8千，手术费2万", "50000.00"),
        ("药费8千，手术费2万，总共5万", "50000.00"),
        ("花了3万，后来总费用是3万2", "32000.00"),
        ("总费用大概8万多，单子上总费用是82310元", "82310.00"),
        ("总费用3万，说错了，是3万5", "35000.00"),
        ("门诊花了300，住院花了3万", "30000.00"),
    ],
)
def test_the_plainest_words_count_and_a_later_amount_only_where_it_corrects(text: str, total: str) -> None:
    assert amounts(text)["total"] == total


def test_parts_without_a_whole_are_no_whole() -> None:
    assert amounts("药费8千，手术费2万") == {}


def test_an_amount_that_was_only_guessed_gives_way_to_the_arithmetic_of_a_bill() -> None:
    assert amounts("总费用2万，报了3万") == {"total": "20000.00"}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("住院花了3万，以后每月药费9000元", ["以后每月药费9000元"]),
        ("手术费10到12万元", ["手术费10到12万元"]),
        ("医保报了百分之六十", ["医保报了百分之六十"]),
        ("今年3月住院", ["今年3月"]),
        ("住院花了5万，我同事报了3万", ["我同事报了3万"]),
        ("九龙坡的，正在申请低保", ["正在申请低保"]),
        ("肺结节住院，怕以后转成肺癌", ["怕以后转成肺癌"]),
        ("九龙坡的，低保是8月才批下来的，5月住的院", ["低保是8月才批下来的", "5月"]),
        ("总费用86,43217", ["总费用86,43217"]),
    ],
)
def test_what_was_heard_and_not_used_is_said_in_its_own_words(text: str, pieces: list[str]) -> None:
    assert unused(text) == pieces


@pytest.mark.parametrize(
    "text", ["总费用3万，医保报了2万", "总费用不是3万，是3万5", "我45，住院花了3万", "自己出了2万2", "花5万能报多少？"]
)
def test_what_was_used_or_corrected_is_not_said_again(text: str) -> None:
    assert unused(text) == []
