"""What cannot be computed is refused with its field and a sentence that a resident understands."""

import math
from decimal import Decimal
from typing import Any

import pytest

from knowledge.library import policy_ids
from rules.calculate import calculate
from rules.door import LARGEST_AMOUNT, CaseError, NamedDisease, read_case
from rules.result import Result


def case(**changes: Any) -> dict[str, Any]:
    """A case of 九龙坡 that computes; ``bill`` changes its one bill."""
    bill = {"care": "inpatient", "eligible": "80000", "basic_paid": "40000", "catastrophic_paid": "10000"}
    return {
        "policy": "jiulongpo-2023",
        "person": {"identities": ["dibao"]},
        "bills": [bill | changes.pop("bill", {})],
        **changes,
    }


def refused(data: object) -> CaseError:
    with pytest.raises(CaseError) as wrong:
        read_case(data)
    return wrong.value


def computed(data: object) -> Result:
    return calculate(read_case(data))


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


@pytest.mark.parametrize(
    ("data", "code", "field"),
    [
        # Not a case at all.
        (None, "bad_value", ""),
        ([], "bad_value", ""),
        ("case", "bad_value", ""),
        # The policy.
        (without(case(), "policy"), "missing_field", "policy"),
        (case(policy="atlantis-2023"), "unknown_policy", "policy"),
        (case(policy=["jiulongpo-2023"]), "bad_value", "policy"),
        (case(policy=None), "bad_value", "policy"),
        # The person.
        (without(case(), "person"), "missing_field", "person"),
        (case(person={}), "missing_field", "person.identities"),
        (case(person={"identities": "dibao"}), "bad_value", "person.identities"),
        (case(person={"identities": [1]}), "bad_value", "person.identities"),
        (case(person={"identities": ["king"]}), "unknown_code", "person.identities"),
        (case(person={"identities": ["dibao"], "age": -1}), "bad_value", "person.age"),
        (case(person={"identities": ["dibao"], "age": 131}), "bad_value", "person.age"),
        (case(person={"identities": ["dibao"], "age": 82.5}), "bad_value", "person.age"),
        (case(person={"identities": ["dibao"], "age": True}), "bad_value", "person.age"),
        (case(person={"identities": ["dibao"], "age": "82"}), "bad_value", "person.age"),
        (case(person={"identities": ["dibao"], "needs_maintenance": 1}), "bad_value", "person.needs_maintenance"),
        (case(person={"identities": ["dibao"], "insured": "yes"}), "bad_value", "person.insured"),
        (case(person={"identities": ["dibao"], "name": "x"}), "unknown_code", "person.name"),
        # The ledger.
        (without(case(), "bills"), "missing_field", "bills"),
        (case(bills=[]), "missing_field", "bills"),
        (case(bills={}), "bad_value", "bills"),
        (case(bills=[7]), "bad_value", "bills[0]"),
        (case(bill={"care": "both"}), "unknown_code", "bills[0].care"),
        (case(bill={"care": None}), "bad_value", "bills[0].care"),
        (case(bills=[{"eligible": "1"}]), "missing_field", "bills[0].care"),
        (case(bills=[{"care": "inpatient"}]), "missing_field", "bills[0].eligible"),
        (case(bill={"treatment": "surgery"}), "unknown_code", "bills[0].treatment"),
        (case(bill={"hospital_level": 4}), "bad_value", "bills[0].hospital_level"),
        (case(bill={"hospital_level": True}), "bad_value", "bills[0].hospital_level"),
        (case(bill={"designated": "true"}), "bad_value", "bills[0].designated"),
        (case(bill={"designated": 1}), "bad_value", "bills[0].designated"),
        (case(bill={"place": "abroad"}), "unknown_code", "bills[0].place"),
        (case(bill={"referral": "none"}), "unknown_code", "bills[0].referral"),
        (case(bill={"diseases": ["special-2012/23"]}), "unknown_disease", "bills[0].diseases"),
        (case(bill={"diseases": ["SPECIAL-2012/06"]}), "unknown_disease", "bills[0].diseases"),
        (case(bill={"diseases": ["special-2012/06", " "]}), "bad_value", "bills[0].diseases"),
        (case(bill={"diseases": "special-2012/06"}), "bad_value", "bills[0].diseases"),
        (case(bill={"hospital": "x"}), "unknown_code", "bills[0].hospital"),
        (case(hospital="x"), "unknown_code", "hospital"),
        # Dates.
        (case(bill={"date": "2024-02-30"}), "bad_date", "bills[0].date"),
        (case(bill={"date": "2024-2-3"}), "bad_date", "bills[0].date"),
        (case(bill={"date": "20240203"}), "bad_date", "bills[0].date"),
        (case(bill={"date": "２０２４-０２-０３"}), "bad_date", "bills[0].date"),
        (case(bill={"date": "0000-01-01"}), "bad_date", "bills[0].date"),
        (case(bill={"date": 20240203}), "bad_date", "bills[0].date"),
        (case(bill={"date": None}), "bad_date", "bills[0].date"),
        # Amounts.
        (case(bill={"eligible": "-1"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": -1}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "80000.001"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "80,000"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "8万"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "八千"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "８０"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": ""}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "1e5"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": "NaN"}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": math.nan}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": math.inf}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": -math.inf}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": Decimal("NaN")}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": 1e300}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": Decimal("1E+999999999999")}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": Decimal("1E-999999999999")}), "bad_amount", "bills[0].eligible"),
        (case(bill={"eligible": Decimal("1E+9")}), "too_large", "bills[0].eligible"),
        (case(bill={"eligible": True}), "bad_value", "bills[0].eligible"),
        (case(bill={"eligible": None}), "bad_value", "bills[0].eligible"),
        (case(bill={"eligible": ["80000"]}), "bad_value", "bills[0].eligible"),
        (case(bill={"total": "100000000.01"}), "too_large", "bills[0].total"),
        (case(bill={"total": 100_000_001}), "too_large", "bills[0].total"),
        (case(bill={"total": "9" * 5000}), "too_large", "bills[0].total"),
        # Amounts that do not fit each other.
        (case(bill={"total": "79999.99"}), "inconsistent_bill", "bills[0].eligible"),
        (case(bill={"basic_paid": "80000.01"}), "inconsistent_bill", "bills[0].basic_paid"),
        (case(bill={"catastrophic_paid": "40000.01"}), "inconsistent_bill", "bills[0].catastrophic_paid"),
        (case(bill={"civil_aid_paid": "30000.01"}), "inconsistent_bill", "bills[0].civil_aid_paid"),
        (case(bill={"relief_fund_paid": "30000.01"}), "inconsistent_bill", "bills[0].relief_fund_paid"),
        # Pools, readings, a city's own figures, the contribution.
        (case(year_to_date={"basic": "0"}), "unknown_code", "year_to_date.basic"),
        (case(year_to_date={"special": "-1"}), "bad_amount", "year_to_date.special"),
        (case(year_to_date={"special": False}), "bad_value", "year_to_date.special"),
        (case(year_to_date=[]), "bad_value", "year_to_date"),
        (case(readings={"tilt_base": "whole"}), "unknown_code", "readings.tilt_base"),
        (case(readings={"tilt_period": "month"}), "unknown_code", "readings.tilt_period"),
        (case(readings={"tilt_period": True}), "bad_value", "readings.tilt_period"),
        (case(parameters={"rate": 90}), "unknown_code", "parameters.rate"),
        (case(premium={"tier": 3, "tier1": "380"}), "bad_value", "premium.tier"),
        (case(premium={"tier": True, "tier1": "380"}), "bad_value", "premium.tier"),
        (case(premium={"tier": 1}), "missing_field", "premium.tier1"),
        (case(premium={"tier": 1, "tier1": "x"}), "bad_amount", "premium.tier1"),
        (case(premium={"tier": 1, "tier1": "380", "employee_scheme": 0}), "bad_value", "premium.employee_scheme"),
    ],
)
def test_what_cannot_be_is_refused(data: object, code: str, field: str) -> None:
    wrong = refused(data)
    assert (wrong.code, wrong.field) == (code, field), wrong.message
    assert_a_sentence(wrong.message)
    assert wrong.to_json() == {"error": {"code": code, "field": field, "message": wrong.message}}


