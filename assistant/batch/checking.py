"""Text columns to the calculator's numbers, checked in the door's order: the first fault found is the row's fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch import cells, settlement
from assistant.batch.amounts import to_fen
from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Chunk
from assistant.batch.headers import AMOUNTS, LOCAL
from assistant.batch.lookups import DEFAULTS, POLICIES, Lookups, distinct_keys
from assistant.batch.notes import Note
from rules import codes
from rules.codes import NOT_GIVEN
from rules.errors import CaseError
from rules.money import Ints

#: In the order in which the door looks at them.
_PERSON = ("identities", "age", "needs_maintenance", "insured")
_BILL = ("care", "treatment", "hospital_level", "designated", "place", "referral")
_PAYMENTS = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
#: An identity number that a spreadsheet took for a number: its last digits are lost.
_ROUNDED = r"^\d(\.\d+)?[eE]\+\d+$"
BLANK = -1
_BYTES: Mapping[str, type[np.generic]] = {
    "policy": np.int8,
    "identities": np.int32,
    "age": np.int16,
    "needs_maintenance": np.bool_,
    "insured": np.bool_,
    "care": np.int8,
    "treatment": np.int8,
    "hospital_level": np.int8,
    "designated": np.bool_,
    "place": np.int8,
    "referral": np.int8,
    "date": np.int32,
    "notes": np.int32,
}
#: A character that no cell has.
_BETWEEN = "\x1f"


@dataclass(slots=True)
class Checked:
    """Rows as numbers. ``fault``: 0 a row to compute, above 0 the place of its fault, −1 a row without any cell.

    ``columns``: policy and set of identities as places, codes as places, amounts in fen, ``local:…`` a city's
    figures, ``notes`` a bit for each :class:`Note`.
    """

    person: Any
    fault: Ints
    columns: dict[str, Ints]


class Checker:
    """Checks the rows of one file."""

    def __init__(self, fields: Mapping[str, int], policy: str | None, lookups: Lookups) -> None:
        self._fields = fields
        self._policy = policy
        self._lookups = lookups

    def check(self, chunk: Chunk) -> Checked:
        """The chunk's rows as numbers, each with its first fault."""
        rows = _Rows(self._fields, chunk, self._lookups)
        rows.read_person()
        rows.read_policy(self._policy)
        for name in _PERSON + _BILL:
            rows.read(name)
        rows.read_treatment_of_care()
        for name in (*AMOUNTS, "date"):
            if name in AMOUNTS:
                rows.read_amount(name)
            else:
                rows.read(name)
        rows.read_area(self._policy)
        late = rows.read_local()
        rows.check_amounts()
        rows.read_diseases()
        rows.refuse(late)
        rows.mark_blank(chunk)
        settlement.note(rows.columns, rows.amount_or_none)
        return Checked(rows.person, rows.fault, {name: _narrow(name, column) for name, column in rows.columns.items()})


def _narrow(name: str, column: Ints) -> Ints:
    """A column in no more bytes than its codes need: a county's year is held in memory."""
    kind = _BYTES.get(name)
    return column if kind is None else column.astype(kind)


