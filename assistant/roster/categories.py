"""救助类别: the words of a cell as identity codes of the document whose form it is."""

from assistant.batch.identity_words import Named, named
from assistant.roster.annex import annex
from knowledge import glossary


def category(text: str, policy: str | None = None) -> Named:
    """The identities named in a cell: official labels and everyday words, several parted by 、.

    ``policy``: the document whose form it is; the first that prints one where it is not given.

    Words that hold a known word among others (低保待审) are not taken for it: they are unknown, with a guess.
    """
    own = annex(policy).policy
    found = named(text, own)
    known = glossary.codes("identity", own)
    if text.strip() and not found.codes and not found.unknown:  # 无, 一般居民: nobody of whom the form speaks
        return Named((), ((text.strip(), ""),))
    foreign = tuple((glossary.label("identity", code), "") for code in found.codes if code not in known)
    return Named(tuple(code for code in found.codes if code in known), (*found.unknown, *foreign))


def labels(policy: str | None = None) -> tuple[str, ...]:
    """The official words, in the document's order."""
    own = annex(policy).policy
    return tuple(glossary.label("identity", code, own) for code in glossary.codes("identity", own))
