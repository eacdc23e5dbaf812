"""Each warning and entitlement has its text, and each text is said in some case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from vector_data import POLICIES, calculated

from knowledge import library
from knowledge.yamlfile import read_yaml
from rules import figures, notices
from rules.applicable import applicable
from rules.calculate import calculate
from rules.case import Bill, Case, Person, Premium, Span
from rules.ledger import Ledger
from rules.policies import policy
from rules.result import Result

COMMON = read_yaml(Path(figures.__file__).with_name("notices.yaml"))


def results(name: str) -> Iterator[Result]:
    """The worked cases, and each once more with what they lack: payments by others, no insurance, an emergency."""
    for _, case, result in calculated(name):
        yield result
        person = replace(case.person, insured=False)
        city = {"deductible": 1, "cap": 1} if policy(name).family.local else {}
        yield calculate(replace(case, local=city))
        bills = tuple(replace(b, referral="emergency", civil_aid_paid=1, total=900_000_000) for b in case.bills)
        yield calculate(replace(case, person=person, bills=bills))
    for code in policy(name).parameters.codes:
        yield calculate(Case(name, Person((code,)), _BILLS))


_BILLS = tuple(
    Bill(date(2024, 1, day), care, 500_000, 500_000, treatment=treatment, diseases=diseases, place=place)
    for day, (care, treatment, diseases, place) in enumerate(
        [
            ("outpatient", "long_term_medication", (), "in_county"),
            ("outpatient", "dialysis", ("special-2012/10",), "in_county"),
            ("outpatient", "other", (), "in_county"),
            ("inpatient", "other", ("child-2012/01",), "in_county"),
            ("inpatient", "other", (), "out_of_province"),
        ],
        start=1,
    )
)


@pytest.mark.parametrize("name", POLICIES)
def test_every_text_is_said_in_some_case(name: str) -> None:
    parameters = policy(name).parameters
    said: dict[str, set[str]] = {"warnings": set(), "entitlements": set()}
    for result in results(name):
        said["warnings"] |= {n.id for n in result.warnings}
        said["entitlements"] |= {n.id for n in result.entitlements}
    assert said["warnings"] - set(COMMON) == set(parameters.warnings)
    assert said["entitlements"] == set(parameters.entitlements)


@pytest.mark.parametrize("name", POLICIES)
def test_every_notice_that_a_family_may_yield_has_a_text(name: str) -> None:
    rules = policy(name)
    evaluation = Ledger(Case(name, Person(()), _BILLS), rules).evaluate([()])
    yielded = [n for n, _ in rules.family.notices(evaluation.columns, evaluation.benefits, rules.parameters)]
    assert len(yielded) == len(set(yielded))
    assert set(yielded) == set(rules.family.demands.warnings)
    assert not list(rules.family.faults(rules.parameters))


def test_every_common_text_is_said_in_some_case() -> None:
    same = Bill(date(2010, 1, 1), "inpatient", 100, 100, unlisted=("阑尾炎",))
    said = set()
    for name in POLICIES:
        case = Case(name, Person(("student", "registered_poor")), (same, same), premium=Premium(1, 38_000))
        said |= {n.id for n in calculate(case).warnings}
    said |= {n.id for n in applicable("500112").warnings}
    stay = Bill(date(2024, 1, 3), "inpatient", 2_000_000, 2_000_000, admitted=date(2023, 12, 30))
    other = replace(stay, date=date(2024, 1, 10), admitted=None, diseases=("special-2012/06",))
    spans = {"dibao": (Span(date(2024, 1, 1), None),)}
    person = Person(("dibao", "three_no"), spans=spans)
    said |= {n.id for n in calculate(Case("jiulongpo-2023", person, (stay, other))).warnings}
    elsewhere = {"document_left_out", "limits_perhaps_shared"}  # in tests/county, and in test_parts
    assert set(COMMON) - elsewhere <= said


@pytest.mark.parametrize("name", POLICIES)
def test_no_notice_has_a_gap_in_its_words(name: str) -> None:
    for result in results(name):
        for notice in (*result.warnings, *result.entitlements):
            assert "{" not in notice.text
            assert notice.text.endswith(("。", "；"))
            assert notice.text == notice.text.strip()


@pytest.mark.parametrize("name", POLICIES)
def test_no_notice_is_said_twice(name: str) -> None:
    """But a warning of two pairs of bills entered twice names each pair."""
    for _, _, result in calculated(name):
        ids = [n.id for n in (*result.warnings, *result.entitlements) if n.id != "duplicate_bill"]
        assert len(ids) == len(set(ids))


def test_the_standing_of_a_document_is_said_first() -> None:
    for name, first in (("jiangsu-2023-draft", "draft"), ("banan-2018", "may_have_ended")):
        for _, _, result in calculated(name):
            assert result.warnings[0].id == first
            assert result.warnings[0].text == library.document(name).facts.status_note


class TestBillsEnteredTwice:
    """Two bills that agree in date, care, hospital level and amounts are pointed out, and computed."""

    bill = Bill(date(2024, 3, 1), "inpatient", 4_000_000, 5_000_000, basic_paid=100)

    def said(self, *bills: Bill) -> list[str]:
        warnings = calculate(Case("jiulongpo-2023", Person(("dibao",)), bills)).warnings
        return [w.text for w in warnings if w.id == "duplicate_bill"]

    def test_the_places_are_named(self) -> None:
        other = replace(self.bill, date=date(2024, 3, 2))
        assert len(self.said(self.bill, other, self.bill)) == 1
        assert "1、3" in self.said(self.bill, other, self.bill)[0]

    @pytest.mark.parametrize(
        "other",
        [
            replace(bill, date=date(2024, 3, 2)),
            replace(bill, care="outpatient"),
            replace(bill, hospital_level=2),
            replace(bill, total=5_000_001),
            replace(bill, basic_paid=99),
        ],
    )
    def test_any_difference_makes_them_two(self, other: Bill) -> None:
        assert self.said(self.bill, other) == []

    def test_diseases_and_place_do_not(self) -> None:
        assert self.said(self.bill, replace(self.bill, diseases=("special-2012/06",), place="in_city"))


def test_a_bill_before_the_document_is_computed_with_a_warning() -> None:
    for day, expected in ((date(2023, 10, 13), True), (date(2023, 10, 14), False)):
        bill = Bill(day, "inpatient", 4_000_000, 4_000_000)
        result = calculate(Case("jiulongpo-2023", Person(("dibao",)), (bill,)))
        assert ("before_in_force" in [w.id for w in result.warnings]) is expected
        assert result.aid_total > 0


def test_common_notices_name_no_figure() -> None:
    assert not any(character.isdigit() for text in COMMON.values() for character in text)
    assert notices.common_notice("unlisted_disease", name="阑尾炎").text.startswith("“阑尾炎”")
