"""What is told beside the amounts is told where the document says so, and nowhere else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from by_hand.made import cases

from rules.calculate import calculate
from rules.case import Bill, Case, Person, Premium
from rules.door import read_case

JIULONGPO, PENGSHUI, CHONGQING = "jiulongpo-2023", "pengshui-2023", "chongqing-2012"
BANAN, JIANGSU = "banan-2018", "jiangsu-2023-draft"


def told(policy: str, identity: str, person: dict[str, Any], bill: dict[str, Any]) -> set[str]:
    """The warnings and entitlements of one inpatient bill, changed as the case says."""
    facts = {"date": date(2024, 3, 1), "care": "inpatient", "eligible": 4_000_000, "total": 4_000_000} | bill
    result = calculate(Case(policy, Person((identity,), **person), (Bill(**facts),)))
    return {notice.id for notice in (*result.warnings, *result.entitlements)}


@pytest.mark.parametrize(
    ("policy", "identity", "notice", "applies", "does_not"),
    [
        # 经基层首诊转诊的特困人员、低保对象在区内定点医疗机构住院
        (JIULONGPO, "dibao", "deposit_waiver", {}, {"place": "in_city"}),
        (JIULONGPO, "dibao", "deposit_waiver", {}, {"designated": False}),
        (PENGSHUI, "extreme_poverty", "deposit_waiver", {}, {"care": "outpatient"}),
        # 经基层首诊转诊的救助对象在市域内定点医疗机构住院
        (JIANGSU, "dibao_margin", "deposit_waiver", {"place": "in_city"}, {"place": "in_province"}),
        (JIANGSU, "dibao_margin", "deposit_waiver", {}, {"referral": "irregular"}),
        # 到区内定点医疗机构就医时，只需缴纳个人应当承担的部分
        (BANAN, "registered_poor", "only_own_part", {}, {"place": "in_city"}),
        (JIULONGPO, "dibao", "emergency_referral", {"referral": "emergency"}, {"referral": "irregular"}),
        (JIULONGPO, "dibao", "child_disease", {"diseases": ("child-2012/02",)}, {"diseases": ("special-2012/02",)}),
        (BANAN, "registered_poor", "deadline_outside_city", {"place": "out_of_province"}, {"place": "in_province"}),
        # 四（七）'s control target only where every benefit is decided: the tilt of a stay in order is the city's.
        (JIANGSU, "dibao", "above_control_target", {"referral": "irregular"}, {}),
        (JIANGSU, "dibao", "no_limit_known", {}, {"designated": False}),
        (
            CHONGQING,
            "dibao",
            "declare_outpatient",
            {"care": "outpatient", "treatment": "dialysis", "diseases": ("special-2012/10",)},
            {"care": "outpatient", "treatment": "other", "diseases": ("special-2012/10",)},
        ),
        (CHONGQING, "dibao", "age_unknown", {"care": "outpatient"}, {}),
    ],
)
def test_a_bill_is_told_what_applies_to_it(
    policy: str, identity: str, notice: str, applies: dict[str, Any], does_not: dict[str, Any]
) -> None:
    assert notice in told(policy, identity, {}, applies)
    assert notice not in told(policy, identity, {}, does_not)


@pytest.mark.parametrize(
    ("policy", "notice", "who", "who_not"),
    [
        (JIULONGPO, "catastrophic_tilt", "returned_poverty", "dibao_margin"),
        (JIULONGPO, "deposit_waiver", "extreme_poverty", "returned_poverty"),
        (JIULONGPO, "earlier_rules", "other_registered", "dibao"),
        (PENGSHUI, "earlier_rules_2016", "entitled_veteran", "illness_poverty"),
        (PENGSHUI, "returned_poverty_unnamed", "returned_poverty", "monitored_rural"),
        (JIANGSU, "household_elsewhere", "temporary_aid_patient", "expenditure_poverty_patient"),
    ],
)
def test_a_person_is_told_what_applies_to_the_identity(policy: str, notice: str, who: str, who_not: str) -> None:
    assert notice in told(policy, who, {}, {})
    assert notice not in told(policy, who_not, {}, {})


def test_an_age_that_is_given_is_not_asked_for() -> None:
    outpatient = {"care": "outpatient"}
    assert "age_unknown" not in told(CHONGQING, "dibao", {"age": 79}, outpatient)
    assert "age_unknown" not in told(CHONGQING, "dibao", {"needs_maintenance": True}, outpatient)


def test_the_uninsured_are_counted_as_insured() -> None:
    assert "uninsured" in told(BANAN, "registered_poor", {"insured": False}, {})
    assert "uninsured" not in told(BANAN, "registered_poor", {}, {})


# Who asks for the contribution only, and has no bill, is told what hangs on the person.


def told_without_bills(case: Case) -> set[str]:
    result = calculate(replace(case, bills=(), premium=Premium(1, 38_000)))
    return {notice.id for notice in (*result.warnings, *result.entitlements)}


@pytest.mark.parametrize(
    ("policy", "identity", "insured", "is_told", "is_not_told"),
    [
        # 特困人员、低保对象和返贫致贫人口大病保险起付线降低50%
        (JIULONGPO, "dibao", True, {"catastrophic_tilt", "help_applying"}, {"deposit_waiver", "home_standard"}),
        (JIULONGPO, "dibao_margin", True, {"help_applying", "temporary_and_charity"}, {"catastrophic_tilt"}),
        # Who has no identity of the document hears of the way in.
        (
            JIULONGPO,
            "registered_poor",
            True,
            {"apply_for_illness_poverty", "help_applying", "temporary_and_charity"},
            {"catastrophic_tilt", "premium_subsidy"},
        ),
        (PENGSHUI, "returned_poverty", True, {"catastrophic_tilt"}, {"emergency_referral", "child_disease"}),
        (CHONGQING, "dibao", True, {"temporary_and_charity"}, {"age_unknown", "lower_deposit", "declare_outpatient"}),
        # 贫困人口因个人未参加城乡居民医保等原因…
        (BANAN, "registered_poor", False, {"uninsured", "claim_afterwards"}, {"treated_first", "only_own_part"}),
        (BANAN, "registered_poor", True, {"claim_afterwards"}, {"uninsured", "deadline_outside_city"}),
        # 对未参保的新增救助对象，及时资助参保，免除待遇等待期
        (JIANGSU, "dibao", False, {"enrolled_at_once", "help_applying"}, {"no_limit_known", "aided_where_supported"}),
        (JIANGSU, "dibao", True, {"help_applying", "temporary_and_charity"}, {"enrolled_at_once", "city_tilt"}),
    ],
)
def test_without_a_bill_the_person_is_told_what_hangs_on_the_person(
    policy: str, identity: str, insured: bool, is_told: set[str], is_not_told: set[str]
) -> None:
    found = told_without_bills(Case(policy, Person((identity,), insured=insured)))
    assert is_told <= found
    assert not is_not_told & found


@pytest.mark.parametrize("policy", [JIULONGPO, PENGSHUI, CHONGQING, BANAN, JIANGSU])
def test_what_is_told_without_a_bill_is_told_with_any_bill(policy: str) -> None:
    for made in cases(policy, 200):
        case = read_case(made)
        result = calculate(replace(case, premium=Premium(1, 38_000)))
        with_bills = {notice.id for notice in (*result.warnings, *result.entitlements)}
        if case.person.spans:  # what is held on no day of a bill is another question
            continue
        person = replace(case.person, identities=(result.identity,) if result.identity else case.person.identities)
        # Whether insurance has paid all the same is known of a bill only.
        assert told_without_bills(replace(case, person=person)) - {"uninsured"} <= with_bills, made
