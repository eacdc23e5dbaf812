"""A document made ready to compute with by its family."""

from dataclasses import dataclass
from typing import Any

from knowledge import glossary
from knowledge.library import DocumentError
from rules.families import FAMILIES
from rules.family import Family
from rules.parameters import Parameters, check


@dataclass(frozen=True, slots=True)
class Policy:
    """One document, ready to compute with."""

    id: str
    family: Family
    parameters: Parameters
    titles: dict[str, str]


def family_named(name: object) -> Family | None:
    """The family of this name; None where there is none."""
    return FAMILIES.get(name) if isinstance(name, str) else None


def prepared(policy_id: str, data: dict[str, Any]) -> Policy:
    """A document by its parameters as plain data.

    Raises DocumentError for a family that there is not, pydantic.ValidationError for records that are not what they
    must be, GlossaryError for a benefit that its words lack.
    """
    family = family_named(data.get("family"))
    if family is None:
        raise DocumentError(f"family 是“{data.get('family')}”，应是其中之一：{'、'.join(FAMILIES)}")
    parameters = check(policy_id, data, family.model)
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.benefits}
    return Policy(policy_id, family, parameters, titles)
