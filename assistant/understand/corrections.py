"""Corrections that lean on what is known: 是3月11号 keeps the year, 少打了个0 the figures, X改成Y drops X."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from assistant.understand.control import corrects
from assistant.understand.facts import Fact
from assistant.understand.numerals import whole
from assistant.understand.regexes import regexes
from assistant.understand.roles import AMOUNTS, roles
from assistant.understand.text import Message


def corrected_facts(message: Message, facts: Collection[Fact], known: Mapping[str, Any]) -> list[Fact]:
    """What the message puts right of `known`, the fields of the bill so far, beside the `facts` found."""
    fields = {fact.field for fact in facts if not fact.denied}
    found = [] if "date" in fields else _date(message, known)
    if fields & set(AMOUNTS):
        return found + _moved_amounts(message, facts, known)
    return found + (_swapped(message, known) or _moved(message, known) or _nought_slip(message, known))


def without_replaced(message: Message, facts: Iterable[Fact]) -> list[Fact]:
    """低保改成特困: what stands before 改成 is no longer so where something of the same field stands behind it."""
    found = list(facts)
    for change in regexes("corrections")["changed_to"].finditer(message.plain):
        clause = message.clause_at(change.start())
        new = {fact.field for fact in found if change.end() <= fact.start <= clause.end}
        found = [f for f in found if not (clause.start <= f.start and f.end <= change.start() and f.field in new)]
    return found


def replaced_spans(message: Message) -> list[tuple[int, int]]:
    """The words before 改成 within their clauses."""
    changes = regexes("corrections")["changed_to"].finditer(message.plain)
    return [(message.clause_at(change.start()).start, change.start()) for change in changes]


def _date(message: Message, known: Mapping[str, Any]) -> list[Fact]:
    """A month and day, or a day, with the rest of the date that is known."""
    try:
        held = date.fromisoformat(str(known.get("date")))
    except ValueError:
        return []
    match = regexes("corrections")["day"].search(message.plain)
    if match is None or not (corrects(message) or regexes("corrections")["of_date"].search(message.plain)):
        return []
    if not match["m"] and not regexes("corrections")["of_date"].search(message.plain):
        return []
    month = whole(match["m"]) if match["m"] else held.month
    day = whole(match["d"].replace("廿", "二十"))
    try:
        new = held.replace(month=month or 0, day=day or 0)
    except ValueError:
        return []
    return [Fact("date", new.isoformat(), match.start(), match.end())]


def _nought_slip(message: Message, known: Mapping[str, Any]) -> list[Fact]:
    """总费用少打了个0 without the right amount: ten times what is known."""
    match = regexes("corrections")["nought_slip"].search(message.plain)
    if match is None:
        return []
    named = {role.name for role in roles(message.plain) if role.end <= match.start()} & set(AMOUNTS)
    fields = [name for name in named or AMOUNTS if known.get(name) not in (None, "0.00")]
    if len(fields) != 1:
        return []
    held = Decimal(known[fields[0]])
    value = held / 10 if match["more"] else held * 10
    return [Fact(fields[0], f"{value:.2f}", match.start(), match.end())]


def _moved_amounts(message: Message, facts: Collection[Fact], known: Mapping[str, Any]) -> list[Fact]:
    """那个1200不是民政的，是济困基金给的: what was held as the one payment is no longer that."""
    said = {fact.field for fact in facts}
    moved: list[Fact] = []
    wrong: bool | None = None  # looked for once, and only where an amount is held elsewhere
    for fact in facts:
        if fact.field not in AMOUNTS or fact.denied:
            continue
        held = [name for name in AMOUNTS if name not in said and known.get(name) == fact.value]
        if not held:
            continue
        wrong = corrects(message) if wrong is None else wrong
        if wrong or regexes("corrections")["pointing"].search(message.plain[: fact.start]):
            moved += [replace(fact, field=name, denied=True) for name in held]
    return moved


def _moved(message: Message, known: Mapping[str, Any]) -> list[Fact]:
    """那笔民政的钱是大病报的: the amount of the one payment is the other's."""
    text, words = message.plain, regexes("corrections")
    for old, new in pairwise(role for role in roles(text) if role.name in AMOUNTS):
        if old.name == new.name or known.get(old.name) is None or not words["moved_lead"].search(text[: old.start]):
            continue
        if words["moved_link"].match(text[old.end : new.start]) and words["moved_end"].match(text[new.end :]):
            value = known[old.name]
            return [
                Fact(old.name, value, old.start, old.end, denied=True),
                Fact(new.name, value, new.start, new.end),
            ]
    return []


def _swapped(message: Message, known: Mapping[str, Any]) -> list[Fact]:
    """医保和大病说反了: each has the other's amount."""
    turned = regexes("corrections")["swapped"].search(message.plain)
    named = [role for role in roles(message.plain) if role.name in AMOUNTS and turned and role.end <= turned.start()]
    if len(named) != 2 or any(known.get(role.name) is None for role in named):
        return []
    first, second = named
    return [
        Fact(first.name, known[second.name], first.start, first.end),
        Fact(second.name, known[first.name], second.start, second.end),
    ]
