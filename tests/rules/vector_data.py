"""The worked cases of `vectors/`: 120 for each policy, with the amounts that follow from the document."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rules.calculate import calculate
from rules.case import Case
from rules.door import read_case
from rules.result import Result

FOLDER = Path(__file__).parent / "vectors"
POLICIES = tuple(sorted(path.stem for path in FOLDER.glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Vector:
    """A case in the interface's JSON, and what is expected of it."""

    name: str
    case: dict[str, Any]
    expected: dict[str, Any]


@cache
def vectors(policy: str) -> tuple[Vector, ...]:
    return tuple(_read(policy))


def _read(policy: str) -> Iterator[Vector]:
    lines = (FOLDER / f"{policy}.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        data = json.loads(line)
        yield Vector(f"{policy}:{number}", data["case"], data["expected"])


@cache
def calculated(policy: str) -> tuple[tuple[Vector, Case, Result], ...]:
    """Every vector of a policy with the case read from it and the result, computed once for all tests."""
    return tuple((v, case, calculate(case)) for v in vectors(policy) for case in [read_case(v.case)])


def everything() -> Iterator[tuple[Vector, Case, Result]]:
    for policy in POLICIES:
        yield from calculated(policy)
