"""Checked rows until all have been read: in memory, or by person in files where the file is larger than memory."""

import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.checking import Checked
from assistant.batch.formats import arrow
from assistant.batch.ledgers import Ledgers
from rules.money import Ints

#: Beside the bill's own columns, of which one is called ``place`` too.
_PERSON, _FAULT, _PLACE, _NUMBER = "row person", "row fault", "row place", "row number"


class Parts:
    """Takes chunks of checked rows and gives them back as parts that hold whole persons.

    With ``count`` 1 everything stays in memory; else each part is a file in ``folder``.
    """

    def __init__(self, count: int, folder: Path | None) -> None:
        self._count, self._folder = count, folder
        self._batches: list[Any] = []
        self._open = ExitStack()
        self._writers: list[Any] = []
        self.rows = 0

    def add(self, checked: Checked, numbers: Ints) -> None:
        """Append a chunk's rows; ``numbers``: as in the file."""
        places = np.arange(self.rows, self.rows + len(numbers))
        self.rows += len(numbers)
        columns: dict[str, Ints] = {
            _FAULT: checked.fault.astype(np.int32),
            _PLACE: places,
            _NUMBER: numbers,
            **checked.columns,
        }
        batch = pa.record_batch(
            [checked.person, *(arrow.numbers(column) for column in columns.values())], [_PERSON, *columns]
        )
        if self._folder is None:
            self._batches.append(batch)
            return
        if not self._writers:
            self._writers = [self._writer(part, batch.schema) for part in range(self._count)]
        part_of_row = _part_of(checked.person, self._count)
        for part, writer in enumerate(self._writers):
            writer.write_batch(arrow.some(batch, np.flatnonzero(part_of_row == part)))

    def _writer(self, part: int, schema: Any) -> Any:
        return self._open.enter_context(pa.ipc.new_stream(self._path(part), schema))

    def _path(self, part: int) -> str:
        assert self._folder is not None
        return str(self._folder / f"part-{part}")

    def __iter__(self) -> Iterator[Ledgers]:
        """The parts, each once; a part is let go of when the next is asked for."""
        self._open.close()
        if self._folder is None:
            batches, self._batches = self._batches, []
            if batches:
                yield _ledgers(pa.Table.from_batches(batches))
            return
        for part in range(len(self._writers)):
            with pa.ipc.open_stream(self._path(part)) as stream:
                yield _ledgers(stream.read_all())
            Path(self._path(part)).unlink()


def _part_of(person: Any, count: int) -> Ints:
    people, places = arrow.distinct(person)
    return np.array([zlib.crc32(name.encode()) % count for name in people], np.int64)[places]


def _ledgers(rows: Any) -> Ledgers:
    columns = {name: _writable(rows.column(name)) for name in rows.column_names if name != _PERSON}
    fault, place, number = (columns.pop(name) for name in (_FAULT, _PLACE, _NUMBER))
    return Ledgers(rows.column(_PERSON).combine_chunks(), fault, place, number, columns)


def _writable(column: Any) -> Ints:
    values: Ints = arrow.values(column.combine_chunks())
    return values if values.flags.writeable else values.copy()
