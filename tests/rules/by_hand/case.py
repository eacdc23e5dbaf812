"""What is asked: a case of the interface, with what it leaves out filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.rules.by_hand.money import to_fen

#: A case as it stands in JSON.
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bill:
    """One visit or stay; amounts in fen, codes of the interface."""

    date: str
    care: str
    treatment: str
    diseases: tuple[str, ...]
    hospital_level: int
    designated: bool
    place: str
    referral: str
    total: int
    eligible: int
    basic_paid: int
    catastrophic_paid: int
    civil_aid_paid: int
    relief_fund_paid: int

    @property
    def year(self) -> str:
        return self.date[:4]

    @property
    def inpatient(self) -> bool:
        return self.care == "inpatient"

    @property
    def irregular(self) -> bool:
        return self.referral == "irregular"

    @property
    def own(self) -> int:
        """政策范围内, after 基本医保 and 大病保险; what lies under their deductibles is part of it."""
        return max(0, self.eligible - self.basic_paid - self.catastrophic_paid)

    def has_of(self, catalogue: str) -> bool:
        """Whether one of the diseases stands on this list."""
        return any(disease.startswith(f"{catalogue}/") for disease in self.diseases)


@dataclass(frozen=True, slots=True)
class Contribution:
    """The year's contribution to resident insurance; ``due`` None where a second tier's price is not given."""

    tier: int
    tier1: int
    due: int | None
    employee_scheme: bool

    def within_due(self, subsidy: int) -> int:
        """Never more than is to be paid."""
        return subsidy if self.due is None else min(subsidy, self.due)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case: a person, bills as given, what was used before, the readings chosen (only those that are named)."""

    policy: str
    identities: tuple[str, ...]
    age: int | None
    needs_maintenance: bool
    bills: tuple[Bill, ...]
    used: Mapping[str, int]
    readings: Mapping[str, str]
    #: A city's own figures (江苏): fen.
    city: Mapping[str, int]
    #: A city's own rate (江苏): percent.
    city_rate: Fraction | None
    contribution: Contribution | None


def read(case: Json) -> Asked:
    """The case that the interface's JSON states."""
    person = case["person"]
    city = dict(case.get("parameters", {}))
    rate = city.pop("rate", None)
    return Asked(
        case["policy"],
        tuple(person["identities"]),
        person.get("age"),
        person.get("needs_maintenance", False),
        tuple(_bill(bill) for bill in case["bills"]),
        {name: to_fen(amount) for name, amount in case.get("year_to_date", {}).items()},
        case.get("readings", {}),
        {name: to_fen(amount) for name, amount in city.items()},
        None if rate is None else Fraction(rate),
        _contribution(case["premium"]) if case.get("premium") else None,
    )


def _bill(bill: Json) -> Bill:
    return Bill(
        date=bill.get("date", "2024-01-01"),
        care=bill["care"],
        treatment=bill.get("treatment", "other"),
        diseases=tuple(bill.get("diseases", ())),
        hospital_level=bill.get("hospital_level", 3),
        designated=bill.get("designated", True),
        place=bill.get("place", "in_county"),
        referral=bill.get("referral", "standard"),
        total=to_fen(bill["total"] if "total" in bill else bill["eligible"]),
        eligible=to_fen(bill["eligible"]),
        basic_paid=to_fen(bill.get("basic_paid", 0)),
        catastrophic_paid=to_fen(bill.get("catastrophic_paid", 0)),
        civil_aid_paid=to_fen(bill.get("civil_aid_paid", 0)),
        relief_fund_paid=to_fen(bill.get("relief_fund_paid", 0)),
    )


def _contribution(premium: Json) -> Contribution:
    tier, tier1 = premium["tier"], premium["tier1"]
    due = premium.get("due", tier1 if tier == 1 else None)
    return Contribution(
        tier,
        to_fen(tier1),
        None if due is None else to_fen(due),
        premium.get("employee_scheme", False),
    )
