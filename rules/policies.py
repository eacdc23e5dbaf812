"""The policies of the library, each with its family and its checked parameters."""

from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError

from knowledge import glossary, library
from knowledge.yamlfile import YamlFileError, read_yaml
from rules.families import FAMILIES
from rules.family import Family
from rules.parameters import Parameters, check, parameter_file


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
    family = FAMILIES[name]
    parameters = check(policy_id, data, family.model)
    for record, fault in family.faults(parameters):
        raise library.DocumentError(f"{policy_id}/parameters.yaml：{record}：{fault}")
    titles = {benefit: glossary.label("benefit", benefit, policy_id) for benefit in family.benefits}
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
