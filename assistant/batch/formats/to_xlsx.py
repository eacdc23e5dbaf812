"""A table to XLSX: amounts as numbers, everything else as text, never as a formula; no hour of the clock."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO

from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Look
from assistant.batch.table import Column

#: Written into every file in place of the hour, so that the same rows give the same bytes.
_CREATED = datetime(2024, 1, 1)


class XlsxWriter:
    """Appends rows to a sheet."""

    def __init__(self, book: Any, columns: Sequence[Column]) -> None:
        self._book, self._columns = book, columns
        self._bold = book.add_format({"bold": True})
        self._yuan = book.add_format({"num_format": "0.00"})
        self._sheet = book.add_worksheet("结果")
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            self._sheet.write_string(0, place, column.name, self._bold)
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
            self._sheet.write_string(row, place, cell if isinstance(cell, str) else str(cell))

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

    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(stream, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"created": _CREATED})
        yield XlsxWriter(book, columns)
        book.close()
