"""Text columns to the calculator's numbers, checked in the door's order; all that is wrong with a row is its fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch import cells, family, persons
from assistant.batch.amounts import to_fen
from assistant.batch.bill import AMOUNTS, DEFAULTS, OF_BILL, OF_PERSON, PAYMENTS
from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Chunk
from assistant.batch.headers import Header
from assistant.batch.lexicon import LOCAL, OTHER_PAID
from assistant.batch.lookups import NOT_REFERRED, Lookups, distinct_keys
from assistant.batch.notes import Note, of_settlement
from rules import codes
from rules.codes import NOT_GIVEN
from rules.errors import CaseError
from rules.money import Bools, Ints
from rules.policies import policy_ids

#: An identity number that a spreadsheet took for a number: its last digits are lost.
_ROUNDED = r"^\d(\.\d+)?[eE]\+\d+$"
BLANK = -1
_BYTES: Mapping[str, type[np.generic]] = {
    "policy": np.int16,
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
    "admitted": np.int32,
    "notes": np.int32,
}
#: A character that no cell has.
_BETWEEN = "\x1f"


@dataclass(slots=True)
class Checked:
    """Rows as numbers. ``fault``: 0 a row to compute, above 0 the place of its fault, −1 a row without any cell.

    ``columns``: policy and set of identities as places, codes as places, amounts in fen, ``local:…`` a city's
    figures, ``notes`` a bit for each :class:`Note`; ``date`` −1 where it is not given.
    """

    person: Any
    fault: Ints
    columns: dict[str, Ints]


class Checker:
    """Checks the rows of one file."""

    def __init__(self, header: Header, policy: str | None, lookups: Lookups) -> None:
        self._header = header
        self._policy = policy
        self._lookups = lookups

    def check(self, chunk: Chunk) -> Checked:
        """The chunk's rows as numbers, with all that is wrong with them."""
        rows = _Rows(self._header, chunk, self._lookups)
        rows.read_person()
        rows.read_policy(self._policy)
        rows.read_area()
        rows.read_identities()
        for name in (*OF_PERSON[1:], *OF_BILL):
            rows.read(name)
        rows.read_care_of_stay()
        rows.read_treatment_of_care()
        rows.resolve_referral()
        for name in AMOUNTS:
            rows.read_amount(name)
        rows.read_days()
        late = rows.read_local()
        rows.check_amounts()
        rows.read_diseases()
        rows.refuse(late)
        rows.mark_blank(chunk)
        rows.check_settlement()
        return Checked(rows.person, rows.fault, {name: _narrow(name, column) for name, column in rows.columns.items()})


def _narrow(name: str, column: Ints) -> Ints:
    """A column in no more bytes than its codes need: a county's year is held in memory."""
    kind = _BYTES.get(name)
    return column if kind is None else column.astype(kind)


