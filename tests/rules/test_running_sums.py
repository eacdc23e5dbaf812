"""The running sums that `year_to_date` carries, worked by hand: what they count, and what they do not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.calculate import calculate
from rules.door import read_case

WITH_INCOME = {"parameters": {"disposable_income": "50000"}}
BY_YEAR = {"readings": {"tilt_period": "annual"}}


def answer(policy: str, identity: str, bills: list[dict[str, Any]], **more: Any) -> list[str]:
    """The aid of each bill (yuan)."""
    result = calculate(read_case({"policy": policy, "person": {"identities": [identity]}, "bills": bills, **more}))
    return [f"{bill.aid / 100:.2f}" for bill in result.bills]


def stay(day: int, eligible: str, **more: Any) -> dict[str, Any]:
    return {"care": "inpatient", "date": f"2024-03-{day:02}", "eligible": eligible, **more}


def visit(day: int, eligible: str, **more: Any) -> dict[str, Any]:
    return {"care": "outpatient", "date": f"2024-03-{day:02}", "eligible": eligible, **more}


class TestDeductible:
    """江苏 四（六）: class 2, at most a tenth of the income, counted once a year on the running sum of what is left."""

    @pytest.mark.parametrize(
        ("bills", "aid"),
        [
            ([stay(1, "5000.00")], ["0.00"]),
            ([stay(1, "5000.01")], ["0.01"]),
            ([stay(1, "6000.00")], ["700.00"]),
            ([stay(1, "3000.00"), stay(2, "3000.00")], ["0.00", "700.00"]),
            ([stay(1, "6000.00"), stay(2, "1000.00")], ["700.00", "700.00"]),
            # What cannot be aided does not count: not designated, irregular at nothing.
            ([stay(1, "5000.00", designated=False), stay(2, "6000.00")], ["0.00", "700.00"]),
            ([stay(1, "5000.00", referral="irregular"), stay(2, "6000.00")], ["0.00", "700.00"]),
            # A new year begins anew.
            ([stay(1, "6000.00"), stay(2, "6000.00", date="2025-01-01")], ["700.00", "700.00"]),
        ],
    )
    def test_it_is_used_up_once_a_year(self, bills: list[dict[str, Any]], aid: list[str]) -> None:
        assert answer("jiangsu-2023-draft", "dibao_margin", bills, **WITH_INCOME) == aid

    def test_an_irregular_bill_counts_where_the_reading_aids_it(self) -> None:
        bills = [stay(1, "6000.00", referral="irregular"), stay(2, "1000.00")]
        reduced = {**WITH_INCOME, "readings": {"irregular_referral": "reduced"}}
        assert answer("jiangsu-2023-draft", "dibao_margin", bills, **reduced) == ["500.00", "700.00"]

    @pytest.mark.parametrize(
        ("before", "aid"), [("0", "0.00"), ("4000", "700.00"), ("5000", "1400.00"), ("9000", "1400.00")]
    )
    def test_what_was_counted_before_is_carried(self, before: str, aid: str) -> None:
        carried = {**WITH_INCOME, "year_to_date": {"deductible_base": before}}
        assert answer("jiangsu-2023-draft", "dibao_margin", [stay(1, "2000.00")], **carried) == [aid]

    def test_it_never_applies_to_class_1(self) -> None:
        more = {"parameters": {"disposable_income": "50000", "deductible": "5000"}}
        assert answer("jiangsu-2023-draft", "dibao", [stay(1, "1000.00")], **more) == ["800.00"]


class TestOrdinaryOutpatient:
    """江苏 四（六）: ordinary outpatient within a limit of its own, inside the year's limit."""

    def test_its_limit_is_used_up(self) -> None:
        bills = [visit(1, "10000.00"), visit(2, "10000.00"), visit(3, "10000.00", treatment="dialysis")]
        assert answer("jiangsu-2023-draft", "dibao", bills) == ["8000.00", "2000.00", "8000.00"]

    def test_what_was_paid_before_is_carried(self) -> None:
        carried = {"year_to_date": {"ordinary_outpatient": "9500", "basic": "9500"}}
        assert answer("jiangsu-2023-draft", "dibao", [visit(1, "10000.00")], **carried) == ["500.00"]
        assert answer("jiangsu-2023-draft", "dibao", [stay(1, "10000.00")], **carried) == ["8000.00"]

    def test_it_counts_in_the_limit_of_the_year(self) -> None:
        more = {"parameters": {"cap": "9000"}}
        bills = [visit(1, "10000.00"), stay(2, "10000.00")]
        assert answer("jiangsu-2023-draft", "dibao", bills, **more) == ["8000.00", "1000.00"]


class TestTiltOfTheYear:
    """九龙坡 二（三）3 by the reading `annual`: 4,000 once a year on the running sum of what is left."""

    def test_the_line_is_used_up_once(self) -> None:
        bills = [stay(1, "3000.00"), stay(2, "3000.00"), stay(3, "1000.00")]
        assert answer("jiulongpo-2023", "dibao", bills, **BY_YEAR) == ["0.00", "1400.00", "700.00"]
        assert answer("jiulongpo-2023", "dibao", bills) == ["0.00", "0.00", "0.00"]

    def test_what_was_left_before_is_carried(self) -> None:
        carried = {**BY_YEAR, "year_to_date": {"tilt_left": "3999.99"}}
        assert answer("jiulongpo-2023", "dibao", [stay(1, "0.02")], **carried) == ["0.01"]

    def test_a_bill_outside_the_city_does_not_count(self) -> None:
        bills = [stay(1, "4000.00", place="out_of_province"), stay(2, "5000.00")]
        assert answer("jiulongpo-2023", "dibao", bills, **BY_YEAR) == ["0.00", "700.00"]


def test_year_to_date_is_of_the_year_of_the_first_bill() -> None:
    bills = [stay(1, "10000.00", date="2025-01-01", diseases=["special-2012/06"])]
    bills.append({**bills[0], "date": "2024-12-31"})
    used = {"year_to_date": {"special": "95000"}}
    in_full, last_of_the_pool = answer("jiulongpo-2023", "dibao", bills, **used)
    assert (in_full, last_of_the_pool) == ("8000.00", "5700.00")  # 5,000 left in 2024, and 70% of 1,000 by the tilt


def test_a_pool_that_was_used_beyond_its_limit_pays_nothing() -> None:
    case = read_case(
        {
            "policy": "chongqing-2012",
            "person": {"identities": ["dibao"], "age": 30},
            "bills": [visit(1, "50.00")],
            "year_to_date": {"ordinary_outpatient": "100.01"},
        }
    )
    assert calculate(case).aid_total == 0
    other_year = replace(case, bills=(replace(case.bills[0], date=date(2025, 1, 1)),))
    assert calculate(other_year).aid_total == 0  # the year of the first bill is whichever the bills begin with
