"""What a paper says, whatever it is printed on: words, amounts and clauses in reading order; no layout."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.answers.questions import fen_as_money

#: How an amount is to be read where the document sets a floor only: the aid is at least, what is left at most.
Bound = Literal["", "至少", "最多"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money (fen), with its bound."""

    fen: int
    bound: Bound = ""

    @property
    def text(self) -> str:
        """As a person reads it: 至少 24,000元."""
        return f"{self.bound} {fen_as_money(self.fen)}" if self.bound else fen_as_money(self.fen)


@dataclass(frozen=True, slots=True)
class Ref:
    """A clause as one points to it: its id, and its label (with the document's name where it is another document)."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence and the clauses that it rests on."""

    text: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The document that was computed with. ``in_force``: from when it holds, in words; ``version``: of its text."""

    id: str
    title: str
    number: str
    issuer: str
    in_force: str
    status: str
    status_note: str
    version: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer that the result rests on; ``amount`` where it is money."""

    label: str
    value: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Answers that belong together: of the person, of one bill."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Payer:
    """Who bears how much of a bill. ``kind``: insurance, aid or self; ``permille``: the share of the whole."""

    label: str
    amount: Amount
    kind: str
    permille: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation: what is done, the formula in words, what comes out."""

    label: str
    formula: str
    amount: Amount
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; ``state``: 满足, 不满足 or 未定."""

    label: str
    state: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Benefit:
    """One layer of assistance. ``amount`` None: nothing was computed, because it is not met or not settled."""

    title: str
    sentence: str
    status: str
    amount: Amount | None
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    pool: str = ""

    @property
    def headline(self) -> str:
        """What comes of it: 特殊疾病救助：可以救助，24,000元."""
        amount = f"，{self.amount.text}" if self.amount is not None and self.amount.fen else ""
        return f"{self.title}：{self.status}{amount}"


@dataclass(frozen=True, slots=True)
class Bill:
    """One visit or stay: who pays what, each layer. ``payers`` empty and ``total`` None: what it cost is not known."""

    title: str
    about: str
    total: Amount | None
    payers: tuple[Payer, ...]
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a clause, and what it gives; ``chosen``: this paper computes with it."""

    label: str
    amount: Amount
    chosen: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A place where the text allows two computations, and who decides."""

    question: str
    choices: tuple[Choice, ...]
    ask: str
    ref: Ref


@dataclass(frozen=True, slots=True)
class Premium:
    """The subsidy to the year's contribution, outside the aid."""

    sentence: str
    benefit: Benefit
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """If something were otherwise: the aid then, and how much more (or less, below 0) that is (fen)."""

    text: str
    aid: Amount
    change: int

    @property
    def change_text(self) -> str:
        """多 8,000元 or 少 8,000元."""
        return f"{'多' if self.change > 0 else '少'} {fen_as_money(abs(self.change))}"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a clause's text; ``quoted``: the computation rests on these words."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in full, for the appendix: verbatim, paragraph by paragraph, each cut into runs."""

    ref: Ref
    cite: str
    paragraphs: tuple[tuple[Run, ...], ...]

    @property
    def text(self) -> str:
        """The words of the clause, a line each paragraph."""
        return "\n".join("".join(run.text for run in runs) for runs in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a paper says, in reading order.

    ``standing``: what is said first, of a draft or a document that may have ended. ``amount``: the headline figure, a
    range while something is open; empty where nothing is promised. ``aid`` and ``self_pay`` None: still open.
    """

    title: str
    person: str
    on: date
    proviso: str
    policy: Policy
    standing: tuple[Point, ...]
    verdict: str
    sentence: str
    amount: str
    facts: tuple[Facts, ...]
    bills: tuple[Bill, ...]
    aid: Amount | None
    self_pay: Amount | None
    premium: Premium | None
    open_points: tuple[Point, ...]
    readings: tuple[Reading, ...]
    differences: tuple[Difference, ...]
    warnings: tuple[Point, ...]
    entitlements: tuple[Point, ...]
    next_steps: tuple[str, ...]
    counter: str
    clauses: tuple[Clause, ...]

    @property
    def date_text(self) -> str:
        """The day of the paper: 2024年3月5日."""
        return day_text(self.on)


def day_text(day: date) -> str:
    """A day in Chinese: 2024年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def floor(fen: int, at_least: bool) -> Amount:
    """An amount of aid (fen), marked where the document sets a floor only."""
    return Amount(fen, "至少" if at_least else "")


#: Control characters, halves of pairs, marks that turn the reading direction, and the two code points of no character.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def printable(text: str) -> str:
    """A text without what no paper can hold: what a person typed may be anything."""
    return _UNPRINTABLE.sub("", text)
