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
from rules.batch import compute
from rules.codes import NOT_GIVEN
from rules.columns import Columns
from rules.errors import CaseError
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
    ledger = person.astype(np.int64) * len(POLICIES) + rows.columns["policy"]
    _refuse_changing_identities(rows, ledger, lookups, len(people) * len(POLICIES))
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


def _refuse_changing_identities(rows: Ledgers, ledger: Ints, lookups: Lookups, count: int) -> None:
    """One identity holds for the whole ledger (就高), so rows that name others than the person's first are refused."""
    good = np.flatnonzero(rows.fault == 0)
    first = np.zeros(count, np.int64)
    first[ledger[good[::-1]]] = good[::-1]  # of equal places the last one written stays: the first row
    held = rows.columns["identities"]
    changed = good[held[good] != held[first[ledger[good]]]]
    for row in changed.tolist():
        number = rows.number[first[ledger[row]]]
        why = f"救助身份与此人第{number}行的不一致；身份中途有变化的，请分成不同的文件计算。"
        rows.fault[row] = lookups.faults.place(CaseError("bad_value", "identities", why))


def _compute(
    rules: Policy, number: int, here: Ints, person: Ints, rows: Ledgers, lookups: Lookups, answers: Answers
) -> None:
    whole = len(here) == len(person)
    columns = rows.columns if whole else {name: column[here] for name, column in rows.columns.items()}
    who = person if whole else person[here]
    held = columns["identities"]
    bits, count, foreign = _identity_tables(rules, lookups.identity_sets)
    plain: dict[str, Any] = {name: columns[name] for name in _PLAIN}
    local = {name: columns.get(f"local:{name}", NOT_GIVEN) for name in rules.family.LOCAL}
    bills = Columns(
        identity=held,
        day=columns["date"],
        **plain,
        local=local,
        readings=dict.fromkeys(rules.parameters.readings, False),
    )
    result = compute(rules.id, who, bits[held], bills, notes=True)
    notes = columns["notes"].copy()
    for flag, where in (
        (Note.HIGHEST_IDENTITY, count[held] > 1),
        (Note.FOREIGN_IDENTITY, foreign[held]),
        (Note.BEFORE_IN_FORCE, columns["date"] < library.document(rules.id).facts.in_force_from.toordinal()),
        (Note.DUPLICATE_BILL, entered_twice(who, columns)),
    ):
        if where.any():
            notes |= np.where(where, flag, 0).astype(notes.dtype)
    answers.put(rows.place[here] if not whole else rows.place, number, result, notes)


def _identity_tables(rules: Policy, sets: list[tuple[str, ...]]) -> tuple[Ints, Ints, Bools]:
    """For each set of identities: its bits in the document's order, how many are to choose among, any not of it."""
    entries = rules.parameters.identities
    bits = [sum(1 << i for i, entry in enumerate(entries) if entry.code in held) for held in sets]
    recipients = [sum(e.code in held for e in entries if e.standing == "recipient") for held in sets]
    foreign = [any(code not in rules.parameters.codes for code in held) for held in sets]
    return np.array(bits, np.int64), np.array(recipients, np.int64), np.array(foreign, np.bool_)
