"""What a person does besides stating facts: confirming, going back, asking why, not knowing, asking a question."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from assistant.understand.regexes import MadeOf
from assistant.understand.text import Clause, Message
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "control.yaml"
_LONGEST_CONTROL = 40


@cache
def _data() -> dict[str, Any]:
    return read_yaml(_FILE)


@cache
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(_data()["whole"][name])


@cache
def _made_of(name: str) -> tuple[MadeOf, tuple[re.Pattern[str], ...]]:
    spec = _data()["made_of"][name]
    return MadeOf(spec["words"]), tuple(re.compile(spec[key]) for key in ("holds", "asks") if key in spec)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A pattern of `control.yaml` by its name."""
    return re.compile(_data()[name])


@cache
def _by_field(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, re.compile(regex)) for field, regex in _data()[name].items())


def is_whole(message: Message, name: str) -> bool:
    """Whether the message is nothing but this, particles aside."""
    if len(message.plain) > _LONGEST_CONTROL:
        return False
    particles, text = _data()["particles"], message.plain.strip()
    cores = dict.fromkeys((text, text.rstrip(particles), text.lstrip(particles), text.strip(particles)))
    return any(_is(name, core) for core in cores if core)


def _is(name: str, core: str) -> bool:
    if name in _data()["whole"]:
        return _whole(name).fullmatch(core) is not None
    words, held = _made_of(name)
    return words.matches(core) and all(regex.search(core) for regex in held)


def agrees(message: Message) -> bool:
    """没错，算吧: a short message that begins with agreement."""
    return len(message.plain) <= 12 and bool(pattern("agree").match(message.plain))


def corrects(message: Message) -> bool:
    """Whether the message says that something said before was wrong."""
    return bool(pattern("correct").search(message.plain))


def questions(message: Message) -> list[Clause]:
    """The clauses that ask something."""
    return [clause for clause in message.clauses if asks(message, clause)]


def asks(message: Message, clause: Clause) -> bool:
    """Whether the clause is a question."""
    words = message.text(clause)
    if pattern("unknown").search(words):
        return False
    if clause.stop in ("?", "？"):
        return True
    if supposes(words) and pattern("what_then").search(words):
        return True
    return bool(pattern("question").search(words)) and not re.search(
        r"(?:什么|啥|哪样|多少).{0,14}(?:都|也)(?:不|没|莫)|没(?:有|得)?(?:花|用|报)?(?:了)?(?:好)?多少|哪(?:里|儿)?有(?:啥|什么|得|那个|过)|(?:花|用|报)了?(?:不晓得|好)多(?:钱)?$",
        words,
    )


def is_generic(words: str) -> bool:
    """Whether a question only asks for the amount of one's own case: 能报多少."""
    return bool(pattern("generic").search(words))


def supposes(words: str) -> bool:
    """Whether the words suppose a case instead of stating it."""
    return bool(pattern("suppose").search(words))


def unknowns(message: Message) -> list[tuple[str | None, Clause]]:
    """Clauses that say 不晓得, each with the field that they name, if any."""
    found: list[tuple[str | None, Clause]] = []
    for clause in message.clauses:
        words = message.text(clause)
        if pattern("unknown").search(words):
            named = [field for field, regex in _by_field("topics") if regex.search(words)]
            found.append((named[0] if named else None, clause))
    return found


def to_change(message: Message) -> str | None:
    """The field that is to be answered again, when no new value is given: 医院级别填错了."""
    for field, regex in _by_field("change"):
        if pattern("mistaken").search(message.plain) and regex.search(message.plain):
            return field
    return None
