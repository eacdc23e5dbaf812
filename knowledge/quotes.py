"""Where a quote stands in a clause, and what stands around the clause."""

from dataclasses import dataclass

from knowledge.library import Clause, clause, document


@dataclass(frozen=True, slots=True)
class Context:
    """A clause among its neighbours."""

    clause: Clause
    parents: tuple[Clause, ...]
    """Outermost first."""
    previous: Clause | None
    """The sibling before it: of a paragraph the paragraph before it."""
    next: Clause | None


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Start and end of the first place where `quote` stands in `text`, as offsets into `text`.

    White space is ignored on both sides, and nothing else: punctuation, width and misprints must agree. None if it
    does not stand there, or is empty.
    """
    wanted = "".join(quote.split())
    if not wanted:
        return None
    start = text.find(wanted)
    if start >= 0:
        return start, start + len(wanted)
    places = [place for place, character in enumerate(text) if not character.isspace()]
    start = "".join(text.split()).find(wanted)
    if start < 0:
        return None
    return places[start], places[start + len(wanted) - 1] + 1


def locate_in_clause(clause_id: str, quote: str) -> tuple[int, int] | None:
    """As `locate`, in the text of the clause. Raises UnknownClauseError."""
    return locate(clause(clause_id).text, quote)


def context(clause_id: str) -> Context:
    """The clause with its parents and neighbours. Raises UnknownClauseError."""
    found = clause(clause_id)
    parents: list[Clause] = []
    above = found.parent
    while above is not None:
        parents.insert(0, clause(above))
        above = parents[0].parent
    siblings = [
        item
        for item in document(found.policy).clauses
        if item.parent == found.parent and (item.kind == "paragraph") == (found.kind == "paragraph")
    ]
    place = siblings.index(found)
    return Context(
        clause=found,
        parents=tuple(parents),
        previous=siblings[place - 1] if place else None,
        next=siblings[place + 1] if place + 1 < len(siblings) else None,
    )
