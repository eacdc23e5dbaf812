"""What a calculation answers, as plain values and as JSON. Amounts in fen; in JSON as yuan with two decimals."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from knowledge import glossary
from rules.figures import Source
from rules.money import to_yuan

Json = dict[str, Any]


class StepResult(NamedTuple):
    """One step: ``formula`` in yuan, ``value`` in fen."""

    key: str
    label: str
    formula: str
    value: int
    citations: tuple[Source, ...]

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "key": self.key,
            "label": self.label,
            "formula": self.formula,
            "value": to_yuan(self.value),
            "unit": "元",
            "citations": _citations(self.citations),
        }


class ConditionResult(NamedTuple):
    """One condition, whether it holds, and the words that demand it."""

    key: str
    label: str
    met: bool
    citations: tuple[Source, ...]

    def to_json(self) -> Json:
        """The interface's form."""
        return {"key": self.key, "label": self.label, "met": self.met, "citations": _citations(self.citations)}


class PoolState(NamedTuple):
    """An annual limit as this bill finds it (fen). ``limit`` None: the document leaves it open and it was not given."""

    limit: int | None
    used: int


class BenefitResult(NamedTuple):
    """One layer of assistance for one bill. ``status``: granted, zero, not_met or undetermined."""

    id: str
    title: str
    status: str
    amount: int
    at_least: bool
    steps: tuple[StepResult, ...]
    conditions: tuple[ConditionResult, ...]
    pool: PoolState | None = None

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "id": self.id,
            "title": self.title,
            "status": self.status,
            "amount": to_yuan(self.amount),
            "at_least": self.at_least,
            "steps": [s.to_json() for s in self.steps],
            "conditions": [c.to_json() for c in self.conditions],
        }


class BillResult(NamedTuple):
    """One bill: what it cost, each benefit, and what the person still pays.

    ``identity``: what it was computed under; None where nothing that is held is a recipient's.
    """

    total: int
    self_pay: int
    benefits: tuple[BenefitResult, ...]
    identity: str | None = None

    @property
    def aid(self) -> int:
        """The sum of the benefits (fen)."""
        return sum(b.amount for b in self.benefits)

    @property
    def at_most(self) -> bool:
        """Whether what the person pays is an upper bound: an amount is a floor, or not decided."""
        return any(b.at_least or b.status == "undetermined" for b in self.benefits)

    def to_json(self) -> Json:
        """The interface's form."""
        data: Json = {"total": to_yuan(self.total), "self_pay": to_yuan(self.self_pay), "identity": self.identity}
        if self.at_most:
            data["at_most"] = True
        return {**data, "benefits": [b.to_json() for b in self.benefits]}


class Alternative(NamedTuple):
    """Another reading's outcome: the aid over the whole ledger, or the premium subsidy (fen)."""

    value: str
    label: str
    amount: int


class ReadingResult(NamedTuple):
    """A place where the text allows two computations and the choice changes this result. ``ask``: who decides."""

    id: str
    question: str
    chosen: str
    chosen_label: str
    source: Source
    ask: str
    alternatives: tuple[Alternative, ...]

    def to_json(self, amount: str = "aid_total") -> Json:
        """The interface's form, with whom to ask."""
        return {
            "id": self.id,
            "question": self.question,
            "chosen": self.chosen,
            "clause": self.source.clause,
            "quote": self.source.quote,
            "ask": self.ask,
            "alternatives": [{"value": a.value, amount: to_yuan(a.amount)} for a in self.alternatives],
        }


def open_reading(policy: str, name: str, source: Source, chosen: str, other: str, amount: int) -> ReadingResult:
    """A reading in the glossary's words; ``amount``: what the other one gives (fen)."""
    question, values, ask = _words(policy, name)
    there = Alternative(other, values[other], amount)
    return ReadingResult(name, question, chosen, values[chosen], source, ask, (there,))


@cache
def _words(policy: str, reading: str) -> tuple[str, dict[str, str], str]:
    words = glossary.reading(reading, policy)
    return words.question, words.values, glossary.ask(policy)


class NoticeResult(NamedTuple):
    """A warning or an entitlement, in a sentence."""

    id: str
    text: str
    citations: tuple[Source, ...]

    def to_json(self) -> Json:
        """The interface's form."""
        return {"id": self.id, "text": self.text, "citations": _citations(self.citations)}


class PremiumResult(NamedTuple):
    """The subsidy to the year's contribution (fen); outside the aid total.

    ``identity``: under which it is granted; ``reason``: why there is none, or why it is not decided.
    """

    identity: str | None
    status: str
    amount: int
    at_least: bool
    reason: str | None
    steps: tuple[StepResult, ...]
    conditions: tuple[ConditionResult, ...]
    readings: tuple[ReadingResult, ...]

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "identity": self.identity,
            "status": self.status,
            "amount": to_yuan(self.amount),
            "at_least": self.at_least,
            "reason": self.reason,
            "steps": [s.to_json() for s in self.steps],
            "readings": [r.to_json("amount") for r in self.readings],
        }


class OfferResult(NamedTuple):
    """What an earlier document would give where the text points to it (fen, at least); never part of the aid.

    ``reason``: ``earlier_rules``, instead of the aid; ``ordinary_aid``, beside it.
    """

    reason: str
    policy: str
    identity: str
    aid_total: int
    text: str
    citations: tuple[Source, ...]

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "reason": self.reason,
            "policy": self.policy,
            "identity": self.identity,
            "aid_total": to_yuan(self.aid_total),
            "at_least": True,
            "text": self.text,
            "citations": _citations(self.citations),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a case. Bills in the order in which they were given."""

    policy: str
    identity: str | None
    aid_total: int
    at_least: bool
    bills: tuple[BillResult, ...]
    readings: tuple[ReadingResult, ...]
    premium: PremiumResult | None
    entitlements: tuple[NoticeResult, ...]
    warnings: tuple[NoticeResult, ...] = field(default=())
    offers: tuple[OfferResult, ...] = ()

    @property
    def self_pay(self) -> int:
        """What the person still pays over all bills (fen)."""
        return sum(b.self_pay for b in self.bills)

    def to_json(self) -> Json:
        """The interface's form."""
        return {
            "policy": self.policy,
            "identity": self.identity,
            "aid_total": to_yuan(self.aid_total),
            "at_least": self.at_least,
            "bills": [b.to_json() for b in self.bills],
            "readings": [r.to_json() for r in self.readings],
            "offers": [o.to_json() for o in self.offers],
            "premium": self.premium.to_json() if self.premium else None,
            "entitlements": [e.to_json() for e in self.entitlements],
            "warnings": [w.to_json() for w in self.warnings],
        }


def _citations(citations: Sequence[Source]) -> list[Json]:
    return [{"clause": c.clause, "quote": c.quote} for c in citations]
