"""An amount is a lower bound exactly where a figure that made it is one (不低于, 不高于 of what is taken off)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rules.calculate import calculate
from rules.case import Bill, Case, Person

INCOME = 4_000_000
BILL = Bill(date(2024, 3, 1), "inpatient", 8_000_000, 9_000_000, basic_paid=1_000_000)


def of_jiangsu(
    identity: str, local: dict[str, int], readings: dict[str, str] | None = None, **bill: Any
) -> tuple[bool, int]:
    """(whether the basic aid is a lower bound, its fen) of one stay, changed as the case says."""
    facts = {name: getattr(BILL, name) for name in Bill.__slots__} | bill
    case = Case("jiangsu-2023-draft", Person((identity,)), (Bill(**facts),), {}, local, readings or {})
    result = calculate(case)
    basic = result.bills[0].benefits[0]
    assert result.at_least is basic.at_least
    return basic.at_least, basic.amount


@pytest.mark.parametrize(
    ("identity", "local", "expected"),
    [
        ("dibao", {}, True),  # 不低于80%
        ("dibao", {"rate": 8_250}, False),
        ("dibao", {"rate": 8_250, "disposable_income": 100_000}, True),  # 限额不低于3倍, and it binds
        ("dibao", {"rate": 8_250, "cap": 300_000}, False),
        ("extreme_poverty", {"disposable_income": INCOME}, False),  # 给予100%救助
        ("dibao_margin", {"rate": 7_500, "disposable_income": INCOME}, True),  # 起付标准不高于10%
        ("dibao_margin", {"rate": 7_500, "disposable_income": INCOME, "deductible": 100_000}, False),
    ],
)
def test_a_city_that_has_not_said_can_only_pay_more(identity: str, local: dict[str, int], expected: bool) -> None:
    assert of_jiangsu(identity, local)[0] is expected


def test_the_limit_of_ordinary_outpatient_is_a_floor_where_it_binds() -> None:
    for eligible, expected in ((8_000_000, True), (1_500_000, False)):
        found = of_jiangsu("extreme_poverty", {}, care="outpatient", eligible=eligible)
        assert found == (expected, min(eligible - 1_000_000, 1_000_000))
    assert of_jiangsu("extreme_poverty", {"outpatient_cap": 1_000_001}, care="outpatient") == (False, 1_000_001)


def test_a_reduction_of_at_most_some_points_leaves_a_lower_bound() -> None:
    reduced = {"irregular_referral": "reduced"}
    assert of_jiangsu("extreme_poverty", {}, reduced, referral="irregular") == (True, 5_600_000)
    assert of_jiangsu("dibao", {"rate": 9_000}, reduced, referral="irregular") == (True, 4_900_000)
    assert of_jiangsu("extreme_poverty", {}, {}, referral="irregular") == (False, 0)


def test_every_amount_of_the_opinion_of_2012_is_a_lower_bound() -> None:
    result = calculate(Case("chongqing-2012", Person(("dibao",)), (BILL,)))
    assert result.at_least
    assert {b.at_least for b in result.bills[0].benefits if b.status == "granted"} == {True}
    assert not any(b.at_least for b in result.bills[0].benefits if b.status == "not_met")


def test_nothing_paid_because_a_limit_was_used_up_is_a_lower_bound_too() -> None:
    bill = replace(BILL, eligible=2_000_000, total=2_000_000)
    used_up = calculate(Case("chongqing-2012", Person(("dibao",)), (bill,), used={"ordinary_inpatient": 600_000}))
    (stay,) = [b for b in used_up.bills[0].benefits if b.id == "ordinary_inpatient"]
    assert (stay.status, stay.amount, stay.at_least) == ("zero", 0, True)
    assert used_up.bills[0].at_most
    covered = calculate(Case("chongqing-2012", Person(("dibao",)), (replace(bill, basic_paid=2_000_000),)))
    (stay,) = [b for b in covered.bills[0].benefits if b.id == "ordinary_inpatient"]
    assert (stay.status, stay.at_least) == ("zero", False)


@pytest.mark.parametrize("policy", ["jiulongpo-2023", "pengshui-2023"])
def test_a_rate_in_plain_words_is_no_lower_bound(policy: str) -> None:
    result = calculate(Case(policy, Person(("dibao",)), (BILL,)))
    assert not result.at_least
    assert result.aid_total > 0
