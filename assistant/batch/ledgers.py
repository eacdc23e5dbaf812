"""Checked rows of whole persons to amounts: the same column rules as for one case, for everybody in the file."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.batch.answers import Answers
from assistant.batch.duplicates import entered_twice
from assistant.batch.formats import arrow
from assistant.batch.lookups import POLICIES, Lookups
from assistant.batch.notes import Note
from knowledge import library
from rules.batch import Held, compute
from rules.codes import NOT_GIVEN
from rules.columns import Columns
from rules.held import choice
from rules.money import Bools, Ints
from rules.policies import Policy, policy

_PLAIN = (
    "age",
    "needs_maintenance",
    "insured",
    "care",
    "treatment",
    "hospital_level",
    "designated",
    "place",
    "referral",
    "diseases",
    "total",
    "eligible",
    "basic_paid",
    "catastrophic_paid",
    "civil_aid_paid",
    "relief_fund_paid",
)


@dataclass(slots=True)
class Ledgers:
    """Rows of whole persons, in the order of the file. ``place``: each row's place in the file, from 0."""

    person: Any
    fault: Ints
    place: Ints
    number: Ints
    columns: dict[str, Ints]


def compute_ledgers(rows: Ledgers, lookups: Lookups, answers: Answers) -> None:
    """Compute the good rows and put the answers, and all rows' faults, in their places."""
    people, person = arrow.distinct(rows.person)
    notes = rows.columns["notes"]
    refused = np.zeros(len(people), np.bool_)
    refused[person[rows.fault > 0]] = True
    if refused.any():
        notes |= np.where(refused[person], Note.OTHER_ROWS_REFUSED, 0).astype(notes.dtype)
    answers.fault[rows.place] = rows.fault
    good = rows.fault == 0
    for number, name in enumerate(POLICIES):
        here = np.flatnonzero(good & (rows.columns["policy"] == number))
        if len(here):
            _compute(policy(name), number, here, person, rows, lookups, answers)


def _compute(
    rules: Policy, number: int, here: Ints, person: Ints, rows: Ledgers, lookups: Lookups, answers: Answers
) -> None:
    whole = len(here) == len(person)
    columns = rows.columns if whole else {name: column[here] for name, column in rows.columns.items()}
    who = person if whole else person[here]
    held = columns["identities"]
    several, foreign = _identity_tables(rules, lookups.identity_sets)
    plain: dict[str, Any] = {name: columns[name] for name in _PLAIN}
    local = {name: columns.get(f"local:{name}", NOT_GIVEN) for name in rules.family.local}
    bills = Columns(
        identity=held,
        day=columns["date"],
        **plain,
        disease_sets=lookups.disease_sets,
        local=local,
        readings=dict.fromkeys(rules.parameters.readings, False),
    )
    result = compute(rules.id, who, Held(held, lookups.identity_sets), bills, notes=True)
    notes = columns["notes"].copy()
    for flag, where in (
        (Note.HIGHEST_IDENTITY, several[held]),
        (Note.FOREIGN_IDENTITY, foreign[held]),
        (Note.BEFORE_IN_FORCE, columns["date"] < library.document(rules.id).facts.in_force_from.toordinal()),
        (Note.DUPLICATE_BILL, entered_twice(who, columns)),
    ):
        if where.any():
            notes |= np.where(where, flag, 0).astype(notes.dtype)
    answers.put(rows.place[here] if not whole else rows.place, number, result, notes)


def _identity_tables(rules: Policy, sets: list[tuple[str, ...]]) -> tuple[Bools, Bools]:
    """For each set of identities: whether there are several to choose among, whether any is not of the document."""
    several = [choice(rules.parameters, held).recipients > 1 for held in sets]
    foreign = [any(code not in rules.parameters.known_codes for code in held) for held in sets]
    return np.array(several, np.bool_), np.array(foreign, np.bool_)
