"""What holds for every case of every policy."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from arithmetic import fen
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from made_cases import cases
from vector_data import POLICIES

from knowledge import library
from knowledge.catalogues import entries
from rules.calculate import calculate
from rules.case import Bill, Case
from rules.held import choice
from rules.policies import policy
from rules.result import BenefitResult, BillResult, Result

#: A few hundred cases in all; `EXAMPLES=2000 pytest tests/rules/test_properties.py` looks much further.
MODERATE = settings(max_examples=int(os.environ.get("EXAMPLES", "25")), deadline=None)
every_policy = pytest.mark.parametrize("name", POLICIES)


def by_date(case: Case, result: Result) -> Iterator[tuple[Bill, BillResult]]:
    """Bills with their answers in the order in which they are computed."""
    pairs = zip(case.bills, result.bills, strict=True)
    yield from sorted(pairs, key=lambda pair: pair[0].date)


def benefits(result: Result) -> Iterator[BenefitResult]:
    for bill in result.bills:
        yield from bill.benefits


@every_policy
@given(data=st.data())
@MODERATE
def test_what_holds_for_every_result(name: str, data: DataObject) -> None:
    case = data.draw(cases(name))
    result = calculate(case)
    the_payers_sum_to_the_total_and_nothing_is_negative(case, result)
    every_formula_gives_its_value_and_rests_on_a_clause(result)
    a_status_says_what_the_amount_and_the_conditions_say(result)
    a_pool_is_never_exceeded(case, result)


def the_payers_sum_to_the_total_and_nothing_is_negative(case: Case, result: Result) -> None:
    with_other_aid = policy(case.policy).family.subtracts_other_aid
    for bill, answer in zip(case.bills, result.bills, strict=True):
        paid = bill.paid + (bill.civil_aid_paid + bill.relief_fund_paid if with_other_aid else 0)
        amounts = [b.amount for b in answer.benefits]
        assert answer.total == bill.total == paid + sum(amounts) + answer.self_pay
        assert min(*amounts, answer.self_pay) >= 0
    assert all(step.value >= 0 for b in benefits(result) for step in b.steps)
    assert result.aid_total == sum(b.aid for b in result.bills)
    assert result.self_pay == sum(b.self_pay for b in result.bills)


def every_formula_gives_its_value_and_rests_on_a_clause(result: Result) -> None:
    for benefit in benefits(result):
        for step in benefit.steps:
            assert fen(step.formula) == step.value, (benefit.id, step.key, step.formula)
            assert step.citations, (benefit.id, step.key)
        if benefit.steps:
            assert benefit.steps[-1].value == benefit.amount
        for condition in benefit.conditions:
            for clause, quote in condition.citations:
                assert quote in library.clause(clause).text


def a_status_says_what_the_amount_and_the_conditions_say(result: Result) -> None:
    for benefit in benefits(result):
        all_met = all(condition.met for condition in benefit.conditions)
        expected = {
            "granted": all_met and benefit.amount > 0,
            "zero": all_met and benefit.amount == 0,
            "not_met": not all_met and benefit.amount == 0,
            "undetermined": not all_met and benefit.amount == 0,
        }
        assert expected[benefit.status], benefit


def a_pool_is_never_exceeded(case: Case, result: Result) -> None:
    spent: dict[tuple[int, str], int] = defaultdict(int)
    limits: dict[str, int] = {}
    for bill, answer in by_date(case, result):
        for benefit in answer.benefits:
            pool = benefit.pool
            if pool is not None and pool.limit is not None:
                assert 0 <= pool.used <= pool.limit
                assert benefit.amount <= pool.limit - pool.used
                spent[bill.date.year, benefit.id] += benefit.amount
                limits[benefit.id] = pool.limit
    opening = min(b.date.year for b in case.bills)
    for (year, pool_name), amount in spent.items():
        before = case.used.get(pool_name, 0) if year == opening else 0
        assert amount + min(before, limits[pool_name]) <= limits[pool_name]


@every_policy
@given(data=st.data())
@MODERATE
def test_the_order_of_identities_is_irrelevant(name: str, data: DataObject) -> None:
    case = data.draw(cases(name))
    shuffled = data.draw(st.permutations(case.person.identities))
    assert calculate(case) == calculate(replace(case, person=replace(case.person, identities=tuple(shuffled))))


@every_policy
@given(data=st.data())
@MODERATE
def test_the_best_identity_is_the_best(name: str, data: DataObject) -> None:
    """就高: what is paid is what the best single identity gives; of equal ones the first in the document's order."""
    case = data.draw(cases(name))
    result = calculate(case)
    parameters = policy(name).parameters
    found = choice(parameters, case.person.identities, case.readings)
    recipients = [parameters.codes[place] for place in found.places[: found.recipients]]
    alone = [calculate(replace(case, person=replace(case.person, identities=(code,)))).aid_total for code in recipients]
    assert result.aid_total == max(alone, default=0)
    assert result.identity == (recipients[alone.index(max(alone))] if recipients else None)


