"""What the five texts say of a person, case by case: who gets an amount, who is told what, and who is not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from knowledge import library
from rules.calculate import calculate
from rules.case import Bill, Case, Person, Premium, Span
from rules.concerned import concerned, facts
from rules.door import read_case
from rules.errors import CaseError
from rules.ledger import Ledger, Variant
from rules.policies import policy
from rules.result import Result
from tests.rules.by_hand.made import cases

JIULONGPO, PENGSHUI, CHONGQING = "jiulongpo-2023", "pengshui-2023", "chongqing-2012"
BANAN, JIANGSU = "banan-2018", "jiangsu-2023-draft"
DISTRICTS = (JIULONGPO, PENGSHUI)


def stay(eligible: int = 8_000_000, **more: Any) -> Bill:
    day = more.pop("date", date(2024, 3, 1))
    return Bill(day, more.pop("care", "inpatient"), eligible, more.pop("total", eligible), **more)


def result(policy_id: str, *identities: str, bills: tuple[Bill, ...] = (stay(),), **more: Any) -> Result:
    person = Person(identities, more.pop("age", None), insured=more.pop("insured", True), spans=more.pop("spans", {}))
    return calculate(Case(policy_id, person, bills, **more))


def statuses(found: Result, bill: int = 0) -> dict[str, str]:
    return {benefit.id: benefit.status for benefit in found.bills[bill].benefits}


def told(found: Result) -> set[str]:
    return {notice.id for notice in (*found.warnings, *found.entitlements)}


class TestUninsured:
    """Aid is computed on what the insurances leave; without insurance the text supposes what is not there."""

    @pytest.mark.parametrize(
        ("policy_id", "identity", "open_ones"),
        [
            (JIULONGPO, "dibao", {"large", "tilt"}),
            (PENGSHUI, "dibao", {"large", "tilt"}),
            (CHONGQING, "dibao", {"large"}),
            (BANAN, "registered_poor", {"fund", "insurance", "district"}),
            (JIANGSU, "dibao", {"basic", "tilt"}),
        ],
    )
    def test_what_would_be_granted_is_undetermined(self, policy_id: str, identity: str, open_ones: set[str]) -> None:
        found = result(policy_id, identity, insured=False)
        assert {name for name, status in statuses(found).items() if status == "undetermined"} == open_ones
        assert (found.aid_total, found.bills[0].self_pay, found.bills[0].at_most) == (0, 8_000_000, True)
        assert "uninsured" in told(found)
        assert "uninsured" not in told(result(policy_id, identity))

    def test_a_payment_is_computed_as_given_and_a_limit_is_not_touched(self) -> None:
        paid = stay(8_000_000, basic_paid=4_000_000, diseases=("special-2012/06",))
        open_one = replace(paid, basic_paid=0, date=date(2024, 2, 1))
        found = result(JIULONGPO, "dibao", bills=(open_one, paid), insured=False, used={"special": 8_000_000})
        assert [b.amount for b in found.bills[1].benefits if b.id == "special"] == [2_000_000]
        assert "uninsured_but_paid" in told(found)

    def test_the_contribution_is_subsidised_all_the_same(self) -> None:
        found = result(JIULONGPO, "dibao", bills=(), insured=False, premium=Premium(1, 38_000))
        assert found.premium is not None
        assert found.premium.amount == 34_200


class TestIdentities:
    @pytest.mark.parametrize("policy_id", DISTRICTS)
    @pytest.mark.parametrize("code", ["three_no", "five_guarantee", "orphan", "unattended_child"])
    def test_the_parenthesis_of_extreme_poverty_is_taken_at_its_word(self, policy_id: str, code: str) -> None:
        found = result(policy_id, code)
        assert (found.identity, found.aid_total) == ("extreme_poverty", result(policy_id, "extreme_poverty").aid_total)
        assert "read_as" in told(found)

    @pytest.mark.parametrize("policy_id", DISTRICTS)
    @pytest.mark.parametrize("beside", ["extreme_poverty", "dibao", "dibao_margin"])
    def test_illness_poverty_is_nobody_who_has_another(self, policy_id: str, beside: str) -> None:
        found = result(policy_id, beside, "illness_poverty")
        assert (found.identity, found.aid_total) == (beside, result(policy_id, beside).aid_total)
        (warning,) = [w for w in found.warnings if w.id == "illness_poverty_beside"]
        other = result(policy_id, "illness_poverty").aid_total
        assert f"{other // 100}.{other % 100:02d}" in warning.text
        assert "illness_poverty_beside" not in told(result(policy_id, "monitored_rural", "illness_poverty"))

    def test_who_is_aided_no_longer_is_not_aided_under_the_other_mark(self) -> None:
        found = result(BANAN, "registered_poor", "registered_poor_ended")
        assert (found.identity, found.aid_total) == (None, 0)
        assert "ended_beside" in told(found)

    def test_a_student_of_a_poor_family_is_a_student(self) -> None:
        bill = stay(3_000_000, diseases=("special-2012/06",))
        found = result(CHONGQING, "student", "dibao", bills=(bill,))
        assert (found.identity, found.aid_total) == ("student", 0)
        assert [(r.id, r.alternatives[0].amount) for r in found.readings] == [("student_also", 2_100_000)]
        assert {"ask_the_school", "student_is_school"} <= told(found)
        assert not {"ask_the_school", "districts_may_pay_more"} - {"districts_may_pay_more"} & told(
            result(CHONGQING, "dibao", bills=(bill,))
        )

    def test_a_listed_disease_is_no_ordinary_one_for_a_student(self) -> None:
        covered = {"readings": {"student_inpatient": "covered"}}
        assert result(CHONGQING, "student", bills=(stay(1_000_000),), **covered).aid_total == 400_000
        listed = stay(1_000_000, diseases=("special-2012/06",))
        assert result(CHONGQING, "student", bills=(listed,), **covered).aid_total == 0


class TestIdentitiesInTime:
    def test_a_bill_is_computed_under_what_is_held_on_its_day(self) -> None:
        spans = {"dibao": (Span(date(2024, 5, 1), date(2024, 9, 30)),)}
        days = (date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 30), date(2024, 10, 1))
        found = result(JIULONGPO, "dibao", bills=tuple(stay(date=day) for day in days), spans=spans)
        assert [bill.identity for bill in found.bills] == [None, "dibao", "dibao", None]
        assert found.identity is None

    @pytest.mark.parametrize(
        ("policy_id", "day", "admitted", "held"),
        [
            (JIANGSU, date(2024, 9, 30), None, True),  # 次月起不再享受
            (JIANGSU, date(2024, 10, 1), None, False),
            (JIANGSU, date(2024, 10, 20), date(2024, 9, 30), True),  # 当次住院仍按原身份
            (JIANGSU, date(2024, 10, 20), date(2024, 10, 1), False),
            (JIULONGPO, date(2024, 9, 11), None, False),
            (JIULONGPO, date(2024, 9, 20), date(2024, 9, 1), False),
        ],
    )
    def test_a_lost_identity(self, policy_id: str, day: date, admitted: date | None, held: bool) -> None:
        spans = {"dibao": (Span(None, date(2024, 9, 10)),)}
        found = result(policy_id, "dibao", bills=(stay(date=day, admitted=admitted),), spans=spans)
        assert (found.identity == "dibao") is held
        assert ("identity_changed_during_stay" in told(found)) is (policy_id != JIANGSU and admitted is not None)

    def test_an_outpatient_bill_knows_no_admission(self) -> None:
        spans = {"dibao": (Span(None, date(2024, 9, 10)),)}
        visit = stay(care="outpatient", date=date(2024, 10, 20), admitted=date(2024, 9, 1))
        assert result(JIANGSU, "dibao", bills=(visit,), spans=spans).identity is None

    def test_one_sum_counts_against_each_limit_of_the_year(self) -> None:
        """2012 二（二）1: 200 as 三无 and 100 as 优抚 draw on one sum for person and year."""
        spans = {"three_no": (Span(None, date(2014, 6, 30)),), "entitled_veteran": (Span(date(2014, 7, 1), None),)}

        def visits(*days: tuple[int, int]) -> list[int]:
            bills = tuple(stay(amount, care="outpatient", date=date(2014, month, 1)) for month, amount in days)
            return [b.aid for b in result(CHONGQING, "three_no", "entitled_veteran", bills=bills, spans=spans).bills]

        assert visits((5, 15_000), (8, 100_000)) == [15_000, 0]
        assert visits((5, 4_000), (8, 100_000)) == [4_000, 6_000]

    def test_days_of_a_code_named_twice_are_joined(self) -> None:
        data = {
            "policy": JIULONGPO,
            "person": {"identities": [{"code": "dibao", "to": "2024-02-01"}, {"code": "dibao", "from": "2024-03-01"}]},
            "bills": [{"date": f"2024-0{m}-01", "care": "inpatient", "eligible": "90000"} for m in (1, 2, 3)],
        }
        data["bills"][1]["date"] = "2024-02-15"  # type: ignore[index]  # a list of bills
        assert [b.identity for b in calculate(read_case(data)).bills] == ["dibao", None, "dibao"]


class TestContribution:
    def subsidy(self, policy_id: str, *identities: str, tier: int = 1, **more: Any) -> tuple[str | None, str, int]:
        asked = Premium(tier, 38_000, employee_scheme=more.pop("employee_scheme", False))
        found = result(policy_id, *identities, bills=more.pop("bills", ()), premium=asked, **more).premium
        assert found is not None
        assert bool(found.reason) is (found.status in ("not_met", "undetermined"))
        return found.identity, found.status, found.amount

    def test_without_aid_the_identity_that_gets_most(self) -> None:
        assert self.subsidy(JIULONGPO, "monitored_rural", "illness_poverty") == ("monitored_rural", "granted", 26_600)
        assert self.subsidy(CHONGQING, "dibao", "three_no") == ("three_no", "granted", 38_000)

    def test_with_aid_the_category_that_was_fixed_or_by_a_reading_the_other(self) -> None:
        bills = (stay(diseases=("special-2012/06",)),)
        found = result(JIULONGPO, "monitored_rural", "illness_poverty", bills=bills, premium=Premium(1, 38_000)).premium
        assert found is not None
        assert (found.identity, found.status, found.amount) == ("illness_poverty", "not_met", 0)
        assert [(r.id, r.alternatives[0].amount) for r in found.readings] == [("premium_identity", 26_600)]

    def test_those_left_to_earlier_rules(self) -> None:
        assert self.subsidy(JIULONGPO, "severe_disability")[1:] == ("undetermined", 0)
        assert self.subsidy(JIULONGPO, "severe_disability", tier=2)[1:] == ("granted", 38_000)
        assert self.subsidy(JIULONGPO, "severe_disability", "dibao")[:2] == ("dibao", "granted")

    def test_employees(self) -> None:
        assert self.subsidy(JIULONGPO, "dibao", employee_scheme=True)[1:] == ("not_met", 0)
        assert self.subsidy(JIANGSU, "hardship_employee", employee_scheme=True)[1:] == ("undetermined", 0)
        assert self.subsidy(JIANGSU, "dibao", employee_scheme=True)[1:] == ("not_met", 0)
        assert self.subsidy(JIANGSU, "registered_poor")[1:] == ("undetermined", 0)


class TestOffers:
    def offered(self, policy_id: str, *identities: str, bill: Bill, **more: Any) -> dict[str, tuple[str, int]]:
        found = result(policy_id, *identities, bills=(bill,), **more)
        for offer in found.offers:
            assert "是否仍执行，请向" in offer.text
            assert f"{offer.aid_total // 100}.{offer.aid_total % 100:02d}" in offer.text
            assert all(quote in library.clause(clause).text for clause, quote in offer.citations)
        return {offer.reason: (offer.identity, offer.aid_total) for offer in found.offers}

    def test_an_identity_of_earlier_rules_beside_a_recipients(self) -> None:
        bill = stay(2_000_000, basic_paid=1_400_000)
        found = self.offered(JIULONGPO, "dibao_margin", "severe_disability", bill=bill)
        assert found == {"earlier_rules": ("severe_disability", 240_000)}
        assert result(JIULONGPO, "dibao_margin", "severe_disability", bills=(bill,)).aid_total == 120_000

    def test_ordinary_disease(self) -> None:
        bill = stay(1_000_000)
        assert self.offered(JIULONGPO, "extreme_poverty", bill=bill) == {"ordinary_aid": ("three_no", 600_000)}
        assert self.offered(PENGSHUI, "severe_disability", bill=bill) == {
            "ordinary_aid": ("severe_disability", 400_000)
        }
        assert self.offered(JIULONGPO, "dibao_margin", bill=bill) == {}

    @pytest.mark.parametrize(
        "other", [{"referral": "irregular"}, {"designated": False}, {"diseases": ("special-2012/06",)}]
    )
    def test_not_of_what_is_out_of_order_or_regulated(self, other: dict[str, Any]) -> None:
        assert self.offered(JIULONGPO, "dibao", bill=stay(1_000_000, **other)) == {}
        assert self.offered(JIULONGPO, "dibao", bill=stay(3_000_001)) == {}

    def test_not_where_an_identity_is_bound_to_dates(self) -> None:
        spans = {"dibao": (Span(date(2024, 1, 1), None),)}
        assert self.offered(JIULONGPO, "dibao", bill=stay(1_000_000), spans=spans) == {}
        assert "offers_not_looked_at" in told(result(JIULONGPO, "dibao", bills=(stay(1_000_000),), spans=spans))
        assert "offers_not_looked_at" not in told(result(JIULONGPO, "dibao", bills=(stay(1_000_000),)))


class TestDays:
    def bills(self, *given: dict[str, Any], policy_id: str = JIULONGPO) -> Case:
        bills = [{"care": "inpatient", "eligible": "10000", **bill} for bill in given]
        return read_case({"policy": policy_id, "person": {"identities": ["dibao"]}, "bills": bills})

    def test_an_undated_bill_has_the_earliest_day_given_or_the_documents(self) -> None:
        case = self.bills({}, {"date": "2025-05-01"}, {"date": "2024-07-01"})
        assert (case.bills[0].date, case.bills[0].dated) == (date(2024, 7, 1), False)
        assert self.bills({}).bills[0].date == date(2024, 1, 1)
        assert self.bills({"admitted": "2024-03-05"}).bills[0].date == date(2024, 3, 5)

    def test_what_rests_on_an_assumed_day_is_not_told(self) -> None:
        case = self.bills({"date": "2023-01-01"}, {}, policy_id=CHONGQING)
        assert "later_rules" in told(calculate(case))
        assert "later_rules" not in told(calculate(self.bills({}, policy_id=CHONGQING)))
        assert "in_force_assumed" in told(calculate(self.bills({}, policy_id=CHONGQING)))
        assert "duplicate_bill" not in told(calculate(self.bills({}, {})))

    def test_the_later_document_is_named_with_who_carries_it_out(self) -> None:
        for day, expected in (("2021-12-31", 0), ("2022-01-01", 2)):
            found = calculate(self.bills({"date": day}, policy_id=CHONGQING))
            cited = [c.clause.partition("#")[0] for w in found.warnings if w.id == "later_rules" for c in w.citations]
            assert len(set(cited)) == expected

    @pytest.mark.parametrize(
        ("first", "second", "one"),
        [
            ({"eligible": "20000"}, {"date": "2024-03-08", "eligible": "10000.01"}, True),
            ({"eligible": "20000"}, {"date": "2024-03-09", "eligible": "10000.01"}, False),
            ({"eligible": "20000"}, {"date": "2024-03-08", "eligible": "10000.00"}, False),
            ({"eligible": "30000.01"}, {"date": "2024-03-08"}, False),
            ({"eligible": "20000"}, {"date": "2024-03-02", "eligible": "20000", "care": "outpatient"}, False),
        ],
    )
    def test_a_transfer_may_count_as_one_stay(self, first: Any, second: Any, one: bool) -> None:
        for policy_id in (JIULONGPO, PENGSHUI, CHONGQING):
            case = self.bills({"date": "2024-03-01", **first}, second, policy_id=policy_id)
            assert ("perhaps_one_stay" in told(calculate(case))) is one

    @pytest.mark.parametrize(
        ("policy_id", "admitted", "day", "across"),
        [
            (JIULONGPO, "2023-12-31", "2024-01-01", True),
            (JIULONGPO, "2023-10-13", "2023-10-20", True),
            (JIULONGPO, "2023-10-14", "2023-10-20", False),
        ],
    )
    def test_a_stay_across_a_border(self, policy_id: str, admitted: str, day: str, across: bool) -> None:
        case = self.bills({"date": day, "admitted": admitted}, policy_id=policy_id)
        assert ("admitted_across" in told(calculate(case))) is across
        visit = self.bills({"date": day, "admitted": admitted, "care": "outpatient"}, policy_id=policy_id)
        assert "admitted_across" not in told(calculate(visit))


# Who must hear a sentence, and who must not: (document, notice, identities and facts of one, of the other).
HEARD = [
    (JIULONGPO, "apply_for_illness_poverty", ((), {}), (("severe_disability",), {})),
    (PENGSHUI, "apply_for_illness_poverty", ((), {}), (("dibao",), {})),
    (CHONGQING, "not_recipients", ((), {}), (("dibao",), {})),
    (JIANGSU, "apply_for_identity", ((), {}), (("dibao",), {})),
    (JIANGSU, "aided_directly", (("dibao",), {}), ((), {})),
    (JIANGSU, "transition", (("registered_poor",), {}), (("dibao",), {})),
    (JIANGSU, "emergency_referral", (("dibao",), {"referral": "emergency"}), (("dibao",), {})),
    (JIANGSU, "identity_lost", (("dibao",), {"care": "outpatient"}), ((), {})),
    (JIANGSU, "aided_where_supported", (("dibao",), {"place": "in_province"}), (("dibao",), {})),
    (PENGSHUI, "case_by_case", (("monitored_rural",), {}), (("dibao",), {})),
    (BANAN, "district_filing", (("registered_poor",), {}), (("registered_poor",), {"referral": "irregular"})),
    (BANAN, "not_refused", (("registered_poor",), {}), (("registered_poor_ended",), {})),
    (BANAN, "green_channel", (("registered_poor",), {"diseases": ("major-2018/01",)}), (("registered_poor",), {})),
    (BANAN, "treated_first", (("registered_poor",), {}), (("registered_poor",), {"place": "in_city"})),
    (JIULONGPO, "premium_subsidy", (("dibao",), {}), ((), {})),
    (JIULONGPO, "list_updated", (("dibao",), {}), ((), {})),
    (
        CHONGQING,
        "outpatient_quota",
        (("dibao",), {"care": "outpatient"}),
        (("entitled_veteran",), {"care": "outpatient"}),
    ),
    (CHONGQING, "outpatient_quota", (("three_no",), {"care": "outpatient"}), (("three_no",), {})),
    (CHONGQING, "districts_may_pay_more", (("dibao",), {}), (("other_registered",), {"care": "outpatient"})),
    (BANAN, "noncompliant_costs", (("registered_poor",), {"total": 20_000_000}), ((), {"total": 20_000_000})),
    (PENGSHUI, "case_by_case_out_of_poverty", ((), {}), (("dibao",), {})),
    (JIANGSU, "premium_subsidy_employee", (("hardship_employee",), {}), (("dibao",), {})),
    (JIANGSU, "premium_subsidy_first", (("dibao",), {}), (("hardship_employee",), {})),
    (JIANGSU, "aided_directly", (("dibao",), {}), (("dibao",), {"referral": "irregular"})),
    (JIANGSU, "city_tilt", (("dibao",), {}), (("dibao",), {"designated": False})),
    *((d, "irregular_in_principle", (("dibao",), {"referral": "irregular"}), (("dibao",), {})) for d in DISTRICTS),
    *((d, "register_elsewhere", (("dibao",), {"place": "in_city"}), (("dibao",), {})) for d in DISTRICTS),
    *((d, "calendar_year", (("dibao",), {}), (("dibao",), {"designated": False})) for d in DISTRICTS),
]


@pytest.mark.parametrize(("policy_id", "notice", "who", "who_not"), HEARD, ids=[f"{h[0]}-{h[1]}" for h in HEARD])
def test_a_sentence_is_told_to_whom_it_concerns_and_to_nobody_else(
    policy_id: str, notice: str, who: tuple[Any, Any], who_not: tuple[Any, Any]
) -> None:
    assert notice in told(result(policy_id, *who[0], bills=(stay(**who[1]),)))
    assert notice not in told(result(policy_id, *who_not[0], bills=(stay(**who_not[1]),)))


@pytest.mark.parametrize(
    ("policy_id", "notice"), [(JIULONGPO, "union_aid"), (PENGSHUI, "union_aid"), (JIANGSU, "union_help")]
)
def test_the_union_is_for_who_may_be_employed(policy_id: str, notice: str) -> None:
    hear = {age: notice in told(result(policy_id, "extreme_poverty", age=age)) for age in (6, 15, 16, 50, None)}
    assert hear == {6: False, 15: False, 16: True, 50: True, None: True}


class TestWhatIsToldOfThePersonNow:
    """What holds from the last bill on is told of the identity held then."""

    bills = (stay(date=date(2024, 3, 1)), stay(date=date(2024, 11, 1)))

    def test_an_identity_lost_brings_no_subsidy_any_more(self) -> None:
        found = result(JIULONGPO, "dibao", bills=self.bills, spans={"dibao": (Span(None, date(2024, 9, 30)),)})
        assert not {"premium_subsidy", "premium_subsidy_tier2"} & told(found)
        assert {"catastrophic_tilt", "apply_for_illness_poverty"} <= told(found)

    def test_an_identity_gained_needs_no_way_in(self) -> None:
        found = result(JIULONGPO, "dibao", bills=self.bills, spans={"dibao": (Span(date(2024, 6, 1), None),)})
        assert "premium_subsidy" in told(found)
        assert "apply_for_illness_poverty" not in told(found)


@pytest.mark.parametrize("policy_id", [JIULONGPO, PENGSHUI, CHONGQING, JIANGSU])
def test_aid_that_is_refused_anyway_is_not_called_open_for_want_of_insurance(policy_id: str) -> None:
    assert "uninsured" in told(result(policy_id, "dibao", insured=False))
    assert "uninsured" not in told(result(policy_id, insured=False))
    assert "uninsured" not in told(result(policy_id, "dibao", bills=(stay(designated=False),), insured=False))


def test_the_uninsured_of_2012_are_called_to_enrol() -> None:
    assert "enrolment" in told(result(CHONGQING, "dibao", insured=False))
    assert "enrolment" not in told(result(CHONGQING, "dibao"))
    assert "enrolment" not in told(result(CHONGQING, insured=False))


def test_a_plan_that_counts_the_uninsured_as_insured_does_not_send_them_to_enrol() -> None:
    found = result(BANAN, "registered_poor", insured=False)
    (label,) = {c.label for b in found.bills[0].benefits for c in b.conditions if c.key == "insured"}
    assert "视作" in label
    assert "先参保" not in label


@pytest.mark.parametrize("policy_id", [JIULONGPO, PENGSHUI, CHONGQING])
def test_who_asks_of_the_contribution_alone_hears_nothing_of_lists_and_floors(policy_id: str) -> None:
    asked = result(policy_id, "dibao", bills=(), premium=Premium(1, 38_000))
    assert not {"special_list_2012", "districts_may_pay_more"} & told(asked)
    assert {"special_list_2012", "districts_may_pay_more"} & told(result(policy_id, "dibao"))


@pytest.mark.parametrize("premium", [{"due": "510"}, {"tier1": "510"}, {"tier": 1, "tier1": "510"}])
def test_a_draft_without_tiers_asks_for_none(premium: dict[str, Any]) -> None:
    case = {"policy": JIANGSU, "person": {"identities": ["dibao_margin"]}, "bills": [], "premium": premium}
    found = calculate(read_case(case)).premium
    assert found is not None
    assert found.amount == 40_800


@pytest.mark.parametrize(
    ("policy_id", "premium", "field"),
    [
        (JIANGSU, {}, "premium.due"),
        (JIULONGPO, {"tier1": "380"}, "premium.tier"),
        (JIULONGPO, {"tier": 1, "due": "380"}, "premium.tier1"),
    ],
)
def test_what_a_contribution_needs_is_asked_for(policy_id: str, premium: dict[str, Any], field: str) -> None:
    case = {"policy": policy_id, "person": {"identities": ["dibao"]}, "bills": [], "premium": premium}
    with pytest.raises(CaseError) as refused:
        read_case(case)
    assert (refused.value.code, refused.value.field) == ("missing_field", field)


def test_the_uninsured_hear_nothing_of_better_insurance() -> None:
    assert "catastrophic_tilt" in told(result(JIULONGPO, "dibao"))
    assert "catastrophic_tilt" not in told(result(JIULONGPO, "dibao", insured=False))


@pytest.mark.parametrize("policy_id", DISTRICTS)
def test_long_term_outpatient_treatment_without_a_rate_is_undetermined(policy_id: str) -> None:
    visit = stay(1_000_000, care="outpatient", treatment="long_term_medication")
    found = result(policy_id, "dibao", bills=(visit,))
    assert statuses(found)["special"] == "undetermined"
    assert "chronic_outpatient" in told(found)
    assert statuses(result(policy_id, "dibao", bills=(replace(visit, treatment="other"),)))["special"] == "not_met"
    irregular = result(policy_id, "dibao", bills=(replace(visit, referral="irregular"),))
    assert statuses(irregular)["special"] == "not_met"
    assert "chronic_outpatient" not in told(irregular)


def conditions(found: Result, benefit_id: str) -> set[str]:
    return {c.key for b in found.bills[0].benefits if b.id == benefit_id for c in b.conditions}


def test_a_condition_that_only_another_reading_asks_is_not_shown() -> None:
    assert "aided" not in conditions(result(JIULONGPO, "dibao"), "tilt")
    assert "aided" in conditions(result(JIULONGPO, "dibao", readings={"tilt_scope": "aided_only"}), "tilt")
    outside = (stay(total=20_000_000),)
    assert "compliant" in conditions(result(BANAN, "registered_poor", bills=outside), "insurance")
    part = result(BANAN, "registered_poor", bills=outside, readings={"noncompliant": "compliant_part"})
    assert "compliant" not in conditions(part, "insurance")


@pytest.mark.parametrize("policy_id", [JIULONGPO, PENGSHUI, CHONGQING, BANAN, JIANGSU])
def test_what_is_asked_of_a_bill_and_of_a_column_is_the_same(policy_id: str) -> None:
    """A notice's ``when`` is read twice: of one bill's facts, and of rows of a file."""
    rules = policy(policy_id)
    notices = [n for n in (*rules.parameters.warnings.values(), *rules.parameters.entitlements.values()) if n.when]
    for made in cases(policy_id, 60):
        case = read_case(made)
        if not case.bills or not all(bill.dated for bill in case.bills):
            continue
        ledger = Ledger(case, rules)
        chosen = ledger.choose([Variant((), ledger.spells())], trace=True)
        assert chosen.traced is not None
        columns, benefits = chosen.traced.columns, chosen.traced.benefits
        for place, row in enumerate(chosen.rows):
            of_bill = facts(ledger, chosen.traced, place, row)
            for notice in notices:
                assert notice.when is not None
                where = concerned(notice.when, columns, benefits, rules.parameters)
                assert notice.when.holds(of_bill) == (where if isinstance(where, bool) else bool(where[row]))
