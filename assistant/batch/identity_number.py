"""The citizen identity number: what is wrong with one, and what it says of age and sex.

The form follows GB 11643-1999: six digits of the place, eight of the birth date, three in sequence (odd for men), and a
check digit by ISO 7064 MOD 11-2. The place is not looked up: codes were retired over the years, and people keep theirs.
"""

import re
from datetime import date
from typing import NamedTuple

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
_AGAIN = "请对照身份证重新填写"


#: Nobody alive was born before.
_EARLIEST = 1900
#: Numbers without a check digit, birth date and sex: the paper and what its number looks like.
_OTHER_PAPERS = {
    "旧式外国人永久居留证": r"[A-Z]{3}\d{12}",
    "港澳居民来往内地通行证": r"[HM](?:\d{8}|\d{10})",
    "台湾居民来往大陆通行证": r"\d{8}|\d{10}[A-Z0-9]",
    "护照": r"[A-Z]{1,2}\d{7,8}",
}


def other_paper(number: str) -> str:
    """The kind of paper whose number this looks like, where it is no citizen's; empty otherwise."""
    kinds = (kind for kind, form in _OTHER_PAPERS.items() if re.fullmatch(form, number, re.ASCII))
    return next(kinds, "")


class Wrong(NamedTuple):
    """What is wrong, and what to do."""

    problem: str
    remedy: str


def wrong(number: str, on: date) -> Wrong | None:
    """What is wrong with a number on a given day, or None. The number itself is not repeated in the words."""
    if other_paper(number):
        return None
    if re.fullmatch(r"\d{15}", number, re.ASCII):
        return Wrong("是15位的旧号码", "请换成18位的新号码")
    if len(number) != 18:
        return Wrong(f"有{len(number)}位，应为18位", _AGAIN)
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return Wrong("有不该有的字符（前17位是数字，最后一位是数字或X）", _AGAIN)
    born = birth_date(number)
    if born is None:
        return Wrong("第7到14位不是真实的出生日期", _AGAIN)
    if born.year < _EARLIEST:
        return Wrong(f"第7到14位的出生年份是{born.year}年", _AGAIN)
    if born > on:
        return Wrong(f"出生日期在{on.year}年{on.month}月{on.day}日之后", _AGAIN)
    if check_digit(number) != number[17]:
        return Wrong("校验不通过，可能抄错了一位", _AGAIN)
    return None


def check_digit(number: str) -> str:
    """The check digit that belongs to the first 17 digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True)) % 11]


def birth_date(number: str) -> date | None:
    """The birth date in an 18-digit number; None where its digits are no date."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def age(number: str, on: date) -> int:
    """Full years of age (周岁) on a day, by a number without fault. Raises ValueError for one without a birth date."""
    born = birth_date(number)
    if born is None:
        raise ValueError("身份证号码里没有出生日期")
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def sex(number: str) -> str:
    """男 or 女, by the 17th digit of a number without fault."""
    return "男" if int(number[16]) % 2 else "女"
