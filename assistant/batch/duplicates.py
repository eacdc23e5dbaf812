"""Bills that may have been entered twice: one person's, alike in date, care, hospital level and amounts."""

from collections.abc import Mapping

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from rules.money import Bools, Ints

_ALIKE = (
    "date",
    "care",
    "hospital_level",
    "total",
    "eligible",
    "basic_paid",
    "catastrophic_paid",
    "civil_aid_paid",
    "relief_fund_paid",
)
#: An odd number of 64 bits without pattern (2⁶⁴ divided by the golden ratio).
_MIX = np.uint64(0x9E37_79B9_7F4A_7C15)


def entered_twice(person: Ints, columns: Mapping[str, Ints]) -> Bools:
    """Which rows agree with another row of the same person."""
    mixed = person.astype(np.uint64)
    for name in _ALIKE:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX + columns[name].astype(np.uint64)
    encoded = pc.dictionary_encode(arrow.numbers(mixed))
    places = arrow.values(encoded.indices)
    candidates = np.flatnonzero((np.bincount(places) > 1)[places])
    found = np.zeros(len(person), np.bool_)
    if len(candidates):
        rows = np.stack([person[candidates], *(columns[name][candidates] for name in _ALIKE)], axis=1)
        _, at, times = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
        found[candidates[times[at.ravel()] > 1]] = True
    return found
