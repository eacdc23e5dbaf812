"""What the audit finds wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

#: What pydantic finds wrong with a record, in words; everything else is shown as a wrong value.
_SENTENCES = {
    "missing": "缺少“{name}”，请补上",
    "extra_forbidden": "不认识“{name}”这一项，请检查名称是否写错",
}


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
    loc = error["loc"]
    raised = error.get("ctx", {}).get("error")
    if raised is not None:
        message = str(raised)
    elif error["type"] in _SENTENCES:
        message = _SENTENCES[error["type"]].format(name=loc[-1])
    else:
        message = f"值不合要求（{error['msg']}）"
    return Fault(file, record_name(loc), _clause(loc, data, policy), message)


def record_name(loc: Sequence[int | str]) -> str:
    """``("figures", "segments", 0, "rate")`` → ``figures.segments[0].rate``."""
    name = ""
    for part in loc:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else str(part)
    return name


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
