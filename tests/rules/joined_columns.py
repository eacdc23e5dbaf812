"""Many people's columns as one table, as a county's bills come to the calculator."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from rules.columns import Columns
from rules.diseases import DiseaseSets


def joined(parts: Sequence[Columns]) -> Columns:
    """Many people's columns as one table, each year's first row moved to its new place."""
    sizes = [len(part.eligible) for part in parts]
    starts = np.cumsum([0, *sizes[:-1]])
    first = np.concatenate(
        [
            start + (np.arange(size) if part.first is None else part.first)
            for part, start, size in zip(parts, starts, sizes, strict=True)
        ]
    )
    plain = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts])
        for f in fields(Columns)
        if f.name not in ("first", "used", "local", "readings", "diseases", "disease_sets", "after", "bounds")
    }
    sets = DiseaseSets()
    places = [sets.place(part.disease_sets.at(place)) for part in parts for place in part.diseases.tolist()]
    return Columns(
        **plain,
        diseases=np.array(places, np.int64),
        disease_sets=sets,
        first=first,
        used=_merged([part.used for part in parts], sizes, 0),
        local=_merged([part.local for part in parts], sizes, -1),
        readings=_merged([part.readings for part in parts], sizes, False),
    )


def _merged(tables: Sequence[Any], sizes: Sequence[int], missing: int) -> dict[str, Any]:
    names = {name for table in tables for name in table}
    sized = tuple(zip(tables, sizes, strict=True))
    return {name: np.concatenate([np.broadcast_to(t.get(name, missing), n) for t, n in sized]) for name in names}
