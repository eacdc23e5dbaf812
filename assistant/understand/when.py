"""Dates and ages."""

import re
from datetime import date

from .facts import Fact
from .numerals import whole
from .text import Message

_N = r"[\d零一二三四五六七八九十廿]"
_FULL = re.compile(
    rf"(?P<y>(?:19|20)?\d\d|二零{_N}{{2}}|一九{_N}{{2}}|{_N}{{2}})\s*年\s*(?P<m>{_N}{{1,3}})\s*(?:月份?|/|-)\s*(?P<d>{_N}{{1,3}})\s*(?:日|号)?"
    r"|(?P<y2>(?:19|20)\d\d)\s*[-/.]\s*(?P<m2>\d{1,2})\s*[-/.]\s*(?P<d2>\d{1,2})"
    r"|(?<!\d)(?P<y3>20\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d)"
)
_MONTH_DAY = re.compile(rf"(?P<m>{_N}{{1,2}})\s*(?:月份?|[-/.])\s*(?P<d>{_N}{{1,3}})\s*(?:日|号)?")
_YEAR_MONTH = re.compile(rf"(?P<y>(?:19|20)\d\d|二零{_N}{{2}}|\d\d)\s*(?:年|[-/.])\s*(?P<m>{_N}{{1,2}})\s*月?")
_AGE = re.compile(
    r"(?P<n>\d{1,3}|[零一二三四五六七八九十百两]{1,5})(?P<more>[多几来])?\s*(?:周岁|岁)(?P<tail>多|左右|上下)?"
)
_OTHER_AGE = re.compile(r"^(?:以上|及以上|以下|的?时候|起|那年|以内)")


def date_facts(message: Message) -> list[Fact]:
    """Whole dates, year, month and day, as ``date``."""
    found = []
    for match in _FULL.finditer(message.plain):
        iso = _iso(
            match["y"] or match["y2"] or match["y3"],
            match["m"] or match["m2"] or match["m3"],
            match["d"] or match["d2"] or match["d3"],
        )
        if iso and not re.match(r"(?:出)?生", message.plain[match.end() : match.end() + 2]):
            found.append(Fact("date", iso, match.start(), match.end()))
    return found[:1] if len({fact.value for fact in found}) > 1 and not _leaves(message, found) else found[-1:]


def _leaves(message: Message, found: list[Fact]) -> bool:
    """Of admission and discharge the bill is dated by the discharge."""
    return any(re.match(r"[^，。；]{0,4}(?:出院|结账|结算)", message.plain[fact.end :]) for fact in found[-1:])


def short_date(message: Message, today: date | None = None) -> Fact | None:
    """A date without its year or day, in answer to the question for it; the missing part is taken, so approximate."""
    text, now = message.plain, today or date.today()
    if match := _YEAR_MONTH.search(text):
        iso = _iso(match["y"], match["m"], "1")
        return Fact("date", iso, match.start(), match.end(), True) if iso else None
    year = now.year
    for word, back in (("前年", 2), ("去年", 1)):
        year -= back if word in text else 0
    if match := _MONTH_DAY.search(text):
        iso = _iso(str(year), match["m"], match["d"])
        return Fact("date", iso, match.start(), match.end(), True) if iso else None
    return None


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
    """Ages in years, as ``person.age``."""
    found = []
    for match in _AGE.finditer(message.plain):
        value = whole(match["n"])
        if (
            value is not None
            and value <= 130
            and not _OTHER_AGE.match(message.plain[match.end() :])
            and match["more"] != "几"
        ):
            found.append(Fact("person.age", value, match.start(), match.end(), bool(match["more"] or match["tail"])))
    return found
