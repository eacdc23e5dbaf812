"""All cells of a small workbook (XLSX, XLS or ODS), as a form is read: text, numbers as such, and merged cells."""

from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from assistant.batch.formats import limits
from assistant.batch.formats.limits import BrokenError, TooMuchError
from assistant.batch.formats.xlsx_rows import check_sheets, text

#: A form has no more cells, the empty ones among them.
_CELLS = 3_000_000


def grids(stream: BinaryIO) -> list[dict[str, Any]]:
    """The sheets with ``name``, ``rows`` from the first on, and ``merged`` ranges. Raises BrokenError, TooMuchError."""
    try:
        check_sheets(stream)
        stream.seek(0)
        book = CalamineWorkbook.from_filelike(stream)
        titles = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return [_grid(book.get_sheet_by_name(title)) for title in titles[: limits.SHEETS]]
    except (CalamineError, PasswordError, OSError, ValueError):
        raise BrokenError("这个文件打不开：不是完整的 Excel 文件，或有密码。请另存为 XLSX 后再试。") from None


def _grid(sheet: Any) -> dict[str, Any]:
    if sheet.total_height * sheet.total_width > _CELLS:
        raise TooMuchError("这个文件太大，不像汇总表，请检查后再试。")
    limits.check_columns(sheet.total_width)
    rows = [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for number, row in enumerate(rows, start=1):
        limits.check_cell(max((len(cell) for cell in row if isinstance(cell, str)), default=0), f"第{number}行")
    return {"name": sheet.name, "rows": rows, "merged": sheet.merged_cell_ranges or []}


def _cell(cell: Any) -> Any:
    return cell if isinstance(cell, str | int | float | bool) else text(cell)
