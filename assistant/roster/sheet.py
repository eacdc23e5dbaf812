"""Finding the table in a clerk's sheet: the column heads among title rows, cells merged over several rows."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.batch.formats.apart import read_grids
from assistant.batch.formats.files import BatchError, Memory
from assistant.roster.annex import annex, label
from assistant.roster.model import FIELDS, RosterError
from knowledge.yamlfile import read_yaml

Cells = Sequence[Any]

#: A column that the form has not: when the change took effect.
CHANGED_ON = "changed_on"
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
        grids = read_grids(Memory("roster", source) if isinstance(source, bytes) else source)
    except BatchError as wrong:
        raise RosterError(wrong.message) from None
    for grid in grids:
        table = _table(grid["rows"], grid["merged"])
        if table is not None:
            return table
    heads = "、".join(annex().heads)
    raise RosterError(f"没有找到表头。表里应有一行写着：{heads}。请用《{annex().title}》的格式。")


def _table(grid: list[list[Any]], merged: Sequence[Any]) -> Table | None:
    for i, cells in enumerate(grid[:_SEARCHED]):
        columns = _columns(cells)
        if len(columns) >= _ENOUGH and {"name", "id_number"} & set(columns):
            above = tuple(str(cell) for row in grid[:i] for cell in row if str(cell).strip())
            _fill_down(grid, merged, columns, i)
            return Table(columns, i + 1, above, tuple(_people(grid, columns, i + 1)))
    return None


def _fill_down(grid: list[list[Any]], merged: Sequence[Any], columns: dict[str, int], head: int) -> None:
    wanted = {columns[field] for field in _FILLED_DOWN if field in columns}
    for (top, left), (bottom, _) in merged:
        if left in wanted and top > head:
            for row in range(top + 1, min(bottom, len(grid) - 1) + 1):
                grid[row][left] = grid[top][left]


def _people(grid: list[list[Any]], columns: dict[str, int], start: int) -> Iterator[tuple[int, Cells]]:
    """The rows that speak of a person: not empty ones, repeated heads, sums, notes or signatures."""
    of_person = [column for field, column in columns.items() if field not in ("order", CHANGED_ON, *_FILLED_DOWN)]
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


def words() -> dict[str, dict[str, list[str]]]:
    """What clerks write beside the annex's own words."""
    found: dict[str, dict[str, list[str]]] = read_yaml(Path(__file__).with_name("words.yaml"))
    return found


@cache
def _heads() -> dict[str, str]:
    found = {plain(label(field)): field for field in FIELDS}
    return found | {plain(head): field for field, heads in words()["heads"].items() for head in heads}
