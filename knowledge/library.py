"""The library: the documents, their facts and clauses. Loaded once, each document when it is first asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from knowledge.clauses import Clause, DocumentError, Passage, parse
from knowledge.facts import Citation, Facts
from knowledge.yamlfile import YamlFileError, read_yaml

__all__ = [
    "POLICY_IDS",
    "Citation",
    "Clause",
    "Document",
    "DocumentError",
    "Facts",
    "Passage",
    "UnknownClauseError",
    "UnknownPolicyError",
    "cite",
    "clause",
    "document",
]

_FOLDER = Path(__file__).parent / "documents"
_SHOWN_FIRST = ("jiulongpo-2023", "pengshui-2023", "chongqing-2012", "banan-2018", "jiangsu-2023-draft")

POLICY_IDS: tuple[str, ...] = _SHOWN_FIRST + tuple(
    sorted({path.stem for path in _FOLDER.glob("*.yaml")}.difference(_SHOWN_FIRST))
)
"""Ids of all documents in the order in which they are shown; one more facts file adds one more."""


class UnknownPolicyError(KeyError):
    """No document has this id."""

    def __str__(self) -> str:
        return f"资料库里没有文件“{self.args[0]}”；可用的有：{'、'.join(POLICY_IDS)}"


class UnknownClauseError(KeyError):
    """No clause has this id."""

    def __str__(self) -> str:
        return f"资料库里没有条款“{self.args[0]}”，请核对“文件#条款号”，例如 jiulongpo-2023#二（三）2¶1"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library."""

    facts: Facts
    text: str
    """As given, with line breaks and page furniture."""
    clauses: tuple[Clause, ...]
    """In document order: a clause, its paragraphs, the clauses below it."""
    passages: tuple[Passage, ...]
    """The printed paragraphs as one reads them from top to bottom."""
    dropped: tuple[str, ...]
    """Page furniture that is in `text` and in no clause."""

    @property
    def id(self) -> str:
        """The policy id."""
        return self.facts.id

    def outline(self) -> tuple[tuple[int, Clause], ...]:
        """Headings and leaves in document order with their depth (0 outermost), for a table of contents."""
        return tuple(_outline(self.clauses))


def _outline(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, Clause]]:
    depth: dict[str | None, int] = {None: -1}
    for item in clauses:
        if item.kind != "paragraph":
            depth[item.id] = depth[item.parent] + 1
            yield depth[item.id], item


@cache
def document(policy_id: str) -> Document:
    """The document `policy_id`.

    Raises UnknownPolicyError; DocumentError if its text is not the one that its facts were written for, or its facts
    file lacks something.
    """
    if policy_id not in POLICY_IDS:
        raise UnknownPolicyError(policy_id)
    facts = _facts(policy_id)
    raw = (_FOLDER / f"{policy_id}.txt").read_bytes()
    if sha256(raw).hexdigest() != facts.sha256:
        raise DocumentError(f"{policy_id}.txt：内容与登记的校验值不符，请恢复原文，或核对新原文后更新 {policy_id}.yaml")
    text = raw.decode("utf-8")
    parsed = parse(policy_id, text)
    return Document(facts, text, parsed.clauses, parsed.passages, parsed.dropped)


def _facts(policy_id: str) -> Facts:
    path = _FOLDER / f"{policy_id}.yaml"
    try:
        facts = Facts.model_validate(read_yaml(path))
    except ValidationError as error:
        raise DocumentError(f"{path.name}：{error}") from error
    except YamlFileError as error:
        raise DocumentError(str(error)) from error
    if facts.id != policy_id:
        raise DocumentError(f"{path.name}：id 应为 {policy_id}，实际是 {facts.id}")
    return facts


@cache
def _by_id(policy_id: str) -> dict[str, Clause]:
    return {item.id: item for item in document(policy_id).clauses}


def clause(clause_id: str) -> Clause:
    """The clause, heading or paragraph with the id `policy#path`. Raises UnknownClauseError."""
    policy_id = clause_id.partition("#")[0]
    if policy_id not in POLICY_IDS:
        raise UnknownClauseError(clause_id)
    try:
        return _by_id(policy_id)[clause_id]
    except KeyError:
        raise UnknownClauseError(clause_id) from None


def cite(clause_id: str) -> str:
    """The clause as one cites it in a sentence: 《九龙坡区2023办法》二、（三）2 第1段. Raises UnknownClauseError."""
    found = clause(clause_id)
    return f"《{document(found.policy).facts.short_name}》{found.label}"
