"""What a paper says, whatever it is printed on: the explained result, with what only a paper needs; no layout."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.report.appendix import Appendix, Clause, Ref
from assistant.results.amounts import Amount
from assistant.results.explained import (
    Cited,
    ExplainedBill,
    ExplainedDifference,
    ExplainedPremium,
    ExplainedReading,
    OpenPoint,
)
from knowledge.days import in_chinese
from rules.figures import Source


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
    standing: tuple[Cited, ...]
    verdict: str
    sentence: str
    amount: str
    facts: tuple[Facts, ...]
    bills: tuple[ExplainedBill, ...]
    aid: Amount | None
    self_pay: Amount | None
    premium: ExplainedPremium | None
    open_points: tuple[OpenPoint, ...]
    readings: tuple[ExplainedReading, ...]
    differences: tuple[ExplainedDifference, ...]
    warnings: tuple[Cited, ...]
    entitlements: tuple[Cited, ...]
    offers: tuple[Cited, ...]
    next_steps: tuple[str, ...]
    counter: str
    appendix: Appendix
    whole: tuple[Cited, ...] = ()
    """What is said first where several documents govern the bills: which is computed under which, and the sum."""
    further: tuple["Content", ...] = ()
    """The papers of the other documents, which follow; the oldest document's comes first."""

    @property
    def date_text(self) -> str:
        """The day of the paper: 2024年3月5日."""
        return in_chinese(self.on)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause that the paper points to, in full, in the order of the documents: the own one first."""
        return self.appendix.clauses

    def refs(self, citations: tuple[Source, ...]) -> tuple[Ref, ...]:
        """The clauses of these citations as one points to them, each once."""
        return self.appendix.refs(citations)


#: Control characters, halves of pairs, marks that turn the reading direction, and the two code points of no character.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def printable(text: str) -> str:
    """A text without what no paper can hold: what a person typed may be anything."""
    return _UNPRINTABLE.sub("", text)
