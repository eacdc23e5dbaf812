"""Catalogue entries as bits: a bill's diseases are one whole number, so a column of bills can be asked for a list."""

from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from knowledge import catalogues


@cache
def bits() -> MappingProxyType[str, int]:
    """A bit for each catalogue entry, by id, in the catalogues' fixed order."""
    return MappingProxyType({entry.id: 1 << place for place, entry in enumerate(catalogues.entries())})


def mask(ids: Iterable[str]) -> int:
    """The bits of the given entries. Raises KeyError for an id that does not exist."""
    known = bits()
    result = 0
    for entry_id in ids:
        result |= known[entry_id]
    return result


@cache
def list_mask(catalogue: str) -> int:
    """The bits of a whole list, e.g. ``special-2012``."""
    return mask(entry.id for entry in catalogues.entries() if entry.catalogue == catalogue)


@cache
def limited() -> MappingProxyType[str, tuple[str, ...]]:
    """The treatments of each entry that a computation holds against the bill's own treatment, by the entry's id."""
    held = [one for one in catalogues.lists().values() if one.held_against_treatment]
    return MappingProxyType({e.id: e.treatments for one in held for e in one.entries if e.treatments})
