"""Cut a text into known words: the fewest words that leave the least unknown, longer words first.

A dictionary and shortest path, as jieba does it; jieba itself is not used because importing it reads its model of
unknown words (0.4 s where no compiled files may be written), which this small dictionary does not need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.diseases.lexicon import Lexicon, Word

_UNKNOWN_COST = 3
_CODE = re.compile(r"(?<![a-z0-9])([a-z]\d\d(?:\.\d{0,3}|\d{1,2}(?!\d))?)(?:x\d{2,3})?(?![a-z0-9])")
_BREAK = frozenset(",。;；!！?？:：\n")
_LETTERS = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Token:
    """A stretch of the text; `word` is None where it is unknown. `score` and `why` say how sure the reading is."""

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

    def has(self, role: str) -> bool:
        """Whether the word has this role."""
        return self.word is not None and role in self.word.roles

    @property
    def is_break(self) -> bool:
        """Whether it ends a clause."""
        return self.text in _BREAK

    @property
    def is_item(self) -> bool:
        """Whether it names or qualifies a disease."""
        return bool(self.signs) or (self.word is not None and self.word.names_disease)


def _edge_fits(text: str, start: int, end: int) -> bool:
    """A word of letters or digits must not be cut out of a longer one (sle in sleep, 2级 in 12级, ca in ca125)."""
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start:
        before = text[start - 1]
        if before.isascii() and (before.isalpha() if first.isalpha() else before.isdigit() or before == "."):
            return False
    if last.isascii() and last.isalnum() and end < len(text):
        after = text[end]
        if after.isascii() and after.isalnum():
            return last.isdigit() and after.isalpha()
    return True


def code_signs(code: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The signs of an ICD-10 code by its longest known prefix; None if the code is not known at all."""
    plain = code if "." in code or len(code) == 3 else f"{code[:3]}.{code[3:]}"
    for length in range(len(plain), 2, -1):
        if plain[:length].rstrip(".") in lexicon.codes:
            return lexicon.codes[plain[:length].rstrip(".")]
    return None


def segment(text: str, lexicon: Lexicon) -> list[Token]:
    """Cut the normalised text into tokens."""
    codes = {found.start(): found for found in _CODE.finditer(text)} if not text.isalpha() else {}
    phrases = {found.start(): found for found in lexicon.patterns.finditer(text)}
    size = len(text)
    cost = [0.0] * (size + 1)
    step = [1] * size
    for start in range(size - 1, -1, -1):
        best, length = _UNKNOWN_COST + cost[start + 1], 1
        for span in lexicon.lengths.get(text[start], ()):
            end = start + span
            if end <= size and text[start:end] in lexicon.words:
                price = 1 + cost[end]
                if price < best and _edge_fits(text, start, end):
                    best, length = price, span
        if start in codes:
            end = codes[start].end()
            if 0.5 + cost[end] < best:
                best, length = 0.5 + cost[end], end - start
        if start in phrases:
            end = phrases[start].end()
            if 1 + cost[end] < best:
                best, length = 1 + cost[end], end - start
        cost[start], step[start] = best, length
    return _tokens(text, step, {**phrases, **codes}, lexicon)


def _tokens(text: str, step: list[int], found: dict[int, re.Match[str]], lexicon: Lexicon) -> list[Token]:
    tokens: list[Token] = []
    place = clause = 0
    while place < len(text):
        end = place + step[place]
        piece = text[place:end]
        word = lexicon.words.get(piece)
        token = Token(place, end, piece, word, word.signs if word else (), clause=clause)
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
