"""What was learned from the labelled questions (``learned.npz``), made by ``benchmarks/learn_search.py``.

It holds three things, all small and plain numbers: the traits of the everyday questions (so that they need not be taken
apart at every start), a linear model that tells the matter of a question from its traits, and a logistic one that tells
whether the documents answer it at all.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.search.asked import Theme, asked

FILE = Path(__file__).parent / "learned.npz"
#: Data that traits are made of: if one of these changes, everything is to be learned anew.
SOURCES = ("features.yaml", "meant.yaml", "spoken.yaml")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """The traits of a theme's questions: for every (question, trait) pair the numbers of both and the weight."""

    asks: npt.NDArray[np.int64]
    traits: npt.NDArray[np.int64]
    weights: Floats


@dataclass(frozen=True, slots=True)
class Learned:
    """The learned numbers. ``traits``: the number of each known trait; ``rarity`` by trait, for the examples."""

    traits: dict[str, int]
    rarity: Floats
    examples: dict[str, Examples]
    """By a theme's fingerprint."""
    characters: str
    """Those of the everyday questions that documents answer."""
    matters: tuple[str, ...]
    matter_rarity: Floats
    matter_weights: npt.NDArray[np.int8]
    """Traits × matters, in units of ``matter_unit``."""
    matter_unit: float
    matter_base: Floats
    gate: Floats
    """Weights of the signs that the documents answer a question; the last is the base."""
    made_of: str
    """Fingerprint of the data that it was learned from."""

    def matter(self, traits: dict[str, float]) -> Floats:
        """How much a question with these traits is about each matter, about 1 for the one that it is about."""
        known = [(self.traits[trait], weight) for trait, weight in traits.items() if trait in self.traits]
        if not known:
            return self.matter_base
        at = np.array([number for number, _ in known])
        heavy = np.array([weight for _, weight in known]) * self.matter_rarity[at]
        length = float(np.sqrt(heavy @ heavy)) or 1.0
        told: Floats = self.matter_base + heavy @ self.matter_weights[at] * (self.matter_unit / length)
        return told


def fingerprint(theme: Theme) -> str:
    """A short sign by which a theme's questions are known again."""
    return sha256("\n".join((theme.matter, *theme.asks)).encode()).hexdigest()[:16]


def made_of() -> str:
    """The fingerprint of the data that is learned from, beside the labelled questions and the documents' own."""
    themes = asked().themes[: asked().common]
    sources = [(Path(__file__).parent / name).read_text("utf-8") for name in SOURCES]
    return sha256("\n".join((*map(fingerprint, themes), *sources)).encode()).hexdigest()


@cache
def learned() -> Learned:
    """The learned numbers; read once."""
    with np.load(FILE) as data:
        names = str(data["traits"]).split("\n")
        bounds, themes = data["example_bounds"], str(data["themes"]).split("\n")
        rows = (data["example_asks"].astype(np.int64), data["example_traits"].astype(np.int64))
        weights = data["example_weights"].astype(np.float64)
        return Learned(
            traits={name: number for number, name in enumerate(names)},
            rarity=data["rarity"].astype(np.float64),
            examples={
                theme: Examples(rows[0][low:high], rows[1][low:high], weights[low:high])
                for theme, low, high in zip(themes, bounds[:-1], bounds[1:], strict=True)
            },
            characters=str(data["characters"]),
            matters=tuple(str(data["matters"]).split("\n")),
            matter_rarity=data["matter_rarity"].astype(np.float64),
            matter_weights=data["matter_weights"],
            matter_unit=float(data["matter_unit"]),
            matter_base=data["matter_base"].astype(np.float64),
            gate=data["gate"].astype(np.float64),
            made_of=str(data["made_of"]),
        )
