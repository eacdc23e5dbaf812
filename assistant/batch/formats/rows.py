"""Rows of a file as text columns, a chunk at a time, whatever the file's format."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from rules.money import Ints


class Ragged(NamedTuple):
    """A row that has more or fewer cells than the header: ``number`` as in the file, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Chunk:
    """Some rows of the file.

    ``numbers``: their row numbers as in the file (the header is row 1). ``cells``: one Arrow array a column, of
    strings, or of strings as a dictionary where the column was said to have few different ones.
    ``given``: the same columns with the types of the file, where it has types. ``ragged``: rows between them that
    cannot be told apart into columns. ``done``: the share of the file read so far.
    """

    numbers: Ints
    cells: Sequence[Any]
    ragged: Sequence[Ragged] = ()
    done: float = 0.0
    given: Any | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How OUT is written down: the encoding of a CSV file, GB18030 as the input, else UTF-8 with its mark."""

    encoding: str = "utf-8-sig"


class Column(NamedTuple):
    """A column of a file that is written: its name, and whether a spreadsheet should hold numbers in it.

    ``is_text``: a spreadsheet should take it for text whatever is typed into it later, as the number of a person.
    """

    name: str
    is_number: bool = False
    is_text: bool = False


class Rows(Protocol):
    """A file's header and rows; ``chunks`` can be asked for again. ``lines``: rows counted apart from the reading."""

    header: list[str]
    look: Look
    lines: int

    def chunks(self, repeating: Collection[int] = (), amounts: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows in the order of the file.

        ``repeating``: columns with few different cells, which may come as dictionaries. ``amounts``: columns of which
        a cell merged over several rows is not taken for each. Raises BatchError where the file cannot be read on.
        """


@dataclass(slots=True)
class Kept:
    """Rows of a file that fits in memory: read once, kept for the second reading."""

    source: Rows
    header: list[str] = field(init=False)
    look: Look = field(init=False)
    lines: int = 0
    _chunks: list[Chunk] = field(default_factory=list)
    _whole: bool = False

    def __post_init__(self) -> None:
        self.header, self.look = self.source.header, self.source.look

    def chunks(self, repeating: Collection[int] = (), amounts: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows; the second time from memory."""
        if self._whole:
            yield from self._chunks
            return
        self._chunks.clear()
        for chunk in self.source.chunks(repeating, amounts):
            self._chunks.append(chunk)
            yield chunk
        self._whole, self.lines = True, self.source.lines
