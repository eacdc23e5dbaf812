"""A person's own question answered with the clauses themselves."""

from assistant.reply import Quoted
from knowledge import library
from rules.figures import Source

#: How much of a clause is quoted.
_LONGEST = 220


def best_clauses(asked: str, policy_id: str | None, most: int = 2) -> tuple[Quoted, ...]:
    """The clauses that answer a question, best first; empty where nothing is relevant."""
    try:
        from assistant.search import search
    except ImportError:
        return ()
    hits = search(asked, policy_id)
    return tuple(Quoted(Source(hit.clause, _shortened(hit.text)), library.cite(hit.clause)) for hit in hits[:most])


def _shortened(text: str) -> str:
    """The beginning of a clause, up to the last sentence that fits."""
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind("。", 0, _LONGEST)
    return text[: cut + 1] if cut > 0 else text[:_LONGEST]
