"""The diseases of bills as one column: a whole number a bill, its place in a table of the distinct sets of entries.

A column of a million bills names few different sets; whether a set holds an entry of some list is looked up once a set
and read off by place. There is no limit on how many entries the lists hold.
"""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

import numpy as np

from knowledge import catalogues
from rules.money import Bools, Ints


class DiseaseSets:
    """The distinct sets of catalogue entries that bills name, each at its place; the empty set is at 0.

    A table belongs to the columns that were made with it and is forgotten with them.

    >>> sets = DiseaseSets()
    >>> sets.place([]), sets.place(["special-2012/06"]), sets.place(["special-2012/06"])
    (0, 1, 1)
    >>> sets.has_any(np.array([1, 0]), list_entries("special-2012")).tolist()
    [True, False]
    """

    __slots__ = ("_holding", "_places", "_sets")

    def __init__(self) -> None:
        nothing: frozenset[str] = frozenset()
        self._sets = [nothing]
        self._places = {nothing: 0}
        self._holding: dict[frozenset[str], Bools] = {}

    def place(self, ids: Iterable[str]) -> int:
        """The place of a set of entries, which joins the table if it is new. Raises KeyError for an unknown entry."""
        wanted = frozenset(ids)
        found = self._places.get(wanted)
        if found is None:
            if unknown := wanted - entry_ids():
                raise KeyError(min(unknown))
            found = self._places[wanted] = len(self._sets)
            self._sets.append(wanted)
        return found

    def at(self, place: int) -> frozenset[str]:
        """The entries of the set at a place."""
        return self._sets[place]

    def has_any(self, column: Ints, wanted: frozenset[str]) -> Bools:
        """For each bill whether its set, given by place, holds one of the entries ``wanted``."""
        holding = self._holding.get(wanted)
        if holding is None or len(holding) < len(self._sets):
            holding = np.array([not wanted.isdisjoint(one) for one in self._sets])
            self._holding[wanted] = holding
        return holding[column]


@cache
def entry_ids() -> frozenset[str]:
    """The ids of all entries of all lists."""
    return frozenset(entry.id for entry in catalogues.entries())


@cache
def list_entries(*lists: str) -> frozenset[str]:
    """The ids of all entries of these lists, e.g. ``special-2012``."""
    return frozenset(entry.id for entry in catalogues.entries() if entry.catalogue in lists)


@cache
def limited() -> MappingProxyType[str, tuple[str, ...]]:
    """The treatments of each entry that a computation holds against the bill's own treatment, by the entry's id."""
    held = [one for one in catalogues.lists().values() if one.held_against_treatment]
    return MappingProxyType({e.id: e.treatments for one in held for e in one.entries if e.treatments})
