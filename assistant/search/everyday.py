"""How near a question comes to the everyday questions that each paragraph answers (`asked/*.yaml`).

A person's words seldom stand in the documents, but they stand in what other people ask. A question is compared with
every example by its single characters, pairs of characters and features; rare ones count more (cosine of tf-idf).
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.yamlfile import read_yaml

from .question import GENERIC, Question, read_question

_Weights = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]

_FOLDER = Path(__file__).parent
#: What a single character, a pair of characters and a feature weigh; features that any question may have weigh less,
#: those that say what is wanted (how much, who decides) more.
_CHARACTER, _PAIR, _FEATURE, _GENERIC_FEATURE, _WANTED = 0.8, 1.0, 1.5, 1.05, 2.0
#: How far long examples are discounted, and what the second and third nearest example of a theme add.
_LENGTH, _NEXT = 0.8, (1.0, 0.6, 0.4)


@dataclass(frozen=True, slots=True)
class Theme:
    """Everyday questions with one answer: the words of the paragraphs that give it; None if no document does."""

    answers: re.Pattern[str] | None
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everyday:
    """The examples: for every trait how rare it is and which examples have it, how heavily; each theme's examples."""

    rarity: dict[str, float]
    postings: dict[str, tuple[_Places, _Weights]]
    places: _Places

    def nearness(self, question: Question) -> _Weights:
        """For every theme, how near the question comes to its three nearest examples; 0 if to none."""
        near = np.zeros(int(self.places.max()) + 1)
        length = 0.0
        for trait, weight in _traits(question).items():
            if trait in self.rarity:
                weighed = weight * self.rarity[trait]
                length += weighed * weighed
                examples, heavy = self.postings[trait]
                near[examples] += weighed * heavy
        best = np.sort(near[self.places] / (math.sqrt(length) or 1.0), axis=1)[:, : -len(_NEXT) - 1 : -1]
        nearness: _Weights = best @ np.array(_NEXT)
        return nearness


@cache
def themes() -> tuple[Theme, ...]:
    """All themes: those that the documents answer, then those that none does."""
    answered: list[Theme] = []
    elsewhere: list[Theme] = []
    for path in sorted((_FOLDER / "asked").glob("*.yaml")):
        data = read_yaml(path)
        elsewhere += [Theme(None, _lines(asks)) for asks in data.get("elsewhere", {}).values()]
        for row in data.get("themes", ()):
            answered.append(Theme(re.compile(row["answers"], re.MULTILINE), _lines(row["asks"])))
    return (*answered, *elsewhere)


@cache
def everyday() -> Everyday:
    """The examples ready for comparison; built once."""
    examples = [_traits(read_question(ask)) for theme in themes() for ask in theme.asks]
    seen = Counter(trait for traits in examples for trait in traits)
    rarity = {trait: math.log(1 + len(examples) / times) for trait, times in seen.items()}
    having: dict[str, list[tuple[int, float]]] = {trait: [] for trait in seen}
    for at, traits in enumerate(examples):
        length = math.sqrt(sum((weight * rarity[trait]) ** 2 for trait, weight in traits.items()))
        for trait, weight in traits.items():
            having[trait].append((at, weight * rarity[trait] / length**_LENGTH))
    postings = {
        trait: (np.array([at for at, _ in pairs]), np.array([heavy for _, heavy in pairs]))
        for trait, pairs in having.items()
    }
    # Rows of equal length: beyond a theme's own examples stands a place that no question comes near.
    places = np.full((len(themes()), max(len(_NEXT), *(len(theme.asks) for theme in themes()))), len(examples))
    first = 0
    for row, theme in enumerate(themes()):
        places[row, : len(theme.asks)] = np.arange(first, first + len(theme.asks))
        first += len(theme.asks)
    return Everyday(rarity, postings, places)


def plain_words(text: str) -> str:
    """The question in one form of its everyday words: 娃儿得了癌，能不能报 becomes 孩子得癌能报."""
    for said, same in _spoken()[0]:
        text = said.sub(same, text)
    return text


def _traits(question: Question) -> dict[str, float]:
    """What a question is compared by: its characters, pairs of characters and features, with their weights."""
    text, features = question.meant, question.features
    _, person, (how_much, matters, still) = _spoken()
    if features & how_much and (not features & matters or (features & still and features & matters == {"included"})):
        text = person.sub("户", text)
        features = frozenset(one for one in features if not one.startswith("is_")) - _PERSONAL | {"identity"}
    words = plain_words(text)
    traits = dict.fromkeys(words, _CHARACTER)
    traits.update((words[i : i + 2], _PAIR) for i in range(len(words) - 1))
    for one in sorted(features):
        traits[f"={one}"] = _WANTED if one in how_much else _GENERIC_FEATURE if one in GENERIC else _FEATURE
    return traits


#: Features that only say for whom a question is asked.
_PERSONAL = frozenset({"other_identity", "illness_poverty"})


@cache
def _spoken() -> tuple[
    tuple[tuple[re.Pattern[str], str], ...], re.Pattern[str], tuple[frozenset[str], frozenset[str], frozenset[str]]
]:
    data: dict[str, Any] = read_yaml(_FOLDER / "spoken.yaml")
    sets = (frozenset(data[name]) for name in ("how_much", "person_matters", "still_how_much"))
    how_much, matters, still = sets
    same = tuple((re.compile(row["said"]), row["as"]) for row in data["same"])
    return same, re.compile(data["person"]), (how_much, matters, still)


def _lines(asks: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in asks.splitlines() if line.strip())
