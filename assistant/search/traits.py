"""What two questions are compared by: characters and runs of characters in one form of words, and features."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.search.named import named
from assistant.search.question import features_of, meaning
from knowledge.yamlfile import read_yaml

#: What a single character, a run of two and of three, and a feature weigh; features that any question may have weigh
#: less, those that say what is wanted (how much, who decides) more.
_CHARACTER, _PAIR, _THREE, _FEATURE, _GENERIC_FEATURE, _WANTED = 0.8, 1.0, 0.7, 1.5, 1.05, 2.0
_SPOKEN = Path(__file__).parent / "spoken.yaml"


@dataclass(frozen=True, slots=True)
class _Spoken:
    """``spoken.yaml``: words to bring to one form, words for persons, and the features that say if these matter."""

    same: tuple[tuple[re.Pattern[str], str], ...]
    person: re.Pattern[str]
    care: tuple[str, str]
    how_much: frozenset[str]
    person_matters: frozenset[str]
    still_how_much: frozenset[str]
    generic: frozenset[str]
    personal: frozenset[str]


def plain_words(meant: str) -> str:
    """The question in one form of its everyday words: 娃儿得了癌，能不能报 becomes 孩子得癌能报."""
    for said, same in _spoken().same:
        meant = said.sub(same, meant)
    return meant


def traits(meant: str) -> dict[str, float]:
    """The traits of a question in commoner words (``Question.meant``) with their weights; a feature begins with =."""
    spoken, features = _spoken(), features_of(meant)
    matters = features & spoken.person_matters
    if features & spoken.how_much and (not matters or (matters == {"included"} and features & spoken.still_how_much)):
        meant = spoken.person.sub("户", meant)
        features = frozenset(one for one in features if not one.startswith("is_")) - spoken.personal | {"identity"}
    words = plain_words(meant)
    found = dict.fromkeys(words, _CHARACTER)
    for length, weight in ((2, _PAIR), (3, _THREE)):
        found.update((words[i : i + length], weight) for i in range(len(words) - length + 1))
    for one in sorted(features):
        found[f"={one}"] = (
            _WANTED if one in spoken.how_much else _GENERIC_FEATURE if one in spoken.generic else _FEATURE
        )
    return found


def traits_of_example(ask: str) -> dict[str, float]:
    """The traits of an everyday question as it is written in the data."""
    return traits(meaning(named(ask.lower()).text))


def persons(meant: str) -> frozenset[str]:
    """The beginnings of the words for persons in a question, as they stand in documents: 低保 of 低保户."""
    return frozenset(found[0][:2] for found in _spoken().person.finditer(meant))


def care_asked(meant: str) -> tuple[str, str] | None:
    """The one kind of care that a question names, and the other one; None if it names both or neither."""
    one, other = _spoken().care
    if (one in meant) == (other in meant):
        return None
    return (one, other) if one in meant else (other, one)


@cache
def filler() -> re.Pattern[str]:
    """Words of a question that say nothing of its matter."""
    return re.compile(read_yaml(_SPOKEN)["filler"])


@cache
def _spoken() -> _Spoken:
    data = read_yaml(_SPOKEN)
    return _Spoken(
        tuple((re.compile(row["said"]), row["as"]) for row in data["same"]),
        re.compile(data["person"]),
        tuple(data["care"]),
        *(frozenset(data[name]) for name in ("how_much", "person_matters", "still_how_much", "generic", "personal")),
    )
