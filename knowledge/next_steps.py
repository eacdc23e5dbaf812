"""What a person does next, as a document names it: ``next_steps.yaml`` of its folder, and whom each step concerns."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import library
from knowledge.facts import ClauseId
from knowledge.invalid import first_fault
from knowledge.yamlfile import YamlFileError, read_yaml

#: The file in a document's folder.
FILE = "next_steps.yaml"
#: In place of an identity: who holds none that the document aids, or has not said.
NOBODY = "none"


class Step(BaseModel):
    """One step, with the words that it rests on and whom it concerns.

    ``identities`` (``for``): codes, ``none`` for who holds no identity that is aided; empty: whoever is aided.
    ``aided``: only where aid is likely. The rest are conditions of a bill, and one bill must meet them all: its
    ``care``, ``treatment``, ``place``, and a layer (``benefit``) whose conditions it meets.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    text: str = Field(min_length=6)
    identities: tuple[str, ...] = Field((), alias="for")
    aided: bool = False
    care: Literal["inpatient", "outpatient"] | None = None
    treatment: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    benefit: tuple[str, ...] = ()
    clause: ClauseId
    quote: str = Field(min_length=1)

    @property
    def of_a_bill(self) -> bool:
        """Whether it concerns only bills of a certain kind."""
        return bool(self.care or self.treatment or self.place or self.benefit)


class Steps(BaseModel):
    """The steps of one document in the order in which they are told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    steps: tuple[Step, ...]


@cache
def steps(policy: str) -> tuple[Step, ...]:
    """The steps of a document, in the order in which they are told.

    Raises DocumentError, naming file and remedy, UnknownPolicyError.
    """
    try:
        given = read_yaml(library.file_of(policy, FILE))
        return Steps.model_validate(given, context={"policy": policy}).steps
    except ValidationError as error:
        raise library.DocumentError(f"{policy}/{FILE}：{first_fault(error)}") from error
    except YamlFileError as error:
        raise library.DocumentError(f"{policy}/{error}") from error
