"""A disease as the person said it, matched in whatever document governs: the lists of another say nothing of it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from assistant.answers.acts import Propose, Words
from assistant.answers.frame import Frame, Slot, bill_field
from knowledge import catalogues


class Matched(NamedTuple):
    """The diseases of a bill in the lists of one document; ``ask``: a name that can be more than one entry there."""

    diseases: tuple[str, ...]
    ask: Propose | None = None


def matched_anew(frame: Frame, lists: Sequence[str]) -> tuple[Frame, Propose | None]:
    """The answers with every disease that was said of another document's lists found in these.

    Where a name can be more than one entry, the first such is asked back and the name stays as it was said.
    """
    ask = None
    for bill in range(frame.bills):
        path = bill_field(bill, "diseases")
        slot = frame.get(path)
        if slot is None or not slot.value or not _was_said(slot) or all(_of_lists(item, lists) for item in slot.value):
            continue
        found = _matched(path, slot, lists)
        ask = ask or found.ask
        if list(found.diseases) != slot.value:
            frame = frame.put(path, Slot([*found.diseases], slot.status, slot.source, slot.words, slot.approximate))
    return frame, ask


def _was_said(slot: Slot) -> bool:
    """Whether the diseases were named in words; an entry that was chosen or stated as such is not translated."""
    return slot.words is not None or any("/" not in item for item in slot.value)


def _of_lists(item: str, lists: Collection[str]) -> bool:
    return item.partition("/")[0] in lists and "/" in item


def _matched(path: str, slot: Slot, lists: Sequence[str]) -> Matched:
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    kept = [item for item in slot.value if _of_lists(item, lists)]
    others = [item for item in slot.value if not _of_lists(item, lists)]
    if not lists:
        return Matched(tuple(slot.value))
    named = list(dict.fromkeys([*([slot.words.text] if slot.words else []), *map(_name, others)]))
    for name in named:
        found = match(name, lists)
        if found.status == "match":
            return Matched(tuple(dict.fromkeys((*kept, *found.ids))))
        if found.status == "ambiguous":
            words = Words(name, 0, len(name))
            return Matched(tuple(slot.value), Propose(path, tuple(found.ids), found.ask or "", words))
    return Matched(tuple(slot.value))


def _name(item: str) -> str:
    """The name of an entry; what is no entry is a name already."""
    return catalogues.entry(item).name if "/" in item else item
