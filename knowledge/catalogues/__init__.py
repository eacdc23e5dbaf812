"""The four official disease lists: what each entry is called, where it stands, and what its wording limits it to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

Catalogue = Literal["special-2012", "child-2012", "chronic-2018", "major-2018"]
Treatment = Literal["radiochemotherapy", "dialysis", "anti_rejection", "analgesia"]

#: The lists in the fixed order that `entries` keeps, so that a bit mask over entries means the same everywhere.
CATALOGUES: tuple[Catalogue, ...] = ("special-2012", "child-2012", "chronic-2018", "major-2018")

_HERE = Path(__file__).parent
_Words = tuple[Annotated[str, Field(min_length=1)], ...]


class Entry(BaseModel):
    """One entry of an official list.

    `quote` stands verbatim in the clause. `treatments` (codes of the interface) and `care` are the only ones the entry
    covers, empty and None meaning all. `conditions` are what the wording itself asks for, `age` its word for an age
    group (no text gives a number of years), `contrasts` the names that must never be taken for this entry.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    catalogue: Catalogue
    number: int
    name: str
    clause: str
    quote: str
    treatments: tuple[Treatment, ...] = ()
    care: Literal["inpatient", "outpatient"] | None = None
    conditions: _Words = ()
    age: str | None = None
    contrasts: _Words = ()


def _read(catalogue: Catalogue) -> tuple[Entry, ...]:
    raw = yaml.load((_HERE / f"{catalogue}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    read = []
    for position, item in enumerate(raw["entries"], start=1):
        if item["number"] != position or raw["catalogue"] != catalogue:
            raise ValueError(f"{catalogue}.yaml: entry {position} is numbered {item['number']}")
        given = {"clause": raw["clause"], "quote": item["name"], **item}
        read.append(Entry(id=f"{catalogue}/{position:02}", catalogue=catalogue, **given))
    return tuple(read)


@cache
def entries() -> tuple[Entry, ...]:
    """All entries in fixed order: special 01–22, child 01–02, chronic 01–14, major 01–15."""
    return tuple(entry for catalogue in CATALOGUES for entry in _read(catalogue))


@cache
def _by_id() -> Mapping[str, Entry]:
    return MappingProxyType({entry.id: entry for entry in entries()})


def entry(entry_id: str) -> Entry:
    """Return the entry with this id, e.g. `special-2012/06`; raises KeyError for an id of no list."""
    return _by_id()[entry_id]
