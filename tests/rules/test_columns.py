"""Annual limits over columns give what one bill after the other gives, whatever limit each bill has."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import diseases
from rules.case import Bill, Case, Person
from rules.columns import Columns
from rules.diseases import DiseaseSets
from rules.ledger import Ledger
from rules.policies import policy, policy_ids

#: Years of one person, each a list of (computed, limit), and what was used before it.
YEARS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.lists(st.tuples(st.integers(0, 12), st.sampled_from([5, 10, 20])), min_size=1, max_size=6),
    ),
    min_size=1,
    max_size=4,
)


def columns(rows: int) -> Columns:
    name = policy_ids()[0]
    bills = (Bill(date(2024, 1, 1), "inpatient", 0, 0),) * rows
    return Ledger(Case(name, Person(()), bills), policy(name)).evaluate([()]).columns


@given(years=YEARS)
@settings(max_examples=200, deadline=None)
def test_a_limit_pays_what_is_left_of_it_bill_after_bill(years: list[tuple[int, list[tuple[int, int]]]]) -> None:
    expected: list[int] = []
    left_over: list[int] = []
    for carried, bills in years:
        spent = carried
        for computed, limit in bills:
            expected.append(min(computed, max(0, limit - spent)))
            spent += expected[-1]
            left_over.append(spent)
    sizes = [len(bills) for _, bills in years]
    first = np.repeat(np.cumsum([0, *sizes[:-1]]), sizes)
    carried_in = np.repeat([carried for carried, _ in years], sizes)
    b = replace(columns(sum(sizes)), first=first, used={"pool": carried_in}, after={})
    computed = np.array([bill[0] for _, bills in years for bill in bills])
    limits = np.array([bill[1] for _, bills in years for bill in bills])
    paid, used = b.pay_from_pool("pool", computed, limits)
    assert paid.tolist() == expected
    drawing = computed > 0  # what a bill shows that draws nothing does not matter
    assert b.after is not None
    same = [len({limit for _, limit in bills}) == 1 for _, bills in years]
    decided = np.repeat(same, sizes) | drawing
    assert b.after["pool"][decided].tolist() == np.array(left_over)[decided].tolist()
    assert (np.asarray(used) <= limits).all()


def test_many_years_beside_each_other_are_paid_like_each_alone() -> None:
    random = np.random.default_rng(5)
    sizes = random.integers(1, 7, 400)
    rows = int(sizes.sum())
    opens = np.cumsum(sizes) - sizes
    carried, limits = np.repeat(random.integers(0, 30, 400), sizes), random.choice([5, 10, 20, 60], rows)
    computed = random.integers(0, 12, rows)
    b = replace(columns(rows), first=np.repeat(opens, sizes), used={"pool": carried})
    paid, used = b.pay_from_pool("pool", computed, limits)
    for opening, size in zip(opens, sizes, strict=True):
        year = slice(opening, opening + size)
        alone = replace(columns(size), first=np.zeros(size, np.int64), used={"pool": carried[year]})
        paid_alone, used_alone = alone.pay_from_pool("pool", computed[year], limits[year])
        assert paid[year].tolist() == paid_alone.tolist()
        drawing = computed[year] > 0
        assert np.asarray(used)[year][drawing].tolist() == np.asarray(used_alone)[drawing].tolist()


def test_a_set_of_diseases_has_one_place_however_many_entries_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a whole number has bits."""
    every = [f"made/{number:03}" for number in range(200)]
    monkeypatch.setattr(diseases, "entry_ids", lambda: frozenset(every))
    sets = DiseaseSets()
    places = [sets.place([entry]) for entry in every]
    assert len(set(places)) == len(every)
    assert sets.place(every) == sets.place(reversed(every))
    column = np.array([*places, 0])
    assert sets.has_any(column, frozenset([every[-1]])).tolist() == [False] * (len(every) - 1) + [True, False]
    assert sets.at(sets.place(every)) == set(every)
