"""Cut a text into known words: the fewest words that leave the least unknown, longer words first.

jieba's word graph over a small dictionary of our own (:mod:`assistant.diseases.cutter`), with two things it cannot
know: codes, and ways of saying that are patterns rather than words.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from assistant.diseases.lexicon import Lexicon, Word
from knowledge.names import vocabulary

#: A code is surer than a word, a way of saying as good as one.
_CODE_COST, _PHRASE_COST = 0.5, 1.0
_CODE = re.compile(r"(?<![a-z0-9])([a-z]\d\d(?:\.\d{0,3}|\d{1,2}(?!\d))?)(?:x\d{2,3})?(?![a-z0-9])")
_BREAK = frozenset(",。;；!！?？:：\n")
_BRACKETS = frozenset("()[]【】“”\"' ")


@dataclass(slots=True)
class Token:
    """A stretch of the text; ``word`` is None where it is unknown. ``score`` and ``why`` say how sure the reading is.

    ``denied`` is told of every disease that the text does not state; ``doubted`` of those that it holds possible.
    """

    start: int
    end: int
    text: str
    word: Word | None = None
    signs: tuple[str, ...] = ()
    denied: bool = False
    doubted: bool = False
    score: float = 1.0
    why: str = "原文"
    clause: int = 0
    person: str | None = None
    #: The sign of a cancer of the part of the body that is named, and of the part in which something was found.
    organ: str | None = None
    found_in: str | None = None
    #: The kind of tumour, where organ and tumour were joined.
    head: str | None = None
    #: Whether the text tells what became of it (老慢支拖成肺心病).
    became: bool = False
    #: Whether a blank was typed before it.
    gap: bool = False

    def has(self, role: str) -> bool:
        """Whether the word has this role."""
        return self.word is not None and role in self.word.roles

    @property
    def is_break(self) -> bool:
        """Whether it ends a clause."""
        return self.text in _BREAK

    @property
    def is_bracket(self) -> bool:
        """Whether it only sets other words off."""
        return self.text in _BRACKETS

    @property
    def ends_with_finding(self) -> bool:
        """Whether it is the name of something found of which nobody knows yet what it is (乳腺包块)."""
        return self.text.endswith(findings())

    @property
    def is_item(self) -> bool:
        """Whether it names or qualifies a disease."""
        return bool(self.signs) or (self.word is not None and self.word.names_disease)


@cache
def _units() -> frozenset[str]:
    return frozenset(vocabulary().words["units"])


_GRADE = re.compile(r"\d[a-c]?[级期型]")


def _edge_fits(text: str, start: int, end: int) -> bool:
    """A word of letters or digits must not be cut out of a longer one (sle in sleep, 2级 in 12级, ca in ca125); a grade
    may stand right behind it (htn3级).
    """
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start:
        before = text[start - 1]
        if before.isascii() and (before.isalpha() if first.isalpha() else before.isdigit() or before == "."):
            return False
        if before.isdigit() and text[start:end] in _units():
            return False
    if last.isascii() and last.isalnum() and end < len(text):
        after = text[end]
        if after.isascii() and after.isalnum():
            return after.isalpha() if last.isdigit() else _GRADE.match(text, end) is not None
    return True


def code_signs(code: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The signs of an ICD-10 code by its longest known prefix; None if the code is not known at all."""
    plain = code if "." in code or len(code) == 3 else f"{code[:3]}.{code[3:]}"
    for length in range(len(plain), 2, -1):
        if plain[:length].rstrip(".") in lexicon.codes:
            return lexicon.codes[plain[:length].rstrip(".")]
    return None


@cache
def findings() -> tuple[str, ...]:
    """How the names of what is found in an organ end."""
    return vocabulary().words["found_there"]


def segment(text: str, lexicon: Lexicon, gaps: Collection[int] = ()) -> list[Token]:
    """Cut the normalised text into tokens; ``gaps`` are the places before which a blank was typed."""
    codes = {found.start(): found for found in _CODE.finditer(text)} if not text.isalpha() else {}
    phrases = {found.start(): found for found in lexicon.patterns.finditer(text)}
    special = {start: (found.end(), _PHRASE_COST) for start, found in phrases.items()}
    special |= {start: (found.end(), _CODE_COST) for start, found in codes.items()}
    step = lexicon.cutter.cheapest(text, _edge_fits, special)
    return _tokens(text, step, {**phrases, **codes}, lexicon, gaps)


def _tokens(
    text: str, step: list[int], found: dict[int, re.Match[str]], lexicon: Lexicon, gaps: Collection[int]
) -> list[Token]:
    tokens: list[Token] = []
    place = clause = 0
    while place < len(text):
        end = place + step[place]
        piece = text[place:end]
        word = lexicon.words.get(piece)
        token = Token(place, end, piece, word, word.signs if word else (), clause=clause)
        token.organ = word.organ if word else None
        token.gap = place in gaps
        special = found.get(place)
        if special and end == special.end() and word is None:
            if special.re is _CODE:
                token.signs, token.why = code_signs(special[1], lexicon) or (), "ICD-10 编码"
            else:
                token.signs = (str(special.lastgroup),)
            token.word = Word(piece, token.signs)
        if token.is_break:
            clause += 1
        tokens.append(token)
        place = end
    return tokens
