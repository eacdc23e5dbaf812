"""Tables to files: CSV, XLSX or Parquet by the file's ending; the same rows give the same bytes.

In XLSX amounts are numbers, everything else is text, never a formula.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO, Protocol

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from assistant.batch.formats.files import BatchError, File, kind, private_folder, written_whole
from assistant.batch.formats.rows import Column, Look
from assistant.batch.formats.to_csv import csv_writer

#: Written into every file in place of the hour, so that the same rows give the same bytes.
_CREATED = datetime(2024, 1, 1)
#: A spreadsheet has no more rows, the header among them.
XLSX_ROWS = 1_048_576


class Writer(Protocol):
    """Takes a file's rows, some at a time."""

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows, as one Arrow column for each of the table's columns."""

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A further table that explains the first, where the format has room for one."""


class XlsxWriter:
    """Appends rows to a sheet."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self._book, self._columns = book, columns
        self._bold = book.add_format({"bold": True})
        self._yuan = book.add_format({"num_format": "0.00"})
        self._text = book.add_format({"num_format": "@"})
        self._sheet = book.add_worksheet("结果")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.name, self._bold)
            if column.is_text:
                self._sheet.set_column(place, place, 22, self._text)
        self._row = 0

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows."""
        cells = [arrow.plain(column).to_pylist() for column in columns]
        for row in zip(*cells, strict=True):
            self._row += 1
            for place, cell in enumerate(row):
                if cell not in (None, ""):
                    self._put(self._row, place, cell)

    def _put(self, row: int, place: int, cell: Any) -> None:
        number = _number(cell) if self._columns[place].is_number else None
        if number is not None:
            self._sheet.write_number(row, place, number, self._yuan if "." in str(cell) else None)
        else:
            look = self._text if self._columns[place].is_text else None
            self._sheet.write_string(row, place, cell if isinstance(cell, str) else str(cell), look)

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A second sheet that explains the first."""
        sheet = self._book.add_worksheet("说明")
        for row, line in enumerate((heading, *lines)):
            for place, cell in enumerate(line):
                sheet.write_string(row, place, cell, self._bold if row == 0 else None)


def _number(cell: Any) -> float | None:
    """A number for a spreadsheet, which knows nothing but binary floats; nothing is computed with it here."""
    try:
        return float(Decimal(cell.strip() if isinstance(cell, str) else cell))
    except (ArithmeticError, TypeError, ValueError):
        return None


@contextmanager
def xlsx_writer(stream: BinaryIO, columns: Sequence[Column], look: Look) -> Iterator[XlsxWriter]:
    """A writer into ``stream``."""
    import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter ships no types; only a run that writes XLSX loads it

    with private_folder() as folder:
        book = xlsxwriter.Workbook(stream, {"constant_memory": True, "tmpdir": str(folder)})
        book.set_properties({"created": _CREATED})
        yield XlsxWriter(book, columns)
        book.close()


class ParquetWriter:
    """Appends rows to a Parquet file."""

    def __init__(self, stream: BinaryIO, names: Sequence[str]) -> None:
        self._stream, self._names = stream, names
        self._file: Any = None

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows."""
        rows = pa.table([arrow.plain(column) for column in columns], list(self._names))
        if self._file is None:
            self._file = parquet.ParquetWriter(self._stream, rows.schema, compression="zstd")
        self._file.write_table(rows)

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A Parquet file is one table."""

    def close(self) -> None:
        """Finish the file; one without rows has its columns all the same."""
        if self._file is None:
            self.write([arrow.words([])] * len(self._names))
        self._file.close()


@contextmanager
def parquet_writer(stream: BinaryIO, columns: Sequence[Column], look: Look) -> Iterator[ParquetWriter]:
    """A writer into ``stream``."""
    opened = ParquetWriter(stream, [column.name for column in columns])
    try:
        yield opened
    finally:
        opened.close()


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
