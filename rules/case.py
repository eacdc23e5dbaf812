"""A case: one person, a ledger of bills, what was used before, the readings chosen. Plain, checked values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

#: What is paid before the aid of medical assistance, in the order in which it is paid: the insurances, then other aid.
INSURANCES = ("basic_paid", "catastrophic_paid")
OTHER_AID = ("civil_aid_paid", "relief_fund_paid")
PAYMENTS = (*INSURANCES, *OTHER_AID)
#: What a visit or stay cost: the whole, and what of it lies within the policy range.
COSTS = ("total", "eligible")
#: The amounts of a bill, as a settlement paper has them from top to bottom.
AMOUNTS = (*COSTS, *PAYMENTS)


def _nothing() -> Mapping[str, int]:
    return MappingProxyType({})


def _as_documented() -> Mapping[str, str]:
    return MappingProxyType({})


def _always() -> Mapping[str, tuple["Span", ...]]:
    return MappingProxyType({})


#: A day; a bill has a field of the same name as the type.
Day = date


class Span(NamedTuple):
    """Days on which an identity is held, both ends counted; None: no end on that side."""

    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Bill:
    """One visit or stay. Amounts in fen; codes as in :mod:`rules.codes`; diseases as catalogue ids.

    ``unlisted``: diseases given by name that are on no list of the policy. ``admitted``: the day of admission, where
    known. ``dated`` False: the day was not given, ``date`` is the one assumed, and nothing is said that rests on it.
    """

    date: date
    care: str
    eligible: int
    total: int
    basic_paid: int = 0
    catastrophic_paid: int = 0
    civil_aid_paid: int = 0
    relief_fund_paid: int = 0
    treatment: str = "other"
    diseases: tuple[str, ...] = ()
    hospital_level: int = 3
    designated: bool = True
    place: str = "in_county"
    referral: str = "standard"
    unlisted: tuple[str, ...] = ()
    admitted: Day | None = None
    dated: bool = True

    @property
    def paid(self) -> int:
        """What insurance has paid (fen)."""
        return self.basic_paid + self.catastrophic_paid


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks. ``age`` None is unknown: it is not a number.

    ``spans``: the days of an identity that is held for a time only; one without an entry is held always.
    """

    identities: tuple[str, ...]
    age: int | None = None
    needs_maintenance: bool = False
    insured: bool = True
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=_always)


@dataclass(frozen=True, slots=True)
class Premium:
    """The year's contribution to resident insurance (fen). ``due`` None: what is due is not given."""

    tier: int
    tier1: int
    due: int | None = None
    employee_scheme: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked of one policy.

    ``used``: fen used of each pool before the first bill, in that bill's year, and the running sums of the policy.
    ``local``: a city's own figures where the document leaves them open (fen; ``rate`` in basis points).
    ``readings``: the reading chosen where the text allows two.
    """

    policy: str
    person: Person
    bills: tuple[Bill, ...] = ()
    used: Mapping[str, int] = field(default_factory=_nothing)
    local: Mapping[str, int] = field(default_factory=_nothing)
    readings: Mapping[str, str] = field(default_factory=_as_documented)
    premium: Premium | None = None
