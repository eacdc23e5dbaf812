"""What the checks of a folder find wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from knowledge.invalid import record_name, sentence


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: the file, the record in it, its clause (may be empty), what it is and what to do."""

    file: str
    record: str
    clause: str
    message: str

    def __str__(self) -> str:
        place = "，".join(part for part in (self.record, self.clause) if part)
        return f"{self.file}：{place}：{self.message}" if place else f"{self.file}：{self.message}"


def faults_of(file: str, invalid: ValidationError, data: object, policy: str = "") -> list[Fault]:
    """Every error that pydantic found in ``data``, each with its record and the clause that the record names."""
    return [_fault(file, error, data, policy) for error in invalid.errors(include_url=False)]


def _fault(file: str, error: ErrorDetails, data: object, policy: str) -> Fault:
    clause = _clause(error["loc"], data, policy)
    return Fault(file, record_name(error["loc"]), clause, sentence(error).removeprefix(f"{clause}："))


def _clause(loc: Sequence[int | str], data: object, policy: str) -> str:
    """The clause that the innermost record on the way to ``loc`` names; empty where none does."""
    clause = ""
    for part in (None, *loc):
        if part is not None:
            try:
                data = data[part]  # type: ignore[index]  # plain data of any shape: what has no such part ends the search
            except (KeyError, IndexError, TypeError):
                break
        if isinstance(data, Mapping) and isinstance(data.get("clause"), str):
            clause = data["clause"]
    return f"{policy}#{clause}" if clause and policy and "#" not in clause else clause
