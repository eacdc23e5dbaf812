"""What a question asks for: its words in commoner ones, its features, and the documents that it names."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.search.named import named
from assistant.search.words import asking_parts, ready
from knowledge.yamlfile import read_yaml

_FOLDER = Path(__file__).parent
#: Up to this length a question is taken as a whole; of a longer one the parts that ask count by themselves too.
_SHORT = 30


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read."""

    text: str
    """Without blanks, simplified, cut to what is asked where it is long."""
    meant: str
    """Without names of places, with people's words for things in the commoner ones (扛 is 出, 花名册 is 名单)."""
    asks: str
    """Of several parts, those that ask; otherwise all of ``meant``."""
    features: frozenset[str]
    policies: tuple[str, ...]
    elsewhere: bool
    """Whether it asks what holds in a place that no document is about."""


@cache
def _features() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = read_yaml(_FOLDER / "features.yaml")
    return tuple((name, re.compile(spec["ask"])) for name, spec in data.items())


@cache
def _answers() -> dict[str, re.Pattern[str]]:
    data = read_yaml(_FOLDER / "features.yaml")
    return {name: re.compile(spec["answer"]) for name, spec in data.items() if "answer" in spec}


def answering(question: Question) -> re.Pattern[str] | None:
    """What stands in a sentence that answers the question: a limit for 封顶, a share for 几成; None: nothing tells.

    A limit is asked for more narrowly than a line, a line more narrowly than a share.
    """
    asked = features_of(question.asks) or question.features
    return next((_answers()[name] for name in ("cap", "threshold", "rate") if name in asked), None)


@cache
def _meant() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["said"]), row["as"]) for row in read_yaml(_FOLDER / "meant.yaml")["meant"])


def meaning(text: str) -> str:
    """A text with people's words for things in the commoner ones; see ``meant.yaml``."""
    for said, same in _meant():
        text = said.sub(same, text)
    return text


def features_of(meant: str) -> frozenset[str]:
    """What a question, in commoner words, asks for; see ``features.yaml``."""
    return frozenset(name for name, regex in _features() if regex.search(meant))


def read_question(text: str, policy: str | None = None) -> Question:
    """The question with everything that the search goes by; ``policy``: the document that it is asked of, if one."""
    plain = ready(text)
    names = named(plain, policy)
    meant = meaning(names.text)
    parts = asking_parts(names.text) if len(names.text) > _SHORT else []
    return Question(
        text=plain,
        meant=meant,
        asks=meaning("".join(parts)) or meant,
        features=features_of(meant),
        policies=names.policies,
        elsewhere=names.elsewhere,
    )