class _Rows:
    """The rows of a chunk while they are read."""

    def __init__(self, fields: Mapping[str, int], chunk: Chunk, lookups: Lookups) -> None:
        self._fields, self._chunk, self._lookups = fields, chunk, lookups
        self._count = len(chunk.numbers)
        self.fault = np.zeros(self._count, np.int64)
        self.columns: dict[str, Ints] = {"notes": np.zeros(self._count, np.int64)}
        self.person: Any = None

    def _cells(self, name: str) -> Any | None:
        return self._chunk.cells[self._fields[name]] if name in self._fields else None

    def refuse(self, places: Ints) -> None:
        """Note a fault where there is none yet."""
        if places.any():
            self.fault = np.where(self.fault == 0, places, self.fault)

    def _note(self, note: Note, where: Any) -> None:
        self.columns["notes"] |= np.where(where, note, 0)

    def read(self, name: str) -> None:
        """A column of codes, truth values, whole numbers or dates; its defaults where it is left out."""
        column = self._cells(name)
        if column is None:
            self.columns[name] = np.full(self._count, DEFAULTS.get(name, 0))
            return
        self.columns[name], places = self._lookups.column(name, column)
        self.refuse(places)

    def read_person(self) -> None:
        """The person's number: text, never empty, never a rounded number."""
        self.person = arrow.trimmed(self._cells("person_id"))
        lengths = arrow.values(pc.binary_length(self.person))
        if not lengths.all():
            self.refuse(np.where(lengths == 0, self._lookups.faults.missing("person_id"), 0))
        if not (arrow.buffers(self.person)[1] == ord("+")).any():
            return
        rounded = arrow.values(pc.match_substring_regex(self.person, _ROUNDED))
        if rounded.any():
            why = "在表格里被存成了数字，末几位已经丢失，请把这一列设为文本格式后重新填写。"
            place = self._lookups.faults.place(CaseError("bad_value", "person_id", f"人员编号{why}"))
            self.refuse(np.where(rounded, place, 0))

    def read_policy(self, given: str | None) -> None:
        """The document: the row's own, else the one given for the file; from the 参保区划 where neither is."""
        column = self._cells("policy")
        default = POLICIES.index(given) if given else -1
        if column is None:
            self.columns["policy"] = np.full(self._count, default)
        elif default >= 0 or "area" in self._fields:
            empty = arrow.is_empty(column)
            named = pc.if_else(arrow.numbers(empty), POLICIES[0], arrow.plain(column))
            filled, places = self._lookups.column("policy", named)
            self.columns["policy"] = np.where(empty, default, filled)
            self.refuse(places)
        else:
            self.columns["policy"], places = self._lookups.column("policy", column)
            self.refuse(places)

    def read_area(self, given: str | None) -> None:
        """The document that applies where a person is insured, for rows without one."""
        column, policy = self._cells("area"), self.columns["policy"]
        open_rows = np.flatnonzero((policy < 0) & (self.fault == 0))
        if column is not None and len(open_rows):
            areas, places = arrow.distinct(arrow.some(column, open_rows))
            sets = max(len(self._lookups.identity_sets), 1)
            keys, at = distinct_keys(places * sets + self.columns["identities"][open_rows])
            found = [self._lookups.policy_of_area(areas[key // sets], key % sets) for key in keys.tolist()]
            policy[open_rows] = np.array([place for place, _ in found])[at]
            districts = np.zeros(self._count, np.bool_)
            districts[open_rows] = np.array([doubt for _, doubt in found])[at]
            self._note(Note.DISTRICT_RULES_MISSING, districts)
        if (policy < 0).any():
            self.refuse(np.where(policy < 0, self._lookups.faults.missing("policy"), 0))
            self.columns["policy"] = np.maximum(policy, 0)

    def read_treatment_of_care(self) -> None:
        """The platform's 医疗类别 names a treatment too; the treatment's own cell is heard first."""
        column, own = self._cells("care"), self._cells("treatment")
        cells_there, at = arrow.distinct(column)
        said = [cells.treatment_of(text) for text in cells_there]
        if not any(said):
            return
        of_care = np.array([codes.TREATMENT.index(name) if name else NOT_GIVEN for name in said])[at]
        if own is not None:
            of_care = np.where(arrow.is_empty(own), of_care, NOT_GIVEN)
        self.columns["treatment"] = np.where(of_care >= 0, of_care, self.columns["treatment"])

    def read_amount(self, name: str) -> None:
        """An amount in fen; ``eligible`` has no default, ``total`` is the same where it is left out."""
        column = self._cells(name)
        if column is None:
            self.columns[name] = self.columns["eligible"] if name == "total" else np.zeros(self._count, np.int64)
        else:
            fen, places = to_fen(column, NOT_GIVEN, lambda text: self._lookups.amount(name, text))
            empty = fen < 0
            if empty.any():
                if name == "eligible":
                    places = np.where(empty, self._lookups.faults.missing(name), places)
                fen = np.where(empty, self.columns["eligible"] if name == "total" else 0, fen)
            self.columns[name] = fen
            self.refuse(places)
        if name == "catastrophic_paid" and "employee_large_cost" in self._fields:
            large, places = to_fen(self._cells("employee_large_cost"), 0, lambda text: self._lookups.amount(name, text))
            self.refuse(places)
            self._note(Note.EMPLOYEE, large > 0)
            self.columns[name] = self.columns[name] + large

    def amount_or_none(self, name: str) -> Ints | None:
        """An amount that is only compared: −1 where it is empty or none; None where the file has no such column."""
        column = self._cells(name)
        if column is None:
            return None
        fen, places = to_fen(column, NOT_GIVEN, lambda text: self._lookups.amount("total", text))
        return np.where(places > 0, NOT_GIVEN, fen)

    def read_local(self) -> Ints:
        """A city's own figures, looked at once for each distinct combination; gives the places of broken bounds."""
        given = [name for name in LOCAL if name in self._fields]
        if not given:
            return np.zeros(self._count, np.int64)
        for name in LOCAL:
            self.columns[f"local:{name}"] = np.full(self._count, NOT_GIVEN)
        joined = pc.binary_join_element_wise(*(arrow.plain(self._cells(name)) for name in given), _BETWEEN)
        combinations, places = arrow.distinct(joined)
        sets = max(len(self._lookups.identity_sets), 1)
        keys = places.astype(np.int64) * sets + self.columns["identities"]
        distinct, at = np.unique(keys * len(POLICIES) + self.columns["policy"], return_inverse=True)
        figures, faults = np.full((len(LOCAL), len(distinct)), NOT_GIVEN), np.zeros((2, len(distinct)), np.int64)
        for place, key in enumerate(distinct.tolist()):
            rest, policy = divmod(key, len(POLICIES))
            combination, held = divmod(rest, sets)
            cells_there = dict(zip(given, combinations[combination].split(_BETWEEN), strict=True))
            figure, fault = self._lookups.local(policy, held, cells_there)
            for name, number in figure.items():
                figures[LOCAL.index(name), place] = number
            faults[int(self._lookups.faults.known[fault].code == "out_of_bounds"), place] = fault
        for row, name in enumerate(LOCAL):
            self.columns[f"local:{name}"] = figures[row, at]
        self.refuse(faults[0, at])
        late: Ints = faults[1, at]
        return late

    def check_amounts(self) -> None:
        """What cannot be: 政策范围内 above the total, payments above 政策范围内."""
        faults, c = self._lookups.inconsistent, self.columns
        over = c["eligible"] > c["total"]
        if over.any():
            self.refuse(np.where(over, faults["eligible"], 0))
        paid = np.zeros(self._count, np.int64)
        for name in _PAYMENTS:
            paid = paid + c[name]
            over = paid > c["eligible"]
            if over.any():
                self.refuse(np.where(over, faults[name], 0))

    def read_diseases(self) -> None:
        """Catalogue ids and names, the names within the row's document; only for rows that are good so far."""
        self.columns["diseases"] = np.zeros(self._count, np.int64)
        column, good = self._cells("diseases"), np.flatnonzero(self.fault == 0)
        if column is None or not len(good):
            return
        if len(good) < self._count:
            column = arrow.some(column, good)
        outpatient = self.columns["care"][good] == codes.OUTPATIENT
        treatment = np.where(outpatient, self.columns["treatment"][good], codes.OTHER)
        sets, on_no_list, places = self._lookups.diseases(column, self.columns["policy"][good], treatment)
        self.columns["diseases"][good] = sets
        unlisted = np.zeros(self._count, np.bool_)
        unlisted[good] = on_no_list
        self._note(Note.UNLISTED_DISEASE, unlisted)
        fault = np.zeros(self._count, np.int64)
        fault[good] = places
        self.refuse(fault)

    def mark_blank(self, chunk: Chunk) -> None:
        """Rows without any cell are no bills and no faults."""
        missing = self._lookups.faults.missing("person_id")
        bare = np.flatnonzero(self.fault == missing)
        if len(bare):
            empty = np.ones(len(bare), np.bool_)
            for column in chunk.cells:
                empty &= arrow.is_empty(arrow.some(column, bare))
            self.fault[bare[empty]] = BLANK
