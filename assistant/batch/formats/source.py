"""A file while it is read in the process that reads it: its top rows, then all rows in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

#: Stands in a cell whose formula was never calculated.
FORMULA = "=未算出的公式"


class Wanted(NamedTuple):
    """What of a file is to be read.

    ``sheet``: the place among the sheets. ``header``: the place of the header among the top rows. ``columns``: how
    many. ``repeating``: columns with few different cells. ``amounts``: columns of which a cell that is merged over
    several rows may not be taken for each of them. ``block``: bytes of a CSV file that are read at a time.
    """

    sheet: int = 0
    header: int = 0
    columns: int = 0
    repeating: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()
    block: int = 8 << 20


class Top(NamedTuple):
    """The first rows of a sheet: its name (empty: a file of one table) and the cells as text."""

    name: str
    rows: list[list[str]]


class Batch(NamedTuple):
    """Some rows: their numbers as in the file, a column of text each, and the columns as typed where there are types.

    ``ragged``: rows that cannot be told apart into columns, with number and cells. ``done``: share of the file.
    """

    numbers: Any
    cells: Sequence[Any]
    given: Sequence[Any] = ()
    ragged: Sequence[tuple[int, Sequence[str]]] = ()
    done: float = 1.0


@dataclass
class Told:
    """What is known of a file before its rows: encoding, top rows of the sheets that are seen, names of the hidden."""

    tops: list[Top]
    encoding: str = "utf-8-sig"
    hidden: list[str] = field(default_factory=list)


class Source(Protocol):
    """A file's rows. ``lines``: rows below the header as counted apart from the reading, known at the end."""

    told: Told
    lines: int

    def batches(self, wanted: Wanted) -> Iterator[Batch]:
        """All rows below the header, in order. Raises BrokenError and TooMuchError."""


def padded(row: Sequence[str], columns: int) -> list[str]:
    """A row of exactly so many cells."""
    return [*row[:columns], *[""] * (columns - len(row))]