def assert_a_sentence(message: str) -> None:
    """One Chinese sentence without the language of programs."""
    assert message.endswith(("。", "）"))
    assert sum("一" <= character <= "鿿" for character in message) >= 6
    for word in ("Input", "input", "valid", "type=", "Error", "None", "{field}", "{value}"):
        assert word not in message


def test_the_place_of_the_bill_is_named() -> None:
    good = case()["bills"][0]
    wrong = refused(case(bills=[good, good, good | {"eligible": "x"}]))
    assert wrong.field == "bills[2].eligible"
    assert "第3笔" in wrong.message


@pytest.mark.parametrize(("rate", "code"), [("80%", "bad_amount"), ("82.555", "bad_amount"), (True, "bad_value")])
def test_a_rate_is_asked_for_as_a_percentage_not_as_money(rate: Any, code: str) -> None:
    wrong = refused(case(policy="jiangsu-2023-draft", parameters={"rate": rate}))
    assert (wrong.code, wrong.field) == (code, "parameters.rate")
    assert "百分数" in wrong.message
    assert "元" not in wrong.message
    assert_a_sentence(wrong.message)


@pytest.mark.parametrize(
    ("parameters", "identity", "field", "clause"),
    [
        ({"rate": "69.99"}, "dibao_margin", "parameters.rate", "四（六）"),
        ({"rate": 79.99}, "dibao", "parameters.rate", "四（六）"),
        ({"rate": "100.01"}, "dibao", "parameters.rate", ""),
        ({"outpatient_cap": "9999.99"}, "dibao", "parameters.outpatient_cap", "四（六）"),
        ({"disposable_income": "50000", "deductible": "5000.01"}, "dibao_margin", "parameters.deductible", "四（六）"),
        # With a group of 100% beside it the rate still keeps the other's bound.
        ({"rate": "79"}, "orphan;dibao", "parameters.rate", "四（六）"),
    ],
)
def test_a_city_figure_outside_the_bounds_is_refused(
    parameters: dict[str, Any], identity: str, field: str, clause: str
) -> None:
    person = {"identities": identity.split(";")}
    wrong = refused(case(policy="jiangsu-2023-draft", person=person, parameters=parameters))
    assert (wrong.code, wrong.field) == ("out_of_bounds", field)
    assert clause in wrong.message
    assert_a_sentence(wrong.message)


