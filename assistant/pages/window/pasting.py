"""From a pasted settlement paper, record or table to bills; sums that do not add up are told, not corrected."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from assistant.answers.acts import Propose
from assistant.answers.frame import split_bill_field
from assistant.pages.window.desk import Bill
from assistant.understand.paper import Paper, read_paper
from knowledge import library

#: What a row of the desk has no place for.
_NOT_OF_A_BILL = ("admitted",)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read: bills with their notes, the document of the 参保区划, what is still to be said."""

    bills: tuple[Bill, ...]
    policy: str | None
    said: tuple[str, ...]


def read(text: str, policy: str | None) -> Pasted | None:
    """The settlements in a text; None if it is none.

    ``policy``: the document that the sheet is computed under, whose disease lists are read.
    """
    whole = read_paper(text)
    if whole is None:
        return None
    region = next((str(one.value) for fields in whole.fields for one in fields if one.path == "policy"), None)
    paper = read_paper(text, policy or region) or whole
    asks = _questions(paper)
    bills = tuple(_bill(_values(paper, place), asks[place]) for place in range(len(paper.fields)))
    return Pasted(bills, region, (*paper.said(), *_other_region(region, policy)))


def _values(paper: Paper, place: int) -> dict[str, Any]:
    """The fields of one bill; civil aid too, which most documents compare with and do not subtract."""
    values: dict[str, Any] = {}
    for one in paper.fields[place]:
        where = split_bill_field(one.path)
        if where is not None and where[1] not in _NOT_OF_A_BILL:
            values[where[1]] = tuple(one.value) if where[1] == "diseases" else one.value
    return values


def _questions(paper: Paper) -> dict[int, list[str]]:
    """What is to be asked of each bill: which disease is meant."""
    asks: dict[int, list[str]] = defaultdict(list)
    for act in paper.acts:
        where = split_bill_field(act.field) if isinstance(act, Propose) else None
        if isinstance(act, Propose) and where is not None:
            asks[where[0]].append(act.ask)
    return asks


def _bill(values: dict[str, Any], notes: list[str]) -> Bill:
    bill = Bill(notes=tuple(notes))
    bill.values.update(values)
    return bill


def _other_region(region: str | None, policy: str | None) -> tuple[str, ...]:
    if region is None or policy is None or region == policy:
        return ()
    names = [library.document(name).facts.area.name for name in (region, policy)]
    return (f"结算单上的参保区划是{names[0]}，这里按{names[1]}的文件计算，请核对户籍（认定）地。",)


def area_of(policy: str) -> str:
    """The residence that a document is for."""
    return library.document(policy).facts.area.code
