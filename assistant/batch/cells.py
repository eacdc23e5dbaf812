"""What a cell says, as the value that the door reads; what is not understood is left for the door to refuse."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.batch.bill import CODES
from assistant.batch.formats.source import FORMULA
from assistant.batch.identity_words import named, words
from knowledge import glossary, library
from knowledge.divisions import contains, in_municipality, relation
from knowledge.gazetteer import named_places
from rules.errors import CaseError
from rules.policies import policy_ids

_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_WHOLE = re.compile(r"(-?\d{1,9})(?:\.0+)?", re.ASCII)
_AGE = re.compile(r"(\d{1,9})(?:\.0+)?(?:周?岁)?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?![\d.])", re.ASCII)
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?", re.ASCII)
_CLOCK = re.compile(
    r"[ t]?(?:[ap]m|上午|下午)?(?:\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?)?(?:z|[+-]\d\d:?\d\d)?"
)
_TO = re.compile(r"[-–—~～至到]{1,2}")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIAL_BEGINS = date(1899, 12, 30)
#: Days that a spreadsheet counts from 1990 to 2050: smaller and larger numbers are something else.
_SERIALS = range(32_874, 55_153)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"\d+\.\d+|\d+", re.ASCII)


def plain(text: str) -> str:
    """A cell in one width and case, without white space and marks that are not seen."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or holds what clerks write for that: ``-``, ``/``."""
    return plain(text) in _nothing()


@cache
def _nothing() -> frozenset[str]:
    return frozenset(plain(word) for word in ("", *words()["nothing"]))


def value(field: str, cell: str, policy: str = "", kept: bool = False) -> Any:
    """The JSON value of a cell that is not empty.

    Args:
        field: as in the interface.
        cell: as it stands in the file.
        policy: the row's document, by which identities and places are read.
        kept: whether a yes or no in the column of referrals says that the rule was kept.

    Raises:
        CaseError: where the cell can be told to be wrong without the door.
    """
    if is_error(cell):
        raise CaseError(
            "bad_value", field, f"这一格是“{cell.strip()[:20]}”，是表格里没有算出来的公式，请改成具体内容。"
        )
    if field == "identities":
        return _identities(cell, policy)
    if field == "place":
        return _place(cell, policy)
    if field == "referral":
        return _referral(cell, kept)
    return _READERS.get(field, str)(cell.strip())


def is_error(cell: str) -> bool:
    """Whether a cell is a formula, or what a spreadsheet writes where a formula came to nothing."""
    text = cell.strip()
    return text.startswith("=") or (text.startswith("#") and text.casefold().startswith(tuple(words()["errors"])))


def came_to_nothing(cell: str) -> bool:
    """Whether a cell is what stands for a formula without a result; other text that begins with ``=`` is text."""
    text = cell.strip()
    return is_error(text) and (text.startswith("#") or text == FORMULA)


def listed(cell: str) -> list[str]:
    """The parts of a cell, separated by ``;`` or ``；``."""
    return [part for part in (p.strip() for p in re.split("[;；]", cell)) if part]


def amount(cell: str) -> str:
    """An amount as the door reads it: without thousands, currency and width; what is no amount stays as it is.

    >>> amount("90,000.00"), amount("１２.500"), amount("10000元"), amount("1.5万元"), amount("1,2")
    ('90000.00', '12.50', '10000', '15000', '1,2')
    """
    text = plain(cell).strip("¥￥").removeprefix("rmb").removesuffix("圆").removesuffix("元")
    scale = 10_000 if text.endswith("万") else 1
    text = text.removesuffix("万")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text) or len(text) > 40:
        return cell.strip()
    whole, _, rest = text.partition(".")
    if len(rest) > 2:
        rest = rest[:2] + rest[2:].rstrip("0")
    text = f"{whole}.{rest}" if rest else whole
    return text if scale == 1 else format((Decimal(text) * scale).normalize(), "f")