@pytest.mark.parametrize(
    "parameters",
    [
        {"rate": "70"},
        {"rate": "100"},
        {"rate": "82.55"},
        {"outpatient_cap": "10000"},
        {"disposable_income": "50000", "deductible": "5000", "cap": "150000"},
        {"disposable_income": "50000", "deductible": "0"},
        {"deductible": "5000.01", "cap": "1"},  # nothing to hold them against without the income
        {"disposable_income": "50000", "cap": "149999.99"},  # 原则上
    ],
)
def test_a_city_figure_on_the_bound_is_taken(parameters: dict[str, Any]) -> None:
    read_case(case(policy="jiangsu-2023-draft", person={"identities": ["dibao_margin"]}, parameters=parameters))


def test_a_rate_is_not_looked_at_where_only_groups_of_the_whole_are_held() -> None:
    read_case(case(policy="jiangsu-2023-draft", person={"identities": ["orphan"]}, parameters={"rate": "5"}))


def test_what_was_paid_outpatient_is_part_of_what_the_year_has_paid() -> None:
    used = {"ordinary_outpatient": "100", "basic": "99.99"}
    wrong = refused(case(policy="jiangsu-2023-draft", person={"identities": ["dibao"]}, year_to_date=used))
    assert (wrong.code, wrong.field) == ("out_of_bounds", "year_to_date.basic")
    read_case(case(policy="jiangsu-2023-draft", person={"identities": ["dibao"]}, year_to_date=used | {"basic": "100"}))


