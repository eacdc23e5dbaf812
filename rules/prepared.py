"""A document made ready to compute with: its family and its checked parameters."""

from dataclasses import dataclass
from typing import Any

from knowledge import glossary
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


def prepared(policy_id: str, data: dict[str, Any]) -> Policy:
    """A document by its parameters as plain data, which the checks have found to be sound.

    Raises pydantic.ValidationError or KeyError where they are not.
    """
    family = FAMILIES[data["family"]]
    parameters = check(policy_id, data, family.model)
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.benefits}
    return Policy(policy_id, family, parameters, titles)
