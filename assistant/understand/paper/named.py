"""Names on a paper: its diseases on the official lists, and the place where the person is insured or registered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understand.illness import catalogues
from assistant.understand.paper.entries import Entry
from assistant.understand.paper.settlement import Settlement
from assistant.understand.places import places
from assistant.understand.text import read, without_halves
from knowledge import library
from knowledge.divisions import contains
from rules.named_diseases import limited_by_treatment
from rules.policies import documents_of, policy_ids

_ITEM = re.compile(r"(?:^|(?<=[\s，,；;。、]))\s{0,8}(?:\d{1,2}|[(（]\d{1,2}[)）])[、.．)）]\s{0,8}|[①-⑳]|[;；\n\r|]")
#: So many diseases of one paper are looked up.
_MOST = 12
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Named:
    """``ids``: listed entries, or the names where none is listed; ``asks``: candidates of a name with the question."""

    ids: tuple[str, ...] = ()
    entry: Entry | None = None
    asks: tuple[tuple[tuple[str, ...], str], ...] = ()
    not_listed: tuple[str, ...] = ()


def diseases(settlement: Settlement, policy: str | None) -> Named:
    """All diseases of the diagnosis at discharge, else of the admission, else of the code."""
    words = settlement.words
    held = [*words.get("dise_name", ()), *words.get("more_diseases", ())]
    held = held or words.get("diagnosis_in", []) or words.get("dise_codg", [])
    lists = catalogues(policy)
    if not held or not lists:
        return Named()
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    ids: dict[str, None] = {}
    asks: list[tuple[tuple[str, ...], str]] = []
    others: dict[str, None] = {}
    for name in _items(held):
        found = match(without_halves(name), lists)
        sure = found.ids if found.status == "match" else found.sure
        ids.update(dict.fromkeys(sure))
        if found.open and limited_by_treatment(found.open):
            ids.update(dict.fromkeys(found.open))
        elif found.open:
            asks.append((tuple(found.open), found.ask or ""))
        elif not sure:
            others[name] = None
    if ids or asks:
        unlisted = tuple(f"{held[0].label} {name}" for name in others)
        return Named(tuple(ids), held[0], tuple(asks[:1]), unlisted)
    names = tuple(name for name in others if len(name) <= _LONGEST_NAME and "/" not in name)
    return Named(names, held[0] if names else None)


def _items(held: Sequence[Entry]) -> list[str]:
    names = [part.strip(" ，,。、") for entry in held for part in _ITEM.split(entry.value)]
    return [name for name in dict.fromkeys(names) if name][:_MOST]


def residence(value: str) -> str | None:
    """The document by the region of insurance or of the household register, as a code (500107) or a name."""
    region = value.strip()
    if region.isascii() and region.isdigit():
        return next(iter(documents_of(region[:6])), None)
    found = [place for place in places(read(region)) if place.policy and not _too_wide(place.code)]
    return found[-1].policy if found else None


def _too_wide(code: str) -> bool:
    """Whether documents hold in divisions inside this one: the name of a municipality alone says little."""
    inside = (library.facts(one).area.code for one in policy_ids())
    return any(own != code and contains(code, own) for own in inside)
