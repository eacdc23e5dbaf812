"""What hands write and papers print, in the interface's form; what is not understood is left for the door to refuse."""

import re
import unicodedata
from typing import Any

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")


def amount(text: Any) -> str:
    """``１２,300 元`` → ``12300``: width, separators and the unit are of no matter."""
    plain = unicodedata.normalize("NFKC", str(text)).strip().removesuffix("元").strip().removeprefix("¥").strip()
    return re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", plain)


def day(text: Any) -> str:
    """``2024/3/1``, ``20240301``, ``2024年3月1日`` → ``2024-03-01``; a time of day after it is dropped."""
    plain = unicodedata.normalize("NFKC", str(text)).strip()
    plain = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?$", "", plain)
    found = _DAY.fullmatch(plain) or _DIGITS.fullmatch(plain)
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else plain


def whole(text: str) -> int | str:
    """A whole number, or the text as it is."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("周岁").removesuffix("岁")
    return int(plain) if re.fullmatch(r"\d{1,9}", plain, re.ASCII) else text
