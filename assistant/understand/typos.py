"""Repairs words of our field that were typed by sound: 住元, 转怎, 政测范围内.

A word counts as mistyped if it sounds the same (n/ng, z/zh, l/n taken as one, as southern speakers type) and keeps at
least half of its characters. Only words of `typos.yaml` are repaired, so ordinary text stays as it is.
"""

import re
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "typos.yaml"


def repair(text: str) -> str:
    """`text` with mistyped words of our field put right; the length stays."""
    if text.isascii():
        return text
    words = _words()
    right = {at for match in _right().finditer(text) for at in range(match.start(), match.end())}
    chars = list(text)
    place = 0
    while place < len(text) - 1:
        step = 1
        for word, sounds in words.get(text[place], ()):
            if right.isdisjoint(range(place, place + len(word))) and _heard(text, place, word, sounds):
                chars[place : place + len(word)] = word
                step = len(word)
                break
        place += step
    return "".join(chars)


def _heard(text: str, place: int, word: str, sounds: tuple[frozenset[str], ...]) -> bool:
    part = text[place : place + len(word)]
    if len(part) < len(word) or part == word:
        return False
    same = sum(a == b for a, b in zip(part, word, strict=True))
    return same * 2 >= len(word) and all(_sounds(char) & want for char, want in zip(part, sounds, strict=True))


@lru_cache(maxsize=8192)
def _sounds(char: str) -> frozenset[str]:
    """How a character may sound, in southern spelling; empty for what is no Chinese character."""
    if not "一" <= char <= "鿿":
        return frozenset()
    from pypinyin import Style, pinyin

    return frozenset(_southern(sound) for sound in pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _southern(sound: str) -> str:
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if sound.startswith(long):
            sound = short + sound[2:]
    if sound.startswith("l"):
        sound = "n" + sound[1:]
    return sound[:-1] if sound.endswith("ng") else sound


@cache
def _right() -> re.Pattern[str]:
    """Words that stand as they should; none of their characters is changed."""
    data = read_yaml(_FILE)
    return re.compile("|".join(sorted(map(re.escape, [*data["words"], *data["keep"]]), key=len, reverse=True)))


@cache
def _words() -> dict[str, list[tuple[str, tuple[frozenset[str], ...]]]]:
    """Words by every character that may stand in their first place."""
    by_first: defaultdict[str, list[tuple[str, tuple[frozenset[str], ...]]]] = defaultdict(list)
    homophones = _homophones()
    for word in sorted(read_yaml(_FILE)["words"], key=len, reverse=True):
        sounds = tuple(_sounds(char) for char in word)
        for char in sorted({other for sound in sounds[0] for other in homophones[sound]} | {word[0]}):
            by_first[char].append((word, sounds))
    return dict(by_first)


@cache
def _homophones() -> dict[str, list[str]]:
    """Common characters by sound. Rare ones are left out: nobody types them by mistake."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xD8):  # the first level of GB 2312, 3755 characters in daily use
        for low in range(0xA1, 0xFF):
            try:
                char = bytes((high, low)).decode("gb2312")
            except UnicodeDecodeError:
                continue
            for sound in _sounds(char):
                found[sound].append(char)
    return found
