"""The calculator's layout, once: named rows of whole numbers become columns, years their first rows.

Whoever asks the formulas (a case, a file of bills, the question of what still matters) lays its values out here:

- one row a field, named as in :data:`PLAIN`, or ``reading:…``, ``local:…``, ``used:…`` with a name of the policy;
- one place a bill: bills of one person stand together, in order of date, each person's years one after the other.

>>> opening_rows(np.array([[738_000, 738_001, 739_000], [738_000, 739_000, 739_001]])).tolist()
[0, 0, 2, 3, 4, 4]
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from rules.columns import Columns
from rules.diseases import DiseaseSets
from rules.money import Ints

#: The values of a person and of a bill, each a row of whole numbers.
PERSON_FIELDS = ("identity", "age", "needs_maintenance", "insured")
BILL_FIELDS = (
    "day",
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
PLAIN = (*PERSON_FIELDS, *BILL_FIELDS)
#: Of these the rows that are truth values.
BOOLEANS = frozenset({"needs_maintenance", "insured", "designated"})
READING, LOCAL, USED = "reading:", "local:", "used:"


def columns(rows: Mapping[str, Ints], sets: DiseaseSets, first: Ints | None) -> Columns:
    """Columns from named rows. ``sets``: the table of the ``diseases`` row; ``first``: as in :class:`Columns`."""
    plain: dict[str, Any] = {name: rows[name] for name in PLAIN}
    for name in BOOLEANS:
        plain[name] = plain[name] != 0
    groups = _groups(tuple(rows))
    return Columns(
        **plain,
        disease_sets=sets,
        first=first,
        used={name: rows[row] for name, row in groups[USED]},
        local={name: rows[row] for name, row in groups[LOCAL]},
        readings={name: rows[row] != 0 for name, row in groups[READING]},
    )


@lru_cache(maxsize=256)
def _groups(names: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Of the rows of these names those of each group: (name within the group, name of the row)."""
    return {
        group: tuple((name.removeprefix(group), name) for name in names if name.startswith(group))
        for group in (READING, LOCAL, USED)
    }


def year(day: Ints) -> Ints:
    """The calendar year of proleptic ordinals."""
    years: Ints = (day - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64)
    return years


def opening_rows(days: Ints) -> Ints | None:
    """For each bill of a table (people × bills, days ascending) the place of the one that opens its person's year.

    Places count through the table row by row. None where every person has one bill.
    """
    people, bills = days.shape
    if bills == 1:
        return None
    years = year(days)
    starts = np.zeros((people, bills), np.int64)
    np.copyto(starts[:, 1:], np.arange(1, bills), where=years[:, 1:] != years[:, :-1])
    first: Ints = (np.maximum.accumulate(starts, axis=1) + np.arange(people)[:, None] * bills).ravel()
    return first


def best(totals: Ints) -> Ints:
    """就高: along the last axis the place of the highest total, of equal ones the first."""
    found: Ints = totals.argmax(axis=-1)
    return found
