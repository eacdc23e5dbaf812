"""Which documents a question names, by place, number, title or year, and whether it asks about a place of no document.

Names come from the documents' own facts and from a short gazetteer (``divisions.yaml``); which of them lie where is
told by division codes. The names themselves say nothing of the matter and are taken out before questions are compared.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.divisions import contains, in_municipality
from knowledge.library import facts
from knowledge.yamlfile import read_yaml
from rules.policies import documents_of, policy_ids

_FILE = Path(__file__).parent / "divisions.yaml"
#: How many characters around a place's name tell what it is doing there.
_AROUND = 12
_STOPS = re.compile(r"[，,。；;！!？?、\n]")


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names.

    ``text``: the question with 外地 or 市里 where it names a place to go to, and without other places' names.
    ``policies``: the documents named, in the order in which they are shown. ``elsewhere``: it asks what holds in a
    place that no document is about.
    """

    text: str
    policies: tuple[str, ...]
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    code: str


def named(text: str, policy: str | None = None) -> Named:
    """The places and documents that a question names; ``policy``: the document that it is asked of, if one."""
    here, visited = set[str](), set[str]()
    parts: list[str] = []
    at, elsewhere = 0, False
    for place in _places(text):
        covering = documents_of(place.code)
        going = _going(text, place)
        if covering:
            (visited if going else here).update(_nearest(covering))
        elsewhere |= not covering and not going and (policy is None or not _lives(text, place))
        parts += [text[at : place.start], _instead(place.code, policy, going=going)]
        at = place.end
    said = "".join((*parts, text[at:]))
    policies = _narrowest(here) | set(_by_paper(text)) | set(_by_paper(said)) or _narrowest(visited)
    return Named(said, tuple(one for one in policy_ids() if one in policies), elsewhere and not policies)


def _nearest(covering: tuple[str, ...]) -> set[str]:
    """Of the documents that hold in a place, those of the narrowest area."""
    return {one for one in covering if facts(one).area.code == facts(covering[0]).area.code}


def _instead(code: str, policy: str | None, *, going: bool) -> str:
    if not going:
        return ""
    home = facts(policy).area.code if policy else next(iter(_areas(code)), "")
    return "市里" if home and home[:2] == code[:2] and in_municipality(code) else "外地"


def _areas(code: str) -> tuple[str, ...]:
    return tuple(facts(one).area.code for one in documents_of(code))


def _narrowest(policies: set[str]) -> set[str]:
    """Without those of a wider area that lies around another's: who names the district means the district."""
    areas = {one: facts(one).area.code for one in policies}
    return {
        one
        for one, code in areas.items()
        if not any(code != other and contains(code, other) for other in areas.values())
    }


def _going(text: str, place: _Place) -> bool:
    """Whether somebody goes, works or is treated there."""
    words = _words()
    before = _STOPS.split(text[max(0, place.start - _AROUND) : place.start])[-1]
    return bool(words["moved"].search(before) or words["visited"].match(text[place.end : place.end + _AROUND]))


def _lives(text: str, place: _Place) -> bool:
    return bool(_words()["home"].search(text[max(0, place.start - _AROUND) : place.start]))


def _places(text: str) -> list[_Place]:
    """All names of places, first to last, the longest at each spot; names of one place side by side are one."""
    names, found, at = _gazetteer(), list[_Place](), 0
    while at < len(text):
        name, code = next(((n, c) for n, c in names.get(text[at], ()) if text.startswith(n, at)), ("", ""))
        if not name:
            at += 1
            continue
        end = at + len(name)
        if end < len(text) and text[end] in "省市区县" and name[-1] not in "省市区县":
            end += 1
        if found and found[-1].end == at and contains(found[-1].code, code):
            found[-1] = _Place(found[-1].start, end, code)
        else:
            found.append(_Place(at, end, code))
        at = end
    return found


def _by_paper(text: str) -> list[str]:
    """The documents named by number, title, year or as a draft."""
    words = _words()
    years = {match[1] or match[2] for match in words["document_year"].finditer(text)}
    draft = bool(words["draft"].search(text))
    found = []
    for one in policy_ids():
        known = facts(one)
        numbers = [known.number, re.sub(r"^.*?(?=〔)", "", known.number)] if known.number else []
        titled = any(name and name.lower() in text for name in (*numbers, known.title, known.short_name))
        year = str((known.dated or known.in_force_from).year)[2:]
        if titled or (draft and known.status == "draft") or (year in years and _alone_of_its_year(one, year)):
            found.append(one)
    return found


def _alone_of_its_year(policy: str, year: str) -> bool:
    """A year names a document only if no other is of that year."""
    others = (facts(one) for one in policy_ids() if one != policy)
    return all(str((known.dated or known.in_force_from).year)[2:] != year for known in others)


@cache
def _gazetteer() -> dict[str, list[tuple[str, str]]]:
    """(name, division code) by first character, the longest name first; a document's own names before the general."""
    rows = {name: code for code, names in read_yaml(_FILE)["divisions"].items() for name in names}
    for one in policy_ids():
        area = facts(one).area
        rows.update(dict.fromkeys((area.name, *area.names, *area.towns), area.code))
    by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, code in sorted(rows.items(), key=lambda row: -len(row[0])):
        by_first[name[0]].append((name, code))
    return dict(by_first)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(regex) for name, regex in read_yaml(_FILE).items() if name != "divisions"}
