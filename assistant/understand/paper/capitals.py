"""The sum of a receipt in words for figures, 肆万捌仟元整, with the figure beside it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.understand.paper.lexicon import meaning
from assistant.understand.printed import money, narrow

_DIGITS = {word: number for number, words in enumerate(("零〇", "壹", "贰貮", "叁", "肆", "伍", "陆", "柒", "捌", "玖"))
           for word in words}  # fmt: skip
_UNITS = {"拾": 10, "佰": 100, "仟": 1_000}
_SMALL = {"角": Decimal("0.1"), "分": Decimal("0.01")}
_WORDS = "零〇壹贰貮叁肆伍陆柒捌玖拾佰仟万亿元圆角分"
_SUM = re.compile(
    r"(?P<label>[^\s\d:大写()]{0,12}) ?[(\[]?大写[)\]]?(?:人民币)?[ :¥]{0,4}(?P<capital>[" + _WORDS + r"]{2,30})[整正]?"
    r"(?:[ \t,;]{0,8}(?:[(\[]?小写[)\]]?[ :]{0,3}(?P<small>¥? ?\d[\d,. ]{0,16})|[(\[]?(?P<sign>¥ ?\d[\d,. ]{0,16})))?"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """``value``: yuan. ``start``, ``end``: its place."""

    value: Decimal
    start: int
    end: int


def capital_sum(text: str) -> Sum | None:
    """The one sum of all costs that is written in words; None where there are several, or the figure differs."""
    plain = narrow(text)
    found: list[Sum] = []
    for match in _SUM.finditer(plain):
        label = meaning(match["label"].removesuffix("人民币"))
        if label is None or label.code != "medfee_sumamt":
            continue
        value = amount_in_words(match["capital"])
        figure = match["small"] or match["sign"]
        if value is None or (figure and money(figure.strip(" ,.")) != value):
            return None
        found.append(Sum(value, match.start(), match.end()))
    return found[0] if len({one.value for one in found}) == 1 else None


def amount_in_words(words: str) -> Decimal | None:
    """Yuan of 肆万捌仟肆佰柒拾捌元玖角; None where it is no number.

    >>> amount_in_words("肆万捌仟零柒拾捌元玖角贰分"), amount_in_words("拾元万")
    (Decimal('48078.92'), None)
    """
    whole, mark, rest = words.replace("圆", "元").partition("元")
    yuan = _whole(whole)
    if not mark or yuan is None:
        return None
    value, left = Decimal(yuan), rest.lstrip("零〇")
    for unit, share in _SMALL.items():
        if len(left) > 1 and left[1] == unit and left[0] in _DIGITS:
            value, left = value + _DIGITS[left[0]] * share, left[2:].lstrip("零〇")
    return value.quantize(Decimal("0.01")) if not left else None


def _whole(words: str) -> int | None:
    """Digits with falling units below 万, and 万 and 亿 above them."""
    total = section = digit = 0
    last, has = 10_000, False
    for word in words:
        if word in _DIGITS:
            if has and _DIGITS[word]:
                return None
            digit, has = _DIGITS[word], has or _DIGITS[word] > 0
        elif word in _UNITS:
            if not _UNITS[word] < last or (not has and (word != "拾" or section)):
                return None
            section, last, digit, has = section + (digit or 1) * _UNITS[word], _UNITS[word], 0, False
        else:
            scale = {"万": 10_000, "亿": 100_000_000}.get(word)
            if scale is None or not section + digit or (total and total <= scale * 10_000 and total % scale):
                return None
            total, section, digit, last, has = total + (section + digit) * scale, 0, 0, 10_000, False
    return total + section + digit if words else None
