"""The clauses that a paper cites: how they are pointed to, and their words in full with what was quoted marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge import library, quotes
from rules.figures import Source
from rules.policies import policy_ids


@dataclass(frozen=True, slots=True)
class Ref:
    """A clause as one points to it: its id, and its label (with the document's name where it is another document)."""

    id: str
    label: str


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
class Appendix:
    """The clauses that a paper points to, in full; ``policy``: its document, whose clauses need no name before them."""

    policy: str
    clauses: tuple[Clause, ...]

    def refs(self, citations: Iterable[Source]) -> tuple[Ref, ...]:
        """Point to the clauses of these citations, each once. Raises UnknownClauseError."""
        return tuple(_ref(clause_id, self.policy) for clause_id in dict.fromkeys(s.clause for s in citations))


def appendix(policy_id: str, citations: Iterable[Source]) -> Appendix:
    """The appendix of a paper on one document that rests on these citations. Raises UnknownClauseError."""
    quoted: dict[str, dict[str, None]] = {}
    for source in citations:
        quoted.setdefault(source.clause, {})[source.quote] = None
    in_order = sorted(quoted, key=lambda clause_id: _place(clause_id, policy_id))
    return Appendix(policy_id, tuple(_clause(clause_id, tuple(quoted[clause_id]), policy_id) for clause_id in in_order))


def _ref(clause_id: str, policy_id: str) -> Ref:
    found = library.clause(clause_id)
    return Ref(clause_id, found.label if found.policy == policy_id else library.cite(clause_id))


def _clause(clause_id: str, quoted: tuple[str, ...], policy_id: str) -> Clause:
    text = library.clause(clause_id).text
    spans = list(_spans(text, quoted))
    paragraphs: list[tuple[Run, ...]] = []
    start = 0
    for line in text.split("\n"):
        paragraphs.append(tuple(_runs(text, start, start + len(line), spans)))
        start += len(line) + 1
    return Clause(_ref(clause_id, policy_id), library.cite(clause_id), tuple(paragraphs))


def _place(clause_id: str, policy_id: str) -> tuple[bool, int, int]:
    of = library.clause(clause_id).policy
    order = [clause.id for clause in library.document(of).clauses]
    return of != policy_id, policy_ids().index(of), order.index(clause_id)


def _spans(text: str, quoted: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The places of the quotes from left to right, none overlapping another."""
    done = 0
    for start, end in sorted(span for quote in quoted if (span := quotes.locate(text, quote))):
        if end > done:
            yield max(start, done), end
            done = end


def _runs(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Run]:
    """``text[start:end]`` cut where a quote begins or ends."""
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            yield Run(text[at:first], False)
        yield Run(text[first:last], True)
        at = last
    if at < end:
        yield Run(text[at:end], False)
