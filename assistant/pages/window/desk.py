"""What lies on the desk: a sheet for each person with the bills of a year. Plain objects of the session, nothing else.

A sheet keeps what was typed as it was typed. What does not count now (an identity of another document, a treatment of
a stay) is kept and left out of the case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, cast

import streamlit as st

from assistant.answers.identities import held_on
from assistant.pages.window import typed
from knowledge import glossary, library
from rules import policies
from rules.applicable import Applicable, applicable
from rules.policies import policy, policy_ids

_KEY = "desk"
_NAMES = "甲乙丙丁戊己庚辛壬癸"
#: Fields of a bill that hold an amount, in the order of the paper.
AMOUNTS = ("total", "eligible", "basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
#: Every sheet and every bill has a number of its own, so that its widgets are never another's.
_numbers = count()


def _number() -> int:
    return next(_numbers)


@dataclass(slots=True)
class Bill:
    """One bill as typed: codes as chosen, amounts and date as text. ``notes``: what a clerk sees on its paper."""

    values: dict[str, Any] = field(default_factory=lambda: dict(_NEW_BILL))
    notes: tuple[str, ...] = ()
    number: int = field(default_factory=_number)

    @property
    def is_empty(self) -> bool:
        """Whether no amount and no date was typed."""
        return not any(str(self.values.get(name, "")).strip() for name in (*AMOUNTS, "date"))

    def copy(self) -> "Bill":
        """Another bill of the same values."""
        return Bill(dict(self.values), self.notes)

    def data(self) -> dict[str, Any]:
        """The bill in the interface's form; what was left empty is left out."""
        found: dict[str, Any] = {}
        for name, value in self.values.items():
            if name in AMOUNTS:
                if text := typed.amount(value):
                    found[name] = text
            elif name == "admitted" and self.values["care"] != "inpatient":
                continue
            elif name in ("date", "admitted"):
                if text := typed.day(value):
                    found[name] = text
            elif name != "treatment" or self.values["care"] == "outpatient":
                found[name] = value
        return found


_NEW_BILL: dict[str, Any] = {
    "date": "",
    "admitted": "",
    "care": "inpatient",
    "treatment": "other",
    "diseases": (),
    "hospital_level": 3,
    "designated": True,
    "place": "in_county",
    "referral": "standard",
    **dict.fromkeys(AMOUNTS, ""),
}


