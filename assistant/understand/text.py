"""A message made ready for reading: one script, one width, typing slips repaired, every character in its place."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from assistant.understand.numerals import BLANK_INSIDE
from assistant.understand.typos import repair
from knowledge import library
from rules.policies import policy_ids

#: Longer messages are cut: a settlement paper has a few thousand characters.
LONGEST = 6000

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，？！：；（）"}
_WIDTH |= {0x3000: 0x20, 0xA0: 0x20, ord("〇"): ord("零"), ord("○"): ord("零"), ord("﹣"): ord("-"), ord("\t"): 0x20}
#: A comma within a number is no end of a clause; neither is a point.
_STOP = re.compile(
    rf"[，。；！？;!?\n\r]|,(?!\d)|(?<!\d),|(?<=\d{{4}}),(?=\d)"
    rf"|(?!{BLANK_INSIDE})(?:(?<=[一-鿿])\s+(?=\S)|(?<=\S)\s+(?=[一-鿿]))"
)
#: 36，500元 with a comma from a Chinese keyboard.
_THOUSANDS = re.compile(r"(?<=\d)(?<!\d{4})，(?=\d{3}(?:\.\d{1,2}(?!\d)|(?:元|块)))")
#: 冇得 and 木有 are 没得 and 没有.
_NO = re.compile("冇|木(?=有)")
#: 花嘞八千七 is 花了; so are 哩 and 勒 behind the same words.
_DONE = re.compile("(?<=[花用报付给住办遭交转赔得])[嘞哩勒](?!索)")
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the message between two stops, with the stop that ends it."""

    start: int
    end: int
    stop: str


@dataclass(frozen=True, slots=True)
class Message:
    """`raw` as written, `plain` as read; the same length, so a place in one is the same place in the other."""

    raw: str
    plain: str
    clauses: tuple[Clause, ...]

    def clause_at(self, place: int) -> Clause:
        """The clause that holds the character at `place`."""
        at = bisect_left(self.clauses, place, key=lambda clause: clause.end)
        return self.clauses[min(at, len(self.clauses) - 1)]

    def text(self, clause: Clause) -> str:
        """The words of a clause as read."""
        return self.plain[clause.start : clause.end]


def read(message: str) -> Message:
    """The message, cut at `LONGEST` characters, made ready for reading."""
    raw = message[:LONGEST]
    whole = _THOUSANDS.sub(",", without_halves(raw).translate(_WIDTH))
    plain = repair(_spoken(_simplified(whole))).lower()
    if len(plain) != len(raw):  # some letters have a longer small form
        plain = whole
    return Message(raw, plain, tuple(_clauses(plain)))


def _spoken(text: str) -> str:
    return _of().sub("的", _DONE.sub("了", _NO.sub("没", text)))


@cache
def _of() -> re.Pattern[str]:
    """嘞 is 的 where it is not 了; so are 哩 and 滴 behind an identity or the name of a document's place."""
    ends = {name[-1] for policy in policy_ids() for name in library.facts(policy).area.names}
    return re.compile(f"嘞|(?<=[{re.escape(''.join(sorted(ends | set('户保困'))))}])[哩滴]")


def without_halves(text: str) -> str:
    """The text with a mark in place of every half of a surrogate pair, which no encoding takes."""
    return _HALF.sub("\ufffd", text)


def _clauses(plain: str) -> list[Clause]:
    found: list[Clause] = []
    start = 0
    for stop in _STOP.finditer(plain):
        if plain[start : stop.start()].strip():
            found.append(Clause(start, stop.start(), stop[0]))
        start = stop.end()
    if plain[start:].strip() or not found:
        found.append(Clause(start, len(plain), ""))
    return found


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    from opencc import OpenCC

    made: _Converter = OpenCC("t2s")
    return made


def _simplified(text: str) -> str:
    if text.isascii():
        return text
    converted = _converter().convert(text)
    return converted if len(converted) == len(text) else text
