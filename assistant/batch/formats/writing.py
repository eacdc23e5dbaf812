"""Tables to files: CSV, XLSX or Parquet by the file's ending; the same rows give the same bytes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, BinaryIO, Protocol

from assistant.batch.formats.errors import BatchError
from assistant.batch.formats.files import File, kind, written_whole
from assistant.batch.formats.rows import Look
from assistant.batch.formats.to_csv import csv_writer
from assistant.batch.formats.to_parquet import parquet_writer
from assistant.batch.formats.to_xlsx import xlsx_writer
from assistant.batch.table import Column

#: A spreadsheet has no more rows, the header among them.
XLSX_ROWS = 1_048_576


class Writer(Protocol):
    """Takes a file's rows, some at a time."""

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows, as one Arrow column for each of the table's columns."""

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A further table that explains the first, where the format has room for one."""


_Opens = Callable[[BinaryIO, Sequence[Column], Look], AbstractContextManager[Writer]]
_WRITERS: dict[str, _Opens] = {".csv": csv_writer, ".parquet": parquet_writer, ".xlsx": xlsx_writer}


@contextmanager
def writer(file: File, columns: Sequence[Column], look: Look, rows: int) -> Iterator[Writer]:
    """A writer for a table of ``rows`` rows; the file is there when the block ends without an error.

    Raises BatchError where the file cannot be written or the format has no room for the rows.
    """
    ending = kind(file)
    if ending == ".xlsx" and rows >= XLSX_ROWS:
        why = f"XLSX 最多 {XLSX_ROWS - 1} 行，这里有 {rows} 行，请改用 .csv 或 .parquet。"
        raise BatchError("too_large", "file", f"“{file.name}”放不下：{why}")
    with written_whole(file) as stream, _WRITERS[ending](stream, columns, look) as opened:
        yield opened
