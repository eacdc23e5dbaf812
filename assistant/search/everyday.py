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

import numpy as np
import numpy.typing as npt

from assistant.search.question import Question, features_of, meaning
from assistant.search.traits import plain_words, traits
from knowledge.yamlfile import read_yaml

_Weights = npt.NDArray[np.float64]
_Places = npt.NDArray[np.intp]

_FOLDER = Path(__file__).parent
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
    answered: npt.NDArray[np.bool_]
    """Of the themes, those that the documents answer."""
    characters: frozenset[str]
    """Those of the examples that the documents answer."""

    def nearness(self, question: Question) -> _Weights:
        """For every theme, how near the question comes to its three nearest examples; 0 if to none.

        Other matters are near only if the sentences that ask are: what is only told makes no other matter of it.
        """
        near = self._near(question.meant, question.features)
        if question.asks != question.meant:
            asked = self._near(question.asks, features_of(question.asks))
            near = np.where(self.answered, near, np.minimum(near, asked))
        return near

    def _near(self, meant: str, features: frozenset[str]) -> _Weights:
        near = np.zeros(int(self.places.max()) + 1)
        length = 0.0
        for trait, weight in traits(meant, features).items():
            if trait in self.rarity:
                weighed = weight * self.rarity[trait]
                length += weighed * weighed
                examples, heavy = self.postings[trait]
                near[examples] += weighed * heavy
        best = np.sort(np.partition(near[self.places], -len(_NEXT), axis=1)[:, -len(_NEXT) :], axis=1)
        nearness: _Weights = best[:, ::-1] @ np.array(_NEXT) / (math.sqrt(length) or 1.0)
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
    meant = [[meaning(ask) for ask in theme.asks] for theme in themes()]
    examples = [traits(ask, features_of(ask)) for asks in meant for ask in asks]
    seen = Counter(trait for example in examples for trait in example)
    rarity = {trait: math.log(1 + len(examples) / times) for trait, times in seen.items()}
    having: dict[str, list[tuple[int, float]]] = {trait: [] for trait in seen}
    for at, example in enumerate(examples):
        length = math.sqrt(sum((weight * rarity[trait]) ** 2 for trait, weight in example.items()))
        for trait, weight in example.items():
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
    answered = np.array([theme.answers is not None for theme in themes()])
    known = (plain_words(ask) for theme, asks in zip(themes(), meant, strict=True) if theme.answers for ask in asks)
    return Everyday(rarity, postings, places, answered, frozenset("".join(known)))


def _lines(asks: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in asks.splitlines() if line.strip())
