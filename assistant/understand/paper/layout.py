"""Where a paper's entries stand together: one group for each settlement, and the lines in which a person speaks."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.understand.paper.columns import this_visit
from assistant.understand.paper.entries import Entry
from assistant.understand.paper.lexicon import data
from assistant.understand.paper.pairs import entries
from assistant.understand.paper.records import records
from assistant.understand.paper.scan import lines, pieces
from assistant.understand.paper.tables import Table, tables

_LINE = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r"[\s\-=*—_#]*")
#: A settlement has at least two amounts.
LEAST_AMOUNTS = 2
#: What a bill is made of; a table without two of these is one of single services.
_OF_BILL = ("medfee_sumamt", "inscp_scp_amt", "hifp_pay", "hifmi_pay", "hifob_pay", "maf_pay", "fund_pay_sumamt")


@dataclass(frozen=True, slots=True)
class Layout:
    """``groups``: the entries of each settlement. ``unfit``: rows that belong to none. ``beside``: the lines that hold
    no entry, with their places; ``rest``: the words around a record. ``labels``: how many labels of amounts there are.
    """

    groups: tuple[tuple[Entry, ...], ...]
    unfit: tuple[str, ...] = ()
    beside: tuple[tuple[int, int], ...] = ()
    rest: str | None = None
    labels: int = 0


@dataclass(slots=True)
class _Flow:
    """The entries outside tables of several rows, in order, and what is left over."""

    entries: list[Entry] = field(default_factory=list)
    rows: list[tuple[Entry, ...]] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)


def layout(text: str) -> Layout:
    """The settlements of a text by their places. Linear in its length."""
    recorded = records(text)
    if recorded is not None:
        return Layout(tuple(map(tuple, recorded.settlements)), recorded.unknown, rest=recorded.beside)
    spans = _spans(text)
    found = list(tables(text, spans))
    taken = {line for table in found for line in table.lines}
    flow = _Flow()
    for table in found:
        _take(flow, table)
    told, labels = entries(text, lines(list(pieces(text))), taken)
    flow.entries += told
    labels += sum(entry.is_amount for table in found for entry in table.rows[0])
    flow.entries.sort(key=lambda entry: (entry.line, entry.start or 0))
    words = [text[start:end] for start, end in spans]
    columns = this_visit(flow.entries, words)
    groups = [group for column in columns for group in _groups(column, words)]
    if flow.rows:
        amounts = [e for group in groups for e in group if e.is_amount]
        shared = [e for group in groups for e in group if not e.is_amount and e.code is not None]
        flow.unfit += [f"{e.label} {e.value}" for e in amounts]
        groups = [_with_shared(row, shared) for row in flow.rows]
    used = taken | {entry.line for entry in flow.entries} | _lines_of(flow.entries, spans)
    beside = tuple(span for line, span in enumerate(spans) if line not in used and text[slice(*span)].strip())
    return Layout(tuple(map(tuple, groups)), tuple(flow.unfit), beside, None, labels)


def _spans(text: str) -> list[tuple[int, int]]:
    ends = [*_LINE.finditer(text)]
    starts = [0, *(match.end() for match in ends)]
    return list(zip(starts, [*(match.start() for match in ends), len(text)], strict=True))


def _lines_of(found: Sequence[Entry], spans: Sequence[tuple[int, int]]) -> set[int]:
    """The lines that hold a value, which may be below that of its label."""
    places = sorted((entry.start, entry.end) for entry in found if entry.start is not None and entry.end is not None)
    used: set[int] = set()
    line = 0
    for start, end in places:
        while line < len(spans) - 1 and spans[line][1] < start:
            line += 1
        used.add(line)
        further = line
        while further < len(spans) - 1 and spans[further][1] < end:
            further += 1
            used.add(further)
    return used


def _take(flow: _Flow, table: Table) -> None:
    """One row is a part of the paper, several are settlements; a table of single services is none."""
    codes = {entry.code for row in table.rows for entry in row}
    if len(table.rows) == 1:
        flow.entries += table.rows[0]
    elif sum(code in codes for code in _OF_BILL) >= LEAST_AMOUNTS:
        flow.rows += table.rows
    else:
        flow.unfit.append("、".join(dict.fromkeys(e.value for row in table.rows for e in row[:1])))
    flow.unfit += table.unfit


def _with_shared(row: tuple[Entry, ...], shared: Sequence[Entry]) -> list[Entry]:
    codes = {entry.code for entry in row}
    return [*row, *(entry for entry in shared if entry.code not in codes)]


def _groups(found: Sequence[Entry], words: Sequence[str]) -> list[list[Entry]]:
    """A new settlement begins where a label comes again with another value, or under a heading of its own."""
    headings = [n for n, line in enumerate(words) if re.match(data()["second_visit"], line)]
    edges = [n for n, line in enumerate(words) if _RULE.fullmatch(line)]
    groups: list[list[Entry]] = [[]]
    seen: dict[str, str] = {}
    codes: set[str] = set()
    for entry in found:
        again = entry.code is not None and seen.get(entry.label, entry.value) != entry.value and _tells(entry)
        headed = bool(groups[-1]) and _between(headings, groups[-1][-1].line, entry.line)
        if len(codes) >= LEAST_AMOUNTS and (again or headed):
            groups.append([] if headed else _after_edge(groups[-1], edges))
            seen = {e.label: e.value for e in groups[-1]}
            codes = {e.code for e in groups[-1] if e.is_amount and e.code is not None}
        groups[-1].append(entry)
        seen[entry.label] = entry.value
        if entry.is_amount and entry.code is not None:
            codes.add(entry.code)
    return _joined(groups)


def _between(edges: Sequence[int], line: int, after: int) -> bool:
    """Whether an edge lies below the one line and not below the other."""
    return bisect_right(edges, line) < bisect_right(edges, after)


def _tells(entry: Entry) -> bool:
    return entry.is_amount or entry.code in ("setl_time", "discharged", "admitted", "stay")


def _after_edge(group: list[Entry], edges: Sequence[int]) -> list[Entry]:
    """What stands below the last edge already belongs to the next settlement; it is taken out of the group."""
    at = bisect_right(edges, group[-1].line)
    if not at or edges[at - 1] <= group[0].line:
        return []
    upper = [entry for entry in group if entry.line < edges[at - 1]]
    lower = [entry for entry in group if entry.line >= edges[at - 1]]
    if not lower or _amounts(lower) >= _amounts(upper):
        return []
    group[:] = upper
    return lower


def _joined(groups: list[list[Entry]]) -> list[list[Entry]]:
    """A single amount that comes again is none of its own: it stays with the settlement before."""
    joined: list[list[Entry]] = []
    for group in groups:
        if joined and _amounts(group) < LEAST_AMOUNTS:
            joined[-1] += group
        else:
            joined.append(group)
    return joined


def _amounts(group: Sequence[Entry]) -> int:
    return len({entry.code for entry in group if entry.is_amount and entry.code is not None})