def day(cell: str) -> str:
    """A day as an ISO date, of a span its end; what is no day stays as it is.

    >>> day("2024/3/1 0:00"), day("20240301"), day("2024年3月1日"), day("2024.3.1-2024.3.9"), day("2024.3")
    ('2024-03-01', '2024-03-01', '2024-03-01', '2024-03-09', '2024.3')
    """
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    if serial := _SERIAL.fullmatch(text):
        number = int(serial[1])
        return (_SERIAL_BEGINS + timedelta(number)).isoformat() if number in _SERIALS else cell.strip()
    if digits := _DIGITS.fullmatch(text):
        return _iso(*digits.groups()) or cell.strip()
    days = list(_DAY.finditer(text))
    if not days or days[0].start():
        return cell.strip()
    between = text[days[0].end() : days[-1].start()] if len(days) == 2 else ""
    if len(days) > 2 or (len(days) == 2 and not _TO.fullmatch(_CLOCK.sub("", between.strip()).strip())):
        return cell.strip()
    if not _CLOCK.fullmatch(text[days[-1].end() :]):
        return cell.strip()
    found = [_iso(*match.groups()) for match in days]
    first, last = found[0], found[-1]
    return last if first and last and first <= last else cell.strip()


def _iso(year: str, month: str, number: str) -> str | None:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None


def treatment_of(cell: str) -> str | None:
    """The treatment that a word for outpatient care names beside the care: 门诊慢特病, 门诊透析."""
    text = plain(cell)
    if text.isascii():
        return "long_term_medication" if text.startswith(tuple(words()["care"]["long_term_code"])) else None
    found = _treatment(cell)
    return found if found in words()["treatment"] and found != "other" and "普通门诊" not in text else None


def _treatment(cell: str) -> str:
    text = plain(cell)
    if text in _of_label("treatment"):
        return _of_label("treatment")[text]
    named_here = [code for code, known in words()["treatment"].items() if any(word in text for word in known)]
    given = [code for code in named_here if code != "long_term_medication"]
    return (given or named_here)[0] if named_here and len(given) < 2 else cell


def _care(cell: str) -> str:
    """住院 or 门诊 in words, or the platform's 医疗类别 as a number, alone or before the words (2101|普通住院)."""
    text = plain(cell)
    if text in _of_label("care"):
        return _of_label("care")[text]
    known = words()["care"]
    if text.isdigit():
        found = [code for code in CODES["care"] if len(text) <= 6 and text.startswith(tuple(known[code]["code"]))]
        return found[0] if found else cell
    if any(word in text for word in known["not"]):
        return cell
    if any(word in text for word in known["inpatient_first"]):
        return "inpatient"
    kinds = [code for code in CODES["care"] if any(word in text for word in known[code]["words"])]
    return kinds[0] if len(kinds) == 1 else cell


@cache
def _of_label(kind: str) -> dict[str, str]:
    return {plain(glossary.label(kind, code)): code for code in CODES[kind]} | {code: code for code in CODES[kind]}


def _identities(cell: str, policy: str) -> list[str]:
    found = named(cell, policy or None)
    return [*found.codes, *(piece for piece, _ in found.unknown)]


def _place(cell: str, policy: str) -> str:
    text = plain(cell)
    if text in _of_label("place"):
        return _of_label("place")[text]
    home = library.facts(policy or policy_ids()[0]).area.code
    known = words()["place"]
    for kind in ("municipality" if in_municipality(home) else "province", "any"):
        for code, said in known[kind].items():
            if text.removesuffix("就医").removesuffix("住院") in said or text in said:
                return str(code)
    there = _division(text)
    found = relation(home, there) if there else None
    if found:
        return found
    if text.isascii():
        return cell
    why = f"就医地“{cell.strip()[:20]}”分不清是本区县、本市、本省还是外省，请按这四种填写。"
    raise CaseError("bad_value", "place", why)


