"""A conversation between two turns, and a turn in the making."""

from dataclasses import dataclass, field, replace

from assistant.answers import acts
from assistant.answers.frame import Frame, split_bill_field
from assistant.answers.questions import has_question, question
from assistant.answers.situation import Situation
from assistant.talk.reply import Quoted, Understood

#: Fields whose answers add up: a further one joins the earlier ones instead of replacing them.
_LISTS = ("person.identities", "diseases")


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: the answers, what is asked, a guess to be confirmed, and the steps that can be taken back.

    ``again``: an earlier question that the person wants to answer again. ``shown``: they asked for the result.
    ``own_share``: what they said to have paid themselves, until it could be held against the other amounts.
    ``situation``: what follows from the answers, as the last turn found it.
    """

    frame: Frame = field(default_factory=Frame)
    asking: str | None = "policy"
    proposal: acts.Propose | None = None
    again: str | None = None
    shown: bool = False
    own_share: acts.OwnShare | None = None
    past: tuple["Talk", ...] = field(default=(), compare=False, repr=False)
    situation: Situation | None = field(default=None, compare=False, repr=False)

    def seen(self) -> Situation:
        """What follows from the answers: as the last turn found it, or made now."""
        if self.situation is not None and self.situation.frame is self.frame:
            return self.situation
        return Situation(self.frame)

    def step(self) -> "Talk":
        """This talk as a step that can be taken back: the answers alone."""
        return replace(self, past=(), situation=None)


@dataclass(slots=True)
class Turn:
    """One turn in the making: the talk as it becomes, what follows from its answers, and what there is to say.

    ``seen_before``: what followed from the answers before the turn. ``in_full``: the whole result is wanted, even if
    nothing of it has changed. ``checks``: whether an answer that contradicts the others is refused.
    """

    before: Talk
    talk: Talk
    seen_before: Situation
    seen: Situation
    understood: list[Understood] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    quotes: list[Quoted] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    stepped_back: bool = False
    corrected: bool = False
    in_full: bool = False
    checks: bool = True

    @classmethod
    def after(cls, talk: Talk) -> "Turn":
        """A turn that follows this talk; nothing has been done yet."""
        seen = talk.seen()
        return cls(talk, talk, seen, seen)

    @property
    def frame(self) -> Frame:
        """The answers as they are now."""
        return self.talk.frame

    @property
    def policy(self) -> str | None:
        """The document that governs now."""
        return self.seen.policy

    @property
    def asking(self) -> str | None:
        """The field that the person was asked for."""
        return self.talk.again or self.before.asking

    def become(self, talk: Talk, seen: Situation | None = None) -> None:
        """Go on with this talk; ``seen``: what follows from its answers, where that is known already."""
        if seen is None:
            known = (self.seen, self.seen_before)
            seen = next((one for one in known if one.frame is talk.frame), None) or Situation(talk.frame)
        self.talk, self.seen = talk, seen

    def say(self, note: str) -> None:
        """Something to be said before the question."""
        self.notes.append(note)

    def not_understood(self) -> None:
        """Say that nothing could be taken from the words or the click."""
        self.say("抱歉，我没有听懂。您可以点下面的选项，或者换个说法再说一次。")


def is_list(path: str) -> bool:
    """Whether the answers to a field add up."""
    return (split_bill_field(path) or (0, path))[1] in _LISTS


def as_value(path: str, value: object) -> object:
    """One candidate as an answer to its field: of a field whose answers add up a list."""
    return [value] if is_list(path) and not isinstance(value, list) else value


def is_amount(path: str) -> bool:
    """Whether the field is asked for as an amount of money."""
    return has_question(path) and question(path).kind == "amount"


def answered(talk: Talk, path: str) -> Talk:
    """The talk in which this field has been answered: it is asked again no longer, nor guessed."""
    guess = talk.proposal
    return replace(
        talk,
        again=None if talk.again == path else talk.again,
        proposal=None if guess is not None and guess.field == path else guess,
    )
