"""The one reducer: what is known and what the person does give what is known then and what is said back.

The web chat, the command line and the tests all go through :func:`turn`; nothing else changes an answer.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import acts
from assistant.answers.frame import Slot
from assistant.answers.questions import Option
from assistant.results.outcome import contradiction
from assistant.talk import answering, asides
from assistant.talk.greetings import GREETING, GREETINGS
from assistant.talk.reply import Reply
from assistant.talk.replying import reply
from assistant.talk.state import Talk, Turn

__all__ = ["Talk", "option_acts", "start", "turn"]

#: How many steps can be taken back.
_REMEMBERED = 60


def start() -> tuple[Talk, Reply]:
    """A new conversation, with the first question."""
    now = Turn.after(Talk())
    now.say(GREETING)
    return replace(now.talk, situation=now.seen), reply(now)


def turn(talk: Talk, done: Sequence[acts.Act]) -> tuple[Talk, Reply]:
    """Take what a person did and say what comes next. Never raises on an act whose field or value cannot be."""
    now = _taken(talk, done, check=False)
    if contradiction(now.seen) is not None:
        now = _taken(talk, done, check=True)  # one after the other, so that what cannot be is found and said
    if not done:
        now.not_understood()
    if now.frame != talk.frame and not now.stepped_back:
        now.become(replace(now.talk, past=(*talk.past, talk.step())[-_REMEMBERED:]))
    asides.say_what_changed(now)
    said = reply(now)
    return replace(now.talk, asking=said.asking, situation=now.seen), said


def _taken(talk: Talk, done: Sequence[acts.Act], check: bool) -> Turn:
    """A turn in which this was done; ``check``: whether every answer is held against those before it."""
    now = Turn.after(talk)
    now.checks = check
    for act in done:
        _take(now, act)
    return now


def _take(now: Turn, act: acts.Act) -> None:
    match act:
        case acts.Inform():
            answering.inform(now, act.field, Slot(act.value, "given", act.source, act.words, act.approximate))
        case acts.Correct():
            slot = Slot(act.value, "given", "words", act.words, act.approximate)
            answering.inform(now, act.field, slot, replaces=True)
        case acts.Deny():
            answering.deny(now, act)
        case acts.Unknown() | acts.Decline():
            answering.leave_open(now, act)
        case acts.Propose():
            answering.propose(now, act)
        case acts.Confirm():
            answering.confirm(now, act.yes)
        case acts.Change():
            answering.ask_again(now, act.field)
        case acts.AddBill():
            answering.another_bill(now, act.yes)
        case acts.RemoveBill():
            answering.remove_bill(now, act.bill)
        case acts.Back():
            answering.back(now)
        case acts.OwnShare():
            now.become(replace(now.talk, own_share=act))
        case _:
            _take_aside(now, act)


def _take_aside(now: Turn, act: acts.Act) -> None:
    """What changes no answer, and the new start."""
    match act:
        case acts.Why():
            asides.say_why(now)
        case acts.Compute():
            _compute(now)
        case acts.AskPolicy():
            asides.look_up(now, act.question)
        case acts.NotUsed():
            now.say("这些我没用上：" + "；".join(f"“{piece.text}”" for piece in act.pieces) + "。")
        case acts.Remark():
            now.say(act.text)
        case acts.Greeting():
            now.say(GREETINGS[act.kind])
        case acts.Restart():
            now.become(Talk())
            now.stepped_back = True
            now.say("好的，我们重新开始。刚才的内容已经清空。")
        case _:
            now.not_understood()


def _compute(now: Turn) -> None:
    if now.policy is None:
        now.say("还不知道属于哪个地方，没法算。")
        return
    now.in_full = True
    now.become(replace(now.talk, shown=True, again=None, proposal=None))


def option_acts(path: str, option: Option) -> tuple[acts.Act, ...]:
    """What choosing an option of a question does."""
    if path == "bills":
        return (acts.AddBill(bool(option.value)),)
    return (acts.Inform(path, option.value, source="button"),)
