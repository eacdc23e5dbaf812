"""A person's own question answered with the clauses themselves."""

from assistant.search import search
from assistant.talk.reply import Quoted
from knowledge import library
from rules.figures import Source


def best_clauses(asked: str, policy_id: str | None, most: int = 2) -> tuple[Quoted, ...]:
    """The clauses that answer a question, best first; empty where nothing is relevant."""
    hits = search(asked, policy_id)
    return tuple(Quoted(Source(hit.clause, hit.quote), library.cite(hit.clause)) for hit in hits[:most])
