"""What is to be said of a row beside its document's own warnings, as bits of one number; words in notes.yaml."""

from collections.abc import Callable, Mapping
from enum import IntFlag

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.bill import AMOUNTS
from assistant.batch.formats import arrow
from rules.codes import NOT_GIVEN
from rules.money import Bools, Ints


class Note(IntFlag):
    """A note of the file's making; the name in small letters is its id."""

    UNLISTED_DISEASE = 1
    DISTRICT_RULES_MISSING = 2
    EMPLOYEE = 4
    NOT_SUBTRACTED = 8
    PREPAID_SHARE = 16
    TOTAL_DIFFERS = 32
    ELIGIBLE_DIFFERS = 64
    OTHER_ROWS_REFUSED = 128
    DUPLICATE_BILL = 256
    HIGHEST_IDENTITY = 512
    FOREIGN_IDENTITY = 1024
    BEFORE_IN_FORCE = 2048
    NUMBER_DOUBTFUL = 4096
    TWO_AGES = 8192
    DATE_MISSING = 16384
    DATE_AHEAD = 32768


def of_settlement(columns: dict[str, Ints], amount: Callable[[str], Ints | None], prepaid_open: Bools) -> Ints:
    """The checks that a clerk makes on a settlement paper: a difference is noted, never corrected.

    Args:
        columns: the amounts that are computed with.
        amount: a column of the record in fen, −1 where it is not given, None where the file has none.
        prepaid_open: rows whose document leaves open whether 先行自付 is part of its base.
    """
    notes = np.zeros(len(columns["total"]), np.int64)
    for name in ("cvlserv_pay", "hifes_pay", "oth_pay"):
        paid = amount(name)
        if paid is not None:
            notes |= np.where(paid > 0, Note.NOT_SUBTRACTED, 0)
    ahead = amount("preselfpay_amt")
    if ahead is not None:
        notes |= np.where((ahead > 0) & prepaid_open, Note.PREPAID_SHARE, 0)
    outside = columns["total"] - columns["eligible"]
    for flag, whole, parts, more in (
        (Note.TOTAL_DIFFERS, columns["total"], ("fund_pay_sumamt", "psn_part_amt"), "hosp_part_amt"),
        (Note.ELIGIBLE_DIFFERS, outside, ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt"), None),
    ):
        notes |= np.where(_differs(whole, amount, parts, more), flag, 0)
    return notes


def _differs(whole: Ints, amount: Callable[[str], Ints | None], parts: tuple[str, ...], optional: str | None) -> Bools:
    """Whether the parts, where all are given, do not add up to the whole."""
    total, known = np.zeros(len(whole), np.int64), np.ones(len(whole), np.bool_)
    for name in parts:
        part = amount(name)
        if part is None:
            return np.zeros(len(whole), np.bool_)
        total, known = total + part, known & (part > NOT_GIVEN)
    rest = amount(optional) if optional else None
    if rest is not None:
        total = total + np.maximum(rest, 0)
    differs: Bools = known & (total != whole)
    return differs


_ALIKE = ("date", "care", "hospital_level", *AMOUNTS)
#: An odd number of 64 bits without pattern (2⁶⁴ divided by the golden ratio).
_MIX = np.uint64(0x9E37_79B9_7F4A_7C15)


def entered_twice(person: Ints, columns: Mapping[str, Ints]) -> Bools:
    """Which rows may be one bill entered twice: alike in person, date, care, hospital level and amounts."""
    mixed = person.astype(np.uint64)
    for name in _ALIKE:
        mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX + columns[name].astype(np.uint64)
    encoded = pc.dictionary_encode(arrow.numbers(mixed))
    places = arrow.values(encoded.indices)
    candidates = np.flatnonzero((np.bincount(places) > 1)[places])
    found = np.zeros(len(person), np.bool_)
    if len(candidates):
        rows = np.stack([person[candidates], *(columns[name][candidates] for name in _ALIKE)], axis=1)
        _, at, times = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
        found[candidates[times[at.ravel()] > 1]] = True
    return found
