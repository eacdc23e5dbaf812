"""From what a person typed to acts: the offered answers first, then understanding."""

from assistant import acts
from assistant.questions import DONT_KNOW
from assistant.reply import CONFIRM, RIGHT, WRONG, Reply
from assistant.turn import Talk, option_acts


def hear(text: str, talk: Talk, shown: Reply) -> list[acts.Act]:
    """The acts in a message, given the conversation and the reply that it answers."""
    message = text.strip()
    offered = _offered(message, shown)
    if offered is not None:
        return offered
    from assistant.understand import understand

    return understand(message, talk.again or shown.asking, talk.frame.value("policy"))


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
