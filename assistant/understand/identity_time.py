"""Since when or until when an identity holds: 低保是8月才批下来的, 7月低保取消了.

A month without its year is compared with the month of the stay, where the message tells that. It becomes a date only
where the bill's year is clear.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answers.fields import acceptable
from assistant.answers.frame import Frame
from assistant.understand.facts import Fact
from assistant.understand.numerals import whole
from assistant.understand.regexes import regexes
from assistant.understand.text import Message
from assistant.understand.when import date_facts, last_day

#: Years said in relation to the stay's.
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0}
_FIELD = "person.identities"


@dataclass(frozen=True, slots=True)
class _Month:
    """A month of a message: its year as said, or in relation to the stay's (``about``)."""

    year: int | None
    about: int | None
    month: int
    day: int | None = None

    def key(self, base: int) -> tuple[int, int]:
        return (self.year if self.year is not None else base + (self.about or 0), self.month)


def in_time(message: Message, fact: Fact, known: Mapping[str, Any]) -> Fact | None:
    """The identity as it holds for the stay: as it is, with its dates, denied, or None where it did not hold then."""
    event = _event(message, fact)
    if event is None:
        return fact
    begins, month = event
    stay = _stay(message, fact, known)
    if stay is not None:
        base = stay.year if stay.year is not None else month.year if month.year is not None else 0
        if _holds(begins, month, stay, base):
            return replace(fact, denied=False)
        return _dated(fact, begins, month) if stay.year is not None else None
    return _dated(fact, begins, month) or (None if begins else fact)


def _holds(begins: bool, month: _Month, stay: _Month, base: int) -> bool:
    """Whether the identity holds in the month of the stay; on its day, where both days are told."""
    then, at = month.key(base), stay.key(base)
    if then == at and month.day is not None and stay.day is not None:
        return month.day <= stay.day if begins else stay.day <= month.day
    return then <= at if begins else at <= then


def _dated(fact: Fact, begins: bool, month: _Month) -> Fact | None:
    """The identity with its first or last day, where the year is told, so that each bill is computed by its own day."""
    if month.year is None:
        return None
    dated = {"code": fact.value, **_bound(begins, month)}
    return replace(fact, value=dated, denied=False) if acceptable(_FIELD, [dated], Frame()) else None


def _bound(begins: bool, month: _Month) -> dict[str, str]:
    last = last_day(str(month.year), str(month.month)) or ""
    day = f"{month.day:02d}" if month.day is not None else None
    return {"from": last[:8] + (day or "01")} if begins else {"to": last[:8] + day if day else last}


def _event(message: Message, fact: Fact) -> tuple[bool, _Month] | None:
    """Whether the identity began (True) or ended in a month that its clause names, and that month."""
    clause = message.clause_at(fact.start)
    words = message.plain[max(clause.start, fact.start - 14) : min(clause.end, fact.end + 18)]
    month = _month(words)
    if month is None:
        return None
    if regexes("when")["identity_ends"].search(words):
        return False, month
    return (True, month) if regexes("when")["identity_begins"].search(words) else None


def _month(words: str) -> _Month | None:
    match = regexes("when")["some_month"].search(words)
    if match is None or (number := whole(match["m"])) is None or not 1 <= number <= 12:
        return None
    year = whole(match["y"]) if match["y"] else None
    about = _RELATIVE.get(match["rel"]) if match["rel"] else None
    return _Month(year, about, number, whole(match["d"]) if match["d"] else None)


def _stay(message: Message, fact: Fact, known: Mapping[str, Any]) -> _Month | None:
    """The month of the stay: of its date, or of 5月住的院 in another clause."""
    dates = [one.value for one in date_facts(message) if one.field == "date"] + [known.get("date")]
    for value in dates:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return _Month(day.year, None, day.month, day.day)
    own = message.clause_at(fact.start)
    for clause in message.clauses:
        words = message.text(clause)
        if clause != own and regexes("when")["stays_in"].search(words) and (month := _month(words)):
            return month
    return None
