"""救助类别: the words of a cell as identity codes of the annex's document."""

from assistant.batch.identity_words import Named, named
from assistant.roster.annex import POLICY
from knowledge import glossary


def category(text: str) -> Named:
    """The identities named in a cell: official labels and everyday words, several parted by 、.

    ``policy``: the document whose form it is; the first that prints one where it is not given.

    Words that hold a known word among others (低保待审) are not taken for it: they are unknown, with a guess.
    """
    found = named(text, POLICY)
    known = glossary.codes("identity", POLICY)
    if text.strip() and not found.codes and not found.unknown:  # 无, 一般居民: nobody of whom the form speaks
        return Named((), ((text.strip(), ""),))
    foreign = tuple((glossary.label("identity", code), "") for code in found.codes if code not in known)
    return Named(tuple(code for code in found.codes if code in known), (*found.unknown, *foreign))


def labels(policy: str | None = None) -> tuple[str, ...]:
    """The official words, in the document's order."""
    return tuple(glossary.label("identity", code, POLICY) for code in glossary.codes("identity", POLICY))
