"""The roster form's rows and what is wrong with them, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["error", "hint"]

#: The fields of a row in the order of the annex's columns.
FIELDS = ("order", "name", "id_number", "age", "sex", "address", "town", "category", "change")


class RosterError(ValueError):
    """The file cannot be read as a roster at all; the message says in Chinese what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the form, as written: text trimmed, one width. ``age`` None: not given, or no number.

    ``changed_on``: when the change took effect, where the sheet has a column for it.
    ``row`` is the row of the sheet (from 1), 0 where it comes from no sheet. ``change`` is 新增 or 减少 where it was
    understood.
    """

    name: str
    id_number: str
    age: int | None
    sex: str
    address: str
    town: str
    category: str
    change: str
    order: str = ""
    row: int = 0
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell and what to do. ``row`` as of :class:`Row`; ``field`` one of :data:`FIELDS`.

    A hint may stay as it is; an error may not.
    """

    row: int
    field: str
    label: str
    problem: str
    remedy: str
    severity: Severity = "error"

    @property
    def text(self) -> str:
        """The fault in one sentence: 第5行 身份证号码：只有17位，请对照身份证重新填写。"""
        place = f"第{self.row}行　" if self.row else ""
        return f"{place}{self.label}：{self.problem}，{self.remedy}。"


@dataclass(frozen=True, slots=True)
class Roster:
    """A form as read: who is on it, who reports it and when (as written), and what is wrong with it.

    ``counted_on``: the day on which ages were counted.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    unit: str = ""
    reported: str = ""
    counted_on: date | None = None

    @property
    def good(self) -> tuple[Row, ...]:
        """The rows without an error."""
        bad = {fault.row for fault in self.faults if fault.severity == "error"}
        return tuple(row for row in self.rows if row.row not in bad)