class _Rows:
    """The rows of a chunk while they are read."""

    def __init__(self, header: Header, chunk: Chunk, lookups: Lookups) -> None:
        self._header, self._chunk, self._lookups = header, chunk, lookups
        self._count = len(chunk.numbers)
        self.fault = np.zeros(self._count, np.int64)
        self.columns: dict[str, Ints] = {"notes": np.zeros(self._count, np.int64)}
        self.person: Any = None
        self._amounts_wrong = np.zeros(self._count, np.bool_)

    def _cells(self, name: str) -> Any | None:
        return self._chunk.cells[self._header.fields[name]] if name in self._header.fields else None

    def refuse(self, places: Ints) -> None:
        """Note a fault beside those that there are already."""
        if places.any():
            self.fault = self._lookups.faults.together(self.fault, places)

    def _note(self, note: Note, where: Any) -> None:
        self.columns["notes"] |= np.where(where, note, 0)

    def read(self, name: str) -> None:
        """A column of codes, truth values, whole numbers or dates; its defaults where it is left out."""
        column = self._cells(name)
        if column is None:
            self.columns[name] = np.full(self._count, DEFAULTS.get(name, NOT_GIVEN))
            return
        if name == "place":
            found, places = self._lookups.within(name, column, self.columns["policy"])
        else:
            found, places = self._lookups.column(name, column, self._header.kept_referral)
        self.columns[name] = found
        self.refuse(places)

    def read_person(self) -> None:
        """The person's number: text, never empty, never a rounded number."""
        self.person = persons.keys(arrow.trimmed(arrow.plain(self._cells("person_id"))))
        lengths = arrow.values(pc.binary_length(self.person))
        if not lengths.all():
            self.refuse(np.where(lengths == 0, self._lookups.faults.missing("person_id"), 0))
        signs = arrow.buffers(self.person)[1]
        if ((signs == ord("#")) | (signs == ord("="))).any():
            found, at = arrow.distinct(self.person)
            wrong = np.array([cells.came_to_nothing(text) for text in found], np.bool_)[at]
            self.refuse(np.where(wrong, self._lookups.faults.no_number, 0))
        if not (signs == ord("+")).any():
            return
        rounded = arrow.values(pc.match_substring_regex(self.person, _ROUNDED))
        if rounded.any():
            self.refuse(np.where(rounded, self._lookups.faults.rounded, 0))

    def read_policy(self, given: str | None) -> None:
        """The document: the row's own, else the one given for the file; −1 where neither is."""
        column = self._cells("policy")
        default = policy_ids().index(given) if given else -1
        if column is None:
            self.columns["policy"] = np.full(self._count, default)
        elif default >= 0 or "area" in self._header.fields:
            empty = arrow.is_empty(column)
            named = pc.if_else(arrow.numbers(empty), policy_ids()[0], arrow.plain(column))
            filled, places = self._lookups.column("policy", named)
            self.columns["policy"] = np.where(empty, default, filled)
            self.refuse(places)
        else:
            self.columns["policy"], places = self._lookups.column("policy", column)
            self.refuse(places)

    def read_area(self) -> None:
        """The document that applies where a person is insured, for rows without one."""
        column, policy = self._cells("area"), self.columns["policy"]
        open_rows = np.flatnonzero((policy < 0) & (self.fault == 0))
        if column is not None and len(open_rows):
            held, _ = self._identities(np.full(self._count, -1))
            areas, places = arrow.distinct(arrow.some(column, open_rows))
            sets = max(len(self._lookups.identity_sets), 1)
            keys, at = distinct_keys(places * sets + held[open_rows])
            found = [self._lookups.policy_of_area(areas[key // sets], key % sets) for key in keys.tolist()]
            policy[open_rows] = np.array([place for place, _ in found])[at]
            districts = np.zeros(self._count, np.bool_)
            districts[open_rows] = np.array([doubt for _, doubt in found])[at]
            self._note(Note.DISTRICT_RULES_MISSING, districts)
        if (policy < 0).any():
            self.refuse(np.where(policy < 0, self._lookups.faults.missing("policy"), 0))
            self.columns["policy"] = np.maximum(policy, 0)

    def read_identities(self) -> None:
        """What the person holds, in the codes of the row's document."""
        self.columns["identities"], places = self._identities(self.columns["policy"])
        self.refuse(places)

    def _identities(self, policy: Ints) -> tuple[Ints, Ints]:
        column = self._cells("identities")
        if column is None:
            held, places = np.full(self._count, self._lookups.set_of(())), np.zeros(self._count, np.int64)
        else:
            held, places = self._lookups.within("identities", column, policy)
        for place, words in self._header.flags.items():
            says, wrong = self._lookups.column("flag", self._chunk.cells[place])
            held = self._lookups.with_identity(held, policy, says != 0, words)
            places = self._lookups.faults.together(places, wrong)
        return held, places

    def read_care_of_stay(self) -> None:
        """The care of a file that has no column for it: who has a number of a stay was an inpatient."""
        stay = self._header.stay
        if stay is None:
            return
        inside = np.ones(self._count, np.bool_) if stay < 0 else ~arrow.is_empty(self._chunk.cells[stay])
        self.columns["care"] = np.full(self._count, codes.INPATIENT)
        if not inside.all():
            self.refuse(np.where(inside, 0, self._lookups.faults.missing("care")))

    def read_treatment_of_care(self) -> None:
        """The platform's 医疗类别 names a treatment too; the treatment's own cell is heard first."""
        column, own = self._cells("care"), self._cells("treatment")
        if column is None:
            return
        cells_there, at = arrow.distinct(column)
        said = [cells.treatment_of(text) for text in cells_there]
        if not any(said):
            return
        of_care = np.array([codes.TREATMENT.index(name) if name else NOT_GIVEN for name in said])[at]
        of_care = np.where(self.columns["care"] == codes.OUTPATIENT, of_care, NOT_GIVEN)
        if own is not None:
            of_care = np.where(arrow.is_empty(own), of_care, NOT_GIVEN)
        self.columns["treatment"] = np.where(of_care >= 0, of_care, self.columns["treatment"])

    def resolve_referral(self) -> None:
        """没有转诊: none was needed within the county; elsewhere it does not say whether the rule was kept."""
        unsaid = self.columns["referral"] == NOT_REFERRED
        if unsaid.any():
            elsewhere = unsaid & (self.columns["place"] != codes.IN_COUNTY)
            self.columns["referral"] = np.where(unsaid, codes.STANDARD, self.columns["referral"])
            self.refuse(np.where(elsewhere, self._lookups.faults.no_referral, 0))

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
            self._amounts_wrong |= places > 0
            self.refuse(places)
        if name == "catastrophic_paid" and "employee_large_cost" in self._header.fields:
            large, places = to_fen(
                self._cells("employee_large_cost"), 0, lambda text: self._lookups.amount("employee_large_cost", text)
            )
            self._amounts_wrong |= places > 0
            self.refuse(places)
            self._note(Note.EMPLOYEE, large > 0)
            self.columns[name] = self.columns[name] + large

    def amount_or_none(self, name: str) -> Ints | None:
        """An amount that is only compared: −1 where it is empty or none; None where the file has no such column."""
        if name == "oth_pay":
            places = self._header.several.get(OTHER_PAID, ())
            columns = [self._chunk.cells[place] for place in places]
            columns += [self._cells(name)] if name in self._header.fields else []
            return reduce(np.maximum, map(self._compared, columns)) if columns else None
        column = self._cells(name)
        return None if column is None else self._compared(column)

    def _compared(self, column: Any) -> Ints:
        fen, places = to_fen(column, NOT_GIVEN, lambda text: self._lookups.amount("total", text))
        return np.where(places > 0, NOT_GIVEN, fen)

    def read_days(self) -> None:
        """The days of the bill, of admission, and those from and to which the identities are held."""
        for name in ("date", "admitted", "identity_from", "identity_to"):
            if name == "date" or name in self._header.fields:
                self.read(name)
        given = self.columns["date"] > 0
        self._note(Note.DATE_MISSING, ~given)
        self._note(Note.DATE_AHEAD, self.columns["date"] > date.today().toordinal())
        if "admitted" in self.columns:
            late = given & (self.columns["admitted"] > self.columns["date"])
            self.refuse(np.where(late, self._late_admission(), 0))
        since, until = self.columns.pop("identity_from", None), self.columns.pop("identity_to", None)
        held = np.ones(self._count, np.bool_)
        if since is not None:
            held &= ~given | (since <= self.columns["date"])
        if until is not None:
            held &= ~given | (until < 0) | (until >= self.columns["date"])
        if not held.all():
            self.columns["identities"] = np.where(held, self.columns["identities"], self._lookups.set_of(()))

    def _late_admission(self) -> int:
        why = "入院日期晚于结算日期，请核对两个日期。"
        return self._lookups.faults.place(CaseError("bad_date", "admitted", why))

    def read_local(self) -> Ints:
        """A city's own figures, looked at once for each distinct combination; gives the places of broken bounds."""
        given = [name for name in LOCAL if name in self._header.fields]
        if not given:
            return np.zeros(self._count, np.int64)
        for name in LOCAL:
            self.columns[f"local:{name}"] = np.full(self._count, NOT_GIVEN)
        joined = pc.binary_join_element_wise(*(arrow.plain(self._cells(name)) for name in given), _BETWEEN)
        combinations, places = arrow.distinct(joined)
        sets = max(len(self._lookups.identity_sets), 1)
        keys = places.astype(np.int64) * sets + self.columns["identities"]
        distinct, at = np.unique(keys * len(policy_ids()) + self.columns["policy"], return_inverse=True)
        figures, faults = np.full((len(LOCAL), len(distinct)), NOT_GIVEN), np.zeros((2, len(distinct)), np.int64)
        for place, key in enumerate(distinct.tolist()):
            rest, policy = divmod(key, len(policy_ids()))
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
        """What cannot be: 政策范围内 above the total, payments above 政策范围内; only where all amounts were read."""
        faults, c = self._lookups.inconsistent, self.columns
        read = ~self._amounts_wrong
        over: Bools = read & (c["eligible"] > c["total"])
        if over.any():
            self.refuse(np.where(over, faults["eligible"], 0))
        paid = np.zeros(self._count, np.int64)
        told = np.zeros(self._count, np.bool_)
        for name in PAYMENTS:
            paid = paid + c[name]
            over = read & ~told & (paid > c["eligible"])
            if over.any():
                self.refuse(np.where(over, faults[name], 0))
                told |= over

    def read_diseases(self) -> None:
        """Catalogue ids and names, the names within the row's document."""
        self.columns["diseases"] = np.zeros(self._count, np.int64)
        places = [self._header.fields["diseases"]] if "diseases" in self._header.fields else []
        places += self._header.several.get("more_diseases", ())
        if not places or not self._count:
            return
        column = self._chunk.cells[places[0]]
        if len(places) > 1:
            column = pc.binary_join_element_wise(*(arrow.plain(self._chunk.cells[place]) for place in places), ";")
        outpatient = self.columns["care"] == codes.OUTPATIENT
        treatment = np.where(outpatient, self.columns["treatment"], codes.OTHER)
        self.columns["diseases"], unlisted, wrong = self._lookups.diseases(column, self.columns["policy"], treatment)
        self._note(Note.UNLISTED_DISEASE, unlisted)
        self.refuse(wrong)

    def check_settlement(self) -> None:
        """Note what other columns of the settlement record say against those that are computed with."""
        leaves_open = np.array([family.subtracts_other_aid(name) for name in policy_ids()])
        self.columns["notes"] |= of_settlement(self.columns, self.amount_or_none, leaves_open[self.columns["policy"]])

    def mark_blank(self, chunk: Chunk) -> None:
        """Rows without any cell are no bills and no faults."""
        lengths = arrow.values(pc.binary_length(self.person))
        bare = np.flatnonzero(lengths == 0)
        if len(bare):
            empty = np.ones(len(bare), np.bool_)
            for column in chunk.cells:
                empty &= arrow.is_empty(arrow.some(column, bare))
            self.fault[bare[empty]] = BLANK
