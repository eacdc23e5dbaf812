"""What a benefit's computation writes down: conditions, steps, amount. With the trace off, only the amount."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from rules.columns import Choice, Columns, PerRow, PremiumColumns
from rules.figures import Figure, Source, Table
from rules.money import Bools, Ints, either


@dataclass(slots=True)
class Percent:
    """A column of basis points that a formula shows as a percentage."""

    points: Ints


#: What stands in a formula: a column (fen) or one number for all rows, a share, a figure of the document, or a figure
#: by identity. An operand that the formula does not name still brings its citation.
Operand = PerRow | Percent | Figure | Table


@dataclass(slots=True)
class Condition:
    """One thing that must hold, with the words that demand it. ``met`` is one truth value a row.

    ``when``: the rows of which it is asked (a reading may not ask it); elsewhere it is met and not shown.
    ``otherwise``: what is said where it does not hold; empty where the label says it.
    """

    key: str
    label: str
    met: Bools
    citations: tuple[Source, ...]
    #: The clause that names each identity, shown where the row has one.
    by_identity: tuple[Source, ...] = ()
    when: Choice = True
    otherwise: str = ""


class Conditions(NamedTuple):
    """Conditions that must hold together, and whether they do, row by row."""

    each: tuple[Condition, ...]
    met: Bools

    def also(self, *more: Condition) -> "Conditions":
        """These conditions and more."""
        met = self.met
        for condition in more:
            met = met & condition.met
        return Conditions((*self.each, *more), met)


def require(first: Condition, *more: Condition) -> Conditions:
    """Conditions that must all hold."""
    return Conditions((first,), first.met).also(*more)


@dataclass(slots=True)
class Step:
    """One step of a computation: ``formula`` names its operands in braces; ``value`` in fen, one a row.

    ``when``: the rows whose computation takes this step (a reading may take another).
    """

    key: str
    label: str
    formula: str
    value: Ints
    operands: Mapping[str, Operand]
    citations: tuple[Source, ...]
    when: Choice = True


@dataclass(slots=True)
class Benefit:
    """One layer of assistance over all rows. Amounts in fen, 0 where a condition is not met or nothing is decided.

    ``met``: every condition holds; ``computed``: what would be paid without a limit.
    """

    id: str
    conditions: Sequence[Condition]
    met: Bools
    amount: Ints
    steps: Sequence[Step] = ()
    at_least: Bools | bool = False
    #: Rows for which the text points elsewhere, each with what is missing.
    undetermined: Sequence[Condition] = ()
    #: The annual pool it draws on: what was used before the row, and the limit (fen; −1 none).
    used: PerRow | None = None
    limit: PerRow | None = None
    computed: Ints | None = None

    def cut(self) -> Bools:
        """Whether a limit took something of what was computed, so that also nothing paid may be a lower bound."""
        found: Bools = np.zeros_like(self.met) if self.computed is None else self.computed > self.amount
        return found


@dataclass(slots=True)
class Worksheet:
    """Collects the steps of one benefit. ``trace`` off: the same computation, nothing kept."""

    trace: bool
    steps: list[Step] = field(default_factory=list)

    def include(self, step: Step, *cite: Source) -> None:
        """Show a step that was computed for all benefits together, with this benefit's own words first."""
        if self.trace:
            cited = (*cite, *step.citations)
            self.steps.append(Step(step.key, step.label, step.formula, step.value, step.operands, cited, step.when))

    def step(
        self,
        key: str,
        label: str,
        formula: str,
        value: Ints,
        operands: Mapping[str, Operand],
        cite: tuple[Source, ...] = (),
        when: Choice = True,
    ) -> Ints:
        """Write a step down and give its value on. Figures among the operands bring their own citation."""
        if self.trace:
            self.steps.append(Step(key, label, formula, value, operands, cite, when))
        return value

    def from_pool(self, b: Columns, pool: str, computed: Ints, limit: Figure) -> tuple[Ints, PerRow]:
        """Pay ``computed`` out of an annual limit, and say what was left of it: (paid, used before), fen."""
        paid, used = b.pay_from_pool(pool, computed, limit.amount)
        self.step(
            "amount",
            "不超过年度救助限额的余额",
            "min({computed}, {limit} − {used})",
            paid,
            {"computed": computed, "limit": limit, "used": used},
        )
        return paid, used


def within_due(sheet: Worksheet, q: PremiumColumns, computed: Ints, cite: Source) -> Ints:
    """The last step of every subsidy to the contribution: never more than is due, where that is given (fen)."""
    known = q.due >= 0
    amount = either(known, np.minimum(computed, q.due), computed)
    operands = {"computed": computed, "due": q.due}
    label = "资助的是个人缴费，不超过本人应缴的数额"
    return sheet.step("amount", label, "min({computed}, {due})", amount, operands, (cite,), when=known)


def only_where(met: Bools, amount: Ints) -> Ints:
    """``amount`` where ``met``, else 0."""
    return amount * met
