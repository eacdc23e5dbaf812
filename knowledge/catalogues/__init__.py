"""The four official disease lists: what each entry is called, where it stands, and what its wording limits it to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from knowledge.yamlfile import YamlFileError, read_yaml

Catalogue = Literal["special-2012", "child-2012", "chronic-2018", "major-2018"]
Treatment = Literal["radiochemotherapy", "dialysis", "anti_rejection", "analgesia"]

#: The lists in the fixed order that `entries` keeps, so that a bit mask over entries means the same everywhere.
CATALOGUES: tuple[Catalogue, ...] = ("special-2012", "child-2012", "chronic-2018", "major-2018")

_HERE = Path(__file__).parent
_WORDS = ("treatments", "conditions", "contrasts")


# A plain dataclass: the lists are read at every cold start, also by commands that need no pydantic otherwise.
@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an official list.

    `quote` stands verbatim in the clause. `treatments` (codes of the interface) and `care` are the only ones the entry
    covers, empty and None meaning all. `conditions` are what the wording itself asks for, `age` its word for an age
    group (no text gives a number of years), `contrasts` the names that must never be taken for this entry.
    """

    id: str
    catalogue: Catalogue
    number: int
    name: str
    clause: str
    quote: str
    treatments: tuple[Treatment, ...] = ()
    care: Literal["inpatient", "outpatient"] | None = None
    conditions: tuple[str, ...] = ()
    age: str | None = None
    contrasts: tuple[str, ...] = ()


def _entry(catalogue: Catalogue, position: int, clause: str, item: dict[str, Any]) -> Entry:
    if item["number"] != position:
        raise ValueError(f"第 {position} 条的编号是 {item['number']}，应按原文顺序编号")
    given = {key: tuple(value) if key in _WORDS else value for key, value in item.items()}
    unknown = set(given.get("treatments", ())) - set(get_args(Treatment))
    if unknown:
        raise ValueError(f"第 {position} 条的治疗方式 {'、'.join(sorted(unknown))} 不是接口的代码")
    return Entry(
        id=f"{catalogue}/{position:02}", catalogue=catalogue, clause=clause, **{"quote": item["name"], **given}
    )


def _read(catalogue: Catalogue) -> tuple[Entry, ...]:
    file = f"{catalogue}.yaml"
    raw = read_yaml(_HERE / file)
    try:
        if raw["catalogue"] != catalogue:
            raise ValueError(f"catalogue 是 {raw['catalogue']}，应是 {catalogue}")
        return tuple(_entry(catalogue, place, raw["clause"], item) for place, item in enumerate(raw["entries"], 1))
    except (KeyError, TypeError, ValueError) as error:
        raise YamlFileError(f"{file}：字段缺少、多余或不对：{error}") from error


@cache
def entries() -> tuple[Entry, ...]:
    """All entries in fixed order: special 01–22, child 01–02, chronic 01–14, major 01–15."""
    return tuple(entry for catalogue in CATALOGUES for entry in _read(catalogue))


@cache
def title(catalogue: Catalogue) -> str:
    """What the list is called, with how many it holds: 特殊病种（22类）."""
    return str(read_yaml(_HERE / f"{catalogue}.yaml")["title"])


@cache
def _by_id() -> Mapping[str, Entry]:
    return MappingProxyType({entry.id: entry for entry in entries()})


def entry(entry_id: str) -> Entry:
    """Return the entry with this id, e.g. `special-2012/06`; raises KeyError for an id of no list."""
    return _by_id()[entry_id]
