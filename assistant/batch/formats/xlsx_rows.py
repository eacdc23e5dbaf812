"""XLSX files as text columns: the first sheet, numbers as a person reads them, dates as ISO dates."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook

from assistant.batch.formats import arrow
from assistant.batch.formats.files import BatchError, File, open_to_read
from assistant.batch.formats.rows import Chunk, Look

#: Rows given on at a time.
ROWS = 50_000


class XlsxRows:
    """The rows of a workbook's first sheet."""

    def __init__(self, file: File) -> None:
        self.look = Look()
        with open_to_read(file) as stream:
            try:
                sheet = CalamineWorkbook.from_filelike(stream).get_sheet_by_index(0)
            except (CalamineError, OSError, ValueError):
                why = f"“{file.name}”不是完整的 XLSX 文件，可能已损坏或有密码，请另存后再试。"
                raise BatchError("bad_value", "file", why) from None
        self._sheet, self._count = sheet, max(sheet.height, 1)
        self.header = [text(cell).strip() for cell in next(iter(sheet.iter_rows()), [])]
        while self.header and not self.header[-1]:
            self.header.pop()
        if len(self.header) < 2:
            raise BatchError("bad_value", "file", "第一张工作表的第一行应是列名，请检查文件。")

    def chunks(self, repeating: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows in the order of the sheet."""
        top = self._sheet.start[0] if self._sheet.start else 0
        rows = iter(self._sheet.iter_rows())
        next(rows)
        number = top + 2
        while block := [row for row, _ in zip(rows, range(ROWS), strict=False)]:
            numbers = np.arange(number, number + len(block))
            number += len(block)
            yield Chunk(numbers, self._columns(block), (), min((number - top) / self._count, 1.0))

    def _columns(self, block: Sequence[Sequence[Any]]) -> list[Any]:
        return [arrow.words([text(row[i]) for row in block]) for i in range(len(self.header))]


def text(cell: Any) -> str:
    """A cell as a person reads it: 15 digits of a number, as spreadsheets show; a date without a needless hour."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _number(cell: float) -> str:
    """A number above 15 digits is shown as rounded as the sheet holds it: an identity number loses its end there."""
    if cell == int(cell) and abs(cell) < 10**15:
        return str(int(cell))
    return f"{cell:.15g}" if abs(cell) < 10**15 else f"{cell:.14e}"
