"""Every regular expression of the project, pumped: does its time grow no faster than the text?

Run as a program it prints one JSON line per expression that is slower: the expression, the text's unit and the times.
The expressions are those compiled while every module is imported, every file of expressions is read and a conversation
is held; so what is compiled at first use is among them.
"""

import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("knowledge", "rules", "assistant")
#: Lengths to which a text is pumped: short ones first, so that an exponential expression is noticed before it hangs.
SHORT = (16, 24, 32, 48, 100, 300, 800)
MIDDLE, LONG = 2_000, 20_000
#: A text of `MIDDLE` characters searched in less than this grows slowly enough whatever its growth.
QUICK = 0.002
#: A search of a text n times as long as `MIDDLE` may take n times this much longer.
SLACK = 2.0
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_MANY = 20


def compiled() -> list[re.Pattern[str]]:
    """All expressions that the project compiles."""
    found: dict[tuple[str, int], re.Pattern[str]] = {}
    inner: Any = re
    original: Callable[..., Any] = inner._compile

    def record(pattern: Any, flags: Any) -> Any:
        made = original(pattern, flags)
        caller = sys._getframe(2).f_code.co_filename
        if isinstance(made.pattern, str) and _is_ours(caller):
            found.setdefault((made.pattern, made.flags), made)
        return made

    inner._compile = record
    try:
        _use_everything()
    finally:
        inner._compile = original
    return [made for (words, _), made in found.items() if words]


def _is_ours(file: str) -> bool:
    """Whether the expression was compiled by a line of the project."""
    return any(file.startswith(f"{ROOT}/{room}/") for room in ROOMS)


def _use_everything() -> None:
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    from assistant.talk.hearing import hear, ready
    from assistant.talk.turn import start, turn

    ready()
    talk, reply = start()
    for message in MESSAGES:
        talk, reply = turn(talk, hear(message, talk, reply))


MESSAGES = (
    "九龙坡低保，胃癌住院，2024年5月3日至5月18日，总费用3万，政策范围内2万8，医保报了1万5，大病没报",
    "不对，总费用少打了个0",
    "没办转诊能报吗？",
    "医疗费总额 30000.00\n符合政策范围金额 28000.00\n基本医疗保险统筹基金支出 15000.00\n结算时间 2024-05-18",
    "我妈低保是8月才批下来的，上次住院花了3万报了1万，这次花了5万报了2万",
    "南京的低保，市里规定救助比例85%，今年特殊病救助已经用了2万",
    "算一下",
)


def samples(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Pairs of a beginning and a unit to be repeated behind it: what each repetition of the expression repeats."""
    parser: Any = importlib.import_module("re._parser")
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    seen: set[tuple[str, str]] = set()
    for lead, body in _repeated(list(tree), ""):
        for unit in _units(body):
            if unit and (lead, unit) not in seen:
                seen.add((lead, unit))
                yield lead, unit


def _units(body: list[Any]) -> list[str]:
    """Texts that the body of a repetition matches, and pairs of them, so that what fits in two ways is among them."""
    words = [word for word in _words(body, 60) if word]
    return [*words, *(one + other for one, other in pairwise(words[:10]))]


def _repeated(items: list[Any], lead: str) -> Iterator[tuple[str, list[Any]]]:
    for i, (op, argument) in enumerate(items):
        here = lead + _first(items[:i])
        name = str(op)
        if name in _REPEATS:
            _, most, body = argument
            if most > _MANY:
                yield here, list(body)
            yield from _repeated(list(body), here)
        elif name == "SUBPATTERN":
            yield from _repeated(list(argument[3]), here)
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _repeated(list(branch), here)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeated(list(argument[1]), here)
        elif name == "ATOMIC_GROUP":
            yield from _repeated(list(argument), here)


def _first(items: list[Any]) -> str:
    return next(iter(_words(items)), "")


def _words(items: list[Any], most: int = 6) -> list[str]:
    """Some texts that the items match."""
    made = [""]
    for op, argument in items:
        made = [head + tail for head in made for tail in _of(str(op), argument)][:most]
    return made


def _of(name: str, argument: Any) -> list[str]:
    if name == "LITERAL":
        return [chr(argument)]
    if name in ("NOT_LITERAL", "ANY"):
        return ["啊"]
    if name == "IN":
        return _class(argument)
    if name in _REPEATS:
        low, high, body = argument
        return [word * max(low, 1 if high else 0) for word in _words(list(body))]
    if name == "SUBPATTERN":
        return _words(list(argument[3]))
    if name == "ATOMIC_GROUP":
        return _words(list(argument))
    if name == "BRANCH":
        return [word for branch in argument[1] for word in _words(list(branch), 2)][:80]
    return [""]


def _class(members: list[Any]) -> list[str]:
    found: list[str] = []
    for op, argument in members:
        name = str(op)
        if name == "NEGATE":
            return ["啊", "1", "a", " "]
        if name == "LITERAL":
            found.append(chr(argument))
        elif name == "RANGE":
            found.append(chr(argument[0]))
        elif name == "CATEGORY":
            found.append({"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}.get(str(argument), "啊"))
    return found[:2] + found[-1:]


def slow(pattern: re.Pattern[str]) -> tuple[str, str, float, float] | None:
    """The beginning, the unit and two times for which the expression takes too long; None if it grows no faster."""
    for lead, unit in samples(pattern):
        timed = _timed(pattern, lead, unit)
        if timed is not None:
            return lead, unit, *timed
    return None


def _timed(pattern: re.Pattern[str], lead: str, unit: str) -> tuple[float, float] | None:
    before = 0.0
    for length in SHORT:
        took = _time(pattern, lead, unit, length)
        if took > 0.1:
            return before, took
        before = took
    middle = _time(pattern, lead, unit, MIDDLE)
    if middle < QUICK:
        return None
    for length in (3 * MIDDLE, LONG):
        took = _time(pattern, lead, unit, length)
        if took > middle * (length / MIDDLE) * SLACK:
            return middle, took
    return None


def _time(pattern: re.Pattern[str], lead: str, unit: str, length: int) -> float:
    text = lead + unit * max(1, length // len(unit)) + "\x00"
    started = time.process_time()
    pattern.search(text)
    return time.process_time() - started


if __name__ == "__main__":
    for one in compiled():
        result = slow(one)
        if result is not None:
            print(json.dumps({"expression": one.pattern, "lead": result[0], "unit": result[1], "times": result[2:]}))
    sys.exit(0)
