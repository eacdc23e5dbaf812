"""A question's text made ready."""

import time

import pytest

from assistant.search import search
from assistant.search.words import LONGEST, asking_parts, ready


def test_one_script_one_width_no_blanks() -> None:
    assert ready("低保戶 得了肺癌，醫療救助可以報幾成") == "低保户得了肺癌，医疗救助可以报几成"
    assert ready("花了４３２１０．８０ 元") == "花了43210.80元"


def test_a_long_plea_is_cut_to_its_beginning_and_what_it_asks() -> None:
    told = (
        "我母亲七十岁，得了病，家里欠了很多钱。"
        + "日子实在过不下去。" * 200
        + "我们是低保户，肺癌能救助几成？谢谢领导。"
    )
    short = ready(told)
    assert len(short) <= LONGEST + 1
    assert short.startswith("我母亲七十岁")
    assert "肺癌能救助几成" in short


def test_both_ends_of_a_very_long_text_are_read() -> None:
    assert "几成" in ready("日子过不下去。" * 5000 + "低保能救助几成？")


def test_the_parts_that_ask() -> None:
    assert asking_parts("我妈是低保，肺癌能报几成，一年最多多少？谢谢") == ["肺癌能报几成", "一年最多多少？"]


@pytest.mark.parametrize("piece", ["几", "低保能报几成？", "在上海，", "醫", "2012年的", "市里市里", "（", "\n"])
def test_the_time_grows_with_the_length_at_most(piece: str) -> None:
    search("低保能报几成")
    begin = time.perf_counter()
    search((piece * 20_000)[:20_000])
    assert time.perf_counter() - begin < 2
