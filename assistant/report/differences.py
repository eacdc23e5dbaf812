"""What would change the answer, in words: 如果转诊情况是“未按规定转诊”，救助 0元."""

from collections.abc import Sequence

from pydantic import BaseModel

from assistant.frame import split_bill_field
from assistant.questions import value_label
from knowledge import glossary, library
from rules.figures import Figure, Table
from rules.policies import policy
from rules.result import Result
from rules.what_if import Difference as Changed

from .model import Amount, Difference, floor

#: How many are printed; the largest come first.
_SHOWN = 8


def differences(what_if: Sequence[Changed], result: Result) -> tuple[Difference, ...]:
    """The largest differences, as sentences."""
    return tuple(Difference(_said(d, result), _aid(d, result), d.difference) for d in what_if[:_SHOWN])


def _aid(changed: Changed, result: Result) -> Amount:
    """The aid then, a floor where the document that gives it sets floors; nothing at all is no floor."""
    document = changed.value if changed.field == "policy" else result.policy
    return floor(changed.aid_total, changed.aid_total > 0 and _sets_floors(policy(document).parameters))


def _sets_floors(record: object) -> bool:
    """Whether a document's parameters hold a figure that is a floor (不低于)."""
    if isinstance(record, Figure):
        return record.at_least
    if isinstance(record, Table):
        return any(_sets_floors(figure) for figure in record.root.values())
    if isinstance(record, BaseModel):
        return any(_sets_floors(getattr(record, name)) for name in type(record).model_fields)
    return False


def _said(changed: Changed, result: Result) -> str:
    if changed.field == "policy":
        return f"如果按《{library.document(changed.value).facts.short_name}》计算"
    if changed.field == "person.identities":  # the identity tried beside those held is the last of the list
        return f"如果另外认定为“{glossary.label('identity', changed.value[-1], result.policy)}”"
    place = split_bill_field(changed.field)
    if place is None:
        raise ValueError(f"没有为“{changed.field}”写过“如果……”的说法，请补上")
    label = glossary.label("field", f"bills.{place[1]}")
    value = value_label(changed.field, changed.value, result.policy)
    which = f"第{place[0] + 1}笔的" if len(result.bills) > 1 else ""
    return f"如果{which}{label}是“{value}”"
