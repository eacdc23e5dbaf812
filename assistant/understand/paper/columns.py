"""A label with several figures beside it: 本次 and 累计, or a column for each visit."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.understand.paper.entries import Entry
from assistant.understand.paper.lexicon import data
from assistant.understand.printed import money

_THIS = re.compile("本次|此次|当次|本期|金额")
_OTHER = re.compile("累计|年度|全年|本年|比例|限额|封顶|标准|历次")
_RATIO = re.compile(r"[%％]$|^0?\.\d+$")


def this_visit(found: Sequence[Entry], words: Sequence[str]) -> list[list[Entry]]:
    """The entries with one figure each; a list for every visit where the columns are visits.

    Where nothing says which figure is this visit's, the amount is kept as it is printed, and so means nothing.
    """
    several = [entry for entry in found if entry.further and entry.is_amount]
    if not several:
        return [[_alone(entry) for entry in found]]
    count = max(len(entry.further) for entry in several) + 1
    head = _head(words, several[0].line, count)
    if head and sum(re.match(data()["second_visit"], cell) is not None for cell in head) == len(head) > 1:
        return [[_nth(entry, place) for entry in found] for place in range(len(head))]
    place = _this(head)
    if place is None and _every_second_is_ratio(several):
        place = 0
    return [[_nth(entry, place) if entry.further else entry for entry in found]]


def _alone(entry: Entry) -> Entry:
    return replace(entry, further=()) if entry.further else entry


def _every_second_is_ratio(several: Sequence[Entry]) -> bool:
    return all(_RATIO.search(more.value) and money(more.value) is None for entry in several for more in entry.further)


def _head(words: Sequence[str], line: int, count: int) -> list[str]:
    """The names of the columns, in the last lines above; the first may name the labels."""
    for above in range(line - 1, max(-1, line - 4), -1):
        cells = [cell for cell in re.split(r"[\s|│]+", words[above]) if cell]
        if len(cells) in (count, count + 1) and not any(money(cell) is not None for cell in cells):
            return cells[-count:]
    return []


def _this(head: Sequence[str]) -> int | None:
    own = [place for place, cell in enumerate(head) if _THIS.search(cell) and not _OTHER.search(cell)]
    return own[0] if len(own) == 1 else None


def _nth(entry: Entry, place: int | None) -> Entry:
    values = (replace(entry, further=()), *entry.further)
    if not entry.further:
        return entry
    if place is None or place >= len(values):
        return replace(entry, value=" ".join(value.value for value in values), further=())
    return values[place]
