"""From what a person typed to acts: the offered answers first, then understanding."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant import acts
from assistant.frame import Frame, bill_field
from assistant.governing import policy_of
from assistant.questions import DONT_KNOW, question
from assistant.reply import CONFIRM, RIGHT, WRONG, Reply
from assistant.turn import Talk, option_acts
from assistant.understand import HOME, understand

#: A further visit is told of, whatever was asked.
_ANOTHER = re.compile(r"(?:还有|另有|另外|又有)(?:一|1|第二)(?:次|笔|张|回)|又住了?一?[次回]|第二[次笔回]|再加一[次笔]")


def hear(text: str, talk: Talk, shown: Reply) -> list[acts.Act]:
    """The acts in a message, given the conversation and the reply that it answers."""
    message = text.strip()
    offered = _offered(message, shown)
    if offered is not None:
        return offered
    return _understood(message, talk, shown)


def read_answer(text: str, field: str, talk: Talk) -> tuple[object, bool]:
    """The value of one field as it was filled in, and whether it is approximate; None where it cannot be read."""
    plain = text.replace(",", "").replace("，", "").removesuffix("元").strip()
    if question(field).kind == "amount" and re.fullmatch(r"\d+(\.\d{1,2})?", plain, re.ASCII):
        return f"{Decimal(plain):.2f}", False
    for act in understand(text, asking=field, policy=policy_of(talk.frame)):
        if isinstance(act, acts.Inform | acts.Correct) and act.field == field:
            return act.value, act.approximate
    return None, False


def _understood(message: str, talk: Talk, shown: Reply) -> list[acts.Act]:
    frame = talk.frame
    known = {path: slot.value for path, slot in frame.slots.items() if slot.known}
    residence = frame.get("policy")
    if residence is not None and residence.words is not None:
        known[HOME] = residence.words.text
    asking = talk.again or shown.asking
    another = asking == "bills" or (_ANOTHER.search(message) is not None and _has_costs(frame))
    heard = understand(
        message,
        asking="bills" if another else asking,
        policy=policy_of(frame),
        options=shown.options,
        bill=frame.bills if another else frame.bills - 1,
        known=known,
    )
    return _of_another_bill(heard, frame.bills) if another else heard


def _has_costs(frame: Frame) -> bool:
    """Whether an amount of the last bill is known, so that a further visit is a further bill."""
    return any(frame.known(bill_field(frame.bills - 1, name)) for name in ("eligible", "total", "basic_paid"))


def _of_another_bill(heard: list[acts.Act], bill: int) -> list[acts.Act]:
    """Told of a bill when asked whether there is another: it is that one, unless what was said is corrected."""
    told = [act for act in heard if isinstance(act, acts.Inform) and act.field.startswith(f"bills[{bill}].")]
    last = [
        replace(act, field=act.field.replace(f"bills[{bill}]", f"bills[{bill - 1}]"))
        if isinstance(act, acts.Correct)
        else act
        for act in heard
    ]
    return [acts.AddBill(), *(act for act in last if not isinstance(act, acts.AddBill))] if told else last


def _offered(message: str, shown: Reply) -> list[acts.Act] | None:
    """The acts of an answer that was offered, if the message is one."""
    for label, value in shown.choices:
        if message == label and shown.asking is not None:
            return [acts.Deny(shown.asking, value)] if value is None else [_chosen(shown.asking, value)]
    if shown.asking == CONFIRM and message in (RIGHT, WRONG):
        return [acts.Confirm(message == RIGHT)]
    if shown.question is not None and not shown.choices:
        for option in shown.question.options:
            if message == option.label:
                return list(option_acts(shown.question.field, option))
        if message == DONT_KNOW:
            return [acts.Unknown()]
    return None


def _chosen(field: str, value: object) -> acts.Act:
    return acts.Inform(field, value, source="button")
