"""Figures are read as wholes or not at all."""

import pytest

from assistant.understand.printed import dates, is_blank, money


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("38，914.20", "38914.20"),
        ("24 500.00", "24500.00"),
        ("４３ ２１０．８０", "43210.80"),
        ("￥38,914.20", "38914.20"),
        ("71， 200.00", "71200.00"),
        ("27 ,100.00", "27100.00"),
        ("3.89万", "38900.00"),
        ("3.89万元", "38900.00"),
        ("RMB 12.50", "12.50"),
        ("40000.0000", "40000.00"),
        ("0", "0.00"),
        ("1234567.8元整", "1234567.80"),
    ],
)
def test_an_amount_is_read_to_the_last_figure(text: str, yuan: str) -> None:
    assert f"{money(text):.2f}" == yuan


@pytest.mark.parametrize(
    "text",
    ["86,43217", "86,432.l7", "（86,432.17）", "-500.00", "60%", "12天", "31.204.55", "24 50.00", "1.2.3", "38914,20",
     "123.456", "2024-03-01", "约500", "1234567890123", "", "三千"],
)  # fmt: skip
def test_what_is_not_certain_as_a_whole_is_no_amount(text: str) -> None:
    assert money(text) is None


@pytest.mark.parametrize("text", ["", " ", "-", "——", "/", "无", "null"])
def test_a_place_left_empty(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024.03.19", ["2024-03-19"]),
        ("2024 . 07 . 08", ["2024-07-08"]),
        ("２０２４－０５－０６ 10:11:12", ["2024-05-06"]),
        ("2024年3月1日至2024年3月9日", ["2024-03-01", "2024-03-09"]),
        ("2023.12.20-2024.01.06", ["2023-12-20", "2024-01-06"]),
        ("20240312", ["2024-03-12"]),
        ("20240203101112", ["2024-02-03"]),
        ("20240301-20240312", ["2024-03-01", "2024-03-12"]),
        ("1709950272000", ["2024-03-09"]),
        ("2024-13-01", []),
        ("2024年3月", []),
        ("50010719900101", []),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    assert dates(text) == days