def test_an_unknown_parameter_of_jiangsu_lists_those_there_are() -> None:
    wrong = refused(case(policy="jiangsu-2023-draft", parameters={"income": "1"}))
    assert (wrong.code, wrong.field) == ("unknown_code", "parameters.income")
    assert "disposable_income" in wrong.message


@pytest.mark.parametrize(
    ("eligible", "status"),
    [("30000.00", "not_met"), ("30000.01", "granted"), (30000, "not_met"), (30000.01, "granted")],
)
def test_large_costs_begin_above_the_line(eligible: object, status: str) -> None:
    for policy in ("jiulongpo-2023", "pengshui-2023", "chongqing-2012"):
        bill = {"eligible": eligible, "basic_paid": 0, "catastrophic_paid": 0}
        assert benefit(computed(case(policy=policy, bill=bill)), "large").status == status


@pytest.mark.parametrize(
    ("policy", "identity", "left", "tilt"),
    [
        ("jiulongpo-2023", "dibao", "4000.00", "0.00"),
        ("jiulongpo-2023", "dibao", "4000.01", "0.01"),
        ("jiulongpo-2023", "dibao", "4000.02", "0.01"),  # 70% of 2 fen
        ("pengshui-2023", "extreme_poverty", "3000.00", "0.00"),
        ("pengshui-2023", "extreme_poverty", "3000.01", "0.01"),
        ("pengshui-2023", "monitored_rural", "5000.00", "0.00"),
    ],
)
def test_the_tilt_begins_above_its_line(policy: str, identity: str, left: str, tilt: str) -> None:
    """A cost that is neither special nor large, so that all of it is left."""
    bill = {"eligible": left, "basic_paid": "0", "catastrophic_paid": "0"}
    data = case(policy=policy, person={"identities": [identity]}, bill=bill)
    assert computed(data).bills[0].to_json()["benefits"][2]["amount"] == tilt


def test_the_whole_reading_begins_at_its_line() -> None:
    for left, tilt in (("2999.99", 0), ("3000.00", 180_000)):
        data = case(
            policy="pengshui-2023",
            person={"identities": ["extreme_poverty"]},
            bill={"eligible": left, "basic_paid": "0", "catastrophic_paid": "0"},
            readings={"tilt_base": "whole"},
        )
        assert benefit(computed(data), "tilt").amount == tilt


def benefit(result: Result, name: str) -> Any:
    return next(b for b in result.bills[0].benefits if b.id == name)


@pytest.mark.parametrize(
    ("given", "fen"),
    [
        ("0", 0),
        (0, 0),
        ("0.01", 1),
        ("0.1", 10),
        (0.1, 10),
        (0.29, 29),
        (1234.56, 123_456),
        (Decimal("99999999.99"), 9_999_999_999),
        (Decimal("1E+5"), 10_000_000),
        ("100000000", 10_000_000_000),
        ("100000000.00", 10_000_000_000),
        (LARGEST_AMOUNT, 10_000_000_000),
        (" 24000.00 ", 2_400_000),
        ("007", 700),
    ],
)
def test_amounts_are_read_to_the_fen(given: object, fen: int) -> None:
    bill = {"eligible": given, "basic_paid": "0", "catastrophic_paid": "0"}
    read = read_case(case(bill=bill)).bills[0]
    assert (read.eligible, read.total) == (fen, fen)


def test_the_largest_bills_are_computed_exactly() -> None:
    """A ledger of a hundred bills of a hundred million yuan does not overflow."""
    bill = {"care": "inpatient", "eligible": "100000000", "diseases": ["special-2012/06"]}
    for policy in policy_ids():
        result = computed(case(policy=policy, person={"identities": _first(policy)}, bills=[bill] * 100))
        for one in result.bills:
            assert one.total == 10_000_000_000
            assert one.self_pay + one.aid == one.total
            assert 0 <= one.aid <= one.total


def _first(policy: str) -> list[str]:
    from rules.policies import policy as loaded

    return list(loaded(policy).parameters.codes[:1])


