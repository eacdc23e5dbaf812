"""The errors file: each bad row with its number, field and reason, followed by its own cells."""

import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from assistant.batch.answers import Answers
from assistant.batch.faults import Faults
from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Chunk, Column, Ragged
from assistant.batch.formats.writing import Writer

HEADING = ("row", "field", "reason", "code")


class Refused(NamedTuple):
    """A bad row: its number as in the file (the header is row 1), the field, the reason in Chinese, the code."""

    row: int
    field: str
    reason: str
    code: str


def columns_of(header: Sequence[str]) -> list[Column]:
    """The columns of the errors file. A column of the input that is called like one of them gives way."""
    return [*(Column(name) for name in HEADING), *(Column(header[i]) for i in kept_columns(header))]


def kept_columns(header: Sequence[str]) -> list[int]:
    """The input's columns that the errors file carries along: all but an earlier errors file's own."""
    return [i for i, name in enumerate(header) if name not in HEADING]


def refused_rows(
    chunk: Chunk, answers: Answers, faults: Faults, header: Sequence[str]
) -> tuple[list[Refused], list[Any]]:
    """A chunk's bad rows and their cells, in the order of the file; those that have no columns among them."""
    rows = np.flatnonzero(answers.fault > 0)
    refused = [
        Refused(int(number), fault.field, fault.message, fault.code)
        for number, fault in zip(chunk.numbers[rows], (faults.known[i] for i in answers.fault[rows]), strict=True)
    ]
    cells = [arrow.plain(arrow.some(chunk.cells[i], rows)).to_pylist() for i in kept_columns(header)]
    for ragged in chunk.ragged:
        place = bisect.bisect(refused, ragged.number, key=lambda r: r.row)
        refused.insert(place, _ragged(ragged, len(header)))
        for column, i in zip(cells, kept_columns(header), strict=True):
            column.insert(place, ragged.cells[i] if i < len(ragged.cells) else "")
    return refused, cells


def _ragged(row: Ragged, columns: int) -> Refused:
    why = f"这一行有{len(row.cells)}格，表头有{columns}列，对不上；有逗号的内容要用一对引号括起来，请改正。"
    return Refused(row.number, "", why, "bad_value")


def write(writer: Writer, refused: Sequence[Refused], cells: Sequence[Sequence[str]]) -> None:
    """Append bad rows to the errors file."""
    if refused:
        own = [[str(value) for value in column] for column in zip(*refused, strict=True)]
        writer.write([arrow.words(column) for column in (*own, *cells)])
