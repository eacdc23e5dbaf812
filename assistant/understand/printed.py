"""Printed figures as wholes: an amount or a date of a paper, a cell or a record is read entirely or not at all.

``38，914.20``, ``24 500.00``, ``４３ ２１０．８０``, ``￥3.89万元`` are amounts; ``86,43217``, ``86,432.l7`` and
``（86.40）`` are none.
"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

#: Full width to half, each character in its place; a Chinese keyboard's points and commas, a scan's middle point.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH |= {0x3000: 0x20, 0xA0: 0x20, ord("￥"): ord("¥"), ord("﹣"): ord("-"), ord("−"): ord("-"), ord("·"): ord(".")}
_AMOUNT = re.compile(
    r"(?:¥|rmb|cny)?\s?"
    r"(?P<whole>\d{1,3}(?: ?, ?\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?: ?\. ?(?P<part>\d+))?"
    r"\s?(?P<scale>万|千)?\s?(?:元|圆|rmb)?整?"
)
#: No amount of a settlement has more digits than this.
_LONGEST = 12
_SCALES = {"万": 10_000, "千": 1_000}
_BLANK = re.compile(r"[\s\-—–―_/\\*.…]*|无|空|null|none|nil|n/a", re.IGNORECASE)
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?!\d|\.\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)[0-2]\d[0-5]\d[0-5]\d(?!\d)"
)
_MILLISECONDS = re.compile(r"1\d{12}")
_CHINA = timedelta(hours=8)


def narrow(text: str) -> str:
    """The text in half width, of the same length."""
    return text.translate(_WIDTH)


def money(text: str) -> Decimal | None:
    """The amount in yuan that the whole text is; None if it is none, below zero, or not certain to the last figure."""
    match = _AMOUNT.fullmatch(narrow(text).strip().lower())
    if match is None:
        return None
    whole, part = re.sub(r"\D", "", match["whole"]), match["part"] or ""
    if len(whole) > _LONGEST:
        return None
    value = Decimal(f"{whole}.{part or 0}") * _SCALES.get(match["scale"] or "", 1)
    return value.quantize(Decimal("0.01")) if value == round(value, 2) else None


def is_blank(text: str) -> bool:
    """Whether a place for a value was left empty: nothing, a dash, 无."""
    return _BLANK.fullmatch(narrow(text).strip()) is not None


def dates(text: str) -> list[str]:
    """The days named with year, month and day, first to last, as ISO dates."""
    plain = narrow(text)
    found: list[str] = []
    for match in _DATE.finditer(plain):
        groups = match.groupdict()
        parts = [groups[key] or groups[f"{key}2"] or groups[f"{key}3"] for key in "ymd"]
        try:
            found.append(date(*map(int, parts)).isoformat())
        except ValueError:
            continue
    if not found and _MILLISECONDS.fullmatch(plain.strip()):
        found.append((datetime.fromtimestamp(int(plain) / 1000, UTC) + _CHINA).date().isoformat())
    return found
