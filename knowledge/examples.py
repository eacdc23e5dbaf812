"""Prepared examples of a document for a lecture: ``examples.yaml`` of its folder, which may be missing."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import library
from knowledge.invalid import first_fault
from knowledge.yamlfile import YamlFileError, read_yaml

#: The file in a document's folder.
FILE = "examples.yaml"


class Example(BaseModel):
    """One example: ``case`` in the interface's form, ``up_to`` the eligible cost its curve goes to (yuan).

    ``beside``: the document that it is compared with first, any other one where it is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    policy: str
    title: str = Field(min_length=4)
    person: str = Field(pattern="^样例.$")
    up_to: int = Field(gt=0)
    beside: str = ""
    case: Mapping[str, Any]


@cache
def examples(policy: str) -> tuple[Example, ...]:
    """The examples of a document, none where it has no such file. Raises DocumentError, naming file and remedy."""
    path = library.file_of(policy, FILE)
    if not path.exists():
        return ()
    try:
        return tuple(_example(policy, name, data) for name, data in read_yaml(path).items())
    except ValidationError as error:
        raise library.DocumentError(f"{policy}/{FILE}：{first_fault(error)}") from error
    except YamlFileError as error:
        raise library.DocumentError(f"{policy}/{error}") from error


def _example(policy: str, name: str, data: object) -> Example:
    given = data if isinstance(data, Mapping) else {"case": data}
    case = given.get("case")
    whole = {"policy": policy, **case} if isinstance(case, Mapping) else case
    return Example.model_validate({**given, "id": f"{policy}-{name}", "policy": policy, "case": whole})
