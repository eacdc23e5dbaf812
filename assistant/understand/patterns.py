"""Finds what `bill.yaml` describes: field, value and place of every pattern, with negation in front of it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.understand.facts import Fact
from assistant.understand.text import Message
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "bill.yaml"
_SETTINGS = ("negatable", "not_before", "not_after")
_NEGATED = re.compile(
    r"(?:说成|写成|填成|当成|看成|以为是?|不是|并不是|没有?|莫得|没得|不算|并非|非|未|没在|不在|没做|没去|不用|不需要|不必|还没|不想|没打|没上|哪是|无须|无需)"
    r"(?:在|去|到|做|打|过|办|是|住|进行|那种|要|用|什么|啥子|有)?$"
)
_PLANNED = re.compile(
    r"(?:准备|打算|计划|马上要|下周|下个月|将要|可能要|建议|以后要|还要)(?:去|做|再|他|她|我们?|做个)?$"
)


@dataclass(frozen=True, slots=True)
class _Pattern:
    field: str
    value: Any
    regex: re.Pattern[str]
    negatable: bool
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None


@cache
def _patterns() -> tuple[_Pattern, ...]:
    made: list[_Pattern] = []
    for field, spec in read_yaml(_FILE).items():
        before, after = spec.get("not_before"), spec.get("not_after")
        for value, regex in spec.items():
            if value not in _SETTINGS:
                made.append(
                    _Pattern(
                        field,
                        _typed(value),
                        re.compile(regex),
                        _negatable(spec.get("negatable"), value),
                        re.compile(f"(?:{before})(?:人|证|等级)*[，,]?(?:是|为)?$") if before else None,
                        re.compile(after) if after else None,
                    )
                )
    return tuple(made)


def _negatable(setting: Any, value: str) -> bool:
    return value in setting if isinstance(setting, list) else bool(setting)


def _typed(value: str) -> Any:
    return {"true": True, "false": False}.get(value, int(value) if value.isdigit() else value)


def bill_facts(message: Message) -> list[Fact]:
    """Facts of a bill and of insurance, first to last; of overlapping ones of a field the longer counts."""
    found: list[Fact] = []
    for pattern in _patterns():
        for match in pattern.regex.finditer(message.plain):
            fact = _fact(message, pattern, match)
            if fact is not None:
                found.append(fact)
    return sorted(_longest(found), key=lambda fact: fact.start)


def _fact(message: Message, pattern: _Pattern, match: re.Match[str]) -> Fact | None:
    if match.end() == match.start():
        return None
    clause = message.clause_at(match.start())
    before = message.plain[max(clause.start, match.start() - 8) : match.start()]
    after = message.plain[match.end() : match.end() + 8]
    wide = message.plain[max(0, match.start() - 8) : match.start()]  # 残疾人，一级
    if pattern.not_before and pattern.not_before.search(wide) and not after.startswith(("医院", "的医院", "甲", "乙")):
        return None
    if pattern.not_after and pattern.not_after.match(after):
        return None
    if pattern.negatable and _PLANNED.search(before):
        return None
    denied = pattern.negatable and bool(_NEGATED.search(before))
    if denied and isinstance(pattern.value, bool):  # 不是在定点医院看的 says that it was none
        return Fact(pattern.field, not pattern.value, match.start(), match.end())
    return Fact(pattern.field, pattern.value, match.start(), match.end(), denied=denied)


def _longest(facts: list[Fact]) -> list[Fact]:
    """Of facts of one field whose words overlap, the longest; of equal ones the first in the file."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda fact: fact.start - fact.end):
        if not any(k.field == fact.field and k.start < fact.end and fact.start < k.end for k in kept):
            kept.append(fact)
    return kept
