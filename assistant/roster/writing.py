"""The form as a workbook, laid out as the annex prints it: title, who reports and when, notes, table."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from assistant.report.model import printable
from assistant.roster.annex import Annex, annex
from assistant.roster.categories import labels
from assistant.roster.model import FIELDS, Row

#: Written into every file in place of the hour, so that the same rows give the same bytes.
_CREATED = datetime(2024, 1, 1)
_WIDTHS = (6, 12, 23, 7, 7, 34, 16, 30, 9)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
#: Empty lines below the last person, to be filled by hand or in the program.
_EMPTY = 10
_LINE = 22  # points
_LONGEST = 32_767  # characters that a cell holds


def write(rows: Sequence[Row], unit: str = "", reported: str = "", policy: str | None = None) -> bytes:
    """The form with these people as XLSX bytes; without any it is an empty form to fill in.

    Args:
        rows: the people, numbered anew from 1.
        unit: who reports, as it shall stand on the form.
        reported: when, as it shall stand on the form.
        policy: the document whose form it is; the first that prints one where it is not given.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter ships no types; only a run that writes loads it

    form = annex(policy)
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": form.title, "created": _CREATED})
    sheet = book.add_worksheet("汇总表")
    head = _above(book, sheet, form, unit, reported)
    _table(book, sheet, form, head, rows)
    _print(sheet, head)
    book.close()
    return target.getvalue()


def _above(book: Any, sheet: Any, form: Annex, unit: str, reported: str) -> int:
    """Title, the line of the report and the notes; returns the row of the heads."""
    last = len(FIELDS) - 1
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    line = book.add_format(_FONT)
    note = book.add_format({**_FONT, "font_size": 10, "text_wrap": True})
    sheet.merge_range(0, 0, 0, last, form.title, title)
    sheet.set_row(0, 34)
    before, _, seal = form.unit.partition("：")
    sheet.merge_range(1, 0, 1, 5, f"{before}：{unit}{seal}", line)
    sheet.merge_range(1, 6, 1, last, f"{form.reported}{reported}", line)
    for i, text in enumerate(form.notes, 2):
        sheet.merge_range(i, 0, i, last, text, note)
    for i in range(1, 2 + len(form.notes)):
        sheet.set_row(i, _LINE)
    return 2 + len(form.notes)


def _table(book: Any, sheet: Any, form: Annex, head: int, rows: Sequence[Row]) -> None:
    pen = _Pen(book)
    for column, (name, width) in enumerate(zip(form.heads, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, name, pen.head)
    sheet.set_row(head, _LINE)
    last = head + len(rows) + _EMPTY
    for place, line in enumerate(range(head + 1, last + 1)):
        sheet.set_row(line, _LINE)
        for column, field in enumerate(FIELDS):
            value = _value(rows[place], place, field) if place < len(rows) else ""
            if isinstance(value, int):
                sheet.write_number(line, column, value, pen.number)
            elif value:
                sheet.write_string(line, column, printable(value)[:_LONGEST], pen.of(value, field))
            else:
                sheet.write_blank(line, column, None, pen.of(value, field))
    for field, choices in (("sex", ("男", "女")), ("change", ("新增", "减少")), ("category", labels(form.policy))):
        column = FIELDS.index(field)
        # Several categories may stand in one cell, so another word is only asked about, not refused.
        rule = {"validate": "list", "source": list(choices), "error_type": "warning"}
        sheet.data_validation(head + 1, column, last, column, rule)


class _Pen:
    """The formats of the table; every cell that is no number is text, so that a long number typed in keeps its end."""

    def __init__(self, book: Any) -> None:
        grid = {**_FONT, "border": 1, "text_wrap": True, "num_format": "@"}
        self.head = book.add_format({**grid, "bold": True, "align": "center"})
        self.number = book.add_format({**grid, "align": "center", "num_format": "0"})
        self._text = book.add_format(grid)
        self._middle = book.add_format({**grid, "align": "center"})
        # The mark that a spreadsheet itself sets before a text that begins like a formula.
        self._quoted = book.add_format({**grid, "quote_prefix": True})

    def of(self, value: str, field: str) -> Any:
        """The format for a text of a field."""
        if value[:1] in tuple("=+-@"):
            return self._quoted
        return self._middle if field in ("sex", "change") else self._text


def _value(row: Row, place: int, field: str) -> str | int:
    if field == "order":
        return place + 1
    value: str | int | None = getattr(row, field)
    return "" if value is None else value


def _print(sheet: Any, head: int) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
