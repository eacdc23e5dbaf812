"""What a question asks for: its features, the documents' words for them, and the documents that it names."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.library import facts
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

#: Features that any question may have, whatever it is about.
GENERIC = frozenset(
    {"rate", "threshold", "apply", "authority", "deadline", "designated", "included", "list", "form", "class", "how"}
    | {"conditions", "review", "school", "is_elder", "child_fixed", "outpatient", "share", "hospital_duty", "number"}
    | {"work_away", "refuse", "purpose", "lost", "gained", "remote"}
)
_FOLDER = Path(__file__).parent
_PARTS = re.compile(r"[，,。；;！!？?、\n]")
_ASKING = re.compile(
    r"吗|么$|不$|没$|没得$|不嘛|多少|好多|几|什么|啥|咋|怎|如何|哪|谁|能不能|可不可以|算不算|是不是|有没有|有没得|要不要|给不给|管不管|行不行|得不得行"
    r"|在不在|([\u4e00-\u9fff])不\1|还是|多久|好久|能否|可否|呢$|咯$|噻$"
)
#: Longer questions are cut: what is asked stands in the first sentences.
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read: its words, its features, the documents' words for these, the documents named."""

    text: str
    meant: str
    """The text with people's words for things in the commoner ones (扛 is 出, 花名册 is 名单)."""
    asks: str
    """Of several sentences, those that ask; otherwise all of `meant`."""
    features: frozenset[str]
    words: tuple[str, ...]
    policies: tuple[str, ...]
    off_topic: bool
    """Whether what is asked is another matter."""
    mentions_other: bool
    """Whether another matter is spoken of at all, perhaps only told (房子都卖了医病)."""
    anchored: bool
    """Whether it speaks of something that the documents are about, not only of how much, who or when."""


@cache
def _features() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    data = read_yaml(_FOLDER / "features.yaml")
    return tuple((name, re.compile(spec["ask"]), tuple(spec.get("words", ()))) for name, spec in data.items())


@cache
def _answers() -> dict[str, re.Pattern[str]]:
    data = read_yaml(_FOLDER / "features.yaml")
    return {name: re.compile(spec["answer"]) for name, spec in data.items() if "answer" in spec}


def answering(question: "Question") -> re.Pattern[str] | None:
    """What stands in a sentence that answers the question: a limit for 封顶, a share for 几成; None: nothing tells.

    A limit is asked for more narrowly than a line, a line more narrowly than a share.
    """
    return next((_answers()[name] for name in ("cap", "threshold", "rate") if name in question.features), None)


@cache
def _synonyms() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(regex), tuple(words)) for regex, words in read_yaml(_FOLDER / "synonyms.yaml").items())


@cache
def _places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What names each document: a county's names and towns, for a wider area the words of ``named.yaml``."""
    wide = read_yaml(_FOLDER / "named.yaml")
    areas = {policy: facts(policy).area for policy in policy_ids()}
    counties = {p: "|".join(map(re.escape, (*a.names, *a.towns))) for p, a in areas.items() if len(a.code) > 2}
    return tuple((policy, re.compile(regex)) for policy, regex in {**counties, **wide}.items() if policy in areas)


@cache
def _matters() -> dict[str, re.Pattern[str]]:
    data = read_yaml(_FOLDER / "scope.yaml")
    return {"elsewhere": re.compile("|".join(data["elsewhere"].values())), "anchor": re.compile(data["anchor"])}


@cache
def _meant() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["said"]), row["as"]) for row in read_yaml(_FOLDER / "meant.yaml")["meant"])


def meaning(text: str) -> str:
    """The text without blanks, with people's words for things in the commoner ones; see `meant.yaml`."""
    meant = _plain(text)
    for said, same in _meant():
        meant = said.sub(same, meant)
    return meant


def features_of(meant: str) -> frozenset[str]:
    """What a question, in commoner words, asks for; see `features.yaml`."""
    return frozenset(name for name, regex, _ in _features() if regex.search(meant))


def read_question(text: str) -> Question:
    """The question with everything that the search goes by."""
    plain, meant = _plain(text), meaning(text)
    asks = "，".join(part for part in _PARTS.split(meant) if _ASKING.search(part)) or meant
    features = features_of(meant)
    words = [words for name, _, words in _features() if name in features]
    words += [words for regex, words in _synonyms() if regex.search(meant)]
    elsewhere, anchor = _matters()["elsewhere"], _matters()["anchor"]
    return Question(
        text=plain,
        meant=meant,
        asks=asks,
        features=features,
        words=tuple(word for some in words for word in some),
        policies=tuple(policy for policy, regex in _places() if regex.search(plain)),
        off_topic=bool(elsewhere.search(asks)),
        mentions_other=bool(elsewhere.search(meant)),
        anchored=bool(features - GENERIC or anchor.search(meant)),
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text[:LONGEST]).lower()
