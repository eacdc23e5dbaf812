"""XLSX files as text columns: numbers as a person reads them, dates as ISO dates, errors and formulas as such.

The reader of workbooks takes an error, and a formula that was never calculated, for an empty cell, and makes the whole
rectangle from the first cell to the last. So each sheet's own text is looked through first.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import unescape
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from assistant.batch.formats import arrow, limits
from assistant.batch.formats.limits import BrokenError, TooMuchError
from assistant.batch.formats.source import FORMULA, Batch, Told, Top, Wanted, padded

#: Rows given on at a time.
ROWS = 20_000
#: Stands in place of an amount that is merged over several rows.
MERGED = "（与上面合并的单元格）"
_PIECE = 1 << 20
_BEGINNING = 4_096
#: No row of a sheet takes more bytes.
_LONGEST_ROW = 64 << 20
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REF = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d{1,7})"')
_LAST_REF = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})\d')
_VALUE = re.compile(rb"<v\b[^>]*>([^<]*)</v>")
_SHEET = re.compile(rb"<sheet\b[^>]*?>")
_RELATION = re.compile(rb"<Relationship\b[^>]*?>")


class _Looked(NamedTuple):
    """What a sheet's own text says: cells that came to nothing by row and column (from 0), the last row with a cell."""

    odd: dict[int, dict[int, str]]
    last_row: int


class XlsxSource:
    """The rows of a workbook's sheets."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.lines = 0
        try:
            self._paths = _sheet_paths(stream)
            self._looked = {title: _look_through(stream, path) for title, path in self._paths.items()}
            stream.seek(0)
            self._book = CalamineWorkbook.from_filelike(stream)
        except PasswordError:
            raise BrokenError(f"“{name}”有密码，请去掉密码另存后再试。") from None
        except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            raise BrokenError(f"“{name}”不是完整的 XLSX 文件，可能已损坏或有密码，请另存后再试。") from None
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        seen = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible][: limits.SHEETS]
        self._names = seen
        hidden = [sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible]
        if not seen:
            raise BrokenError(f"“{name}”里没有看得见的工作表，请检查文件。")
        self.told = Told([Top(title, self._top(title)) for title in seen], hidden=hidden)

    def _top(self, title: str) -> list[list[str]]:
        rows: list[list[str]] = []
        for _, row in self._rows(title):
            rows.append(row)
            if len(rows) == limits.TOP:
                break
        return rows

    def _rows(self, title: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet with their places from 0; rows without a cell above the first one too."""
        sheet = self._book.get_sheet_by_name(title)
        limits.check_columns(sheet.width)
        odd = self._looked[title].odd if title in self._looked else {}
        top, left = sheet.start or (0, 0)
        for place in range(top):
            yield place, []
        for place, row in enumerate(sheet.iter_rows(), top):
            cells = [""] * left + [text(cell) for cell in row]
            longest = max(map(len, cells), default=0)
            if longest > limits.CELL:
                limits.check_cell(longest, f"第{place + 1}行")
            for column, word in odd.get(place, {}).items():
                cells = padded(cells, max(len(cells), column + 1))
                cells[column] = word
            yield place, cells

    def batches(self, wanted: Wanted) -> Iterator[Batch]:
        """All rows below the header in the order of the sheet."""
        title = self._names[wanted.sheet]
        sheet = self._book.get_sheet_by_name(title)
        merged = _Merged(sheet.merged_cell_ranges or (), wanted)
        total, last = max(sheet.total_height, 1), wanted.header
        block: list[list[str]] = []
        for place, row in self._rows(title):
            if place <= wanted.header:
                continue
            block.append(merged.filled(padded(row, wanted.columns), place))
            last = place
            if len(block) == ROWS:
                yield _batch(block, place, wanted, (place + 1) / total)
                block = []
        if block:
            yield _batch(block, last, wanted, 1.0)
        missing = self._looked[title].last_row - last if title in self._looked else 0
        if missing > 0:
            raise BrokenError(f"工作表“{title}”末尾有{missing}行没有读出来，先不计算，请另存后再试。")
        self.lines = last - wanted.header


class _Merged:
    """Cells merged over several rows: what stands in the first holds for each of them; an amount cannot."""

    def __init__(self, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], wanted: Wanted) -> None:
        self._amounts = frozenset(wanted.amounts)
        self._at: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in ranges:
            if wanted.header < top < bottom:
                for column in range(left, min(right + 1, wanted.columns)):
                    self._at.setdefault(top, []).append((column, left, bottom))
        self._open: dict[int, tuple[int, str]] = {}

    def filled(self, cells: list[str], place: int) -> list[str]:
        """The row with the cells that belong to it."""
        for column, left, bottom in self._at.get(place, ()):
            self._open[column] = bottom, MERGED if column in self._amounts else cells[left]
        for column, (bottom, word) in list(self._open.items()):
            if place <= bottom:
                cells[column] = word
            else:
                del self._open[column]
        return cells


