"""From what a person typed to acts: the offered answers first, then understanding."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.answers import acts
from assistant.answers.frame import Frame, bill_field, split_bill_field
from assistant.answers.questions import DONT_KNOW, question
from assistant.talk.reply import CONFIRM, RIGHT, WRONG, Reply
from assistant.talk.turn import Talk, option_acts, start, turn
from assistant.understand import HOME, understand
from rules.case import AMOUNTS

_KIND = re.compile(r"(?:是|应该|医生|说|嗯|，){0,6}\s{0,3}([12一二ⅠⅡ])\s*型(?:的|嘛|哦|啊|吧)*[。.]?")
_NUMBER = {"一": "1", "二": "2", "Ⅰ": "1", "Ⅱ": "2"}
#: 两次都不用转诊: said of every bill.
_OF_EVERY = re.compile(r"(?:两|三|几|每)(?:次|笔|回|趟)|都(?!是的|对|行|可以)")
#: A further visit is told of, whatever was asked.
_ANOTHER = re.compile(r"(?:还有|另有|另外|又有)(?:一|1|第二)(?:次|笔|张|回)|又住了?一?[次回]|第二[次笔回]|再加一[次笔]")


def ready() -> None:
    """Read the word lists and the documents now, so that no later turn has to wait for them."""
    for option in question("policy").options:
        talk, shown = start()
        for message in (option.label, "低保，胃癌住院，总费用3万", "算一下", "封顶多少"):
            talk, shown = turn(talk, hear(message, talk, shown))


def hear(text: str, talk: Talk, shown: Reply) -> list[acts.Act]:
    """The acts in a message, given the conversation and the reply that it answers."""
    message = text.strip()
    offered = _offered(message, shown)
    if offered is not None:
        return offered
    return _of_kind(message, talk) or _understood(message, talk, shown)


def _of_kind(message: str, talk: Talk) -> list[acts.Act]:
    """一型, asked 是1型还是2型糖尿病: the kind of what was said, on the list or not."""
    guess = talk.proposal
    match = _KIND.fullmatch(message)
    if guess is None or guess.words is None or match is None or not guess.field.endswith(".diseases"):
        return []
    kind = f"{_NUMBER.get(match[1], match[1])}型{guess.words.text}"
    for act in understand(kind, asking=guess.field, policy=talk.seen().policy):
        if isinstance(act, acts.Inform | acts.Correct) and act.field == guess.field:
            return [acts.Inform(guess.field, act.value)]
    return [acts.Inform(guess.field, [])]


def read_answer(text: str, field: str, talk: Talk) -> tuple[object, bool]:
    """The value of one field as it was filled in, and whether it is approximate; None where it cannot be read."""
    plain = text.replace(",", "").replace("，", "").removesuffix("元").strip()
    if question(field).kind == "amount" and re.fullmatch(r"\d+(\.\d{1,2})?", plain, re.ASCII):
        return f"{Decimal(plain):.2f}", False
    for act in understand(text, asking=field, policy=talk.seen().policy):
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
        policy=talk.seen().policy,
        options=shown.options,
        bill=frame.bills if another else frame.bills - 1,
        known=known,
    )
    if another:
        return _of_another_bill(heard, frame)
    return [*heard, *_of_the_others(message, heard, frame)]


def _of_the_others(message: str, heard: list[acts.Act], frame: Frame) -> list[acts.Act]:
    """两次都在三级医院: what is said of one bill holds for the others too, where they have no answer yet.

    Where the visits are told in the same message, what stands from the clause with 都 on holds for all.
    """
    every = _OF_EVERY.search(message)
    informed = [act for act in heard if isinstance(act, acts.Inform)]
    places = [place[0] for act in informed if (place := split_bill_field(act.field))]
    bills = max([frame.bills, *(place + 1 for place in places)])
    if bills < 2 or every is None:
        return []
    at_once = frame.bills < bills
    begins = max(message.rfind(mark, 0, every.start()) for mark in "，,。；;\n")  # of the clause that speaks of all
    said = {act.field for act in informed}
    told: list[acts.Act] = []
    for act in informed:
        place = split_bill_field(act.field)
        if place is None or (place[1] in AMOUNTS and act.value != "0.00"):
            continue
        if at_once and (act.words is None or act.words.start <= begins):
            continue
        others = (bill_field(bill, place[1]) for bill in range(bills) if bill != place[0])
        told += [replace(act, field=path) for path in others if not frame.answered(path) and path not in said]
    return told


#: What belongs to a visit and tells of none by itself.
_OF_A_VISIT = ("date", "hospital_level", "designated", "place", "referral")


def _completes(frame: Frame, name: str, value: object) -> bool:
    """Whether a thing told may be one that the last bill lacks, or has told alike."""
    path = bill_field(frame.bills - 1, name)
    return name in _OF_A_VISIT and (not frame.answered(path) or frame.value(path) == value)


def _has_costs(frame: Frame) -> bool:
    """Whether an amount of the last bill is known, so that a further visit is a further bill."""
    return any(frame.known(bill_field(frame.bills - 1, name)) for name in ("eligible", "total", "basic_paid"))


def _of_another_bill(heard: list[acts.Act], frame: Frame) -> list[acts.Act]:
    """Told of a bill when asked whether there is another: it is that one, unless what was said is corrected.

    A date, a hospital or a referral alone are those of the last bill, where that lacks them: they make no visit.
    """
    bill = frame.bills
    told = [act for act in heard if isinstance(act, acts.Inform) and act.field.startswith(f"bills[{bill}].")]
    lacking = all(_completes(frame, act.field.partition("].")[2], act.value) for act in told)
    last = [
        replace(act, field=act.field.replace(f"bills[{bill}]", f"bills[{bill - 1}]"))
        if isinstance(act, acts.Correct) or (lacking and isinstance(act, acts.Inform))
        else act
        for act in heard
    ]
    further = bool(told) and not lacking
    return [acts.AddBill(), *_from_the_first_told(last)] if further else last


def _from_the_first_told(heard: list[acts.Act]) -> list[acts.Act]:
    """Without what only says that there is another bill; a further bill behind the first told stays."""
    at = next((place for place, act in enumerate(heard) if isinstance(act, acts.Inform)), len(heard))
    return [act for place, act in enumerate(heard) if place > at or not isinstance(act, acts.AddBill)]


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
