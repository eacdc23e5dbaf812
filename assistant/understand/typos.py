"""Repairs words of our field that were typed by sound: 住元, 转怎, 政测范围内.

A word counts as mistyped if it sounds the same (n/ng, z/zh, l/n taken as one, as southern speakers type) and keeps at
least half of its characters. Only words of `typos.yaml` are repaired, so ordinary text stays as it is.
"""

import re
from functools import cache
from pathlib import Path

from assistant.diseases.sound import dialect_sound
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "typos.yaml"


def repair(text: str) -> str:
    """`text` with mistyped words of our field put right; the length stays."""
    if text.isascii():
        return text
    for slip, right in _slips().items():
        text = text.replace(slip, right)
    words, lengths = _words()
    heard = dialect_sound(text)
    stands = {at for match in _right().finditer(text) for at in range(match.start(), match.end())}
    chars = list(text)
    place = 0
    while place < len(text) - 1:
        step = 1
        for length in lengths:
            word = words.get(heard[place : place + length])
            if word and stands.isdisjoint(range(place, place + length)) and _keeps(text[place : place + length], word):
                chars[place : place + length] = word
                step = length
                break
        place += step
    return "".join(chars)


def _keeps(part: str, word: str) -> bool:
    """Whether at least half of the characters are the word's own; Latin letters are no slip of the ear."""
    return part != word and sum(a == b for a, b in zip(part, word, strict=True)) * 2 >= len(word)


@cache
def _right() -> re.Pattern[str]:
    """Words that stand as they should; none of their characters is changed."""
    data = read_yaml(_FILE)
    return re.compile("|".join(sorted(map(re.escape, [*data["words"], *data["keep"]]), key=len, reverse=True)))


@cache
def _slips() -> dict[str, str]:
    slips: dict[str, str] = read_yaml(_FILE)["slips"]
    return slips


@cache
def _words() -> tuple[dict[str, str], tuple[int, ...]]:
    """Words by their sound, and their lengths, longest first."""
    words: list[str] = read_yaml(_FILE)["words"]
    return {dialect_sound(word): word for word in words}, tuple(sorted({len(w) for w in words}, reverse=True))
