"""The everyday questions: those that people ask of several documents, those of one document, those of none.

A theme is a group of questions with one answer. Shared themes (``asked/*.yaml``) know their answers by words of the
paragraphs, so that a new county's text is found by the same lines; what one document alone answers stands in its own
folder (``questions.yaml``, optional) by clause. What no document deals with is grouped in ``asked/elsewhere.yaml``.
"""

import re
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.library import document, file_of
from knowledge.yamlfile import YamlFileError, read_yaml
from rules.policies import policy_ids

_FOLDER = Path(__file__).parent / "asked"
_OWN = "questions.yaml"
#: The matter of all that no document deals with.
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Theme:
    """Everyday questions with one answer, and the matter that they are about (rate, who, referral … or elsewhere)."""

    matter: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Where a theme is answered: by words of a paragraph, in one clause or anywhere. ``clause`` "": anywhere."""

    theme: int
    words: re.Pattern[str]
    clause: str


@dataclass(frozen=True, slots=True)
class Asked:
    """All themes; where the shared ones are answered, and those of each document."""

    themes: tuple[Theme, ...]
    common: int
    """How many of the themes, the first ones, belong to no document alone."""
    shared: tuple[_Answer, ...]
    own: dict[str, tuple[_Answer, ...]]

    def answered_by(self, policy: str, leaf: str, text: str) -> Iterator[tuple[int, int]]:
        """The themes that a paragraph of a document answers, each with the place of the words that do."""
        for answer in self.shared:
            if match := answer.words.search(text):
                yield answer.theme, match.start()
        for answer in self.own.get(policy, ()):
            if answer.clause == leaf and (match := answer.words.search(text)):
                yield answer.theme, match.start()


@cache
def asked() -> Asked:
    """All everyday questions; read once. A document's own that cannot be used are reported and left out."""
    themes: list[Theme] = []
    shared: list[_Answer] = []
    own: defaultdict[str, list[_Answer]] = defaultdict(list)
    numbers: dict[Theme, int] = {}

    def number(theme: Theme) -> int:
        if theme not in numbers:
            numbers[theme] = len(themes)
            themes.append(theme)
        return numbers[theme]

    for path in sorted(_FOLDER.glob("*.yaml")):
        data = read_yaml(path)
        for asks in data.get("elsewhere", {}).values():
            number(Theme(ELSEWHERE, _lines(asks)))
        for row in data.get("themes", ()):
            words = re.compile(row["answers"], re.MULTILINE)
            shared.append(_Answer(number(Theme(row["matter"], _lines(row["asks"]))), words, ""))
    common = len(themes)
    for policy in policy_ids():
        for row, words in _own(policy):
            own[policy].append(
                _Answer(number(Theme(row["matter"], _lines(row["asks"]))), words, f"{policy}#{row['clause']}")
            )
    return Asked(tuple(themes), common, tuple(shared), {policy: tuple(answers) for policy, answers in own.items()})


def own_faults(policy: str) -> list[str]:
    """What is wrong with a document's own questions, each in a sentence that names the file and the remedy."""
    try:
        rows = _rows(policy)
    except (YamlFileError, OSError) as error:
        return [f"{policy}/{_OWN}：{error}"]
    return [fault for at, row in enumerate(rows, start=1) if (fault := _fault(policy, at, row))]


def _own(policy: str) -> Iterator[tuple[dict[str, str], re.Pattern[str]]]:
    if faults := own_faults(policy):
        warnings.warn("；".join(faults), stacklevel=2)
    for row in [] if faults else _rows(policy):
        yield row, re.compile(re.escape(row["near"]) if row.get("near") else "", re.MULTILINE)


def _rows(policy: str) -> list[dict[str, Any]]:
    path = file_of(policy, _OWN)
    return list((read_yaml(path) or {}).get("questions") or ()) if path.is_file() else []


def _fault(policy: str, at: int, row: object) -> str:
    where = f"{policy}/{_OWN} 第 {at} 组"
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) for key in ("clause", "matter", "asks")):
        return f"{where}：要写 clause（条款）、matter（问的是什么事）和 asks（一行一个问题）"
    leaves = {one.id: one for one in document(policy).clauses if one.kind == "leaf"}
    found = leaves.get(f"{policy}#{row['clause']}")
    if found is None:
        return f"{where}：没有条款“{row['clause']}”，请核对条款号"
    if not any(row.get("near", "") in paragraph for paragraph in found.paragraphs):
        return f"{where}：条款“{row['clause']}”里没有“{row['near']}”这几个字，请照原文改 near"
    return ""


def _lines(asks: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in asks.splitlines() if line.strip())
