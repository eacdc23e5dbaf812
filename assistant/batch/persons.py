"""A person's number as one key however it was typed, and what is doubtful about it."""

import re
import unicodedata
from typing import Any

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from assistant.batch.identity_number import CHECKS, WEIGHTS
from rules.money import Bools, Ints

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_FORMULA = re.compile(r'=["“](.*)["”]', re.DOTALL)
_SMALL_X = re.compile(r"\d{17}x", re.ASCII)
#: Bytes of a number that needs no second look.
_PLAIN = np.zeros(256, np.bool_)
_PLAIN[[ord(c) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = True
_DIGITS = 18


def keys(column: Any) -> Any:
    """A column of numbers as one key a person: one width, no white space, ``X`` large, no ``'`` and no ``="…"``."""
    ends, data = arrow.buffers(column)
    if not (~_PLAIN[data[ends[0] : ends[-1]]]).any():
        return column
    encoded = pc.dictionary_encode(column)
    there = encoded.dictionary.to_pylist()
    cleaned = [key(text) for text in there]
    return column if cleaned == there else arrow.words(cleaned).take(encoded.indices)


def key(text: str) -> str:
    """One number.

    >>> key("'99999919600101002x"), key('="99999919600101002x"'), key(" ９９９９９９ 19600101\u200b002X")
    ('99999919600101002X', '99999919600101002X', '99999919600101002X')
    """
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if formula := _FORMULA.fullmatch(text):
        text = formula[1]
    text = text.lstrip("'’‘`")
    return text.upper() if _SMALL_X.fullmatch(text) else text


def doubtful(people: Any) -> Bools:
    """Which numbers have 18 places and are none that can be: check digit (GB 11643) or birth date are wrong.

    Args:
        people: an Arrow column of different numbers.
    """
    ends, data = arrow.buffers(people)
    found = np.zeros(len(people), np.bool_)
    begins = ends[:-1].astype(np.int64)
    long = np.flatnonzero(np.diff(ends) == _DIGITS)
    if not len(long):
        return found
    signs = data[begins[long][:, None] + np.arange(_DIGITS)]
    figures = signs.astype(np.int64) - ord("0")
    of_number = (figures[:, :-1] >= 0).all(axis=1) & (figures[:, :-1] <= 9).all(axis=1)
    of_number &= (signs[:, -1] == ord("X")) | ((figures[:, -1] >= 0) & (figures[:, -1] <= 9))
    digit = np.frombuffer(CHECKS.encode(), np.uint8)[(figures[:, :-1] * np.array(WEIGHTS)).sum(axis=1) % len(CHECKS)]
    found[long] = of_number & ((digit != signs[:, -1]) | ~_are_days(figures[:, 6:14]))
    return found


def _are_days(figures: Ints) -> Bools:
    """Whether eight figures are a day since 1900."""
    year = figures[:, :4] @ np.array([1000, 100, 10, 1])
    month, day = figures[:, 4] * 10 + figures[:, 5], figures[:, 6] * 10 + figures[:, 7]
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    lengths = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    longest = lengths[np.clip(month, 0, 12)] + (leap & (month == 2))
    days: Bools = (year >= 1900) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= longest)
    return days


def of_two_ages(person: Ints, age: Ints, day: Ints, count: int) -> Bools:
    """For each person, whether the ages given are farther apart than the bills.

    Args:
        person: a whole number below ``count`` for each row.
        age: years, −1 where not given.
        day: of the bill, as a proleptic ordinal.
        count: how many persons there are.
    """
    given = np.flatnonzero(age >= 0)
    youngest, oldest = np.full(count, 1000), np.full(count, -1)
    first, last = np.full(count, 1 << 40), np.full(count, -1)
    for values, lowest, highest in ((age, youngest, oldest), (day, first, last)):
        np.minimum.at(lowest, person[given], values[given])
        np.maximum.at(highest, person[given], values[given])
    apart: Bools = (oldest >= 0) & (oldest - youngest > 1 + (last - first) // 365)
    return apart
