"""How a name sounds: syllables without tones, and what the dialects of the south-west do not tell apart."""

from __future__ import annotations

from functools import cache

from knowledge.names import syllables

_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def fold(syllable: str) -> str:
    """The syllable as heard without retroflex initials, n against l, and -ng against -n."""
    for spelt, heard in _FOLDS:
        if syllable.startswith(spelt):
            syllable = heard + syllable[2:]
    if syllable.startswith("n") and len(syllable) > 1:
        syllable = "l" + syllable[1:]
    return syllable.removesuffix("g") if syllable.endswith("ng") else syllable


@cache
def _codes() -> tuple[dict[int, str], dict[int, str]]:
    """Translation tables: every character to one code for its syllable, strict and folded."""
    strict: dict[int, str] = {}
    folded: dict[int, str] = {}
    numbers: dict[str, int] = {}
    readings = syllables()
    heard = {syllable: "~" + fold(syllable) for syllable in set(readings.values())}
    for character, syllable in readings.items():
        strict[ord(character)] = chr(0xE000 + numbers.setdefault(syllable, len(numbers)))
        folded[ord(character)] = chr(0xE000 + numbers.setdefault(heard[syllable], len(numbers)))
    return strict, folded


def sound(text: str) -> str:
    """One code a character, equal for the same syllable; a slice of it is the sound of the slice."""
    return text.translate(_codes()[0])


def dialect_sound(text: str) -> str:
    """As `sound`, with the folded syllables."""
    return text.translate(_codes()[1])


def letters(text: str) -> str | None:
    """The pinyin of the text in letters (digits stay), or None where a character has no reading here."""
    spelt = text.translate(_spelt())
    return spelt if spelt.isascii() and spelt.isalnum() else None


@cache
def _spelt() -> dict[int, str]:
    return {ord(character): syllable for character, syllable in syllables().items()}


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable there is."""
    return frozenset(syllables().values())
