"""Bills entered twice are told, and no others."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.batch.notes import entered_twice

NAMES = ("date", "care", "hospital_level", "total", "eligible", "basic_paid", "catastrophic_paid")
NAMES += ("civil_aid_paid", "relief_fund_paid")


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 1), st.integers(0, 1)), max_size=30))
def test_exactly_the_rows_that_agree_in_everything(rows: list[tuple[int, int, int, int]]) -> None:
    person = np.array([row[0] for row in rows], np.int64)
    columns = {name: np.zeros(len(rows), np.int64) for name in NAMES}
    for place, name in enumerate(("date", "total", "relief_fund_paid"), start=1):
        columns[name] = np.array([row[place] for row in rows], np.int64)
    assert entered_twice(person, columns).tolist() == [rows.count(row) > 1 for row in rows]


def test_rows_that_are_mixed_to_the_same_number_are_still_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.notes._MIX", np.uint64(0))
    columns = {name: np.arange(6) % 3 if name == "total" else np.zeros(6, np.int64) for name in NAMES}
    person = np.array([1, 1, 1, 1, 2, 2])
    assert entered_twice(person, columns).tolist() == [True, False, False, True, False, False]
