"""The paragraphs of one document ready for searching: by the everyday questions that they answer, and by words."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from assistant.search.asked import asked
from knowledge.library import document

_RUN = re.compile(r"\w+")
#: BM25 as usual: how soon a repeated word stops counting, how much long paragraphs are discounted.
_K1, _B = 1.4, 0.6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a leaf clause."""

    leaf: str
    text: str
    length: int
    themes: tuple[tuple[int, int], ...]
    """Everyday questions that it answers: the theme's number, and the place of the words that do."""


@dataclass(frozen=True, slots=True)
class Index:
    """Paragraphs of a document, and for every pair of characters where it stands and how often."""

    paragraphs: tuple[Paragraph, ...]
    postings: dict[str, list[tuple[int, int]]]
    mean: float

    def weigh(self, words: dict[str, float]) -> dict[int, float]:
        """BM25 of the paragraphs for weighted pairs of characters; only those that have one of them."""
        scores: defaultdict[int, float] = defaultdict(float)
        for pair, weight in words.items():
            places = self.postings.get(pair)
            if not places:
                continue
            idf = self._rarity(len(places))
            for at, times in places:
                length = 1 - _B + _B * self.paragraphs[at].length / self.mean
                scores[at] += weight * idf * times * (_K1 + 1) / (times + _K1 * length)
        return scores

    def covered(self, words: Iterable[str], paragraph: int) -> float:
        """The part of the pairs of characters that the paragraph has, rare ones counting more; 0 without any."""
        total = held = 0.0
        for pair in words:
            places = self.postings.get(pair, ())
            rarity = self._rarity(len(places))
            total += rarity
            held += rarity if any(at == paragraph for at, _ in places) else 0.0
        return held / total if total else 0.0

    def _rarity(self, occurrences: int) -> float:
        return math.log(1 + (len(self.paragraphs) - occurrences + 0.5) / (occurrences + 0.5))


def pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring characters within words and runs."""
    return Counter(run[i : i + 2] for run in _RUN.findall(text.lower()) for i in range(max(1, len(run) - 1)))


@cache
def index(policy: str) -> Index:
    """The index of a document; built once."""
    paragraphs: list[Paragraph] = []
    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for clause in document(policy).clauses:
        if clause.kind != "leaf":
            continue
        heading = clause.text[: len(clause.text) - len("\n".join(clause.paragraphs))]
        for text in clause.paragraphs:
            words = pairs(heading + text)
            for pair, times in words.items():
                postings[pair].append((len(paragraphs), times))
            answered = tuple(asked().answered_by(policy, clause.id, text))
            paragraphs.append(Paragraph(clause.id, text, sum(words.values()), answered))
    mean = sum(p.length for p in paragraphs) / max(1, len(paragraphs))
    return Index(tuple(paragraphs), dict(postings), mean)
