"""The policies of the library, each with its family and its checked parameters."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from knowledge import glossary
from rules.case import Case
from rules.columns import Choice, Columns
from rules.contribution import PremiumColumns
from rules.figures import Parameters, load
from rules.worksheet import Benefit

#: Policy → module in :mod:`rules.families`. Policies of one family differ in their parameter files only.
FAMILY_OF = {
    "jiulongpo-2023": "chongqing_2023",
    "pengshui-2023": "chongqing_2023",
    "chongqing-2012": "chongqing_2012",
    "banan-2018": "banan_2018",
    "jiangsu-2023-draft": "jiangsu_2023",
}


class Family(Protocol):
    """What a family module gives. ``p`` is the family's own parameter model."""

    MODEL: type[Parameters]
    BENEFITS: tuple[str, ...]
    LOCAL: tuple[str, ...]
    SUBTRACTS_OTHER_AID: bool
    #: Whether the document subsidises contributions (资助参保).
    SUBSIDISES_PREMIUM: bool
    #: The disease lists that the policy reads.
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
    """A policy by id, loaded and checked once. Raises KeyError for an id that is not in the library."""
    family: Family = import_module(f"rules.families.{FAMILY_OF[policy_id]}")
    parameters = load(policy_id, family.MODEL)
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.BENEFITS}
    return Policy(policy_id, family, parameters, titles)


@cache
def every_identity() -> frozenset[str]:
    """The identity codes of all documents."""
    return frozenset(glossary.codes("identity"))
