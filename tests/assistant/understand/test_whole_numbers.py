"""A number is a number as a whole: read fully, given as a range, or marked unclear; never by its first part."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.figures import runs
from assistant.understand.money import amounts, sums
from assistant.understand.text import read


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("38，914.20", "38914.20"),
        ("38 914.20", "38914.20"),
        ("1 038 914.20", "1038914.20"),
        ("24 500元", "24500.00"),
        ("3.89万", "38900.00"),
        ("3点5万", "35000.00"),
        ("4.6210万", "46210.00"),
        ("￥38,914.20", "38914.20"),
        ("４３２１０．８０", "43210.80"),
        ("三万八千六百块零五角", "38600.50"),
    ],
)
def test_is_read_to_its_end(words: str, yuan: str) -> None:
    [found] = amounts(read(words).plain)
    assert found.yuan() == yuan


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("10到12万", 100_000, 120_000),
        ("12-15万元", 120_000, 150_000),
        ("七八万", 70_000, 80_000),
        ("两三千块钱", 2_000, 3_000),
        ("8000~1万", 8_000, 10_000),
        ("三至五万", 30_000, 50_000),
    ],
)
def test_a_range_is_no_amount(words: str, low: int, high: int) -> None:
    [found] = sums(words)
    assert (found.value, found.high, found.certain) == (low, high, False)
    assert amounts(words) == []


@pytest.mark.parametrize(
    "words",
    ["86,43217", "（86,432.17）", "86,432.l7", "28,904.1O", "12，500", "12.500", "3.456", "几万", "十几万", "好几千块"],
)
def test_what_cannot_be_told_is_marked(words: str) -> None:
    [found] = sums(read(words).plain)
    assert found.unclear
    assert amounts(read(words).plain) == []


@pytest.mark.parametrize(
    "words", ["百分之六十", "60%", "六成", "3到5天", "10-12岁", "2023-10-08至2023-10-20", "023-88-12"]
)
def test_shares_days_and_dates_are_no_money(words: str) -> None:
    assert sums(words) == []


@given(st.integers(0, 99_999_999), st.integers(0, 99), st.sampled_from([",", " ", "，"]))
def test_groups_of_three_are_one_number_whatever_parts_them(yuan: int, fen: int, mark: str) -> None:
    written = f"{yuan:,}".replace(",", mark) + f".{fen:02d}"
    [found] = amounts(read(written).plain, bare=True)
    assert found.value == Decimal(f"{yuan}.{fen:02d}")


@given(st.text(alphabet="0123456789,，. lO万千百元块点", max_size=24))
def test_no_amount_ends_inside_a_figure(words: str) -> None:
    """Whatever stands there: an amount that is certain is not followed by a figure that belongs to it."""
    for run in runs(words):
        assert not words[run.end : run.end + 1].isdigit() or words[run.end - 1] in "万千百点 "
