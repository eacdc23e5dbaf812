"""A result as a person reads it: one tree of words, amounts and clauses, which pages draw and papers print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.results.amounts import Amount
from assistant.results.outcome import Outcome
from assistant.results.shares import Payer
from assistant.results.verdicts import Verdict
from rules.figures import Source


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence with the clauses that it rests on."""

    text: str
    citations: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One step of a benefit: what is done, the formula in words, what comes out.

    ``repeated``: the same step was already shown for an earlier benefit of the bill.
    """

    label: str
    formula: str
    amount: Amount
    citations: tuple[Source, ...]
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedCondition:
    """One condition; ``state``: 满足, 不满足 or 未定."""

    label: str
    state: str
    citations: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ExplainedBenefit:
    """One layer: its name, what it is (``sentence``), what comes of it, its conditions and steps.

    ``amount`` None: nothing was computed, because it is not met, not settled, or the costs are not known; then there
    are no steps either. ``reasons``: why it is not granted, as far as that is known. ``status_in_short``: for a paper.
    """

    id: str
    title: str
    status: str
    status_label: str
    status_in_short: str
    amount: Amount | None
    sentence: str
    conditions: tuple[ExplainedCondition, ...] = ()
    steps: tuple[ExplainedStep, ...] = ()
    reasons: tuple[Cited, ...] = ()
    pool: str = ""

    @property
    def new_steps(self) -> tuple[ExplainedStep, ...]:
        """The steps that were not already shown for an earlier benefit of the same bill."""
        return tuple(step for step in self.steps if not step.repeated)

    @property
    def headline(self) -> str:
        """What comes of it: 特殊疾病救助：可以救助，24,000元."""
        amount = f"，{self.amount.text}" if self.amount is not None and self.amount.fen else ""
        return f"{self.title}：{self.status_in_short}{amount}"


@dataclass(frozen=True, slots=True)
class ExplainedBill:
    """One bill: who pays what and how each layer was computed. ``about``: when and what for; ``under``: the identity it
    was computed under, where bills differ in it.

    ``payers`` empty and ``total`` None: what it cost is not known.
    """

    title: str
    about: str
    total: Amount | None
    payers: tuple[Payer, ...]
    benefits: tuple[ExplainedBenefit, ...]
    under: str = ""

    @property
    def heading(self) -> str:
        """What stands over the bill: 第1笔费用（按“低保对象”算）."""
        return f"{self.title}（{self.under}）" if self.under else self.title


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read a clause and what it gives; ``chosen``: the result is computed with it."""

    label: str
    amount: Amount
    chosen: bool


@dataclass(frozen=True, slots=True)
class ExplainedReading:
    """A place where the text allows two computations: both ways, and whom to ask.

    ``money_known``: whether the amounts come from costs and payments that were stated.
    """

    question: str
    choices: tuple[Choice, ...]
    ask: str
    source: Source
    money_known: bool = True

    @property
    def chosen(self) -> str:
        """The way that was taken, with what it gives."""
        return next(f"{self._said(c)}（这里按这种算）" for c in self.choices if c.chosen)

    @property
    def others(self) -> tuple[str, ...]:
        """The other ways, with what each gives."""
        return tuple(self._said(c) for c in self.choices if not c.chosen)

    @property
    def citations(self) -> tuple[Source, ...]:
        """The clause that can be read in two ways."""
        return (self.source,)

    def _said(self, choice: Choice) -> str:
        return f"{choice.label}：{choice.amount.text}" if self.money_known else choice.label


@dataclass(frozen=True, slots=True)
class ExplainedPremium:
    """The subsidy to the year's contribution, outside the aid."""

    sentence: str
    benefit: ExplainedBenefit
    readings: tuple[ExplainedReading, ...]

    @property
    def citations(self) -> tuple[Source, ...]:
        """The clauses of its steps and of what stands against it, each once."""
        return _sources([*self.benefit.steps, *self.benefit.reasons])


