"""What two questions are compared by: characters and pairs of characters in one form of words, and features."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.search.question import GENERIC
from knowledge.yamlfile import read_yaml

#: What a single character, a pair of characters and a feature weigh; features that any question may have weigh less,
#: those that say what is wanted (how much, who decides) more.
_CHARACTER, _PAIR, _FEATURE, _GENERIC_FEATURE, _WANTED = 0.8, 1.0, 1.5, 1.05, 2.0
#: Features that only say for whom a question is asked.
_PERSONAL = frozenset({"other_identity", "illness_poverty"})
_SPOKEN = Path(__file__).parent / "spoken.yaml"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """`spoken.yaml`: words to bring to one form, words for persons, and the features that say if these matter."""

    same: tuple[tuple[re.Pattern[str], str], ...]
    person: re.Pattern[str]
    how_much: frozenset[str]
    person_matters: frozenset[str]
    still_how_much: frozenset[str]


def plain_words(meant: str) -> str:
    """The question in one form of its everyday words: 娃儿得了癌，能不能报 becomes 孩子得癌能报."""
    for said, same in _spoken().same:
        meant = said.sub(same, meant)
    return meant


def traits(meant: str, features: frozenset[str]) -> dict[str, float]:
    """The traits of a question (`Question.meant`, `Question.features`) with their weights."""
    spoken = _spoken()
    matters = features & spoken.person_matters
    if features & spoken.how_much and (not matters or (matters == {"included"} and features & spoken.still_how_much)):
        meant = spoken.person.sub("户", meant)
        features = frozenset(one for one in features if not one.startswith("is_")) - _PERSONAL | {"identity"}
    words = plain_words(meant)
    found = dict.fromkeys(words, _CHARACTER)
    found.update((words[i : i + 2], _PAIR) for i in range(len(words) - 1))
    for one in sorted(features):
        found[f"={one}"] = _WANTED if one in spoken.how_much else _GENERIC_FEATURE if one in GENERIC else _FEATURE
    return found


@cache
def _spoken() -> _Spoken:
    data = read_yaml(_SPOKEN)
    return _Spoken(
        tuple((re.compile(row["said"]), row["as"]) for row in data["same"]),
        re.compile(data["person"]),
        frozenset(data["how_much"]),
        frozenset(data["person_matters"]),
        frozenset(data["still_how_much"]),
    )
