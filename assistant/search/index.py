"""The paragraphs of one document ready for searching: by words (BM25 over pairs of characters) and by topic."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.search.everyday import everyday, themes
from knowledge.library import document
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

_TOPICS = Path(__file__).parent / "topics.yaml"
_K1, _B = 1.4, 0.6
_RUN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Topic:
    """Features that a question must have and must not have, and what a paragraph that answers it gains."""

    needs: frozenset[str]
    excludes: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a leaf clause."""

    leaf: str
    text: str
    length: int
    topics: tuple[tuple[int, int], ...]
    """Topics that it answers: the topic's number, and the place of the words that do."""
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
def topics() -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    """All topics, each with the words of the paragraphs that answer it."""
    rows = read_yaml(_TOPICS)["topics"]
    return tuple(
        (
            Topic(frozenset(row["if"]), frozenset(row.get("not", ())), float(row["weight"])),
            re.compile(row["text"], re.MULTILINE),
        )
        for row in rows
    )


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
            found = [
                (number, match.start()) for number, (_, regex) in enumerate(topics()) if (match := regex.search(text))
            ]
            asked = [
                (number, match.start())
                for number, theme in enumerate(themes())
                if theme.answers and (match := theme.answers.search(text))
            ]
            words = pairs(heading + text)
            for pair, times in words.items():
                postings[pair].append((len(paragraphs), times))
            paragraphs.append(Paragraph(clause.id, text, sum(words.values()), tuple(found), tuple(asked)))
    mean = sum(p.length for p in paragraphs) / max(1, len(paragraphs))
    return Index(tuple(paragraphs), dict(postings), mean)


def all_policies() -> tuple[str, ...]:
    """The documents in the order in which they are shown."""
    return policy_ids()


@cache
def known_characters() -> frozenset[str]:
    """The characters of the documents and of the everyday questions that they answer."""
    texts = (paragraph.text for policy in all_policies() for paragraph in index(policy).paragraphs)
    return everyday().characters.union(*texts)
