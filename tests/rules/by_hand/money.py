"""Money in whole fen; shares are rounded half up to the fen, once."""

from decimal import Decimal
from fractions import Fraction


def yuan(amount: int) -> int:
    """A document's 元 in fen."""
    return amount * 100


def wan(amount: int) -> int:
    """A document's 万元 in fen."""
    return yuan(amount * 10_000)


def to_fen(amount: str | int) -> int:
    """An amount of a case (yuan) in fen."""
    return int(Decimal(str(amount)) * 100)


def printed(fen: int) -> str:
    """Fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def share(amount: int, percent: int | Fraction) -> int:
    """``percent`` of an amount (fen), rounded half up to the fen."""
    exact = Fraction(amount) * percent / 100
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
