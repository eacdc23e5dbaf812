"""The documents of the library that can be computed with. One that is incomplete or broken is left out and reported."""

from collections.abc import Mapping
from functools import cache

from knowledge import glossary, library
from rules.checks.folder import examined
from rules.errors import cut
from rules.families import FAMILIES
from rules.family import Family
from rules.prepared import Policy

__all__ = [
    "FAMILIES",
    "Family",
    "Policy",
    "asks_maintenance",
    "documents_of",
    "every_identity",
    "is_sound",
    "left_out",
    "policy",
    "policy_ids",
    "why_left_out",
    "why_unknown",
]


@cache
def policy(policy_id: str) -> Policy:
    """A policy by id, loaded and checked once.

    Raises UnknownPolicyError for an id that is not in the library; DocumentError, naming file and remedy, where a file
    of the document's folder is missing or not as it must be.
    """
    found = examined(policy_id)
    if found.policy is None:
        raise library.DocumentError(str(found.faults[0]))
    return found.policy


@cache
def policy_ids() -> tuple[str, ...]:
    """The documents that can be computed with, in the order in which they are shown."""
    return tuple(name for name in library.policy_ids() if not why_left_out(name))


@cache
def why_left_out(policy_id: str) -> str:
    """Why a document cannot be computed with, in a sentence that names file and remedy; empty where it can."""
    try:
        policy(policy_id)
    except library.DocumentError as error:
        return str(error)
    return ""


def is_sound(policy_id: str) -> bool:
    """Whether there is such a document and it can be used; no other one is read to tell."""
    return policy_id in library.folders() and not why_left_out(policy_id)


def why_unknown(policy_id: str) -> str:
    """Why there is no such document to compute with, in one sentence: left out, or nowhere in the library."""
    if policy_id in library.folders():
        return f"“{policy_id}”这份文件现在不能用：{why_left_out(policy_id)}"
    return f"没有“{cut(policy_id)}”这份文件；可填：{'、'.join(policy_ids())}。"


def left_out() -> Mapping[str, str]:
    """The documents that cannot be used, each with a sentence that names the file and the remedy."""
    return {name: why for name in library.folders() if (why := why_left_out(name))}


@cache
def documents_of(area: str) -> tuple[str, ...]:
    """Those of the documents that hold in a division that can be computed with, the nearest first."""
    return tuple(name for name in library.documents_of(area) if name in policy_ids())


def asks_maintenance(policy_id: str) -> bool:
    """Whether the document has rules of its own for those who need treatment after they leave hospital."""
    return policy(policy_id).family.asks_maintenance


@cache
def every_identity() -> frozenset[str]:
    """The identity codes of all documents."""
    return frozenset(glossary.codes("identity"))
