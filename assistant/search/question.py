"""What a question asks for: its features, the documents' words for them, and the documents that it names."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.yamlfile import read_yaml

#: Features that any question may have, whatever it is about.
_GENERIC = frozenset(
    {"rate", "threshold", "apply", "authority", "deadline", "designated", "included", "list", "form", "class", "how"}
    | {"conditions", "review", "school", "is_elder", "child_fixed", "outpatient", "share", "hospital_duty", "number"}
    | {"work_away", "refuse", "purpose", "lost", "gained", "remote"}
)
_FOLDER = Path(__file__).parent
#: Longer questions are cut: what is asked stands in the first sentences.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read: its words, its features, the documents' words for these, the documents named."""

    text: str
    features: frozenset[str]
    words: tuple[str, ...]
    policies: tuple[str, ...]
    off_topic: bool
    anchored: bool
    """Whether it speaks of something that the documents are about, not only of how much, who or when."""
    plain: bool
    """Whether it asks in so many words about aid or its administration."""


@cache
def _features() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    data = read_yaml(_FOLDER / "features.yaml")
    return tuple((name, re.compile(spec["ask"]), tuple(spec.get("words", ()))) for name, spec in data.items())


@cache
def _synonyms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(regex), tuple(words)) for regex, words in read_yaml(_FOLDER / "synonyms.yaml").items())


@cache
def _places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((policy, re.compile(regex)) for policy, regex in read_yaml(_FOLDER / "named.yaml").items())


@cache
def _matters() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(regex) for name, regex in read_yaml(_FOLDER / "scope.yaml").items()}


def read_question(text: str) -> Question:
    """The question's features."""
    plain = re.sub(r"\s+", "", text[:LONGEST]).lower()
    found = [(name, words) for name, regex, words in _features() if regex.search(plain)]
    same = [("", words) for regex, words in _synonyms() if regex.search(plain)]
    return Question(
        plain,
        frozenset(name for name, _ in found),
        tuple(word for _, words in [*found, *same] for word in words),
        tuple(policy for policy, regex in _places() if regex.search(plain)),
        bool(_matters()["elsewhere"].search(plain)),
        bool(_matters()["anchor"].search(plain) or any(name not in _GENERIC for name, _ in found)),
        bool(_matters()["plain"].search(plain)),
    )
