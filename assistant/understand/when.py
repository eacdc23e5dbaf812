"""Dates and ages."""

import re
from datetime import date, timedelta

from assistant.understand.facts import Fact
from assistant.understand.numerals import whole
from assistant.understand.regexes import regexes
from assistant.understand.text import Message

_AGO = {"今天": 0, "今早": 0, "昨天": 1, "大前天": 3, "前天": 2}
_FEASTS = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}


def date_facts(message: Message, start: int = 0, stop: int | None = None) -> list[Fact]:
    """The date of the bill if one is said with year, month and day: of several the first, or the discharge.

    Only what begins between `start` and `stop` counts.
    """
    found: list[Fact] = []
    for match in regexes("when")["full"].finditer(message.plain, start, len(message.plain) if stop is None else stop):
        year, month, day = (match[k] or match[f"{k}2"] or match[f"{k}3"] for k in "ymd")
        iso = _iso(year, month, day)
        if iso and not regexes("when")["born"].match(message.plain[match.end() :]):
            found.append(Fact("date", iso, match.start(), match.end()))
    if len(found) > 1 and regexes("when")["leaves"].match(message.plain[found[-1].end :]):
        return found[-1:]
    return found[:1]


def short_date(message: Message, today: date | None = None) -> Fact | None:
    """A date without its year, in answer to the question for it; the year is taken, so approximate."""
    text, now = message.plain, today or date.today()
    if regexes("when")["year_month"].search(text):
        return None
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
