"""Repairs words of our field that were typed by sound: 住元, 转怎, 政测范围内.

A word counts as mistyped if it sounds the same (n/ng, z/zh, l/n taken as one, as southern speakers type) and keeps at
least half of its characters. Only words of `typos.yaml` and the names of the documents' places are repaired, so that
ordinary text stays as it is.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

from assistant.diseases.sound import dialect_sound
from knowledge import glossary, library
from knowledge.gazetteer import named_places
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

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
    words, _ = _words()
    alike = [place.name for place in named_places() if dialect_sound(place.name) in words]
    right = {*words.values(), *alike, *data["keep"]}
    return re.compile("|".join(sorted(map(re.escape, right), key=len, reverse=True)))


@cache
def _slips() -> dict[str, str]:
    """Slips that do not sound alike: those of our field, and single characters of a place's name."""
    slips: dict[str, str] = dict(read_yaml(_FILE)["slips"])
    for policy in policy_ids():
        for right, typed in glossary.words(policy).mistyped.items():
            for name in _county(policy):
                slips |= {name.replace(right, wrong): name for wrong in typed if right in name}
    return slips


def _county(policy: str) -> tuple[str, ...]:
    """The shortest usual name of the document's county or city; a province is too wide to be guessed at."""
    area = library.facts(policy).area
    return area.names[:1] if len(area.code) > 2 else ()


@cache
def _words() -> tuple[dict[str, str], tuple[int, ...]]:
    """Words by their sound, and their lengths, longest first; of two places of one sound neither is guessed."""
    words: list[str] = read_yaml(_FILE)["words"]
    by_sound = {dialect_sound(word): word for word in words}
    names = [name for policy in policy_ids() for name in _county(policy)]
    sounds = Counter(dialect_sound(name) for name in dict.fromkeys(names))
    by_sound |= {sound: name for name in names if sounds[sound := dialect_sound(name)] == 1 and sound not in by_sound}
    return by_sound, tuple(sorted({len(word) for word in by_sound.values()}, reverse=True))
