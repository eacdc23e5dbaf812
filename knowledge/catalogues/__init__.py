"""The official lists of diseases: what each entry is called, where it stands, and what its wording limits it to.

A list stands in the folder of the document that sets it, and other documents may read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args

from knowledge.clauses import DocumentError
from knowledge.folders import file_of, folders
from knowledge.yamlfile import YamlFileError, read_yaml

Treatment = Literal["radiochemotherapy", "dialysis", "anti_rejection", "analgesia"]

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
    catalogue: str
    number: int
    name: str
    clause: str
    quote: str
    treatments: tuple[Treatment, ...] = ()
    care: Literal["inpatient", "outpatient"] | None = None
    conditions: tuple[str, ...] = ()
    age: str | None = None
    contrasts: tuple[str, ...] = ()


def _entry(catalogue: str, position: int, clause: str, item: dict[str, Any]) -> Entry:
    if item["number"] != position:
        raise ValueError(f"第 {position} 条的编号是 {item['number']}，应按原文顺序编号")
    given = {key: tuple(value) if key in _WORDS else value for key, value in item.items()}
    unknown = set(given.get("treatments", ())) - set(get_args(Treatment))
    if unknown:
        raise ValueError(f"第 {position} 条的治疗方式 {'、'.join(sorted(unknown))} 不是接口的代码")
    return Entry(
        id=f"{catalogue}/{position:02}", catalogue=catalogue, clause=clause, **{"quote": item["name"], **given}
    )


@dataclass(frozen=True, slots=True)
class DiseaseList:
    """An official list.

    ``held_against_treatment``: an outpatient bill's own treatment must be one that the entry names.
    """

    id: str
    title: str
    """What the list is called, with how many it holds: 特殊病种（22类）."""
    clause: str
    entries: tuple[Entry, ...]
    held_against_treatment: bool = False


def read_list(policy: str, name: str) -> DiseaseList:
    """A document's list from its folder. Raises DocumentError, naming file and remedy."""
    file = f"{policy}/diseases/{name}.yaml"
    try:
        raw = read_yaml(file_of(policy, f"diseases/{name}.yaml"))
        if raw["catalogue"] != name:
            raise ValueError(f"catalogue 是 {raw['catalogue']}，应与文件同名，是 {name}")
        clause = raw["clause"] if "#" in raw["clause"] else f"{policy}#{raw['clause']}"
        items = tuple(_entry(name, position, clause, item) for position, item in enumerate(raw["entries"], 1))
        return DiseaseList(name, str(raw["title"]), clause, items, raw.get("held_against_treatment", False))
    except YamlFileError as error:
        raise DocumentError(f"{policy}/diseases/{error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentError(f"{file}：字段缺少、多余或不对：{error}") from error


@cache
def lists() -> Mapping[str, DiseaseList]:
    """The lists of all documents by id, those of older documents first; of two with one id the older.

    A list that cannot be read is left out, and so is every document that reads it; :func:`read_list` says why.
    """
    found: dict[str, DiseaseList] = {}
    for policy, names in _listing():
        for name in names:
            with suppress(DocumentError):
                found.setdefault(name, read_list(policy, name))
    return MappingProxyType(found)


def _listing() -> list[tuple[str, list[str]]]:
    """The documents with lists of their own, older ones first, from the bare facts: many a command needs no more."""
    found: list[tuple[str, str, list[str]]] = []
    for policy in folders():
        with suppress(YamlFileError):
            facts = read_yaml(file_of(policy, "facts.yaml"))
            if isinstance(facts.get("lists"), list):
                found.append((str(facts.get("in_force_from")), policy, facts["lists"]))
    return [(policy, names) for _, policy, names in sorted(found)]


def list_ids() -> tuple[str, ...]:
    """The ids of all lists, in the order of their documents."""
    return tuple(lists())


@cache
def entries() -> tuple[Entry, ...]:
    """All entries in fixed order: list by list, each in the order of its text."""
    return tuple(entry for one in lists().values() for entry in one.entries)


def title(catalogue: str) -> str:
    """What a list is called, with how many it holds: 特殊病种（22类）. Raises KeyError for an id of no list."""
    return lists()[catalogue].title


@cache
def _by_id() -> Mapping[str, Entry]:
    return MappingProxyType({entry.id: entry for entry in entries()})


def entry(entry_id: str) -> Entry:
    """Return the entry with this id, e.g. `special-2012/06`; raises KeyError for an id of no list."""
    return _by_id()[entry_id]
