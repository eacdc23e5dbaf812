"""Checked rows of whole persons to amounts: the same column rules as for one case, for everybody in the file."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from assistant.batch import family, persons
from assistant.batch.answers import Answers
from assistant.batch.formats import arrow
from assistant.batch.lookups import Lookups
from assistant.batch.notes import Note, entered_twice
from knowledge import library
from rules.batch import BatchResult, Held, compute, note_ids
from rules.codes import NOT_GIVEN
from rules.columns import Columns
from rules.held import choice
from rules.money import Bools, Ints
from rules.policies import Policy, policy, policy_ids

#: Columns that are made here, not read.
_MADE = ("identity", "day", "disease_sets")
#: The columns that every document is computed with.
_SAME = tuple(
    field.name
    for field in fields(Columns)
    if field.default is MISSING and field.default_factory is MISSING and field.name not in _MADE
)
#: Later than every day.
_NEVER = 1 << 30
#: Where no bill of a person has a day, none is taken to be before this one.
_FIRST = date(2024, 1, 1)


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
    _date_undated(rows, person)
    notes = rows.columns["notes"]
    refused = np.zeros(len(people), np.bool_)
    refused[person[rows.fault > 0]] = True
    if refused.any():
        notes |= np.where(refused[person], Note.OTHER_ROWS_REFUSED, 0).astype(notes.dtype)
    notes |= _of_persons(arrow.words(people), person, rows.columns).astype(notes.dtype)
    answers.fault[rows.place] = rows.fault
    good = rows.fault == 0
    for number, name in enumerate(policy_ids()):
        here = np.flatnonzero(good & (rows.columns["policy"] == number))
        if len(here):
            _compute(policy(name), number, here, person, rows, lookups, answers)


def _of_persons(people: Any, person: Ints, columns: Mapping[str, Ints]) -> Ints:
    """What is doubtful about the persons' numbers and ages, as notes of their rows."""
    found: Ints = np.where(persons.doubtful(people), int(Note.NUMBER_DOUBTFUL), 0)
    ages: Ints = np.where(
        persons.of_two_ages(person, columns["age"], columns["date"], len(people)), int(Note.TWO_AGES), 0
    )
    return found[person] | ages[person]


def _date_undated(rows: Ledgers, person: Ints) -> None:
    """The day of a bill without one: the earliest that is given for the person under the document, else its first day.

    Not before 2024 where no bill has a day, and never before the admission.
    """
    day = rows.columns["date"]
    undated = np.flatnonzero(day < 0)
    if not len(undated):
        return
    documents = policy_ids()
    ledger = person.astype(np.int64) * len(documents) + rows.columns["policy"]
    earliest = np.full(int(ledger.max()) + 1, _NEVER)
    given = np.flatnonzero((day >= 0) & (rows.fault == 0))
    np.minimum.at(earliest, ledger[given], day[given])
    first = np.array([max(library.facts(name).in_force_from, _FIRST).toordinal() for name in documents])
    assumed = earliest[ledger[undated]]
    assumed = np.where(assumed == _NEVER, first[rows.columns["policy"][undated]], assumed)
    if "admitted" in rows.columns:
        assumed = np.maximum(assumed, rows.columns["admitted"][undated])
    day[undated] = assumed


def _compute(
    rules: Policy, number: int, here: Ints, person: Ints, rows: Ledgers, lookups: Lookups, answers: Answers
) -> None:
    whole = len(here) == len(person)
    columns = rows.columns if whole else {name: column[here] for name, column in rows.columns.items()}
    who = person if whole else person[here]
    held = columns["identities"]
    several, foreign = _identity_tables(rules, lookups.identity_sets)
    plain: dict[str, Any] = {name: columns[name] for name in _SAME}
    local = {name: columns.get(f"local:{name}", NOT_GIVEN) for name in family.local_figures(rules.id)}
    bills = Columns(
        identity=held,
        day=columns["date"],
        **plain,
        disease_sets=lookups.disease_sets,
        local=local,
        readings=dict.fromkeys(rules.parameters.readings, False),
    )
    result = compute(rules.id, who, Held(held, lookups.identity_sets), bills, notes=True)
    _without_assumed_days(rules, result, _dated(columns))
    notes = columns["notes"].copy()
    for flag, where in (
        (Note.HIGHEST_IDENTITY, several[held]),
        (Note.FOREIGN_IDENTITY, foreign[held]),
        (Note.BEFORE_IN_FORCE, _before(columns, library.facts(rules.id).in_force_from)),
        (Note.DUPLICATE_BILL, _dated(columns) & entered_twice(who, columns)),
    ):
        if where.any():
            notes |= np.where(where, flag, 0).astype(notes.dtype)
    answers.put(rows.place[here] if not whole else rows.place, number, result, notes)


def _before(columns: Mapping[str, Ints], first: date) -> Bools:
    """Bills that are dated before a day; an assumed day says nothing."""
    early: Bools = (columns["date"] < first.toordinal()) & _dated(columns)
    return early


def _dated(columns: Mapping[str, Ints]) -> Bools:
    given: Bools = columns["notes"] & Note.DATE_MISSING == 0
    return given


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
