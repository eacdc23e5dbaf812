"""Records as programs write them: JSON, also inside other words or cut off, and XML."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.understand.paper.entries import Entry
from assistant.understand.paper.lexicon import meaning
from assistant.understand.printed import money

#: Objects lie no deeper in each other.
_DEEPEST = 12
_LEAST_AMOUNTS = 2
_BROKEN = re.compile(r"[\"']([^\"':{}\n]{1,40})[\"']\s*:\s*(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})'|(-?[\d.]+))")
_XML = re.compile(r"<([A-Za-z_]\w{0,39})>([^<>\n]{0,200})</")
#: An object that holds one label and its value.
_NAMES = ("name", "label", "key", "title", "项目", "名称", "费用项目", "支付项目", "项目名称", "field", "item")
_VALUES = ("value", "val", "amount", "金额", "值", "content", "amt", "text")
#: What a settlement as a whole has, and a single service has not.
_WHOLE = ("medfee_sumamt", "hifp_pay", "fund_pay_sumamt")
#: How often an opening bracket is tried.
_TRIES = 3

Record = list[Entry]


@dataclass(frozen=True, slots=True)
class Records:
    """The settlements of the records in a text, what looks like money in records that are none, the words beside."""

    settlements: list[Record]
    unknown: tuple[str, ...]
    beside: str


def records(text: str) -> Records | None:
    """The records in a text; None if it holds none."""
    return _json(text) or _fallback(text, _BROKEN) or _fallback(text, _XML)


def _json(text: str) -> Records | None:
    """The objects of a text, one after the other; what does not begin one is words."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str)
    values: list[Any] = []
    beside: list[str] = []
    at, failed = 0, 0
    while failed < _TRIES:
        start = min((p for p in (text.find("{", at), text.find("[", at)) if p >= 0), default=-1)
        if start < 0:
            break
        beside.append(text[at:start])
        try:
            value, at = decoder.raw_decode(text, start)
            values.append(value)
        except (ValueError, RecursionError):
            beside.append(text[start])
            at, failed = start + 1, failed + 1
    if not values:
        return None
    value = values[0] if len(values) == 1 else values
    return _records(_settlements(value), list(_all(value)), "\n".join([*beside, text[at:]]))


def _records(found: list[Record], pairs: Sequence[Entry], beside: str) -> Records | None:
    if found:
        return Records(found, (), beside)
    unknown = tuple(f"{entry.label} {entry.value}" for entry in pairs if money(entry.value))
    return Records([], unknown, beside) if len(unknown) >= _LEAST_AMOUNTS else None


def _fallback(text: str, regex: re.Pattern[str]) -> Records | None:
    """Pairs of name and value where the whole cannot be read."""
    found = list(regex.finditer(text))
    pairs = [(match[1], next((g for g in match.groups()[1:] if g is not None), "")) for match in found]
    groups: list[Record] = [[]]
    labels: set[str] = set()
    for entry in _entries(pairs):
        if entry.meaning is not None and entry.label in labels:
            groups.append([])
            labels = set()
        groups[-1].append(entry)
        labels.add(entry.label)
    if not pairs:
        return None
    before = text[: found[0].start()].split("{")[0].split("<")[0]
    after = text[max(text.rfind("}"), text.rfind(">"), found[-1].end() - 1) + 1 :]
    settlements = [group for group in groups if _amounts(group)]
    return _records(settlements, [e for group in groups for e in group], f"{before}\n{after}")


def _entries(pairs: Sequence[tuple[str, str]]) -> Iterator[Entry]:
    for label, value in pairs:
        if value.strip() and value.strip() not in ("null", "None"):
            yield Entry(label, meaning(label), value.strip())


def _amounts(record: Sequence[Entry]) -> int:
    return sum(entry.is_amount and entry.code is not None for entry in record)


def _settlements(value: Any) -> list[Record]:
    """What lies in one another is one settlement; objects in a list that each have the amounts of one are several."""
    own, listed = _gathered(value, 0)
    if listed:
        return [_completed(record, own) for record in listed]
    return _apart(list(dict.fromkeys(own))) if _amounts(own) else []


def _gathered(value: Any, depth: int) -> tuple[Record, list[Record]]:
    """The entries of an object with all that lies in it, and the settlements of lists in it."""
    own: Record = []
    listed: list[Record] = []
    if depth > _DEEPEST:
        return own, listed
    if isinstance(value, Mapping):
        one = _labelled(value)
        pairs = [(str(k), v) for k, v in value.items() if isinstance(v, str) and not _is_record(v)]
        own += _entries([one] if one else pairs)
        inner = [_loaded(v) if isinstance(v, str) else v for v in value.values()]
        for child in inner:
            deeper, more = _gathered(child, depth + 1)
            own += deeper
            listed += more
    elif isinstance(value, list):
        parts = [_gathered(child, depth + 1) for child in value]
        listed += [record for _, more in parts for record in more]
        whole = [record for record, _ in parts if _is_whole(record)]
        if len(whole) > 1:
            listed += whole
        for record, _ in parts:
            if len(whole) < _LEAST_AMOUNTS or not _is_whole(record):
                own += record if len(record) == 1 or _is_whole(record) else _without_amounts(record)
    return own, listed


def _is_whole(record: Sequence[Entry]) -> bool:
    """Whether the entries are those of a settlement, not of one service of it."""
    codes = {entry.code for entry in record if entry.is_amount}
    return len(codes - {None}) >= _LEAST_AMOUNTS and bool(codes & set(_WHOLE))


def _without_amounts(record: Record) -> Record:
    return [entry for entry in record if entry.meaning is not None and not entry.is_amount]


def _apart(record: Record) -> list[Record]:
    """Two objects beside each other that name the same amounts are two settlements."""
    groups: list[Record] = [[]]
    told: dict[str, str] = {}
    for entry in record:
        twice = entry.is_amount and told.get(entry.label, entry.value) != entry.value
        if twice and _amounts(groups[-1]) >= _LEAST_AMOUNTS:
            groups.append([])
            told = {}
        groups[-1].append(entry)
        told[entry.label] = entry.value
    return [group for group in groups if _amounts(group)]


def _completed(record: Record, others: Sequence[Entry]) -> Record:
    """What stands beside the list (region, kind of care) holds for each settlement in it."""
    codes = {entry.code for entry in record}
    return [*record, *(e for e in others if not e.is_amount and e.code is not None and e.code not in codes)]


def _all(value: Any, depth: int = 0) -> Iterator[Entry]:
    """Every pair of name and value, for what is not understood."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield from _entries([(str(k), v) for k, v in value.items() if isinstance(v, str)])
    children = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for child in children:
        yield from _all(child, depth + 1)


def _is_record(text: str) -> bool:
    return text.lstrip().startswith(("{", "[")) and text.rstrip().endswith(("}", "]"))


def _loaded(text: str) -> Any:
    """A record that stands in a string."""
    if not _is_record(text):
        return None
    try:
        return json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None


def _labelled(value: Mapping[Any, Any]) -> tuple[str, str] | None:
    """{"name": "总费用", "value": "41000"}."""
    name = next((str(value[key]) for key in _NAMES if isinstance(value.get(key), str)), None)
    held = next((str(value[key]) for key in _VALUES if isinstance(value.get(key), str)), None)
    if name is None or held is None:
        return None
    return (name, held) if meaning(name) is not None or money(held) is not None else None