def _batch(block: Sequence[Sequence[str]], last: int, wanted: Wanted, done: float) -> Batch:
    numbers = np.arange(last + 2 - len(block), last + 2)
    return Batch(
        numbers, [arrow.words([row[i] for row in block]) for i in range(wanted.columns)], (), (), min(done, 1.0)
    )


def check_sheets(stream: BinaryIO) -> None:
    """Go through the sheets of an XLSX file without reading them. Raises TooMuchError and BrokenError."""
    if zipfile.is_zipfile(stream):
        try:
            for path in _sheet_paths(stream).values():
                _look_through(stream, path)
        except (KeyError, zipfile.BadZipFile):  # an archive of another kind, such as ODS
            return


def _sheet_paths(stream: BinaryIO) -> dict[str, str]:
    """The parts of the archive that hold the sheets, by the sheets' names."""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        _refuse_entities(archive)
        relations = {}
        for relation in _RELATION.findall(_part(archive, "xl/_rels/workbook.xml.rels")):
            target = _attribute(relation, b"Target").lstrip("/")
            relations[_attribute(relation, b"Id")] = target if target.startswith("xl/") else f"xl/{target}"
        found = {}
        for sheet in _SHEET.findall(_part(archive, "xl/workbook.xml")):
            path = relations.get(_attribute(sheet, b"r:id"), "")
            if path in archive.namelist():
                found[_attribute(sheet, b"name")] = path
        return found


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """No spreadsheet program declares entities; a cell made of one would be read as empty."""
    for name in archive.namelist():
        if name.startswith("xl/") and name.endswith(".xml"):
            with archive.open(name) as part:
                if b"<!DOCTYPE" in part.read(_BEGINNING):
                    raise BrokenError("文件里有表格软件不会写的内容，不读；请用表格软件另存为 XLSX 再试。")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_PIECE * 8)


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', tag)
    if found is None:
        return ""
    return unescape(found[1].decode("utf-8", "replace"))


def _look_through(stream: BinaryIO, path: str) -> _Looked:
    """Go through a sheet's text row by row: how large it is, and which cells came to nothing."""
    stream.seek(0)
    odd: dict[int, dict[int, str]] = {}
    first = last = -1
    widest = 0
    with zipfile.ZipFile(stream) as archive, archive.open(path) as part:
        for row in _row_parts(part):
            found = _ROW.search(row)
            number = int(found[1]) - 1 if found else last + 1
            if b"<c" not in row:
                continue
            first, last = number if first < 0 else min(first, number), max(last, number)
            at = row.rfind(b"<c ")
            reference = _LAST_REF.match(row, at) if at >= 0 else None
            widest = max(widest, _column(reference[1]) + 1 if reference else row.count(b"<c"))
            if b"<f" in row or b't="e"' in row:
                for place, column, word in _odd_cells(row):
                    odd.setdefault(place, {})[column] = word
            limits.check_columns(widest)
            if (last - first + 1) * widest > limits.CELLS:
                raise TooMuchError(
                    f"工作表从第一格到最后一格有{last - first + 1}行、{widest}列，太大，请删去空行空列另存后再试。"
                )
    return _Looked(odd, last)


def _row_parts(part: Any) -> Iterator[bytes]:
    """The text of a sheet up to the end of each row."""
    kept = b""
    while piece := part.read(_PIECE):
        rows = (kept + piece).split(b"</row>")
        kept = rows.pop()
        yield from rows
        if len(kept) > _LONGEST_ROW:
            raise TooMuchError("工作表里有一格或一行太长，不像账单，请检查文件。")


def _odd_cells(row: bytes) -> Iterator[tuple[int, int, str]]:
    """The cells of a row that came to nothing: row and column from 0, and what is written for it."""
    for cell in _CELL.finditer(row):
        about, inside = cell[1], cell[2] or b""
        reference = _REF.search(about)
        if reference is None:
            continue
        place, column = int(reference[2]) - 1, _column(reference[1])
        value = _VALUE.search(inside)
        if b't="e"' in about:
            yield place, column, value[1].decode("utf-8", "replace") if value else "#VALUE!"
        elif b"<f" in inside and b't="str"' not in about and not (value and value[1].strip()):
            yield place, column, FORMULA


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


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