def _division(text: str) -> str:
    """The division code that a cell is or names, alone or after a wider one; empty where it is not known.

    >>> _division("四川省成都市")[:2], _division("某地")
    ('51', '')
    """
    if re.fullmatch(r"\d{6}(?:\d{6})?", text, re.ASCII):
        return text[:6]
    if found := _named_place(text):
        return found
    for end in range(2, min(len(text), _LONGEST_PLACE) - 1):
        wider, narrower = _named_place(text[:end]), _named_place(text[end:])
        if wider and narrower and contains(wider, narrower):
            return narrower
    return ""


_LONGEST_PLACE = 20


def _named_place(text: str) -> str:
    """The code of a place by its name, with or without what kind of place it is."""
    names = _places()
    return names.get(text) or (names.get(text[:-1], "") if len(text) > 2 and text[-1] in "省市区县" else "")


@cache
def _places() -> dict[str, str]:
    found = {plain(place.name): place.code for place in named_places() if place.code and not place.hospital}
    for name in policy_ids():
        here = library.facts(name).area
        found |= {plain(word): here.code for word in (here.name, *here.names)}
    return found


def area(cell: str) -> str:
    """The division code of a 参保区划 as a code or a name, alone or after its province; what is not known stays."""
    return _division(plain(cell)) or cell.strip()


def _referral(cell: str, kept: bool) -> str:
    text = plain(cell)
    if text in _of_label("referral"):
        return _of_label("referral")[text]
    known = words()["referral"]
    if text in known["not_referred"] or text in _no():
        return "irregular" if kept else "not_referred"
    if text in _yes():
        return "standard"
    return next((code for code in CODES["referral"] if text in known[code]), cell)


@cache
def _yes() -> frozenset[str]:
    return frozenset(plain(word) for word in words()["yes"])


@cache
def _no() -> frozenset[str]:
    return frozenset(plain(word) for word in words()["no"])


def boolean(cell: str) -> Any:
    """A yes or no; what is neither stays as it is."""
    text = plain(cell)
    return True if text in _yes() else False if text in _no() else cell


def _insured(cell: str) -> Any:
    text = plain(cell)
    known = words()["insured"]
    if text in known["true"] or text in known["false"]:
        return text in known["true"]
    of_kind = any(word in text for word in known["insurance"])
    return True if of_kind and not any(word in text for word in known["no_insurance"]) else boolean(cell)


def _designated(cell: str) -> Any:
    text = plain(cell)
    known = words()["designated"]
    return True if text in known["true"] else False if text in known["false"] else boolean(cell)


def _age(cell: str) -> Any:
    match = _AGE.fullmatch(plain(cell))
    return int(match[1]) if match else _whole(cell)


def _whole(cell: str) -> Any:
    match = _WHOLE.fullmatch(plain(cell))
    return int(match[1]) if match else cell


def _level(cell: str) -> Any:
    text = plain(cell)
    for level, said in words()["hospital_level"].items():
        if any(text == word or (len(word) > 1 and _begins(text, word)) for word in said):
            return int(level)
    return _whole(cell) if len(text) == 1 or "." in text or not text.isdigit() else cell


def _begins(text: str, level: str) -> bool:
    """三级（市级）, but not 三级以下."""
    return text.startswith(level) and not set("以及非未不至或") & set(text[len(level) :])


def _policy(cell: str) -> str:
    names = {library.facts(name).short_name: name for name in policy_ids()}
    return names.get(cell, cell)


_READERS: dict[str, Callable[[str], Any]] = {
    "policy": _policy,
    "diseases": listed,
    "age": _age,
    "needs_maintenance": boolean,
    "insured": _insured,
    "designated": _designated,
    "hospital_level": _level,
    "date": day,
    "admitted": day,
    "identity_from": day,
    "identity_to": day,
    "flag": boolean,
    "care": _care,
    "treatment": _treatment,
}
