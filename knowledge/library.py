"""The library: every document is one folder. Found by looking, loaded once each when it is first asked for.

A folder holds everything that belongs to its document and to no other: ``text.txt`` as given, ``facts.yaml`` what it
is, ``words.yaml`` its identities and benefits in words, ``next_steps.yaml`` what a person does next,
``parameters.yaml`` what it sets, ``coverage.yaml`` what became of every clause, and ``diseases/`` where it has lists of
its own. A folder that is incomplete or broken is left out and reported; the others go on working.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from types import MappingProxyType

from pydantic import ValidationError

from knowledge.clauses import Clause, DocumentError, Passage, parse
from knowledge.divisions import contains
from knowledge.facts import Citation, Facts
from knowledge.folders import FILES, UnknownPolicyError, file_of, folders
from knowledge.invalid import first_fault
from knowledge.yamlfile import YamlFileError, read_yaml

__all__ = [
    "Citation",
    "Clause",
    "Document",
    "DocumentError",
    "Facts",
    "Passage",
    "UnknownClauseError",
    "UnknownPolicyError",
    "areas",
    "cite",
    "clause",
    "document",
    "documents_of",
    "facts",
    "file_of",
    "first_fault",
    "folders",
    "left_out",
    "policy_ids",
    "why_left_out",
]

#: What is in force is shown before what may have ended, and that before a draft.
_STANDING = ("in_force", "may_have_ended", "draft")


class UnknownClauseError(KeyError):
    """No clause has this id."""

    def __str__(self) -> str:
        return f"资料库里没有条款“{self.args[0]}”，请核对“文件#条款号”，例如 {policy_ids()[0]}#标题"


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
def policy_ids() -> tuple[str, ...]:
    """The documents whose folders are complete, in the order in which they are shown.

    What is in force comes before what may have ended and before drafts; the narrower area before the wider one.
    """
    sound = [facts(name) for name in folders() if not why_left_out(name)]
    return tuple(f.id for f in sorted(sound, key=_order))


def _order(one: Facts) -> tuple[int, int, str, int, str]:
    return _STANDING.index(one.status), -len(one.area.code), one.area.code, -one.in_force_from.toordinal(), one.id


def areas(policies: Iterable[str]) -> Mapping[str, str]:
    """The places that these documents are for, each with its name as one offers it: counties before what is around."""
    found: dict[str, str] = {}
    for area in sorted((facts(name).area for name in policies), key=lambda area: -len(area.code)):
        around = any(contains(area.code, inside) for inside in found)
        found.setdefault(area.code, area.choice or (f"{area.name}其他区县" if around else area.name))
    return MappingProxyType(found)


def left_out() -> Mapping[str, str]:
    """The documents that cannot be used, each with a sentence that names the file and the remedy."""
    return {name: why for name in folders() if (why := why_left_out(name))}


@cache
def why_left_out(policy_id: str) -> str:
    """A sentence that names the file and the remedy; empty for a document whose folder is complete."""
    missing = [name for name in FILES if not file_of(policy_id, name).is_file()]
    if missing:
        return f"{policy_id}：文件夹里缺少 {'、'.join(missing)}，请补上（写法见 docs/adding-a-county.md）。"
    try:
        lists = document(policy_id).facts.lists
    except DocumentError as error:
        return str(error)
    for name in lists:
        if not file_of(policy_id, f"diseases/{name}.yaml").is_file():
            return f"{policy_id}/facts.yaml：lists 写了 {name}，但缺少 diseases/{name}.yaml，请补上或删去这一项。"
    return ""


def documents_of(area: str) -> tuple[str, ...]:
    """The documents that hold in a division, its own before those of the wider area (``500107``: district, then 市)."""
    here = [name for name in policy_ids() if contains(facts(name).area.code, area)]
    return tuple(sorted(here, key=lambda name: -len(facts(name).area.code)))


@cache
def document(policy_id: str) -> Document:
    """The document `policy_id`.

    Raises UnknownPolicyError; DocumentError if its text is not the one that its facts were written for, or its facts
    file lacks something.
    """
    known = facts(policy_id)
    try:
        raw = file_of(policy_id, "text.txt").read_bytes()
    except OSError as error:
        raise DocumentError(f"{policy_id}/text.txt：读不出来，请检查文件是否存在、是否可读") from error
    if sha256(raw).hexdigest() != known.sha256:
        raise DocumentError(
            f"{policy_id}/text.txt：内容与登记的校验值不符，请恢复原文，"
            f"或核对新原文后更新 facts.yaml 里的 sha256（现在的原文是 {sha256(raw).hexdigest()}）"
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{policy_id}/text.txt：不是 UTF-8 文本，请另存为 UTF-8 再放进来") from error
    parsed = parse(policy_id, text)
    return Document(known, text, parsed.clauses, parsed.passages, parsed.dropped)


@cache
def facts(policy_id: str) -> Facts:
    """What a document is: the facts alone, without its text. Raises UnknownPolicyError and DocumentError."""
    path = file_of(policy_id, "facts.yaml")
    try:
        found = Facts.model_validate(read_yaml(path), context={"policy": policy_id})
    except ValidationError as error:
        raise DocumentError(f"{policy_id}/facts.yaml：{first_fault(error)}") from error
    except YamlFileError as error:
        raise DocumentError(f"{policy_id}/{error}") from error
    if found.id != policy_id:
        raise DocumentError(f"{policy_id}/facts.yaml：id 应与文件夹同名，是 {policy_id}，实际写的是 {found.id}")
    return found


@cache
def _by_id(policy_id: str) -> dict[str, Clause]:
    return {item.id: item for item in document(policy_id).clauses}


def clause(clause_id: str) -> Clause:
    """The clause, heading or paragraph with the id `policy#path`. Raises UnknownClauseError."""
    policy_id = clause_id.partition("#")[0]
    try:
        return _by_id(policy_id)[clause_id]
    except (KeyError, DocumentError):
        raise UnknownClauseError(clause_id) from None


def cite(clause_id: str) -> str:
    """The clause as one cites it in a sentence: 《（简称）》二、（三）2 第1段. Raises UnknownClauseError."""
    found = clause(clause_id)
    return f"《{facts(found.policy).short_name}》{found.label}"
