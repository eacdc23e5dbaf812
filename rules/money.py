"""Money as whole fen, shares as whole basis points; rounding half up, once, at the step that makes the amount."""

from decimal import Decimal
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: A column of whole fen (or, where said, of basis points, codes or ordinals).
Ints: TypeAlias = NDArray[np.int64]
#: A column of truth values.
Bools: TypeAlias = NDArray[np.bool_]

#: Basis points in a whole: 100% is 10,000.
WHOLE = 10_000
# As columns of no dimension: with plain numbers every operation on a short column would take twice as long.
_WHOLE = np.array(WHOLE, np.int64)
_HALF = np.array(WHOLE // 2, np.int64)


def to_yuan(fen: int) -> str:
    """Whole fen as yuan with two decimals: ``2400000`` → ``"24000.00"``."""
    if fen < 0:
        return f"-{to_yuan(-fen)}"
    digits = str(fen) if fen > 99 else f"{fen:03d}"
    return f"{digits[:-2]}.{digits[-2:]}"


def to_fen(yuan: Decimal) -> int:
    """Yuan with at most two decimals as whole fen.

    Raises:
        ValueError: the amount has a fraction of a fen.
    """
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise ValueError(f"{yuan} 元不是整分")
    return int(fen)


def share(amount: Ints, rate: Ints | int) -> Ints:
    """``amount × rate`` in whole fen, rounded half up; ``amount`` ≥ 0 in fen, ``rate`` in basis points."""
    rounded: Ints = (amount * rate + _HALF) // _WHOLE
    return rounded


def above(amount: Ints | int, line: Ints | int) -> Ints:
    """The part of ``amount`` above ``line``, never below 0 (fen)."""
    over: Ints = amount - np.minimum(amount, line)
    return over


def either(where: Bools, this: Ints | int, other: Ints | int) -> Ints:
    """``this`` where ``where`` holds, else ``other``: `np.where` for whole numbers, which over mixed rows takes thrice
    as long.
    """
    chosen: Ints = other + where * (this - other)
    return chosen
