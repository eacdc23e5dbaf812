"""Numbers as people write and say them: 八万三, 6万7, 3.5万, 1.2w, 两万五千六百块八毛, 12,345.67, 1,2000.

cn2an reads plain numerals well, but knows no 块/毛, no w, no misplaced commas and no places in a text, and returns
binary floats; so the small grammar stands here.
"""

import re
from decimal import Decimal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4}
_DIGITS |= {"伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "幺": 1}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "万": 10_000, "w": 10_000}
_UNITS |= {"亿": 100_000_000}

CN = "零一二三四五六七八九两俩壹贰叁肆伍陆柒捌玖"
#: A blank inside such a run: 2 万 4 千.
BLANK_INSIDE = rf"(?<=[\d{CN}])\s(?=[百千万亿])|(?<=[百千万亿])\s(?=[\d{CN}](?: ?[百千元块]|\s|[，,。；;]|$))"
#: No amount, age or year is written with more characters.
_LONGEST = 60
_TOKEN = re.compile(rf"(?P<figure>\d[\d,]*(?:\.\d+)?)|(?P<digit>[{CN}])|(?P<unit>[十拾百佰千仟万亿wk])")


def number(words: str) -> Decimal | None:
    """The value of a numeral, None if the words are none: 三万零五十 is 30050, 六万七 is 67000."""
    if len(words) > _LONGEST:
        return None
    before, point, after = words.partition("点")
    if point:
        return _with_point(before, after)
    spelled = _spelled(words)
    if spelled is not None:
        return spelled
    total = section = Decimal(0)  # below 亿/万, and below the unit in hand
    digit: Decimal | None = None
    last_unit = 0
    after_zero = False
    figure = ""
    for token in _TOKEN.finditer(words):
        if token["unit"]:
            unit = _UNITS[token["unit"]]
            if digit is None and unit != 10 and not section and not total:
                return None
            if unit >= 10_000:
                total = (
                    (total + section + (digit or 0)) * unit
                    if unit > 10_000
                    else total + (section + (digit or 0)) * unit
                )
                section = Decimal(0)
            else:
                section += (Decimal(1) if digit is None else digit) * unit
            digit, last_unit, after_zero, figure = None, unit, False, ""
        elif token["digit"]:
            value = _DIGITS[token["digit"]]
            if value == 0:
                after_zero = True
            elif digit is not None:
                return None
            else:
                digit, figure = Decimal(value), ""
        else:
            if digit is not None:
                return None
            figure = token["figure"]
            digit = Decimal(figure.replace(",", "").rstrip("."))
    if digit is None:
        return total + section
    if last_unit >= 100 and not after_zero and _short(figure, digit, last_unit):
        digit *= last_unit // 10  # 八万三 is 83,000, 两千五 is 2,500
    return total + section + digit


def _with_point(before: str, after: str) -> Decimal | None:
    """一点二万 is 12,000, 三千点五 is 3,000.5."""
    figures = re.match(rf"[{CN}]+", after)
    front = number(before)
    if figures is None or front is None or "点" in after:
        return None
    part = Decimal("0." + "".join(str(_DIGITS[c]) for c in figures[0]))
    scale = number("一" + after[figures.end() :])
    return None if scale is None else (front + part) * scale


def _short(figure: str, digit: Decimal, last_unit: int) -> bool:
    """Whether a trailing figure stands for the next lower unit: 6万7, but not 3万500."""
    return digit < 10 and digit == digit.to_integral_value() and not figure.startswith("0") and last_unit >= 100


def _spelled(words: str) -> Decimal | None:
    """A numeral read figure by figure: 二零二四 is 2024."""
    if len(words) >= 2 and all(c in _DIGITS for c in words):
        return Decimal(int("".join(str(_DIGITS[c]) for c in words)))
    return None


def whole(words: str) -> int | None:
    """A whole number such as an age or a year, or None."""
    value = number(words)
    return int(value) if value is not None and value == value.to_integral_value() and value < 10**9 else None
