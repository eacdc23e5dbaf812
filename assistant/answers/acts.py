"""What a person does in one turn, as typed acts. Understanding makes them from words, a page from clicks; the reducer
takes nothing else.

A field is a path of the interface: ``policy``, ``person.identities``, ``person.age``, ``bills[0].care``,
``bills[0].eligible``, ``parameters.disposable_income``, ``year_to_date.special``, ``readings.tilt_period`` …
Values are the interface's JSON values (codes, booleans, whole numbers, yuan as ``"24000.00"``, ISO dates).
"""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Words:
    """The part of a message that an act rests on: its text, start and end (characters of the message)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Inform:
    """A fact is stated. ``approximate``: 八万多, 大概. ``source``: ``words``, ``button``, ``form`` or ``file``."""

    field: str
    value: Any
    words: Words | None = None
    approximate: bool = False
    source: str = "words"


@dataclass(frozen=True, slots=True)
class Propose:
    """A guess that must be confirmed before it counts: a fuzzy disease name, an ambiguous word with its candidates."""

    field: str
    values: tuple[Any, ...]
    ask: str
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Correct:
    """An earlier answer is wrong: 不对，是特困. It replaces what was there."""

    field: str
    value: Any
    words: Words | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Deny:
    """A value does not hold: 不是低保. Nothing else follows from it."""

    field: str
    value: Any
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """不知道: the field asked (None) or a named one is not known to the person. Never "no", never zero."""

    field: str | None = None
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """The person does not want to answer this question."""

    field: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The person wants to answer an earlier question again."""

    field: str


@dataclass(frozen=True, slots=True)
class Why:
    """为什么问: the reason and the clause of the question asked."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """没错: what was proposed or summed up is right. ``yes`` False: it is not."""

    yes: bool = True


@dataclass(frozen=True, slots=True)
class Compute:
    """算一下: show a result now, with what is open."""


@dataclass(frozen=True, slots=True)
class AddBill:
    """There is another bill. ``yes`` False: there is none."""

    yes: bool = True


@dataclass(frozen=True, slots=True)
class RemoveBill:
    """A bill is taken out of the ledger, by its place."""

    bill: int


@dataclass(frozen=True, slots=True)
class Back:
    """上一步."""


@dataclass(frozen=True, slots=True)
class Restart:
    """重来, 换个人."""


@dataclass(frozen=True, slots=True)
class AskPolicy:
    """A question of the person's own, to be answered with a clause: 没办转诊能报吗."""

    question: str


@dataclass(frozen=True, slots=True)
class OwnShare:
    """What the person paid out of pocket (yuan). No answer: it is only held against the other amounts of the bill."""

    bill: int
    value: str
    words: Words | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class NotUsed:
    """Pieces of a message that were heard and take no field: an amount of another stay, a range, a share."""

    pieces: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said of what was read: a sum that does not add up, what was not used. It answers nothing."""

    text: str


@dataclass(frozen=True, slots=True)
class Greeting:
    """Words that state nothing: 你好, 谢谢, 我想问一下救助, 转人工."""

    kind: Literal["hello", "thanks", "begin", "human"] = "hello"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Words from which nothing could be taken."""

    text: str


Act = (
    Inform
    | Propose
    | Correct
    | Deny
    | Unknown
    | Decline
    | Change
    | Why
    | Confirm
    | Compute
    | AddBill
    | RemoveBill
    | Back
    | Restart
    | AskPolicy
    | OwnShare
    | NotUsed
    | Remark
    | Greeting
    | NotUnderstood
)