@dataclass(slots=True)
class Sheet:
    """One person. ``area``: division code of the residence; ``chosen``: a document set by hand, else by area and date.

    ``place``: which bill is open in the form. ``changed``: an identity came or went; ``held`` then has the
    days as typed, by code: from, to.
    """

    name: str
    area: str | None = None
    chosen: str | None = None
    identities: tuple[str, ...] = ()
    changed: bool = False
    held: dict[str, dict[str, str]] = field(default_factory=dict)
    age: str = ""
    needs_maintenance: bool = False
    insured: bool = True
    used: dict[str, str] = field(default_factory=dict)
    local: dict[str, str] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=dict)
    premium: dict[str, Any] = field(default_factory=dict)
    bills: list[Bill] = field(default_factory=lambda: [Bill()])
    place: int = 0
    removed: list[tuple[int, Bill]] = field(default_factory=list)
    number: int = field(default_factory=_number)

    @property
    def bill(self) -> Bill:
        """The bill that is open in the form."""
        return self.bills[self.place]

    def add(self, bill: Bill | None = None) -> None:
        """A bill more, open in the form."""
        self.bills.append(bill or Bill())
        self.place = len(self.bills) - 1

    def remove(self, place: int) -> None:
        """Take a bill away; it can be brought back. The last one leaves an empty one."""
        self.removed.append((place, self.bills.pop(place)))
        if not self.bills:
            self.bills.append(Bill())
        self.place = min(self.place, len(self.bills) - 1)

    def bring_back(self) -> None:
        """The bill that was taken away last."""
        place, bill = self.removed.pop()
        if len(self.bills) == 1 and self.bills[0].is_empty:
            self.bills.clear()
        self.place = min(place, len(self.bills))
        self.bills.insert(self.place, bill)

    @property
    def governing(self) -> Applicable | None:
        """The document by residence, the bills' latest date and identity; None while no residence is chosen."""
        if self.area is None:
            return None
        on = max(self._days(), default=None)
        return applicable(self.area, on, held_on(self._identities(self.identities), on))

    @property
    def policy(self) -> str | None:
        """The document to compute with; None where there is none."""
        found = self.governing
        return self.chosen or (found.policy if found else None)

    @property
    def offered(self) -> dict[str, str]:
        """Identity → its label, of all documents that may be for the person; the nearest document's words."""
        documents = dict.fromkeys((*([self.chosen] if self.chosen else []), *documents_of(self.area)))
        labels: dict[str, str] = {}
        for document in documents:
            for code in glossary.codes("identity", document):
                labels.setdefault(code, glossary.label("identity", code, document))
        return labels

    def _identities(self, codes: Iterable[str]) -> list[Any]:
        """The identities with the days on which they are held, where something changed."""
        found: list[Any] = []
        for code in codes:
            typed_days = self.held.get(code, {}) if self.changed else {}
            days = {name: day for name in ("from", "to") if (day := typed.day(typed_days.get(name, "")))}
            found.append({"code": code, **days} if days else code)
        return found

    def _days(self) -> Iterator[date]:
        for bill in self.bills:
            try:
                yield date.fromisoformat(typed.day(bill.values["date"]))
            except ValueError:
                continue

    def data(self, policy_id: str) -> dict[str, Any]:
        """The case in the interface's form, with what this document reads."""
        rules = policy(policy_id)
        person: dict[str, Any] = {
            "identities": self._identities(code for code in self.identities if code in self.offered),
            "needs_maintenance": self.needs_maintenance,
            "insured": self.insured,
        }
        if age := self.age.strip():
            person["age"] = typed.whole(age)
        found: dict[str, Any] = {"policy": policy_id, "person": person}
        # one empty bill beside a question about the contribution is no bill
        bills = [] if self._asks_premium(policy_id) and self._only_empty() else self.bills
        found["bills"] = [bill.data() for bill in bills]
        for name, kept, names in (
            ("year_to_date", self.used, (*rules.family.benefits, *rules.parameters.running_sums)),
            ("parameters", self.local, rules.family.local),
        ):
            found[name] = {k: text for k, v in kept.items() if k in names and (text := typed.amount(v))}
        found["readings"] = {k: v for k, v in self.readings.items() if k in rules.parameters.readings}
        if self._asks_premium(policy_id):
            found["premium"] = {k: v for k, v in self.premium.items() if k != "asked" and v != ""}
        return found

    def _asks_premium(self, policy_id: str) -> bool:
        return bool(self.premium.get("asked")) and policy(policy_id).family.premium is not None

    def _only_empty(self) -> bool:
        return all(bill.is_empty for bill in self.bills)


@dataclass(slots=True)
class Desk:
    """The sheets, and which one is open."""

    sheets: list[Sheet] = field(default_factory=lambda: [Sheet(f"样例{_NAMES[0]}")])
    place: int = 0
    removed: list[tuple[int, Sheet]] = field(default_factory=list)
    task: str = "sheet"
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is open."""
        return self.sheets[self.place]

    def open(self, place: int) -> None:
        """Open another sheet."""
        self.place = place

    def add(self) -> None:
        """A new sheet of the same residence, with the next name."""
        taken = {sheet.name for sheet in self.sheets}
        names = (f"样例{first}{second}" for second in ("", *_NAMES) for first in _NAMES)
        self.sheets.append(Sheet(next(name for name in names if name not in taken), self.sheet.area))
        self.place = len(self.sheets) - 1

    def remove(self) -> None:
        """Take the open sheet away; it can be brought back."""
        self.removed.append((self.place, self.sheets.pop(self.place)))
        if not self.sheets:
            self.sheets.append(Sheet(f"样例{_NAMES[0]}", self.removed[-1][1].area))
        self.place = min(self.place, len(self.sheets) - 1)

    def bring_back(self) -> None:
        """The sheet that was taken away last."""
        place, sheet = self.removed.pop()
        self.place = min(place, len(self.sheets))
        self.sheets.insert(self.place, sheet)


def current() -> Desk:
    """The visitor's desk."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Desk()
    return cast(Desk, st.session_state[_KEY])


def areas() -> dict[str, str]:
    """Division code → name, of the places that a document is for; the widest last, then any other place."""
    return {**library.areas(policy_ids()), "": "其他地方"}


def documents_of(area: str | None) -> list[str]:
    """The documents that may be for a residence, the nearest first."""
    return list(policies.documents_of(area) if area else policy_ids())
