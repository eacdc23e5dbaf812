"""Reads a printed formula as arithmetic, so that its text can be held against the number beside it.

Numbers, shares (``82.5%``), ``+``, ``−``, ``×``, parentheses, ``max(…, …)`` and ``min(…, …)``; exact, rounded half up
to the fen once, at the end. Written without the calculator's code.
"""

import re
from fractions import Fraction
from math import floor

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?P<percent>%)?|(?P<word>max|min)(?=\()|(?P<mark>[()+−×,]))")


def fen(formula: str) -> int:
    """What the formula (yuan) gives, in whole fen. Raises ValueError where it is no arithmetic."""
    tokens = _tokens(formula)
    value = _sum(tokens)
    if tokens:
        raise ValueError(f"{formula!r}: nothing is expected at {tokens[0]!r}")
    return floor(value * 100 + Fraction(1, 2))


def _tokens(formula: str) -> list[str | Fraction]:
    tokens: list[str | Fraction] = []
    position = 0
    while position < len(formula.rstrip()):
        match = _TOKEN.match(formula, position)
        if match is None:
            raise ValueError(f"{formula!r}: no arithmetic at {formula[position:]!r}")
        position = match.end()
        if match["number"]:
            tokens.append(Fraction(match["number"]) / (100 if match["percent"] else 1))
        else:
            tokens.append(match["word"] or match["mark"])
    return tokens


def _sum(tokens: list[str | Fraction]) -> Fraction:
    value = _product(tokens)
    while tokens and tokens[0] in ("+", "−"):
        value = value + _product(tokens) if tokens.pop(0) == "+" else value - _product(tokens)
    return value


def _product(tokens: list[str | Fraction]) -> Fraction:
    value = _atom(tokens)
    while tokens and tokens[0] == "×":
        tokens.pop(0)
        value *= _atom(tokens)
    return value


def _atom(tokens: list[str | Fraction]) -> Fraction:
    if not tokens:
        raise ValueError("the formula ends too early")
    token = tokens.pop(0)
    if isinstance(token, Fraction):
        return token
    if token == "(":
        value = _sum(tokens)
        _expect(tokens, ")")
        return value
    if token in ("max", "min"):
        _expect(tokens, "(")
        first = _sum(tokens)
        _expect(tokens, ",")
        second = _sum(tokens)
        _expect(tokens, ")")
        return max(first, second) if token == "max" else min(first, second)
    raise ValueError(f"no number at {token!r}")


def _expect(tokens: list[str | Fraction], mark: str) -> None:
    if not tokens or tokens.pop(0) != mark:
        raise ValueError(f"{mark!r} is missing")
