"""JSON as it comes in: money stays exact, and nothing that cannot be a case costs time or is silently dropped."""

import json
import re
from decimal import Decimal
from typing import Any, NoReturn

from rules.errors import CaseError, cut

#: A number of so many characters is no amount; it is handed on as it was written, and the door refuses it.
_LONGEST = 40
_WRONG = "输入不是有效的 JSON（UTF-8 编码），请检查引号、逗号和括号。"


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def read_json(source: bytes) -> object:
    """The value of a JSON text; numbers with a fraction or exponent as decimals.

    Raises:
        CaseError: ``bad_json``: no JSON, or a key that stands twice, of which one would be dropped.
    """
    try:
        value: object = json.loads(
            source.decode("utf-8-sig"),
            object_pairs_hook=each_once,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=no_number,
        )
        if b"\\u" in source:
            json.dumps(value, ensure_ascii=False, default=str).encode()  # half a surrogate pair is no text
    except _TwiceError as twice:
        raise CaseError("bad_json", "", f"“{cut(str(twice))}”这一项写了两次，请只保留一处。") from None
    except (ValueError, RecursionError):
        raise CaseError("bad_json", "", _WRONG) from None
    return value


def each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a JSON text. Raises ValueError with the key that stands in it twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _TwiceError(key)
            seen.add(key)
    return found


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST else digits


def _fraction(number: str) -> Decimal | str:
    """An exponent beyond what a decimal holds is no number that can be computed with."""
    exponent = re.search(r"[eE][+-]?0*(\d*)$", number)
    if len(number) > _LONGEST or (exponent and len(exponent[1]) > 3):
        return number
    return Decimal(number)


def no_number(word: str) -> NoReturn:
    """NaN and Infinity are no numbers here: raises ValueError."""
    raise ValueError(word)
