"""Checked rows of whole persons to amounts: the same column rules as for one case, for everybody in the file."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from assistant.batch.answers import Answers
from assistant.batch.formats import arrow
from assistant.batch.lookups import Lookups
from assistant.batch.notes import Note, entered_twice
from knowledge import library
from rules.batch import BatchResult, Held, compute, note_ids
from rules.codes import NOT_GIVEN
from rules.columns import Columns
from rules.money import Bools, Ints
from rules.policies import Policy, policy, policy_ids

#: The columns that are the same for every document.
_SAME = tuple(
    field.name
    for field in fields(Columns)
    if field.name not in ("identity", "day", "first", "used", "local", "readings")
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
    for number, name in enumerate(policy_ids()):
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
    bits, count, foreign = _identity_tables(rules, lookups.identity_sets)
    plain: dict[str, Any] = {name: columns[name] for name in _SAME}
    local = {name: columns.get(f"local:{name}", NOT_GIVEN) for name in rules.family.LOCAL}
    bills = Columns(
        identity=held,
        day=columns["date"],
        **plain,
        disease_sets=lookups.disease_sets,
        local=local,
        readings=dict.fromkeys(rules.parameters.readings, False),
    )
    result = compute(rules.id, who, Held(held, lookups.identity_sets), bills, notes=True)
    _without_assumed_days(rules, result, dated)
    notes = columns["notes"].copy()
    for flag, where in (
        (Note.HIGHEST_IDENTITY, several[held]),
        (Note.FOREIGN_IDENTITY, foreign[held]),
        (Note.BEFORE_IN_FORCE, dated & (columns["date"] < library.document(rules.id).facts.in_force_from.toordinal())),
        (Note.DUPLICATE_BILL, dated & entered_twice(who, given)),
    ):
        if where.any():
            notes |= np.where(where, flag, 0).astype(notes.dtype)
    answers.put(rows.place[here] if not whole else rows.place, number, result, notes)


def _days(policy_id: str, day: Ints, dated: Bools, who: Ints) -> Ints:
    """The days, and where none was given the one that the door assumes: the person's earliest, or the document's first.

    Rows of one person: their days decide; a document's first day is not before that year which the door begins with.
    """
    if dated.all():
        return day
    begins = max(library.document(policy_id).facts.in_force_from, FIRST_ASSUMED).toordinal()
    earliest = np.full(int(who.max()) + 1, date.max.toordinal())
    np.minimum.at(earliest, who[dated], day[dated])
    assumed = np.where(earliest == date.max.toordinal(), begins, earliest)[who]
    days: Ints = np.where(dated, day, assumed)
    return days


def _without_assumed_days(rules: Policy, result: BatchResult, dated: Bools) -> None:
    """Nothing is told of a row that rests on a day which was assumed."""
    if result.notes is not None and not dated.all():
        texts = rules.parameters.warnings
        ids = [i for i, name in enumerate(note_ids(rules.id)) if name in texts and (w := texts[name].when) and w.since]
        result.notes &= np.where(dated, -1, ~sum(1 << place for place in ids))


def _identity_tables(rules: Policy, sets: list[tuple[str, ...]]) -> tuple[Bools, Bools]:
    """For each set of identities: whether there are several to choose among, whether any is not of the document."""
    several = [choice(rules.parameters, held).recipients > 1 for held in sets]
    foreign = [any(code not in rules.parameters.known_codes for code in held) for held in sets]
    return np.array(several, np.bool_), np.array(foreign, np.bool_)
