"""From the cells of a sheet to rows of the form, with what was lost on the way."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from assistant.batch.cells import day
from assistant.batch.formats.xlsx_rows import text
from assistant.roster.annex import label
from assistant.roster.checking import check
from assistant.roster.model import FIELDS, Fault, Roster, Row
from assistant.roster.sheet import CHANGED_ON, Table, find_table, plain, words

#: A spreadsheet keeps 15 digits of a number; an identity number has 18.
_KEPT = 10**15
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_SEX = {word: sex for sex, said in words()["sex"].items() for word in said}
_CHANGE = {word: change for change, said in words()["change"].items() for word in said}


def read(source: bytes | Path, on: date, policy: str | None = None) -> Roster:
    """The form in a workbook (XLSX, XLS or ODS), checked as a clerk would.

    Args:
        source: the file's bytes or its path.
        on: the day on which ages are counted where the form does not say when it is reported (报送时间).

    Raises:
        RosterError: no workbook, or no sheet with the form's heads.
    """
    table = find_table(source)
    found = [_row(number, cells, table.columns) for number, cells in table.rows]
    rows = tuple(row for row, _ in found)
    faults = [fault for _, lost in found for fault in lost] + _missing_columns(table)
    unit, reported = _above(table)
    counted_on = _day(reported) or on
    checked = check(rows, counted_on, policy)
    said = {(fault.row, fault.field) for fault in faults}
    said |= {(row.row, field) for row in rows for field in FIELDS if field not in table.columns}
    faults += [fault for fault in checked if (fault.row, fault.field) not in said]
    return Roster(rows, tuple(sorted(faults, key=_place)), unit, reported, counted_on)


def _day(words: str) -> date | None:
    """A day as clerks write it, None where it is none."""
    try:
        return date.fromisoformat(day(words))
    except ValueError:
        return None


def _place(fault: Fault) -> tuple[int, int]:
    return fault.row, FIELDS.index(fault.field)


def _missing_columns(table: Table) -> list[Fault]:
    return [
        Fault(table.head_row, field, label(field), "表里没有这一栏", "请按附件的格式补上", _weight(field))
        for field in FIELDS
        if field not in table.columns
    ]


def _weight(field: str) -> Any:
    return "hint" if field == "order" else "error"


def _above(table: Table) -> tuple[str, str]:
    """Who reports and when, from the cells above the heads; empty where nothing is filled in."""
    unit = _filled(table, r"报送单位[:：](.*?)(?:[（(]盖章[）)]|报送时间|$)")
    return unit, _filled(table, r"报送时间[:：](.*)")


def _filled(table: Table, pattern: str) -> str:
    return next((found[1].strip() for cell in table.above if (found := re.search(pattern, cell))), "")


def _row(number: int, cells: Any, columns: dict[str, int]) -> tuple[Row, list[Fault]]:
    given = {field: cells[columns[field]] if field in columns else "" for field in FIELDS}
    said = {field: text(cell).strip().lstrip("'’‘`") for field, cell in given.items()}
    faults: list[Fault] = []

    def lost(field: str, problem: str, remedy: str) -> None:
        faults.append(Fault(number, field, label(field), problem, remedy))

    id_number = plain(said["id_number"]).upper()
    if _is_rounded(given["id_number"], id_number):
        id_number = ""
        lost("id_number", "被存成了数字，第16位以后已经丢失", "请把这一栏设为文本格式，再对照身份证重新填写")
    age = _age(said["age"])
    if age is None and said["age"]:
        lost("age", "不是周岁的整数", "请只填数字，例如 82")
    sex, change = plain(said["sex"]), plain(said["change"])
    row = Row(
        name=_name(said["name"]),
        id_number=id_number,
        age=age,
        sex=_SEX.get(sex, sex),
        address=said["address"],
        town=said["town"],
        category=plain(said["category"]),
        change=_CHANGE.get(change, change),
        order=plain(said["order"]),
        row=number,
        changed_on=_day(text(cells[columns[CHANGED_ON]])) if CHANGED_ON in columns else None,
    )
    if change != row.change:
        remedy = f"已按“{row.change}”读取，请改成“{row.change}”"
        faults.append(Fault(number, "change", label("change"), f"写的是“{change}”", remedy, "hint"))
    return row, faults


def _is_rounded(cell: Any, shown: str) -> bool:
    """Whether an identity number went through a number, and so lost its end."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return abs(cell) >= _KEPT
    return _SCIENTIFIC.fullmatch(shown) is not None


def _age(words: str) -> int | None:
    match = re.fullmatch(r"(\d{1,3})(\.0+)?(周?岁)?", plain(words), re.ASCII)
    return int(match[1]) if match else None


def _name(words: str) -> str:
    """A name; the gap that clerks set within a name of two characters is none."""
    return plain(words) if re.fullmatch(r"[一-鿿\s　]+", words) else words
