"""The door of a conversation: which fields there are and what can be an answer to each, whatever the document."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.answers.frame import Frame, split_bill_field
from assistant.answers.identities import is_day, is_identity
from rules import codes
from rules.case import AMOUNTS
from rules.diseases import entry_ids
from rules.door import LARGEST_AMOUNT
from rules.money import to_fen
from rules.policies import policy_ids

_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)
#: A disease that is on no list is kept by its name, up to this many characters.
_LONGEST_NAME = 40


def _amount(value: Any) -> bool:
    text = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return _AMOUNT.fullmatch(text) is not None and Decimal(text) <= LARGEST_AMOUNT


def _yes_no(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _code(known: tuple[str, ...]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in known


def _identities(value: Any) -> bool:
    return isinstance(value, list) and all(is_identity(item) for item in value)


def _diseases(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(name, str) and _disease(name) for name in value)


def _disease(name: str) -> bool:
    return name in entry_ids() or (0 < len(name) <= _LONGEST_NAME and "/" not in name)


_OF_PERSON: dict[str, Callable[[Any], bool]] = {
    "policy": lambda value: isinstance(value, str) and value in policy_ids(),
    "person.identities": _identities,
    "person.age": _whole(0, 130),
    "person.needs_maintenance": _yes_no,
    "person.insured": _yes_no,
    "bills": _yes_no,
    "year_to_date": _yes_no,
    "premium.tier": _whole(1, 2),
    "premium.tier1": _amount,
    "premium.due": _amount,
    "premium.employee_scheme": _yes_no,
}
_OF_BILL: dict[str, Callable[[Any], bool]] = {
    "care": _code(codes.CARE),
    "treatment": _code(codes.TREATMENT),
    "diseases": _diseases,
    "hospital_level": _whole(0, 3),
    "designated": _yes_no,
    "place": _code(codes.PLACE),
    "referral": _code(codes.REFERRAL),
    "date": is_day,
    "admitted": is_day,
    **dict.fromkeys(AMOUNTS, _amount),
}
_BY_HEAD: dict[str, Callable[[Any], bool]] = {
    "year_to_date": _amount,
    "parameters": _amount,
    "readings": lambda value: isinstance(value, str),
}


def _check(path: str, frame: Frame) -> Callable[[Any], bool] | None:
    place = split_bill_field(path)
    if place is not None:
        return _OF_BILL.get(place[1]) if place[0] <= frame.bills else None
    head, _, rest = path.partition(".")
    return _OF_PERSON.get(path) or (_BY_HEAD.get(head) if rest else None)


def exists(path: str, frame: Frame) -> bool:
    """Whether there is such a field; of bills, those there are and one more."""
    return _check(path, frame) is not None


def acceptable(path: str, value: Any, frame: Frame) -> bool:
    """Whether the value can be an answer to the field, taken alone."""
    check = _check(path, frame)
    return check is not None and check(value)


def fen(amount: Any) -> int:
    """An amount of an answer (yuan, with at most two decimals) as whole fen, exactly.

    Raises ValueError for a fraction of a fen.
    """
    return to_fen(Decimal(str(amount)))
