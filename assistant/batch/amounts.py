"""Columns of amounts: text in yuan to whole fen and back, without a binary float in between."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from rules.door import LARGEST_AMOUNT
from rules.money import Bools, Ints

_YUAN = pa.decimal128(18, 2)
#: Characters of the largest amount with two decimals.
_LONGEST = 12


def to_fen(column: Any, empty: int, other: Callable[[str], tuple[int, int]]) -> tuple[Ints, Ints]:
    """A column of text as (fen, places of faults).

    Args:
        column: an Arrow string array.
        empty: the number of an empty cell.
        other: asked for each distinct cell that is not plain digits.
    """
    fen, plain = _plain(column)
    faults = np.zeros(len(fen), np.int64)
    odd = ~plain | (fen > LARGEST_AMOUNT * 100)
    if odd.any():
        rows = np.flatnonzero(odd)
        encoded = pc.dictionary_encode(arrow.some(column, rows))
        found = [other(text) if text.strip() else (empty, 0) for text in encoded.dictionary.to_pylist()]
        numbers, places = np.array(found, np.int64).reshape(-1, 2).T
        numbers = np.where((numbers < 0) & (places == 0), empty, numbers)  # what clerks write for nothing
        at = arrow.values(encoded.indices)
        fen[rows], faults[rows] = numbers[at], places[at]
    return fen, faults


def _plain(column: Any) -> tuple[Ints, Bools]:
    """Cells that are digits, or digits, a dot and one or two digits, as fen; and which cells are that.

    Read for all cells together, one character of each after the other; cells that are too long are not read at all.
    """
    ends, data = arrow.buffers(column)
    begins, lengths = ends[:-1].astype(np.int64), np.diff(ends)
    plain: Bools = (lengths > 0) & (lengths <= _LONGEST)
    fen = np.zeros(len(lengths), np.int64)
    since_dot = np.full(len(lengths), -1, np.int64)
    for place in range(int(np.where(plain, lengths, 0).max(initial=0))):
        inside = lengths > place
        character = np.take(data, begins + place, mode="clip")
        digit = character - np.uint8(ord("0"))  # what is no digit is above 9, for a byte never is negative
        is_digit = (digit <= 9) & inside
        is_dot = (character == ord(".")) & inside
        fen = np.where(is_digit, fen * 10 + digit, fen)
        if place:
            since_dot += is_digit & (since_dot >= 0)
            is_dot &= since_dot < 0
            since_dot += is_dot
            plain &= is_digit | is_dot | ~inside
        else:
            plain &= is_digit
    plain &= (since_dot != 0) & (since_dot <= 2)
    return np.where(plain, fen * np.where(since_dot == 1, 10, np.where(since_dot == 2, 1, 100)), 0), plain


def to_yuan(fen: Ints, given: Bools | None = None) -> Any:
    """Whole fen as an Arrow decimal column with two places; null where not ``given``."""
    whole = np.empty((len(fen), 2), np.int64)
    whole[:, 0] = fen
    np.right_shift(fen, 63, out=whole[:, 1])
    there = None if given is None else arrow.bitmap(given)
    return pa.Array.from_buffers(_YUAN, len(fen), [there, pa.py_buffer(whole)])
