"""The words of the form, read from the clause that prints it: title, who reports, notes, column heads."""

from functools import cache
from typing import NamedTuple

from assistant.roster.model import FIELDS, RosterError
from knowledge import library
from knowledge.library import UnknownClauseError
from rules.policies import policy_ids


class Annex(NamedTuple):
    """The form as printed; ``heads`` in the order of the fields of a row. ``policy``: the document that prints it."""

    policy: str
    title: str
    unit: str
    reported: str
    notes: tuple[str, ...]
    heads: tuple[str, ...]


@cache
def forms() -> tuple[Annex, ...]:
    """The forms of all documents that print one. A clause that is not the form is left out."""
    clauses = {name: library.facts(name).forms.get("roster") for name in policy_ids()}
    read = (_form(name, clause) for name, clause in clauses.items() if clause)
    return tuple(form for form in read if form is not None)


def _form(policy: str, clause: str) -> Annex | None:
    try:
        paragraphs = library.clause(clause).paragraphs
        title = next(p for p in paragraphs if p.endswith("信息汇总表") and not p.startswith("附件"))
        unit, _, reported = next(p for p in paragraphs if p.startswith("报送单位")).partition(" ")
        first = next(i for i, p in enumerate(paragraphs) if p.startswith("填表说明"))
    except (UnknownClauseError, StopIteration):
        return None
    heads = tuple(paragraphs[-1].split(" | "))
    if len(heads) != len(FIELDS):
        return None
    return Annex(policy, title, unit, reported.strip(), paragraphs[first:-1], heads)


def annex(policy: str | None = None) -> Annex:
    """The form of a document, the first that there is where none is named. Raises RosterError where there is none."""
    for form in forms():
        if policy in (None, form.policy):
            return form
    raise RosterError("文库里没有附有人员信息汇总表的文件，请先放入附有这张表的文件。")


def label(field: str) -> str:
    """The column head of a field: 身份证号码. Raises ValueError for a field that the form has not."""
    return annex().heads[FIELDS.index(field)]
