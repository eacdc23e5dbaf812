"""What a person does next, as a document names it: ``next_steps.yaml`` of its folder."""

from functools import cache

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import library
from knowledge.facts import ClauseId
from knowledge.invalid import first_fault
from knowledge.yamlfile import YamlFileError, read_yaml

#: The file in a document's folder.
FILE = "next_steps.yaml"


class Step(BaseModel):
    """One step, with the words that it rests on; ``identities``: only these are told, everybody where it is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    text: str = Field(min_length=6)
    identities: tuple[str, ...] = Field((), alias="for")
    clause: ClauseId
    quote: str = Field(min_length=1)


class Steps(BaseModel):
    """The steps of one document in the order in which they are told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: tuple[Step, ...]


@cache
def steps(policy: str) -> tuple[Step, ...]:
    """The steps of a document. Raises DocumentError, naming file and remedy, UnknownPolicyError."""
    try:
        given = read_yaml(library.file_of(policy, FILE))
        return Steps.model_validate(given, context={"policy": policy}).steps
    except ValidationError as error:
        raise library.DocumentError(f"{policy}/{FILE}：{first_fault(error)}") from error
    except YamlFileError as error:
        raise library.DocumentError(f"{policy}/{error}") from error
