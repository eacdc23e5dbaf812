"""The reply at the end of a turn: the next question, a guess to be confirmed, the summary, or the result."""

from dataclasses import replace

from assistant.answers import acts
from assistant.answers.questions import has_question, question, value_label
from assistant.results.explained import Explanation
from assistant.results.parts import told_of
from assistant.results.plain_text import as_text
from assistant.talk.reply import CONFIRM, Reply, Understood
from assistant.talk.state import Turn, as_value, is_amount, is_list
from assistant.talk.summaries import field_labels, in_order, summary
from rules.door import CaseError


def reply(now: Turn) -> Reply:
    """What is said back, given all that was done in the turn."""
    talk = now.talk
    if talk.proposal is not None:
        return _guess(now, talk.proposal)
    if talk.again is not None:
        return _asked(now, talk.again)
    ahead = now.seen.journey
    if talk.shown and now.policy is not None:
        computed = not now.before.shown or not ahead.next
        if computed or not now.answered:
            return _result(now)
    if ahead.next is not None:
        return _asked(now, ahead.next)
    if talk.shown:
        return _result(now)
    return _asked(now, CONFIRM, summary=summary(now.seen))


def _asked(
    now: Turn,
    asking: str | None,
    summary: tuple[Understood, ...] = (),
    proposal: str = "",
    choices: tuple[tuple[str, object], ...] = (),
    told: Explanation | None = None,
) -> Reply:
    """The reply with the question of the field asked, and before it what the turn has to say."""
    is_question = asking is not None and asking != CONFIRM and has_question(asking)
    cited = tuple(q.source for q in now.quotes) + tuple(
        s for part in (told.parts if told else ()) for s in part.citations()
    )
    return Reply(
        asking=asking,
        question=question(str(asking), now.policy, now.frame.bills) if is_question else None,
        understood=tuple(dict.fromkeys(now.understood)),
        notes=tuple(dict.fromkeys(now.notes)),
        quotes=tuple(now.quotes),
        summary=summary,
        proposal=proposal,
        choices=choices,
        told=told,
        result_text=_result_text(now, told) if told else "",
        citations=tuple(dict.fromkeys(cited)),
        case=now.frame.case(),
    )


def _guess(now: Turn, guess: acts.Propose) -> Reply:
    choices = tuple(
        (value_label(guess.field, as_value(guess.field, value), now.policy), as_value(guess.field, value))
        for value in guess.values
    )
    none: object = [] if is_list(guess.field) else None
    return _asked(now, guess.field, proposal=guess.ask, choices=(*choices, ("都不是", none)))


def _result(now: Turn) -> Reply:
    frame = now.frame
    rough = [path for path in in_order(frame) if path in frame.slots and frame.slots[path].approximate]
    rough = [path for path in rough if is_amount(path)]
    if rough and not _stands(now):
        now.say(f"“{field_labels(rough, now.seen)}”是大概的数，所以下面的结果也是大概的，以结算单为准。")
    try:
        return _asked(now, None, told=told_of(now.seen))
    except CaseError as wrong:
        now.say(wrong.message)
        now.become(replace(now.talk, shown=False))
        return _asked(now, wrong.field if has_question(wrong.field) else CONFIRM, summary=summary(now.seen))


def _stands(now: Turn) -> bool:
    """Whether the result stood there before, nothing of it has changed and nobody wants it again."""
    before = now.before
    return before.shown and before.asking is None and before.frame == now.frame and not now.in_full


def _result_text(now: Turn, told: Explanation) -> str:
    """The result in full; in one sentence where it stood there before and nothing of it has changed."""
    if _stands(now):
        return f"上面的结果没有变：{told.sentence}要再看一遍，请说“算一下”。"
    return as_text(told)
