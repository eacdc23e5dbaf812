"""The clauses that a paper cites: how they are pointed to, and their words in full with what was quoted marked."""

from collections.abc import Iterator

from assistant.report.model import Clause, Ref, Run
from knowledge import library, quotes
from rules.figures import Source
from rules.policies import policy_ids


class Citations:
    """Points to clauses of one document and remembers, in the order of pointing, what was quoted of each."""

    def __init__(self, policy_id: str) -> None:
        """Begin with nothing cited; clauses of other documents than ``policy_id`` are labelled with its name."""
        self._policy = policy_id
        self._quoted: dict[str, dict[str, None]] = {}

    def refs(self, sources: tuple[Source, ...]) -> tuple[Ref, ...]:
        """Point to the clauses of these sources, each once. Raises UnknownClauseError."""
        for source in sources:
            self._quoted.setdefault(source.clause, {})[source.quote] = None
        return tuple(self._ref(clause_id) for clause_id in dict.fromkeys(s.clause for s in sources))

    def clauses(self) -> tuple[Clause, ...]:
        """Every clause pointed to, in full, in the order of the documents: the own one first."""
        return tuple(self._clause(clause_id) for clause_id in sorted(self._quoted, key=self._place))

    def _ref(self, clause_id: str) -> Ref:
        found = library.clause(clause_id)
        return Ref(clause_id, found.label if found.policy == self._policy else library.cite(clause_id))

    def _clause(self, clause_id: str) -> Clause:
        text = library.clause(clause_id).text
        spans = list(_spans(text, tuple(self._quoted[clause_id])))
        paragraphs: list[tuple[Run, ...]] = []
        start = 0
        for line in text.split("\n"):
            paragraphs.append(tuple(_runs(text, start, start + len(line), spans)))
            start += len(line) + 1
        return Clause(self._ref(clause_id), library.cite(clause_id), tuple(paragraphs))

    def _place(self, clause_id: str) -> tuple[bool, int, int]:
        policy_id = library.clause(clause_id).policy
        order = [clause.id for clause in library.document(policy_id).clauses]
        return policy_id != self._policy, policy_ids().index(policy_id), order.index(clause_id)


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
