"""The words of the annex, read from its clause: title, the line above the table, notes, column heads."""

from functools import cache
from typing import NamedTuple

from assistant.roster.model import FIELDS
from knowledge import library

POLICY = "jiulongpo-2023"
CLAUSE = f"{POLICY}#附件"


class Annex(NamedTuple):
    """The form as printed; ``heads`` in the order of the fields of a row."""

    title: str
    unit: str
    reported: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def annex() -> Annex:
    """The form of the clause. Raises ValueError if the clause is no longer the form that this was written for."""
    paragraphs = library.clause(CLAUSE).paragraphs
    title = next(p for p in paragraphs if p.endswith("信息汇总表") and not p.startswith("附件"))
    unit, _, reported = next(p for p in paragraphs if p.startswith("报送单位")).partition(" ")
    first = next(i for i, p in enumerate(paragraphs) if p.startswith("填表说明"))
    heads = tuple(paragraphs[-1].split(" | "))
    if len(heads) != len(FIELDS):
        raise ValueError(f"{CLAUSE} 的表头应有 {len(FIELDS)} 栏，现在是 {len(heads)} 栏，请核对原文")
    return Annex(title, unit, reported.strip(), paragraphs[first:-1], heads)


def label(field: str) -> str:
    """The column head of a field: 身份证号码. Raises ValueError for a field that the form has not."""
    return annex().heads[FIELDS.index(field)]
