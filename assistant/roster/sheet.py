"""Finding the table in a clerk's sheet: the column heads among title rows, cells merged over several rows."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from assistant.roster.annex import annex, label
from assistant.roster.model import FIELDS, RosterError

Cells = Sequence[Any]

#: Other heads that clerks use for a column.
_OTHER_HEADS = {
    "order": ("编号", "序列"),
    "name": ("人员姓名", "救助对象姓名", "姓　名"),
    "id_number": ("身份证号", "身份证", "公民身份号码", "公民身份证号码", "居民身份证号码", "证件号码", "身份号码"),
    "age": ("周岁", "年龄（周岁）"),
    "sex": (),
    "address": ("住址", "地址", "现住址", "家庭地址", "详细地址", "居住地址"),
    "town": ("镇街", "街镇", "所属街镇", "所属街道", "所属乡镇", "所在镇街", "镇（街）", "街道（镇）", "乡镇街道"),
    "category": ("救助对象类别", "救助身份", "人员类别", "对象类别", "身份类别", "类别"),
    "change": ("变动类型", "变更类型", "增减类型", "增减", "增减情况", "新增/减少", "类型（新增/减少）"),
}
#: So many of the heads must stand in a row for it to be the head row.
_ENOUGH = 4
_SEARCHED = 50
#: Cells of these columns hold for every row that they are merged over.
_FILLED_DOWN = ("address", "town", "category", "change")


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet. ``columns``: field → column; ``rows``: row number (from 1) and cells below the heads."""

    columns: dict[str, int]
    head_row: int
    above: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]


def find_table(source: bytes | Path) -> Table:
    """The first table of a workbook that has the form's heads. Raises RosterError where there is none."""
    try:
        given: Any = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        with given, CalamineWorkbook.from_filelike(given) as book:
            for name in book.sheet_names:
                table = _table(book.get_sheet_by_name(name))
                if table is not None:
                    return table
    except (CalamineError, OSError, ValueError):
        raise RosterError("这个文件打不开：不是完整的 Excel 文件，或有密码。请另存为 XLSX 后再试。") from None
    heads = "、".join(annex().heads)
    raise RosterError(f"没有找到表头。表里应有一行写着：{heads}。请用《{annex().title}》的格式。")


def _table(sheet: CalamineSheet) -> Table | None:
    grid = sheet.to_python(skip_empty_area=False)
    for i, cells in enumerate(grid[:_SEARCHED]):
        columns = _columns(cells)
        if len(columns) >= _ENOUGH and {"name", "id_number"} & set(columns):
            above = tuple(str(cell) for row in grid[:i] for cell in row if str(cell).strip())
            _fill_down(grid, sheet, columns, i)
            return Table(columns, i + 1, above, tuple(_people(grid, columns, i + 1)))
    return None


def _fill_down(grid: list[list[Any]], sheet: CalamineSheet, columns: dict[str, int], head: int) -> None:
    wanted = {columns[field] for field in _FILLED_DOWN if field in columns}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if left in wanted and top > head:
            for row in range(top + 1, min(bottom, len(grid) - 1) + 1):
                grid[row][left] = grid[top][left]


def _people(grid: list[list[Any]], columns: dict[str, int], start: int) -> Iterator[tuple[int, Cells]]:
    """The rows that speak of a person: not empty ones, repeated heads, sums, notes or signatures."""
    of_person = [column for field, column in columns.items() if field not in ("order", *_FILLED_DOWN)]
    for i, cells in enumerate(grid[start:], start + 1):
        if len(_columns(cells)) >= _ENOUGH or _is_note(cells):
            continue
        if any(str(cells[column]).strip() for column in of_person):
            yield i, cells


_NOTE = re.compile(r"(填表|填报|制表|审核|负责|经办|联系|说明|备注|合计|总计|小计|注[:：]|[（(]\d+[）)])")


def _is_note(cells: Cells) -> bool:
    first = next((text for cell in cells if (text := plain(str(cell)))), "")
    return _NOTE.match(first) is not None


def _columns(cells: Cells) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        field = _heads().get(plain(str(cell)))
        if field is not None:
            found.setdefault(field, column)
    return found


def plain(text: str) -> str:
    """A text in one width without white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@cache
def _heads() -> dict[str, str]:
    return {plain(head): field for field in FIELDS for head in (label(field), *_OTHER_HEADS[field])}
