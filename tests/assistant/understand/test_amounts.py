"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers.acts import Inform
from assistant.understand import understand
from assistant.understand.money import amounts
from assistant.understand.numerals import number


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("八万三", "83000.00"),
        ("6万7", "67000.00"),
        ("3万6千5", "36500.00"),
        ("十二万三", "123000.00"),
        ("三万零五十", "30050.00"),
        ("三万五千零五十", "35050.00"),
        ("3万500", "30500.00"),
        ("1.2w", "12000.00"),
        ("7W8".lower(), "78000.00"),
        ("3k", "3000.00"),
        ("1,2000元", "12000.00"),
        ("12,345.67元", "12345.67"),
        ("一点二万", "12000.00"),
        ("两万五千六百块八毛", "25600.80"),
        ("600块8", "600.80"),
        ("四十五块六毛七", "45.67"),
        ("贰万伍仟元", "25000.00"),
        ("一亿", "100000000.00"),
        ("50多万", "500000.00"),
        ("5万来块", "50000.00"),
    ],
)
def test_reads_the_amount(words: str, yuan: str) -> None:
    [found] = amounts(words)
    assert found.yuan() == yuan


@pytest.mark.parametrize(
    "words",
    [
        "82岁",
        "2024年3月5日",
        "三级医院",
        "十几万",
        "两三万",
        "好几千",
        "万一",
        "第二个",
        "22种病",
        "90%",
        "住了10天",
        "老百姓",
    ],
)
def test_what_is_no_amount_is_left(words: str) -> None:
    assert amounts(words) == []


@given(st.integers(1, 99_999_999))
def test_figures_with_commas_anywhere_keep_their_value(value: int) -> None:
    figures = str(value)
    written = figures[:1] + "".join(f",{c}" if i % 2 else c for i, c in enumerate(figures[1:]))
    assert number(written) == value


@given(st.text(alphabet="零一二三四五六七八九十百千万亿两点0123456789,.wk", max_size=30))
def test_any_run_of_numerals_gives_a_number_or_nothing(words: str) -> None:
    value = number(words)
    assert value is None or value >= 0


ASKED = "bills[0].catastrophic_paid"


@pytest.mark.parametrize(
    "words",
    ["没有", "莫得", "没报", "大病没报", "一分钱没得到", "0", "没达到起付线", "报不到", "没享受过", "没买大病保险"],
)
def test_nothing_was_paid_when_the_words_are_of_paying(words: str) -> None:
    told = [act for act in understand(words, asking=ASKED) if isinstance(act, Inform)]
    assert [(act.field, act.value) for act in told] == [(ASKED, "0.00")]


@pytest.mark.parametrize(
    "words",
    [
        "诊断我说错了，不是肺炎，是胃癌",
        "不是二级，是三级",
        "没办转诊",
        "不是低保",
        "没有住院",
        "没有工作",
        "没得钱",
        "不记得了",
        "没带单子",
        "没看到",
        "找不到",
    ],
)
def test_a_no_to_something_else_is_never_an_amount_of_nothing(words: str) -> None:
    acts = understand(words, asking=ASKED, policy="chongqing-2012")
    assert [act for act in acts if getattr(act, "field", "").endswith("_paid") and hasattr(act, "value")] == []
