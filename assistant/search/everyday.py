"""How near a question comes to the everyday questions of each theme, and which matter it is about.

A person's words seldom stand in the documents, but they stand in what other people ask. A question is compared with
every example by its characters, pairs of characters and features; rare ones count more (cosine of tf-idf).
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from assistant.search.asked import ELSEWHERE, Theme, asked
from assistant.search.learned import Examples, Floats, fingerprint, learned
from assistant.search.question import Question
from assistant.search.traits import traits, traits_of_example

#: How far long examples are discounted, and what the second and third nearest example of a theme add.
_LENGTH, _NEXT = 0.8, (1.0, 0.6, 0.4)
#: The longest run of characters that examples are compared by.
_RUN = 2

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Nearness:
    """A question beside the everyday questions. By theme: how near, and how much the matter of it is asked for."""

    near: Floats
    matter: Floats
    elsewhere: float
    """How much it is about what no document deals with, as far as the matter tells."""
    sure: float
    """How much it is about the one matter that fits best, of those that documents deal with."""
    near_elsewhere: float


@dataclass(frozen=True, slots=True)
class Everyday:
    """The examples: for every trait which examples have it, how heavily; the places of each theme's examples."""

    traits: dict[str, int]
    rarity: Floats
    starts: _Numbers
    examples: _Numbers
    weights: Floats
    places: _Numbers
    """Themes × their examples; beyond a theme's own stands a place that no question comes near."""
    matter: _Numbers
    """By theme the number of its matter; -1 if none was learned."""
    elsewhere: npt.NDArray[np.bool_]

    def compare(self, question: Question) -> Nearness:
        """The question beside all themes; of a long one the parts that ask count as much as the whole."""
        told = [question.meant] if question.asks == question.meant else [question.meant, question.asks]
        having = [traits(one) for one in told]
        near: Floats = np.mean([self._near(one) for one in having], axis=0)
        matters: Floats = np.mean([learned().matter(one) for one in having], axis=0)
        none = learned().matters.index(ELSEWHERE)
        asked_for = np.where(self.elsewhere | (self.matter < 0), 0.0, matters[self.matter])
        return Nearness(
            near=near,
            matter=asked_for,
            elsewhere=float(matters[none]),
            sure=float(np.delete(matters, none).max()),
            near_elsewhere=float(near[self.elsewhere].max(initial=0.0)),
        )

    def _near(self, having: dict[str, float]) -> Floats:
        near = np.zeros(int(self.places.max()) + 1)
        length = 0.0
        for trait, weight in having.items():
            number = self.traits.get(trait)
            if number is None or not _compared(trait):
                continue
            heavy = weight * float(self.rarity[number])
            length += heavy * heavy
            some = slice(self.starts[number], self.starts[number + 1])
            near[self.examples[some]] += heavy * self.weights[some]
        best = np.sort(np.partition(near[self.places], -len(_NEXT), axis=1)[:, -len(_NEXT) :], axis=1)
        nearness: Floats = best[:, ::-1] @ np.array(_NEXT) / (math.sqrt(length) or 1.0)
        return nearness


@cache
def everyday() -> Everyday:
    """The examples ready for comparison; built once."""
    themes, known = asked().themes, learned()
    numbers = dict(known.traits)
    blocks, first, places = [], 0, []
    for theme in themes:
        block = known.examples.get(fingerprint(theme)) or take_apart(theme, numbers)
        blocks.append(Examples(block.asks + first, block.traits, block.weights))
        places.append(range(first, first + len(theme.asks)))
        first += len(theme.asks)
    asks, having, weights = (np.concatenate([getattr(b, name) for b in blocks]) for name in Examples.__slots__)
    new = len(numbers) - len(known.rarity)
    rarity = np.concatenate([known.rarity, np.full(new, math.log(1 + first))])
    heavy = weights * rarity[having]
    lengths = np.sqrt(np.bincount(asks, weights=heavy * heavy, minlength=first))
    order = np.argsort(having, kind="stable")
    return Everyday(
        traits=numbers,
        rarity=rarity,
        starts=np.concatenate([[0], np.cumsum(np.bincount(having, minlength=len(numbers)))]),
        examples=asks[order],
        weights=(heavy / lengths[asks] ** _LENGTH)[order],
        places=_rows(places, first),
        matter=np.array([known.matters.index(t.matter) if t.matter in known.matters else -1 for t in themes]),
        elsewhere=np.array([theme.matter == ELSEWHERE for theme in themes]),
    )


def take_apart(theme: Theme, numbers: dict[str, int]) -> Examples:
    """The traits that a theme's questions are compared by; a new trait gets the next number."""
    rows = [
        (at, numbers.setdefault(trait, len(numbers)), weight)
        for at, ask in enumerate(theme.asks)
        for trait, weight in traits_of_example(ask).items()
        if _compared(trait)
    ]
    asks, having, weights = zip(*rows, strict=True)
    return Examples(np.array(asks), np.array(having), np.array(weights))


@cache
def known_characters() -> frozenset[str]:
    """The characters of the everyday questions that documents answer."""
    new = (theme for theme in asked().themes if fingerprint(theme) not in learned().examples)
    return frozenset(learned().characters).union(*("".join(theme.asks) for theme in new if theme.matter != ELSEWHERE))


def _compared(trait: str) -> bool:
    return len(trait) <= _RUN or trait[0] == "="


def _rows(places: list[range], nowhere: int) -> _Numbers:
    rows = np.full((len(places), max(len(_NEXT), *map(len, places))), nowhere)
    for row, own in zip(rows, places, strict=True):
        row[: len(own)] = own
    return rows
