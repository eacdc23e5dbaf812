"""Dates and ages."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.answers.fields import exists
from assistant.answers.frame import Frame
from assistant.understand.facts import Fact
from assistant.understand.numerals import whole
from assistant.understand.regexes import regexes
from assistant.understand.text import Message

_AGO = {"今天": 0, "今早": 0, "昨天": 1, "大前天": 3, "前天": 2}
_KINDS = ("settled", "leaves", "comes", "other")
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}


@dataclass(frozen=True, slots=True)
class _Day:
    """A date of a message. ``kind``: what the words around say of it, ``until`` for the end of a span."""

    iso: str
    start: int
    end: int
    kind: str
    approximate: bool = False


def date_facts(message: Message, start: int = 0, stop: int | None = None) -> list[Fact]:
    """The date of the bill, and ``admitted``, where they are said with year and month.

    The settlement's day counts, else the discharge, else the end of a span, else the first date that is no day of
    admission, birth or diagnosis. A month without its day counts as its last day. Only what begins between `start`
    and `stop` counts.
    """
    days = _days(message, start, len(message.plain) if stop is None else stop)
    came = next((day for day in days if day.kind == "comes"), None)
    chosen = next((day for kind in ("settled", "leaves", "until") for day in days if day.kind == kind), None)
    chosen = chosen or next((day for day in days if not day.kind), None) or came
    if chosen is None:
        return []
    facts = [Fact("date", chosen.iso, chosen.start, chosen.end, chosen.approximate)]
    # Within one month the day of admission changes nothing that any document says.
    if came is not None and came is not chosen and came.iso[:7] < chosen.iso[:7] and _has_admitted():
        facts.append(Fact("admitted", came.iso, came.start, came.end))
    return facts


def _has_admitted() -> bool:
    """Whether the day of admission can be an answer."""
    return exists("bills[0].admitted", Frame())


def _days(message: Message, start: int, stop: int) -> list[_Day]:
    """All dates with year and month, first to last; the second of a span may lack the year or the month."""
    text, words = message.plain, regexes("when")
    found: list[_Day] = []
    at = start
    while (match := words["full"].search(text, at, stop)) is not None:
        iso = _iso(*(match[k] or match[f"{k}2"] or match[f"{k}3"] for k in "ymd"))
        at = match.end()
        if iso is None:
            continue
        found.append(_Day(iso, match.start(), at, _kind(message, match.start(), at)))
        ends = words["span_end"].match(text, at, stop)
        if ends is not None and (last := _span_end(iso, ends)) is not None:
            found[-1] = replace(found[-1], kind="comes")
            found.append(
                _Day(last, ends.start("to"), ends.end(), _kind(message, ends.start("to"), ends.end()) or "until")
            )
            at = ends.end()
    return [*found, *_later_days(message, found, stop)] if found else _months(message, start, stop)


def _later_days(message: Message, found: list[_Day], stop: int) -> list[_Day]:
    """2023年11月6日入院，11月20日出院: a day behind a full one, said to be of the end of the stay, is of its year."""
    days: list[_Day] = []
    for match in regexes("when")["month_day"].finditer(message.plain, found[0].end, stop):
        if any(day.start < match.end() and match.start() < day.end for day in found):
            continue
        before = [day for day in found if day.end <= match.start()]
        kind = _kind(message, match.start(), match.end())
        if kind not in ("settled", "leaves") or not before:
            continue
        year = int(before[-1].iso[:4])
        for one in (year, year + 1):
            iso = _iso(str(one), match["m"], match["d"])
            if iso is not None and iso >= before[-1].iso:
                days.append(_Day(iso, match.start(), match.end(), kind))
                break
    return days


def _span_end(first: str, match: re.Match[str]) -> str | None:
    year = match["y"] or first[:4]
    month = match["m"] or first[5:7]
    last = _iso(year, month, match["d"])
    return last if last is not None and last >= first else None


def _months(message: Message, start: int, stop: int) -> list[_Day]:
    """2024年5月住的院: the last day of the month, where the words are of a stay or a visit."""
    found: list[_Day] = []
    for match in regexes("when")["year_month"].finditer(message.plain, start, stop):
        kind = _kind(message, match.start(), match.end())
        clause = message.clause_at(match.start())
        of_stay = regexes("when")["of_stay"].match(message.plain, match.end(), max(match.end(), clause.end))
        alone = not message.plain.strip(" 。，的份").replace(match[0], "")
        if (of_stay or alone) and kind != "other" and (iso := last_day(match["y"], match["m"])):
            found.append(_Day(iso, match.start(), match.end(), kind, approximate=True))
    return found


def last_day(year: str, month: str) -> str | None:
    """The last day of a month as ISO date; None for what is no month."""
    first = _iso(year, month, "1")
    if first is None:
        return None
    some = date.fromisoformat(first).replace(day=28) + timedelta(4)
    return (some - timedelta(some.day)).isoformat()


def _kind(message: Message, start: int, end: int) -> str:
    """What a date is of: ``comes``, ``leaves``, ``settled``, ``other`` (birth, diagnosis); empty where not said."""
    text, words = message.plain, regexes("when")
    clause = message.clause_at(start)
    behind, ahead = text[end : end + 10], text[max(clause.start, start - 10) : start]
    named = (kind for kind in _KINDS if words[f"{kind}_ahead"].search(ahead))
    return next(named, None) or next((kind for kind in _KINDS if words[f"{kind}_behind"].match(behind)), "")


def short_date(message: Message, today: date | None = None) -> Fact | None:
    """A date without its year or its day, in answer to the question for it; approximate."""
    text, now = message.plain, today or date.today()
    if match := regexes("when")["year_month"].search(text):
        iso = last_day(match["y"], match["m"])
        return Fact("date", iso, match.start(), match.end(), True) if iso else None
    year = now.year - (2 if "前年" in text else 1 if "去年" in text else 0)
    if match := regexes("when")["month_day"].search(text):
        iso = _iso(str(year), match["m"], match["d"])
        return Fact("date", iso, match.start(), match.end(), True) if iso else None
    if match := regexes("when")["last_month"].search(text):
        before = now.replace(day=1) - timedelta(1)
        iso = _iso(str(before.year), str(before.month), match["d"])
        return Fact("date", iso, match.start(), match.end()) if iso else None
    for feast, (month, day) in _FEASTS.items():
        if (at := text.find(feast)) >= 0 and not regexes("when")["about"].search(text):
            return Fact("date", date(year, month, day).isoformat(), at, at + len(feast), True)
    for word, days in _AGO.items():
        if (at := text.find(word)) >= 0:
            return Fact("date", (now - timedelta(days)).isoformat(), at, at + len(word))
    return None


def only_month(message: Message) -> bool:
    """Whether a time is named without its day: 3月份, 去年底, 前几天; the day is not invented."""
    text = message.plain
    return any(regexes("when")[name].search(text) for name in ("year_month", "month", "vaguely"))


def _iso(year: str, month: str, day: str) -> str | None:
    y, m, d = whole(year), whole(month), whole(day.replace("廿", "二十"))
    if y is None or m is None or d is None:
        return None
    if y < 100:
        y += 2000
    try:
        return date(y, m, d).isoformat() if 1990 <= y <= 2100 else None
    except ValueError:
        return None


def age_facts(message: Message) -> list[Fact]:
    """Ages in years, as ``person.age``; those said of somebody else are told apart by their place."""
    found: list[Fact] = []
    for match in regexes("when")["age"].finditer(message.plain):
        group = next(name for name in ("n4", "n7", "n", "n2", "n3", "n6", "n8", "n5") if match[name])
        value = whole(match[group])
        rest = message.plain[match.end() :]
        if value is None or value > 130 or match["more"] == "几" or regexes("when")["not_age"].match(rest):
            continue
        if regexes("when")["wrong_age"].search(message.plain[: match.start(group)]):
            continue
        rough = bool(
            match["more"] or match["tail"] or match["more2"] or match["tail5"] or match[0].startswith("虚")
        ) or re.search("快$", match[0][: -len(match[group])])
        found.append(Fact("person.age", value, match.start(group), match.end(), bool(rough)))
    return found
