"""The families of documents, and a document made ready to compute with by its family."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from knowledge import glossary
from knowledge.library import DocumentError
from rules.case import Case
from rules.columns import Choice, Columns
from rules.contribution import PremiumColumns
from rules.figures import Parameters, check
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


def family_named(name: object) -> Family | None:
    """The family of this name; None where there is none."""
    return import_module(f"rules.families.{name}") if name in FAMILIES else None


def prepared(policy_id: str, data: dict[str, Any]) -> Policy:
    """A document by its parameters as plain data.

    Raises DocumentError for a family that there is not, pydantic.ValidationError for records that are not what they
    must be, GlossaryError for a benefit that its words lack.
    """
    family = family_named(data.get("family"))
    if family is None:
        raise DocumentError(f"family 是“{data.get('family')}”，应是其中之一：{'、'.join(FAMILIES)}")
    parameters = check(policy_id, data, family.MODEL)
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.BENEFITS}
    return Policy(policy_id, family, parameters, titles)
