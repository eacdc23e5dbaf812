"""A printed text as pieces in order: words, figures, colons, and what parts them; every piece with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from assistant.understand.printed import narrow

_DATE = (
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}(?!\d)(?: ?日)?"
    r"(?:[ T]{1,2}\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
)
#: Digits with what a scan or a keyboard puts between them; a blank only where three digits, a point or a comma follow.
_FIGURE = r"-?\d(?:[\d,.]|(?<=\d) (?=\d{3}(?![\d]))|(?<=[,.]) (?=\d)|(?<=\d) (?=[,.]\d))*"
_COUNTED = r"[型次床级岁天个人种项周号度期楼层例份张页年月笔回趟]"
_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?![\d.])"
#: With its sign before it and its unit behind; letters stuck to it make it unclear as a whole.
_AMOUNT = (
    rf"(?:(?:¥|RMB|CNY) ?)?{_FIGURE}(?! ?{_COUNTED}|[)、])(?: ?(?:万元|万|千元|元|圆)整?|[A-Za-z%][A-Za-z0-9_.%]*)?"
)
_PIECE = re.compile(
    r"(?P<line>\r\n|[\r\n])"
    r"|(?P<break>[\t|│;。，；【】]|,(?!\d)|[ ]{2,}|(?:\.{3,}|…+|_{2,}|—{2,}|={3,}|-{3,})|[\"{}])"
    r"|(?P<gap> )"
    r"|(?P<colon>[:=])"
    rf"|(?P<value>(?<![A-Za-z0-9])(?<![A-Za-z0-9][_.])(?:{_DATE}|{_TIME}|[(](?:¥ ?)?{_FIGURE}[)]|{_AMOUNT}))"
    r"|(?P<text>[A-Za-z_][A-Za-z0-9_.]*|[^\s\dA-Za-z_:=\t|│;。，；【】,\".…—{}]+|.)"
)
#: A figure that begins a list's item (1.胃癌) or counts something (2型) is part of the words.
_LISTED = re.compile(rf"\d{{1,2}}(?:[、.)](?=[^\d\s])| ?{_COUNTED})[^\s:=\t|│;。，；【】,\"]*")

Kind = Literal["line", "break", "gap", "colon", "value", "text"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text: what it is, as printed, and where."""

    kind: Kind
    text: str
    start: int
    end: int


def pieces(text: str) -> Iterator[Piece]:
    """All pieces, first to last; together they are the text. Linear in its length."""
    plain = narrow(text)
    at = 0
    while at < len(plain):
        listed = _LISTED.match(plain, at) if plain[at].isdigit() and (at == 0 or not plain[at - 1].isdigit()) else None
        match = listed or _PIECE.match(plain, at)
        assert match is not None  # the last alternative takes any character
        kind = "text" if listed else match.lastgroup
        end = match.end()
        value = match["value"] if not listed else None
        if value is not None:
            end = at + len(value.rstrip(" ,."))
        yield Piece(kind, text[at:end], at, end)  # type: ignore[arg-type]  # the groups bear the kinds' names
        at = end


def lines(found: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces line by line, without the ends of lines; empty lines stay."""
    parted: list[list[Piece]] = [[]]
    for is_line, group in groupby(found, key=lambda piece: piece.kind == "line"):
        if is_line:
            parted += [[] for _ in group]
        else:
            parted[-1] += group
    return parted
