"""A county's bills at once give what each case alone gives, in whatever order they come."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from batch_rows import Rows
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from made_cases import cases
from vector_data import POLICIES, calculated

from rules import batch
from rules.calculate import calculate
from rules.case import Case
from rules.columns import Columns
from rules.money import Ints
from rules.policies import policy
from rules.result import Result


def taken(bills: Columns, rows: Ints) -> Columns:
    """The columns with their rows in another order."""
    from dataclasses import fields

    def some(value: object) -> object:
        if isinstance(value, dict):
            return {name: some(item) for name, item in value.items()}
        return value[rows] if isinstance(value, np.ndarray) else value

    changed = {f.name: some(getattr(bills, f.name)) for f in fields(Columns) if f.name != "first"}
    return replace(bills, **changed, first=None)  # type: ignore[arg-type]  # each field keeps its own kind


def assert_same(name: str, rows: Rows, alone: Sequence[Result], order: Ints) -> None:
    """Each row, in any order, is what its person's case gives alone."""
    found = batch.compute(name, rows.person[order], rows.held_in(order), taken(rows.columns, order))
    codes = policy(name).parameters.codes
    for row, place in enumerate(order.tolist()):
        number, given = rows.places[place]
        answer = alone[number].bills[given]
        assert {n: int(a[row]) for n, a in found.amounts.items()} == {b.id: b.amount for b in answer.benefits}
        assert int(found.self_pay[row]) == answer.self_pay
        assert int(found.aid[row]) == answer.aid
        taken_identity = int(found.identity[row])
        assert (codes[taken_identity] if taken_identity >= 0 else None) == answer.identity


def as_rows(name: str) -> Iterator[tuple[Case, Result]]:
    """The worked cases whose choice of identity rests on no reading but the default."""
    readings = policy(name).parameters.readings
    for _, case, result in calculated(name):
        if not any(readings[n].of_identity and value != readings[n].default for n, value in case.readings.items()):
            yield case, result


@pytest.mark.parametrize("piece", [batch.PIECE, 3])
@pytest.mark.parametrize("name", POLICIES)
def test_the_worked_cases_at_once(name: str, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "PIECE", piece)
    cases, results = zip(*as_rows(name), strict=True)
    rows = Rows(name, cases)
    assert_same(name, rows, results, np.arange(len(rows.person)))


def _with_defaults_of_identity(case: Case) -> Case:
    of_identity = policy(case.policy).parameters.readings_of_identity
    return replace(case, readings={n: value for n, value in case.readings.items() if n not in of_identity})


@pytest.mark.parametrize("name", POLICIES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_rows_may_come_in_any_order(name: str, data: DataObject) -> None:
    """Bills of one day are told apart by their place, so the cases here have one bill a day."""
    made = [_with_defaults_of_identity(data.draw(cases(name, distinct_dates=True))) for _ in range(3)]
    rows = Rows(name, made)
    order = np.array(data.draw(st.permutations(range(len(rows.person)))), np.int64)
    assert_same(name, rows, [calculate(case) for case in made], order)


@pytest.mark.parametrize("name", POLICIES)
def test_no_rows_give_no_amounts(name: str) -> None:
    rows = Rows(name, [case for _, case, _ in calculated(name)])
    nothing = np.zeros(0, np.int64)
    found = batch.compute(name, nothing, rows.held_in(nothing), taken(rows.columns, nothing))
    assert set(found.amounts) == set(policy(name).family.benefits)
    assert len(found.aid) == len(found.self_pay) == len(found.identity) == 0
