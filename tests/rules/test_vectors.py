"""All 400 worked cases agree to the fen: one call for each case, and one columns call for all bills of a policy."""

from typing import Any

import pytest
from joined_columns import joined
from vector_data import POLICIES, Vector, calculated, vectors

from rules.case import Case
from rules.columns import Columns
from rules.door import read_case
from rules.ledger import Ledger, identity_scenarios
from rules.money import to_yuan
from rules.policies import policy
from rules.result import Result


def test_there_are_80_cases_for_each_of_the_five_policies() -> None:
    assert {name: len(vectors(name)) for name in POLICIES} == {
        "banan-2018": 80,
        "chongqing-2012": 80,
        "jiangsu-2023-draft": 80,
        "jiulongpo-2023": 80,
        "pengshui-2023": 80,
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
        "bills": [{b.id: to_yuan(b.amount) for b in bill.benefits} for bill in result.bills],
        "aid_total": to_yuan(result.aid_total),
        "self_pay": [to_yuan(bill.self_pay) for bill in result.bills],
    }


@pytest.mark.parametrize("name", POLICIES)
def test_json_says_the_same_as_the_result(name: str) -> None:
    for vector, _, result in calculated(name):
        said = result.to_json()
        assert said["identity"] == vector.expected["identity"]
        assert said["aid_total"] == vector.expected["aid_total"]
        assert [bill["self_pay"] for bill in said["bills"]] == vector.expected["self_pay"]
        bills = [{b["id"]: b["amount"] for b in bill["benefits"]} for bill in said["bills"]]
        assert bills == _amounts(vector)


@pytest.mark.parametrize("name", POLICIES)
def test_one_columns_call_for_all_cases_gives_the_same(name: str) -> None:
    rules = policy(name)
    parts, bills = [], []
    for vector in vectors(name):
        case = read_case(vector.case)
        ledger = Ledger(case, rules)
        parts.append(_columns_of(ledger, case, vector.expected["identity"]))
        amounts = _amounts(vector)
        bills += [amounts[given] for given in ledger.order]
    columns = joined(parts)
    assert len(columns.eligible) == len(bills) > 80
    for benefit in rules.family.evaluate(columns, rules.parameters, False):
        assert [to_yuan(int(fen)) for fen in benefit.amount] == [bill[benefit.id] for bill in bills], benefit.id


def _columns_of(ledger: Ledger, case: Case, identity: str | None) -> Columns:
    """The case's bills as columns under the identity that the vector expects."""
    parameters = ledger.policy.parameters
    for change in identity_scenarios(parameters, case.person.identities):
        if identity is None or parameters.place(identity) == change.value:
            return ledger.evaluate([(change,)]).columns
    raise AssertionError(f"{identity} is not among {case.person.identities}")
