"""The policies of the library, each with its family and its checked parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from pydantic import ValidationError

from knowledge import glossary, library
from knowledge.yamlfile import YamlFileError, read_yaml
from rules.case import Case
from rules.columns import Choice, Columns
from rules.contribution import PremiumColumns
from rules.figures import Parameters, check, parameter_file
from rules.worksheet import Benefit

#: The families of documents, each a module in :mod:`rules.families`.
FAMILIES = ("chongqing_2023", "chongqing_2012", "banan_2018", "jiangsu_2023")


class Family(Protocol):
    """What a family module gives. ``p`` is the family's own parameter model."""

    MODEL: type[Parameters]
    BENEFITS: tuple[str, ...]
    LOCAL: tuple[str, ...]
    SUBTRACTS_OTHER_AID: bool
    #: Whether the document subsidises contributions (资助参保).
    SUBSIDISES_PREMIUM: bool
    #: The parts that lists of diseases play.
    CATALOGUES: tuple[str, ...]

    def evaluate(self, b: Columns, p: Any, trace: bool) -> tuple[Benefit, ...]:
        """The benefits, in the order of ``BENEFITS``, for every row."""

    def premium(self, q: PremiumColumns, p: Any, trace: bool) -> Benefit:
        """The subsidy to the year's contribution."""

    def check_local(self, case: Case, p: Any) -> None:
        """Refuse a city's own figure outside the document's bounds (CaseError ``out_of_bounds``)."""

    def notices(self, b: Columns, benefits: tuple[Benefit, ...], p: Any) -> Iterator[tuple[str, Choice]]:
        """The warnings and the rows to which each applies."""

    def entitlements(self, b: Columns, p: Any) -> Iterator[tuple[str, Choice]]:
        """What is granted outside the numbers, and the rows to which each applies."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One document, ready to compute with."""

    id: str
    family: Family
    parameters: Parameters
    titles: dict[str, str]


@cache
def policy(policy_id: str) -> Policy:
    """A policy by id, loaded and checked once.

    Raises UnknownPolicyError for an id that is not in the library; DocumentError, naming file and remedy, where the
    document's parameters are not what its family demands.
    """
    if why := library.why_left_out(policy_id):
        raise library.DocumentError(why)
    try:
        return _loaded(policy_id)
    except ValidationError as invalid:
        raise library.DocumentError(f"{policy_id}/parameters.yaml：{library.first_fault(invalid)}") from invalid
    except YamlFileError as error:
        raise library.DocumentError(f"{policy_id}/{error}") from error
    except glossary.GlossaryError as error:
        raise library.DocumentError(f"{policy_id}/words.yaml：{error}") from error


def _loaded(policy_id: str) -> Policy:
    data = read_yaml(parameter_file(policy_id))
    name = data.get("family")
    if name not in FAMILIES:
        known = "、".join(FAMILIES)
        raise library.DocumentError(f"{policy_id}/parameters.yaml：family 是“{name}”，应是其中之一：{known}")
    family: Family = import_module(f"rules.families.{name}")
    parameters = check(policy_id, data, family.MODEL)
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.BENEFITS}
    return Policy(policy_id, family, parameters, titles)


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


@cache
def every_identity() -> frozenset[str]:
    """The identity codes of all documents."""
    return frozenset(glossary.codes("identity"))
