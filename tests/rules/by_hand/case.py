"""What is asked: a case of the interface, with what it leaves out filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.rules.by_hand.benefit import Benefit, granted
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
    admitted: str | None = None

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

    def subsidy(self, amount: int) -> Benefit:
        """Never more than is to be paid."""
        return granted(amount if self.due is None else min(amount, self.due))


@dataclass(frozen=True, slots=True)
class Held:
    """An identity, and the days from which and up to which it is held, both counted; None: always."""

    code: str
    since: str | None = None
    until: str | None = None

    def on(self, bill: Bill, lost_counts_on: bool) -> bool:
        """Whether it is held for a bill.

        ``lost_counts_on``: 原则上次月起不再享受; 住院治疗期间丧失身份的，当次住院仍按原身份.
        """
        if self.since is not None and bill.date < self.since:
            return False
        if self.until is None or bill.date <= self.until:
            return True
        month = self.until[:7]
        in_stay = bill.inpatient and bill.admitted is not None and bill.admitted[:7] <= month
        return lost_counts_on and (bill.date[:7] <= month or in_stay)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case: a person, bills as given, what was used before, the readings chosen (only those that are named)."""

    policy: str
    held: tuple[Held, ...]
    age: int | None
    needs_maintenance: bool
    insured: bool
    bills: tuple[Bill, ...]
    used: Mapping[str, int]
    readings: Mapping[str, str]
    #: A city's own figures (江苏): fen.
    city: Mapping[str, int]
    #: A city's own rate (江苏): percent.
    city_rate: Fraction | None
    contribution: Contribution | None

    def codes_on(self, bill: Bill, lost_counts_on: bool) -> frozenset[str]:
        """The codes held for a bill."""
        return frozenset(one.code for one in self.held if one.on(bill, lost_counts_on))

    @property
    def codes_without_end(self) -> frozenset[str]:
        return frozenset(one.code for one in self.held if one.until is None)

    @property
    def bound_to_dates(self) -> bool:
        """Whether an identity is held for a time only; one that is named once without days is held always."""
        always = {one.code for one in self.held if one.since is None and one.until is None}
        return any(one.code not in always for one in self.held)


#: The first day of each document; 2024 is the earliest year that is assumed.
_ASSUMED = dict.fromkeys(
    ("banan-2018", "chongqing-2012", "jiangsu-2023-draft", "jiulongpo-2023", "pengshui-2023"), "2024-01-01"
)


def read(case: Json) -> Asked:
    """The case that the interface's JSON states."""
    person = case["person"]
    city = dict(case.get("parameters", {}))
    rate = city.pop("rate", None)
    return Asked(
        case["policy"],
        tuple(_held(one) for one in person["identities"]),
        person.get("age"),
        person.get("needs_maintenance", False),
        person.get("insured", True),
        tuple(_bill(bill, _day(bill, case)) for bill in case["bills"]),
        {name: to_fen(amount) for name, amount in case.get("year_to_date", {}).items()},
        case.get("readings", {}),
        {name: to_fen(amount) for name, amount in city.items()},
        None if rate is None else Fraction(rate),
        _contribution(case["premium"]) if case.get("premium") else None,
    )


def _held(one: str | Json) -> Held:
    return Held(one) if isinstance(one, str) else Held(one["code"], one.get("from"), one.get("to"))


def _day(bill: Json, case: Json) -> str:
    """As given; else that of the earliest bill that has one, else the document's; never before the admission."""
    if "date" in bill:
        return str(bill["date"])
    given = [other["date"] for other in case["bills"] if "date" in other]
    return max(min(given, default=_ASSUMED[case["policy"]]), bill.get("admitted", ""))


def _bill(bill: Json, day: str) -> Bill:
    return Bill(
        date=day,
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
        admitted=bill.get("admitted"),
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
