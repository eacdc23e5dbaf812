"""A header of labels with rows of values below it: a settlement a row."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.understand.paper.entries import Entry
from assistant.understand.paper.lexicon import Meaning, data, meaning
from assistant.understand.printed import dates, is_blank, money, narrow

#: With fewer labels a line is no header, with fewer amounts below it neither.
_FEWEST = 3
_LEAST_AMOUNTS = 2
_RULE = re.compile(r"[\s|│:=—–+-]*")
_JOINED = re.compile(r"(\d) (\d{1,2}:\d{2})")
_Cells = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """Its settlements, the lines that it takes, and the rows that do not fit the header, as printed."""

    rows: tuple[tuple[Entry, ...], ...]
    lines: range
    unfit: tuple[str, ...]


def tables(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Table]:
    """The tables in a text whose lines have these places."""
    at = 0
    while at + 1 < len(spans):
        table = _table(text, spans, at)
        if table is None:
            at += 1
        else:
            yield table
            at = table.lines.stop


def _table(text: str, spans: Sequence[tuple[int, int]], at: int) -> Table | None:
    line = text[slice(*spans[at])]
    for place, split in enumerate(_SPLITS):
        header = [(cell, meaning(cell)) for cell, _ in split(line)]
        fewest = _LEAST_AMOUNTS if place < _CLEAR and len(header) >= _FEWEST else _FEWEST
        if sum(known is not None for _, known in header) < fewest:
            continue
        found = _rows(text, spans, at, header, split)
        if found is not None:
            return found
    return None


def _rows(
    text: str,
    spans: Sequence[tuple[int, int]],
    at: int,
    header: Sequence[tuple[str, Meaning | None]],
    split: Callable[[str], _Cells],
) -> Table | None:
    rows: list[tuple[Entry, ...]] = []
    unfit: list[str] = []
    below = at + 1
    while below < len(spans):
        start, end = spans[below]
        line = text[start:end]
        cells = split(line)
        if not _RULE.fullmatch(line):
            if not _fits(header, cells):
                if not _looks_like_row(header, cells):
                    break
                unfit.append(line.strip())
            elif not re.match(data()["total_row"], cells[0][0]):
                rows.append(tuple(_entries(header, cells, start, at)))
            else:
                unfit.append(line.strip())
        below += 1
    return Table(tuple(rows), range(at, below), tuple(unfit)) if rows else None


def _fits(header: Sequence[tuple[str, Meaning | None]], cells: _Cells) -> bool:
    """Whether the cells are values of the header: as many, and figures where it names amounts."""
    if len(cells) != len(header):
        return False
    amounts = [cell for (_, known), (cell, _) in zip(header, cells, strict=True) if known and known.kind == "amount"]
    days = [cell for (_, known), (cell, _) in zip(header, cells, strict=True) if known and known.kind == "date"]
    read = [cell for cell in amounts if money(cell) is not None]
    right = all(is_blank(cell) or money(cell) is not None or re.search(r"\d", cell) for cell in amounts)
    right = right and all(is_blank(cell) or dates(cell) or re.search(r"\d", cell) for cell in days)
    return right and len(read) >= min(_LEAST_AMOUNTS, max(1, len(amounts)))


def _looks_like_row(header: Sequence[tuple[str, Meaning | None]], cells: _Cells) -> bool:
    figures = sum(money(cell) is not None for cell, _ in cells)
    return figures >= _LEAST_AMOUNTS and len(cells) >= len(header) // 2 and not any(meaning(cell) for cell, _ in cells)


def _entries(header: Sequence[tuple[str, Meaning | None]], cells: _Cells, start: int, line: int) -> Iterator[Entry]:
    for (label, known), (cell, at) in zip(header, cells, strict=True):
        if not is_blank(cell):
            yield Entry(label, known, cell, start + at, start + at + len(cell), line)


def _parted_by(regex: str) -> Callable[[str], _Cells]:
    """Cells between separators, empty ones too, with their places in the line."""
    separator = re.compile(regex)

    def split(line: str) -> _Cells:
        cells: _Cells = []
        start = 0
        for mark in [*separator.finditer(line), None]:
            end = mark.start() if mark else len(line)
            cell = line[start:end]
            cells.append((cell.strip(), start + len(cell) - len(cell.lstrip())))
            start = mark.end() if mark else end
        return _without_edges(cells) if regex == "[|│｜]" else cells

    return split


def _without_edges(cells: _Cells) -> _Cells:
    """A table drawn with bars has one at each end of a line."""
    if len(cells) > 1 and not cells[0][0]:
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1][0] else cells


def _by_commas(line: str) -> _Cells:
    cells: _Cells = []
    at = 0
    row = next(csv.reader([line.strip()]), []) if '"' in line else re.split("[,，]", line)
    for cell in row:
        found = line.find(cell, at)
        cells.append((cell.strip(), max(found, at)))
        at = max(found, at) + len(cell)
    return cells


def _by_blanks(line: str) -> _Cells:
    """Words parted by blanks; a day and its time are one."""
    plain = _JOINED.sub("\\1\x00\\2", narrow(line))
    return [(line[m.start() : m.end()], m.start()) for m in re.finditer(r"[^\s|│]+", plain)]


_SPLITS: tuple[Callable[[str], _Cells], ...] = (
    _parted_by(r"\t"),
    _parted_by("[|│｜]"),
    _by_commas,
    _parted_by(r"[;；]"),
    _parted_by(r"(?<=\S)(?: {2,}|　+ *)(?=\S)"),
    _by_blanks,
)
#: The first of them part cells clearly, so that two labels make a header.
_CLEAR = 4
