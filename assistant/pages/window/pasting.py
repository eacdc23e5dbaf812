"""From a pasted settlement paper, record or table to bills; sums that do not add up are told, not corrected."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from assistant.answers.acts import Inform, Propose
from assistant.answers.frame import split_bill_field
from assistant.pages.window import typed
from assistant.pages.window.desk import Bill
from assistant.understand.paper import read_paper
from assistant.understand.paper.fields import find_fields
from knowledge import library

#: The paper's aid already paid, which most documents compare with and do not subtract.
_AID_PAID = "maf_pay"
#: A name on no list is kept as it is printed.
_DISEASE = "dise_name"


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
    records, whole = find_fields(text), read_paper(text)
    if whole is None:
        return None
    region = next((str(act.value) for act in whole.acts if isinstance(act, Inform) and act.field == "policy"), None)
    paper = read_paper(text, policy or region) or whole
    values: dict[int, dict[str, Any]] = defaultdict(dict)
    notes: dict[int, list[str]] = defaultdict(list)
    for act in paper.acts:
        _take(act, values, notes)
    for place, record in enumerate(records):
        if _AID_PAID in record:
            values[place].setdefault("civil_aid_paid", typed.amount(record[_AID_PAID].text))
        if _DISEASE in record and not notes[place]:
            values[place].setdefault("diseases", (record[_DISEASE].text,))
    bills = tuple(_bill(values[place], notes[place]) for place in range(len(records)))
    said = tuple(dict.fromkeys(note.text for note in paper.notes))
    return Pasted(bills, region, (*said, *_other_region(region, policy)))


def _take(act: Inform | Propose, values: dict[int, dict[str, Any]], notes: dict[int, list[str]]) -> None:
    where = split_bill_field(act.field)
    if where is None:
        return
    bill, name = where
    if isinstance(act, Propose):
        notes[bill].append(act.ask)
    else:
        values[bill][name] = tuple(act.value) if name == "diseases" else act.value


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
