"""A document made ready to compute with: its family and its checked parameters."""

from dataclasses import dataclass

from knowledge import glossary
from rules.families import FAMILIES
from rules.family import Family
from rules.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Policy:
    """One document, ready to compute with."""

    id: str
    family: Family
    parameters: Parameters
    titles: dict[str, str]


def prepared(policy_id: str, parameters: Parameters) -> Policy:
    """A document by its parameters, in which the checks have found nothing wrong."""
    family = FAMILIES[parameters.family]
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.benefits}
    return Policy(policy_id, family, parameters, titles)