@dataclass(frozen=True, slots=True)
class ExplainedDifference:
    """If something were otherwise (``text``: 如果……): the aid then, and how much more or less that is (fen)."""

    text: str
    aid: Amount
    change: int

    @property
    def change_text(self) -> str:
        """多 8,000元 or 少 8,000元."""
        return f"{'多' if self.change > 0 else '少'} {Amount(abs(self.change)).text}"

    @property
    def sentence(self) -> str:
        """如果……，可能多 8,000元."""
        return f"{self.text}，可能{self.change_text}"


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """An answer that is missing, and where to find it."""

    field: str
    label: str
    where: str

    @property
    def text(self) -> str:
        """Both in one line."""
        return f"{self.label}：{self.where}"

    @property
    def citations(self) -> tuple[Source, ...]:
        """None: it is no matter of a document."""
        return ()


@dataclass(frozen=True, slots=True)
class Limit:
    """One annual limit after the last bill of its year (fen). ``year``: 2024年, empty where no bill has a date."""

    year: str
    title: str
    limit: int
    used: int

    @property
    def left(self) -> int:
        """What is left of it (fen), never below 0."""
        return max(self.limit - self.used, 0)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said of bills that several documents govern: which is computed under which, the sum, and what to mind."""

    text: str
    warnings: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result as a person reads it, from top to bottom. ``found``: the outcome whose words these are.

    ``standing``: what is said first, of a draft or a document that may have ended. ``amount``: the headline figure, a
    range while something is open; empty where nothing was found. ``differences``: the largest first.
    """

    found: Outcome
    standing: tuple[Cited, ...]
    verdict: Verdict
    sentence: str
    amount: str
    identity: str
    bills: tuple[ExplainedBill, ...]
    limits: tuple[Limit, ...]
    premium: ExplainedPremium | None
    open_points: tuple[OpenPoint, ...]
    readings: tuple[ExplainedReading, ...]
    differences: tuple[ExplainedDifference, ...]
    entitlements: tuple[Cited, ...]
    warnings: tuple[Cited, ...]
    document: Cited | None
    next_steps: tuple[Cited, ...]
    counter: str
    offer: str
    ask: str
    offers: tuple[Cited, ...] = ()
    """What an earlier document would give beside all this, in sentences."""
    places: tuple[int, ...] = ()
    """The places of its bills in the whole, where other bills are computed under another document."""
    earlier: tuple["Explanation", ...] = ()
    """The results of bills that older documents govern, the oldest first."""
    whole: Whole | None = None
    """What is said of all of them together; None where one document governs all bills."""

    @property
    def parts(self) -> tuple["Explanation", ...]:
        """The results of all documents, the oldest first; this one is the last."""
        return (*self.earlier, self)

    def place_of(self, bill: int) -> int:
        """The place in the whole of a bill of this part."""
        return self.places[bill] if self.places else bill

    def citations(self) -> tuple[Source, ...]:
        """Every clause that the result rests on, in reading order, once."""
        shown: list[_HasCitations] = [*self.standing]
        for bill in self.bills:
            for benefit in bill.benefits:
                shown += [*benefit.new_steps, *benefit.reasons]
        return _sources([*shown, *self.readings, *self.offers, *([self.premium] if self.premium else [])])

    def every_citation(self) -> tuple[Source, ...]:
        """Every clause that anything of it rests on, conditions, warnings and the subsidy included, once."""
        told: list[_HasCitations] = [*self.standing]
        benefits = [benefit for bill in self.bills for benefit in bill.benefits]
        for benefit in (*benefits, *([self.premium.benefit] if self.premium else [])):
            told += [*benefit.conditions, *benefit.steps]
        readings = (*self.readings, *(self.premium.readings if self.premium else ()))
        return _sources([*told, *readings, *self.warnings, *self.entitlements, *self.next_steps, *self.offers])


class _HasCitations(Protocol):
    """A part of the tree that rests on clauses."""

    @property
    def citations(self) -> tuple[Source, ...]:
        """They."""


def _sources(parts: Sequence[_HasCitations]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for part in parts for source in part.citations))
