"""A short answer, read in the light of the question: 三级, 6万2, 没有, 第二个."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assistant.understand.facts import Fact
from assistant.understand.money import amounts
from assistant.understand.numerals import number, whole
from assistant.understand.regexes import MadeOf, joined
from assistant.understand.roles import AMOUNTS, PAYMENTS
from assistant.understand.text import Message
from assistant.understand.when import short_date
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "answers.yaml"
_BOOLEANS = ("designated", "needs_maintenance", "insured", "employee_scheme")


@cache
def _data() -> dict[str, Any]:
    return read_yaml(_FILE)


@cache
def _regex(name: str) -> re.Pattern[str]:
    return re.compile(joined(_data()[name]))


@cache
def _choices(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((value, re.compile(regex)) for value, regex in _data()[name].items())


def chosen_option(message: Message, count: int) -> int | None:
    """Which of `count` options 第二个, 选2, B or ② means, counted from 0; None if the words choose none."""
    text = message.plain.strip()
    match = _regex("ordinal").match(text)
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("last"):
        place = count
    elif groups.get("letter"):
        place = ord(groups["letter"]) - ord("a") + 1
    elif groups.get("circled"):
        place = ord(groups["circled"]) - ord("①") + 1
    else:
        place = whole(groups["n"] or groups["n2"]) or 0
    return place - 1 if 1 <= place <= count else None


def answer(
    message: Message, field: str, known: Mapping[str, Any], today: date | None = None, *, alone: bool = True
) -> Fact | None:
    """The value that the message gives to the field asked, None if it gives none. Field names of bills are bare.

    `alone`: the message states nothing else, so that any 是 or 不 in it is about the field.
    """
    text = message.plain.strip()
    if not text:
        return None
    if field in AMOUNTS or field.startswith("parameters.") or field in ("premium.tier1", "premium.due"):
        return _amount(message, field, known, alone)
    if field.startswith("year_to_date"):
        return _used(message, field, alone)
    if field.rpartition(".")[2] in _BOOLEANS:
        return _yes_no(message, field, alone)
    if field in ("care", "treatment", "hospital_level", "place", "referral", "premium.tier"):
        return _choice(message, field, alone)
    if field == "person.age":
        return _age(message)
    if field == "date":
        return short_date(message, today)
    first = text if alone else message.text(message.clauses[0]).strip()
    if (
        field in ("diseases", "person.identities")
        and _regex("none_of_these").search(first)
        and (alone or not _regex("of_money").search(first))
    ):
        return _fact(message, field, [])
    return None


def first_word(message: Message, field: str) -> list[Fact]:
    """没有，医保报了2万: the payment asked was nothing, and more is told."""
    first = message.clauses[0]
    if field in PAYMENTS and _regex("plainly_nothing").fullmatch(message.text(first).strip()):
        return [Fact(field, "0.00", first.start, first.end)]
    return []


def _fact(message: Message, field: str, value: Any, approximate: bool = False) -> Fact:
    return Fact(field, value, 0, len(message.plain), approximate)


def _amount(message: Message, field: str, known: Mapping[str, Any], alone: bool) -> Fact | None:
    text = message.plain
    if field == "parameters.rate":
        return rate_fact(message)
    found = amounts(text, bare=True)
    if _regex("not_it").search(text):
        return None
    if len(found) == 1:
        one = found[0]
        return Fact(field, one.yuan(), one.start, one.end, one.approximate)
    if found:
        return None
    if field == "eligible" and known.get("total") is not None and _regex("all_of_total").search(text):
        return _fact(message, field, known["total"])
    return _fact(message, field, "0.00") if field in PAYMENTS and alone and _is_nothing(text.strip()) else None


def _is_nothing(text: str) -> bool:
    """Whether the answer is nothing but words of paying with a no among them: 大病没有报."""
    words = _data()["nothing"]
    return bool(not re.match(words["but"], text) and re.search(words["holds"], text) and _nothing_words().matches(text))


@cache
def _nothing_words() -> MadeOf:
    return MadeOf(_data()["nothing"]["words"])


def rate_fact(message: Message, start: int = 0, end: int | None = None) -> Fact | None:
    """The percentage (85%, 百分之八十五, 八成五) between two places of the message as ``parameters.rate``."""
    match = _regex("percent").search(message.plain, start, len(message.plain) if end is None else end)
    if match is None:
        return None
    tenths = number(match[3]) if match[3] else None
    value = number(match[1] or match[2]) if tenths is None else tenths * 10 + (_half(match[4]) if match[4] else 0)
    if value is None or not 0 < value <= 100:
        return None
    return Fact("parameters.rate", f"{value:.2f}", match.start(), match.end())


def _half(figure: str) -> Decimal:
    """What stands behind 成: 八成五, 八成半."""
    return Decimal(5) if figure == "半" else number(figure) or Decimal(0)


def _used(message: Message, field: str, alone: bool) -> Fact | None:
    found = amounts(message.plain, bare=True)
    nothing = alone and bool(_regex("nothing_used").search(message.plain.strip()))
    if field == "year_to_date":
        return _fact(message, field, {}) if nothing and not any(a.value for a in found) else None
    if len([a for a in found if a.value]) == 1:
        one = next(a for a in found if a.value)
        return Fact(field, one.yuan(), one.start, one.end, one.approximate)
    return _fact(message, field, "0.00") if nothing or found else None


def _yes_no(message: Message, field: str, alone: bool) -> Fact | None:
    text = message.plain.strip()
    if not alone:  # 不是胃癌，是食道癌 is no answer; 是的，住的三级 is one
        text = message.text(message.clauses[0]).strip()
        if not _regex("only_yes_or_no").fullmatch(text):
            return None
    if _regex("refused").search(text):
        return _fact(message, field, False)
    return _fact(message, field, True) if _regex("affirmed").search(text) else None


def _choice(message: Message, field: str, alone: bool) -> Fact | None:
    if len(message.plain) > 24:
        return None
    first = message.clauses[0]
    if not alone and _regex("of_other").search(message.text(first)):
        return None  # 总费用填错了，是13万2 is about another field
    for value, regex in _choices(field):
        match = regex.search(message.plain, *(() if alone else (first.start, first.end)))
        if match:
            typed: Any = int(value) if field in ("hospital_level", "premium.tier") else value
            return Fact(field, typed, match.start(), match.end())
    return None


def _age(message: Message) -> Fact | None:
    match = re.search(r"\d{1,3}|[一二三四五六七八九十百两零]{1,5}(?:有[一二三四五六七八九])?", message.plain)
    value = whole(match[0]) if match else None
    if match is None or value is None or value > 130:
        return None
    return Fact("person.age", value, match.start(), match.end(), "多" in message.plain[match.end() : match.end() + 1])
