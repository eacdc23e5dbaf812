"""Place names in a message, and whether each is where the person lives or where the treatment was."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understand.regexes import regexes
from assistant.understand.text import Message
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "places.yaml"
JIANGSU = "jiangsu-2023-draft"
CHONGQING = "chongqing-2012"

#: A name with its document (None: outside both), its city or district, and whether it is a hospital.
_Row = tuple[str, str | None, str | None, bool]


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a message. ``policy`` None: outside both. ``city``: which city of 江苏, or a district of 重庆."""

    name: str
    start: int
    end: int
    policy: str | None
    city: str | None
    hospital: bool


@cache
def _names() -> dict[str, list[_Row]]:
    """By first character, longest first."""
    data = read_yaml(_FILE)
    rows: list[_Row] = [
        (name, policy, name if policy == CHONGQING else None, False)
        for policy, names in data["residence"].items()
        for name in names
    ]
    rows += [(name, JIANGSU, city, False) for city, names in data["cities"].items() for name in names]
    rows += [(name, None, name, False) for name in data["outside"]]
    for city, names in data["hospitals"].items():
        policy = JIANGSU if city in data["cities"] else CHONGQING if city in data["residence"][CHONGQING] else None
        rows += [(name, policy, city, True) for name in names]
    by_first: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -len(row[0])):
        by_first[row[0][0]].append(row)
    return dict(by_first)


def places(message: Message) -> list[Place]:
    """All place names, first to last, the longest at a place."""
    found: list[Place] = []
    text, names, at = message.plain, _names(), 0
    while at < len(text):
        for name, policy, city, hospital in names.get(text[at], ()):
            if text.startswith(name, at):
                found.append(Place(name, at, at + len(name), policy, city, hospital))
                at += len(name) - 1
                break
        at += 1
    return found


def is_treatment(message: Message, place: Place) -> bool | None:
    """Whether the treatment was there; False for a residence, None for neither (在广东打工, 不是九龙坡)."""
    words = regexes("whereabouts")
    clause = message.clause_at(place.start)
    before = message.plain[clause.start : place.start]
    after = message.plain[place.end : clause.end]
    if words["denied"].search(before) or words["inside"].match(after):
        return None
    if place.hospital:
        return True
    if words["home"].search(before):
        after = words["run_on"].split(after, maxsplit=1)[0]
    if words["home"].search(before) and not (words["treated"].search(after) and not words["resident"].match(after)):
        return False
    if words["hometown"].match(after):
        return False
    if words["working"].match(after):
        return True if words["there"].search(message.plain, place.end) else None
    if words["hospital"].match(after) and not words["resident"].match(after):
        return True
    if words["going"].search(before) and not words["person"].match(after):
        return bool(words["treated"].search(after) or words["went"].search(before))
    return False
