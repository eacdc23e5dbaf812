"""All 600 worked cases agree to the fen: each alone, all bills of a policy in one columns call, and as rows."""

from typing import Any

import pytest
from batch_rows import Rows
from joined_columns import joined
from vector_data import POLICIES, Vector, calculated, vectors

from rules import batch
from rules.case import Case
from rules.columns import Columns
from rules.door import read_case
from rules.held import choice, held_on
from rules.ledger import Change, Ledger
from rules.money import to_yuan
from rules.policies import Policy, policy
from rules.result import Result


def test_there_are_120_cases_for_each_of_the_five_policies() -> None:
    assert {name: len(vectors(name)) for name in POLICIES} == {
        "banan-2018": 120,
        "chongqing-2012": 120,
        "jiangsu-2023-draft": 120,
        "jiulongpo-2023": 120,
        "pengshui-2023": 120,
    }


@pytest.mark.parametrize("name", POLICIES)
def test_every_case_agrees_bill_by_bill(name: str) -> None:
    answers = [(v, _answer(result)) for v, _, result in calculated(name)]
    wrong = [f"{v.name}: {answer} ≠ {_expected(v)}" for v, answer in answers if answer != _expected(v)]
    assert not wrong, "\n".join(wrong)


def _expected(vector: Vector) -> dict[str, Any]:
    return {**vector.expected, "bills": _amounts(vector)}


def _amounts(vector: Vector) -> list[dict[str, str]]:
    """The benefits of each bill; one that a vector does not name is nothing (江苏's tilt, which the cities decide)."""
    nothing = dict.fromkeys(policy(vector.case["policy"]).family.benefits, "0.00")
    return [nothing | bill for bill in vector.expected["bills"]]


def _answer(result: Result) -> dict[str, Any]:
    return {
        "identity": result.identity,
        "identities": [bill.identity for bill in result.bills],
        "bills": [{b.id: to_yuan(b.amount) for b in bill.benefits} for bill in result.bills],
        "aid_total": to_yuan(result.aid_total),
        "self_pay": [to_yuan(bill.self_pay) for bill in result.bills],
        "offers": {offer.reason: to_yuan(offer.aid_total) for offer in result.offers},
        "premium": result.premium and to_yuan(result.premium.amount),
    }


@pytest.mark.parametrize("name", POLICIES)
def test_json_says_the_same_as_the_result(name: str) -> None:
    for vector, _, result in calculated(name):
        said = result.to_json()
        assert said["identity"] == vector.expected["identity"]
        assert said["aid_total"] == vector.expected["aid_total"]
        assert [bill["self_pay"] for bill in said["bills"]] == vector.expected["self_pay"]
        assert [bill["identity"] for bill in said["bills"]] == vector.expected["identities"]
        assert {offer["reason"]: offer["aid_total"] for offer in said["offers"]} == vector.expected["offers"]
        assert (said["premium"] and said["premium"]["amount"]) == vector.expected["premium"]
        bills = [{b["id"]: b["amount"] for b in bill["benefits"]} for bill in said["bills"]]
        assert bills == _amounts(vector)


@pytest.mark.parametrize("name", POLICIES)
def test_one_columns_call_for_all_cases_gives_the_same(name: str) -> None:
    rules = policy(name)
    parts, bills = [], []
    for vector in vectors(name):
        case = read_case(vector.case)
        ledger = Ledger(case, rules)
        parts.append(_columns_of(ledger, vector.expected["identities"]))
        amounts = _amounts(vector)
        bills += [amounts[given] for given in ledger.order]
    columns = joined(parts)
    assert len(columns.eligible) == len(bills) > 120
    for benefit in rules.family.evaluate(columns, rules.parameters, False):
        assert [to_yuan(int(fen)) for fen in benefit.amount] == [bill[benefit.id] for bill in bills], benefit.id


def _columns_of(ledger: Ledger, identities: list[str | None]) -> Columns:
    """The case's bills as columns, each under the identity that the vector expects.

    Where that is none: the first that the document names otherwise, which may decide what is open.
    """
    parameters, case = ledger.policy.parameters, ledger.case
    changes = []
    for given, code in enumerate(identities):
        places = choice(parameters, held_on(case.person, case.bills[given], parameters), case.readings).places
        place = places[0] if code is None else parameters.place(code)
        assert place in places
        changes.append(Change("identity", place, given))
    return ledger.evaluate([changes]).columns


@pytest.mark.parametrize("name", POLICIES)
def test_a_countys_rows_with_the_identities_of_each_day_give_the_same(name: str) -> None:
    """A row holds what is held on its day; readings of the choice of identity are at their default."""
    plain = [(v, case) for v, case, _ in calculated(name) if _as_rows(case, policy(name))]
    rows = Rows(name, [case for _, case in plain])
    found = batch.compute(name, rows.person, rows.held, rows.columns)
    codes = policy(name).parameters.codes
    assert len(plain) > 25
    for row, (number, given) in enumerate(rows.places):
        vector = plain[number][0]
        assert {b: to_yuan(int(fen[row])) for b, fen in found.amounts.items()} == _amounts(vector)[given], vector.name
        assert to_yuan(int(found.self_pay[row])) == vector.expected["self_pay"][given], vector.name
        place = int(found.identity[row])
        assert (codes[place] if place >= 0 else None) == vector.expected["identities"][given], vector.name


def _as_rows(case: Case, rules: Policy) -> bool:
    readings = rules.parameters.readings_of_identity
    return all(case.readings.get(name, "") in ("", rules.parameters.readings[name].default) for name in readings)
