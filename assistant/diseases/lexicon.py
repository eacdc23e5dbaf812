"""The words the matcher knows, ready to be looked up: names, organs, words for tumours, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from assistant.diseases.cutter import Cutter
from assistant.diseases.normalise import spelling
from knowledge.names import Sign, Vocabulary, vocabulary
from knowledge.place_names import place_names

#: Roles of words.yaml that decide the reading of a sentence; the rest is `plain`.
UNLISTED, SUFFIX, PLAIN = "unlisted", "suffix", "plain"

#: Either spelling is common, so a name written with one is known with the other.
_VARIANTS = (("梗死", "梗塞"), ("综合征", "综合症"), ("食管", "食道"), ("综合征", "症候群"))
_HAN = re.compile(r"[一-鿿]+")


@dataclass(slots=True)
class Word:
    """What a word can be: signs it states, the organ or tumour it names, and its roles in a sentence."""

    text: str
    signs: tuple[str, ...] = ()
    organ: str | None = None
    tumour: str | None = None
    roles: frozenset[str] = frozenset()

    @property
    def names_disease(self) -> bool:
        """Whether the word is a disease (listed or not), a part of one, or qualifies one."""
        return bool(self.signs or self.organ or self.tumour) or UNLISTED in self.roles


@dataclass(slots=True)
class Lexicon:
    """All words by spelling, and what cuts a text into them."""

    words: dict[str, Word] = field(default_factory=dict)
    cutter: Cutter = field(default_factory=lambda: Cutter(()))
    signs: dict[str, Sign] = field(default_factory=dict)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: re.Pattern[str] = _HAN

    def is_name(self, word: Word) -> bool:
        """Whether the word alone names a disease: a sign with rules of its own, or one on no list."""
        return UNLISTED in word.roles or any(self.signs[key].rules for key in word.signs)


def _add(
    words: dict[str, Word],
    name: str,
    *,
    sign: str | None = None,
    organ: str | None = None,
    tumour: str | None = None,
    role: str | None = None,
) -> None:
    _add_spelt(words, spelling(name), sign=sign, organ=organ, tumour=tumour, role=role)


def _add_spelt(
    words: dict[str, Word],
    text: str,
    *,
    sign: str | None = None,
    organ: str | None = None,
    tumour: str | None = None,
    role: str | None = None,
) -> None:
    """As ``_add``, for what is spelt as it is searched."""
    word = words.setdefault(text, Word(text))
    if sign and sign not in word.signs:
        word.signs = (*word.signs, sign)
    word.organ = word.organ or organ
    word.tumour = word.tumour or tumour
    if role:
        word.roles |= {role}


def _with_variants(name: str) -> Iterator[str]:
    yield name
    for one, other in _VARIANTS:
        if one in name:
            yield name.replace(one, other)
        elif other in name:
            yield name.replace(other, one)


def _add_signs(words: dict[str, Word], signs: Iterable[Sign]) -> None:
    for sign in signs:
        for name in sign.names:
            for variant in _with_variants(name):
                _add(words, variant, sign=sign.key, role=UNLISTED if sign.unlisted else None)


def _add_cancers(words: dict[str, Word], names: Vocabulary) -> None:
    for organ in names.organs:
        for name in organ.names:
            place = spelling(name)
            _add_spelt(words, place, organ=organ.sign)
            for tumour in ("癌", "恶性肿瘤", "ca"):
                _add_spelt(words, place + tumour, sign=organ.sign)
            kind = "nsclc" if organ.sign == "lung_cancer" else organ.sign
            for tumour in ("腺癌", "鳞癌"):
                _add_spelt(words, place + tumour, sign=kind)
    for kind, tumours in names.tumours.items():
        for name in tumours:
            _add(words, name, tumour=kind)


@cache
def lexicon() -> Lexicon:
    """Build the lexicon once."""
    names = vocabulary()
    words: dict[str, Word] = {}
    _add_signs(words, names.signs)
    _add_cancers(words, names)
    for name in names.unlisted.names:
        for variant in _with_variants(name):
            if not words.get(spelling(variant), Word("")).signs:
                _add(words, variant, role=UNLISTED)
    for name in names.unlisted.suffixes:
        _add(words, name, role=SUFFIX)
    for role, listed in names.words.items():
        for name in listed:
            _add(words, name, role=role)
    for name in place_names():
        _add(words, name, role=PLAIN)  # a town's name is no slip for a disease of a like sound
    for negation in names.words["negations"]:
        for finding in names.words["findings"]:
            _add(words, negation + finding, role="deny_before")
    codes: dict[str, tuple[str, ...]] = dict.fromkeys(names.unlisted.icd, ())
    for sign in names.signs:
        for code in sign.icd:
            codes[code] = (*codes.get(code, ()), sign.key)
    return Lexicon(
        words,
        Cutter(words),
        {sign.key: sign for sign in names.signs},
        codes,
        re.compile("|".join(f"(?P<{sign.key}>{sign.pattern})" for sign in names.signs if sign.pattern)),
    )


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in the text."""
    return _HAN.search(text) is not None


def is_han(text: str) -> bool:
    """Whether the text is Chinese characters and nothing else."""
    return _HAN.fullmatch(text) is not None