def test_what_is_left_out_has_its_documented_value() -> None:
    read = read_case({"policy": "jiulongpo-2023", "person": {"identities": []}, "bills": [_smallest()]})
    bill, person = read.bills[0], read.person
    assert (bill.treatment, bill.diseases, bill.hospital_level, bill.designated) == ("other", (), 3, True)
    assert (bill.place, bill.referral, bill.date.isoformat()) == ("in_county", "standard", "2024-01-01")
    assert (bill.total, bill.paid, bill.civil_aid_paid, bill.relief_fund_paid) == (bill.eligible, 0, 0, 0)
    assert (person.age, person.needs_maintenance, person.insured) == (None, False, True)
    assert read.premium is None
    assert computed({"policy": "jiulongpo-2023", "person": {"identities": []}, "bills": [_smallest()]}).premium is None


def _smallest() -> dict[str, Any]:
    return {"care": "outpatient", "eligible": "1"}


@pytest.mark.parametrize(
    ("policy", "amount"),
    {
        "jiulongpo-2023": "360.00",
        "pengshui-2023": "360.00",
        "chongqing-2012": "50.00",
        "banan-2018": "0.00",
        "jiangsu-2023-draft": "400.00",
    }.items(),
)
def test_a_ledger_may_be_empty_when_the_contribution_is_asked(policy: str, amount: str) -> None:
    data = {"policy": policy, "person": {"identities": ["dibao"]}, "bills": [], "premium": {"tier": 1, "tier1": "400"}}
    result = computed(data)
    assert (result.bills, result.aid_total) == ((), 0)
    assert result.premium is not None
    assert result.to_json()["premium"]["amount"] == amount


def test_a_code_of_another_policy_is_ignored_and_said() -> None:
    result = computed(case(person={"identities": ["dibao", "registered_poor"]}))
    assert result.identity == "dibao"
    said = [w.text for w in result.warnings if w.id == "foreign_identity"]
    assert len(said) == 1
    assert "建档立卡" in said[0]


def test_the_same_identity_twice_is_one() -> None:
    result = computed(case(person={"identities": ["dibao", "dibao"]}))
    assert "highest_identity" not in [w.id for w in result.warnings]


class TestDiseasesByName:
    """Names go through the matcher that the caller gives."""

    @staticmethod
    def read(name: str, **changes: Any) -> Any:
        known = {
            "乳腺癌": NamedDisease(("special-2012/06",)),
            "糖尿病": NamedDisease(("special-2012/20",), "是1型还是2型？"),
        }
        data = case(bill={"diseases": [name]}, **changes)
        return read_case(data, lambda given, _: known.get(given, NamedDisease()))

    def test_a_clear_name_becomes_its_entry(self) -> None:
        assert self.read("乳腺癌").bills[0].diseases == ("special-2012/06",)

    def test_an_ambiguous_name_is_refused_with_its_candidates(self) -> None:
        with pytest.raises(CaseError) as wrong:
            self.read("糖尿病")
        assert (wrong.value.code, wrong.value.field) == ("ambiguous_disease", "bills[0].diseases")
        assert "1型还是2型" in wrong.value.message
        assert "special-2012/20" in wrong.value.message

    def test_a_name_on_no_list_is_computed_as_unlisted_and_said(self) -> None:
        read = self.read("阑尾炎")
        assert (read.bills[0].diseases, read.bills[0].unlisted) == ((), ("阑尾炎",))
        warnings = [w for w in calculate(read).warnings if w.id == "unlisted_disease"]
        assert len(warnings) == 1
        assert "阑尾炎" in warnings[0].text

    def test_a_policy_without_lists_says_nothing(self) -> None:
        read = self.read("阑尾炎", policy="jiangsu-2023-draft")
        assert "unlisted_disease" not in [w.id for w in calculate(read).warnings]

    def test_an_id_of_another_catalogue_is_accepted_without_effect(self) -> None:
        plain = computed(case())
        other = computed(case(bill={"diseases": ["chronic-2018/03", "major-2018/01"]}))
        assert [b.amount for b in other.bills[0].benefits] == [b.amount for b in plain.bills[0].benefits]
        assert other.warnings == plain.warnings

    def test_without_a_matcher_a_name_is_refused(self) -> None:
        assert refused(case(bill={"diseases": ["乳腺癌"]})).code == "unknown_disease"
