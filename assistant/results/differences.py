"""What would change the answer, in words: 如果转诊情况是“未按规定转诊”，救助 0元."""

from collections.abc import Sequence

from pydantic import BaseModel

from assistant.answers.frame import Frame, bill_field
from assistant.results.amounts import Amount, floor
from assistant.results.explained import ExplainedDifference
from assistant.results.supposed import supposed
from rules import codes
from rules.figures import Figure, Table
from rules.policies import policy
from rules.result import Result
from rules.what_if import Difference as Changed

_EMERGENCY = codes.REFERRAL[codes.EMERGENCY]


def worth_telling(what_if: Sequence[Changed], frame: Frame) -> tuple[Changed, ...]:
    """The differences that help: none that would only invite a misstatement (another day for a bill whose day is
    stated, an emergency that was none), no identity that would bring less, for which nobody applies.
    """
    dated = any(frame.known(bill_field(bill, "date")) for bill in range(frame.bills))
    return tuple(one for one in what_if if not _is_idle(one, dated))


def _is_idle(one: Changed, dated: bool) -> bool:
    if one.field == "person.identities":
        return one.difference <= 0
    return (one.field == "policy" and dated) or (one.field.endswith(".referral") and one.value == _EMERGENCY)


def differences_of(what_if: Sequence[Changed], result: Result) -> tuple[ExplainedDifference, ...]:
    """The differences as sentences, in their order.

    Raises:
        ValueError: a field that no words were written for.
    """
    bills = len(result.bills)
    return tuple(
        ExplainedDifference(f"如果{supposed(d, result.policy, bills)}", _aid(d, result), d.difference) for d in what_if
    )


def _aid(changed: Changed, result: Result) -> Amount:
    """The aid then, a floor where the document that gives it sets floors; nothing at all is no floor."""
    document = changed.value if changed.field == "policy" else result.policy
    return floor(changed.aid_total, changed.aid_total > 0 and sets_floors(policy(document).parameters))


def sets_floors(record: object) -> bool:
    """Whether a document's parameters hold a figure that is a floor (不低于)."""
    if isinstance(record, Figure):
        return record.at_least
    if isinstance(record, Table):
        return any(sets_floors(figure) for figure in record.root.values())
    if isinstance(record, BaseModel):
        return any(sets_floors(getattr(record, name)) for name in type(record).model_fields)
    return False
