"""Identities as an answer: a code, or a code with the days from and to which it is held (both counted)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.days import in_chinese
from rules.policies import every_identity

_KEYS = frozenset({"code", "from", "to"})


def is_day(value: Any) -> bool:
    """Whether a value is a day as the interface writes it: 2024-03-01."""
    return _day(value) is not None


def is_identity(item: Any) -> bool:
    """Whether a value can be an identity held: a known code, or one with days of which the first is not the later."""
    if not isinstance(item, Mapping):
        return isinstance(item, str) and item in every_identity()
    if not set(item) <= _KEYS or not isinstance(item.get("code"), str) or item["code"] not in every_identity():
        return False
    ends = [_day(item[name]) for name in ("from", "to") if name in item]
    return None not in ends and ends == sorted(day for day in ends if day is not None)


def code_of(item: Any) -> str:
    """The code of an identity held."""
    return str(item["code"] if isinstance(item, Mapping) else item)


def codes_of(held: Iterable[Any] | None) -> tuple[str, ...]:
    """The codes of what is held at any time, each once."""
    return tuple(dict.fromkeys(code_of(item) for item in held or ()))


def in_time(held: Iterable[Any] | None) -> bool:
    """Whether one of the identities is held for a time only."""
    return any(isinstance(item, Mapping) and len(item) > 1 for item in held or ())


def held_on(held: Iterable[Any] | None, day: date | None) -> tuple[str, ...]:
    """The codes held on a day; without a day those that have no end."""
    return codes_of(item for item in held or () if _holds(item, day))


def joined(earlier: Sequence[Any], more: Sequence[Any]) -> list[Any]:
    """Further identities beside the earlier ones: of one code what is said last of its days, if anything is."""
    dated = {code_of(item) for item in more if isinstance(item, Mapping)}
    kept = [item for item in earlier if code_of(item) not in dated]
    known = set(codes_of(kept))
    new = [item for item in more if isinstance(item, Mapping) or item not in known]
    return [*kept, *(item for place, item in enumerate(new) if item not in new[:place])]


def days_in_words(item: Any) -> str:
    """Since when and until when an identity is held: 从2024年8月1日起; nothing where it is held always.

    >>> days_in_words({"code": "any", "from": "2024-08-01"})
    '从2024年8月1日起'
    """
    if not isinstance(item, Mapping):
        return ""
    since, until = _day(item.get("from")), _day(item.get("to"))
    begins = f"从{in_chinese(since)}起" if since else ""
    return begins + (f"到{in_chinese(until)}止" if until else "")


def _holds(item: Any, day: date | None) -> bool:
    if not isinstance(item, Mapping):
        return True
    since, until = _day(item.get("from")), _day(item.get("to"))
    if day is None:
        return until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _day(value: Any) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and day.isoformat() == value else None