@every_policy
@given(data=st.data())
@MODERATE
def test_the_order_in_which_bills_are_given_is_irrelevant(name: str, data: DataObject) -> None:
    case = data.draw(cases(name, distinct_dates=True))
    order = data.draw(st.permutations(range(len(case.bills))))
    shuffled = calculate(replace(case, bills=tuple(case.bills[i] for i in order)))
    plain = calculate(case)
    assert shuffled.bills == tuple(plain.bills[i] for i in order)
    assert (shuffled.identity, shuffled.aid_total) == (plain.identity, plain.aid_total)
    assert [(r.id, r.alternatives) for r in shuffled.readings] == [(r.id, r.alternatives) for r in plain.readings]


@every_policy
@given(data=st.data())
@MODERATE
def test_years_do_not_know_each_other(name: str, data: DataObject) -> None:
    case = data.draw(cases(name, most_identities=1))
    result = calculate(case)
    opening = min(b.date.year for b in case.bills)
    for year in {b.date.year for b in case.bills}:
        places = [i for i, b in enumerate(case.bills) if b.date.year == year]
        used = case.used if year == opening else {}
        alone = calculate(replace(case, bills=tuple(case.bills[i] for i in places), used=used))
        assert [b.benefits for b in alone.bills] == [result.bills[i].benefits for i in places]


@every_policy
@given(data=st.data())
@MODERATE
def test_a_year_in_two_calls_is_the_year_in_one(name: str, data: DataObject) -> None:
    """What `year_to_date` carries from the first part, pools and running sums, makes the second part go on."""
    case = data.draw(cases(name, most_identities=1, one_year=True))
    ledger = tuple(sorted(case.bills, key=lambda b: b.date))
    cut = data.draw(st.integers(0, len(ledger)))
    whole = calculate(replace(case, bills=ledger))
    head = calculate(replace(case, bills=ledger[:cut]))
    tail = calculate(replace(case, bills=ledger[cut:], used=_carried(case, ledger[:cut], head)))
    assert [_amounts(b) for b in whole.bills] == [_amounts(b) for b in (*head.bills, *tail.bills)]
    assert whole.aid_total == head.aid_total + tail.aid_total


def _amounts(bill: BillResult) -> dict[str, int]:
    return {b.id: b.amount for b in bill.benefits}


#: Each running sum: the benefit and the step of a bill that add to it.
_RUNNING_SUMS = {
    "tilt_left": ("tilt", "left"),
    "deductible_base": ("basic", "own"),
    "ordinary_outpatient": ("basic", "outpatient"),
}


def _carried(case: Case, ledger: tuple[Bill, ...], head: Result) -> dict[str, int]:
    """`year_to_date` after the first part, read from its result as a person would read it."""
    rules = policy(case.policy)
    carried = dict(case.used)
    for bill in head.bills:
        for name, amount in _amounts(bill).items():
            carried[name] = carried.get(name, 0) + amount
        for name in rules.parameters.running_sums:
            carried[name] = carried.get(name, 0) + _step(bill, *_RUNNING_SUMS[name])
    return carried


def _step(bill: BillResult, benefit_id: str, key: str) -> int:
    return sum(s.value for b in bill.benefits if b.id == benefit_id for s in b.steps if s.key == key)


@every_policy
@given(data=st.data())
@MODERATE
def test_more_cost_of_ones_own_is_never_less_aid(name: str, data: DataObject) -> None:
    """While every bill stays under the same benefits: less paid by insurance, or a higher cost within the policy."""
    case = data.draw(cases(name, most_identities=1))
    place = data.draw(st.integers(0, len(case.bills) - 1))
    bill = case.bills[place]
    if data.draw(st.booleans()):
        more = replace(bill, basic_paid=data.draw(st.integers(0, bill.basic_paid)))
    else:
        extra = data.draw(st.integers(1, 5_000_000))
        more = replace(bill, eligible=bill.eligible + extra, total=bill.total + extra)
    dearer = replace(case, bills=(*case.bills[:place], more, *case.bills[place + 1 :]))
    before, after = calculate(case), calculate(dearer)
    assume(_benefits_met(before) == _benefits_met(after))
    assert after.aid_total >= before.aid_total


def _benefits_met(result: Result) -> list[tuple[str, bool]]:
    return [(b.id, b.status in ("granted", "zero")) for b in benefits(result)]


@every_policy
@given(data=st.data())
@MODERATE
def test_a_listed_reading_is_what_choosing_it_gives(name: str, data: DataObject) -> None:
    case = data.draw(cases(name))
    result = calculate(case)
    listed = {r.id: r.alternatives[0] for r in result.readings}
    for reading, record in policy(name).parameters.readings.items():
        if not record.of_premium:
            other = record.other(case.readings.get(reading, record.default))
            fresh = calculate(replace(case, readings={**case.readings, reading: other})).aid_total
            assert (reading in listed) == (fresh != result.aid_total)
            if reading in listed:
                assert (listed[reading].value, listed[reading].amount) == (other, fresh)


@every_policy
@given(data=st.data())
@MODERATE
def test_diseases_of_other_lists_have_no_effect(name: str, data: DataObject) -> None:
    case = data.draw(cases(name))
    foreign = [e.id for e in entries() if e.catalogue not in policy(name).parameters.lists]
    added = tuple(data.draw(st.lists(st.sampled_from(foreign), max_size=3)))
    more = tuple(replace(b, diseases=(*b.diseases, *added)) for b in case.bills)
    assert calculate(replace(case, bills=more)) == calculate(case)
