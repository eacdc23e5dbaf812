"""Of many bills the question of what matters is asked in time that grows with their number, and answered as before."""

import numpy as np
import pytest

from assistant.answers import relevance
from assistant.answers.combinations import Combinations
from assistant.answers.frame import Frame, Slot, bill_field
from assistant.answers.situation import Situation
from rules.policies import policy
from tests.assistant.example_answers import JIULONGPO, frame_of

PEOPLE = (
    {"policy": "jiulongpo-2023", "person.identities": ["dibao"]},
    {"policy": "pengshui-2023", "person.identities": ["extreme_poverty"]},
    {"policy": "chongqing-2012", "person.identities": ["dibao"]},
    {
        "policy": "jiangsu-2023-draft",
        "person.identities": ["dibao_margin"],
        "parameters.disposable_income": "50000.00",
    },
)
CARE = ("inpatient", "outpatient")


def ledger(person: dict[str, object], bills: int, told: tuple[str, ...]) -> Frame:
    """A person with so many bills, of each of which only some things are told."""
    frame = frame_of(person)
    for bill in range(bills):
        cost = 20_000 + 3_000 * bill
        known = {
            "care": CARE[bill % 2],
            "treatment": "dialysis",
            "designated": bill % 5 > 0,
            "referral": "standard",
            "eligible": f"{cost}.00",
            "basic_paid": f"{cost // 2}.00",
            "date": f"2024-0{1 + bill % 9}-11",
        }
        for name in told:
            frame = frame.put(bill_field(bill, name), Slot(known[name]))
        frame = frame.put(bill_field(bill, "care"), Slot(known["care"]))
    return Situation(frame).governed


def one_by_one(frame: Frame) -> frozenset[str]:
    """What matters in the same sample, each field of each bill changed alone."""
    asked = Combinations(frame, policy(str(frame.value("policy"))))
    bases = relevance._Bases(asked, asked.sample(relevance._FAVOURABLE, relevance._MIXED))
    found = bases.differing(list(bases.probes(range(len(asked.fields)))))
    return frozenset(asked.fields[i].field for i in found)


@pytest.mark.parametrize("told", [(), ("eligible", "designated"), ("eligible", "basic_paid", "referral", "date")])
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person["policy"]))
def test_what_is_found_of_many_bills_is_what_each_alone_shows(person: dict[str, object], told: tuple[str, ...]) -> None:
    frame = ledger(person, 6, told)
    found, alone = relevance.find(frame).matters, one_by_one(frame)
    assert found <= alone, "found to matter, but alone it changes nothing"
    # a date matters by what the others are, of which half have moved as well
    missed = {field for field in alone - found if not field.endswith(".date")}
    assert not missed
    assert len(alone - found) <= 2, alone - found


def test_the_work_grows_with_the_number_of_bills_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    cells: list[int] = []
    evaluated = Combinations._evaluate

    def counting(asked: Combinations, places: np.ndarray) -> object:
        cells.append(places.shape[1] * asked.frame.bills)
        return evaluated(asked, places)

    monkeypatch.setattr(Combinations, "_evaluate", counting)

    def work(bills: int) -> int:
        cells.clear()
        relevance.find(ledger(PEOPLE[0], bills, ("eligible",)))
        return sum(cells)

    assert work(20) <= 2.6 * work(10)


@pytest.mark.parametrize("bills", [1, 2, 3])
def test_few_bills_are_asked_of_one_by_one(bills: int) -> None:
    frame = ledger(PEOPLE[0], bills, ("eligible",))
    assert relevance.find(frame).matters == one_by_one(frame)


def test_where_all_combinations_are_tried_the_finding_is_exact() -> None:
    frame = Situation(frame_of(JIULONGPO).drop("bills[0].referral", "bills[0].place")).governed
    for path in ("bills[0].total", "bills[0].civil_aid_paid", "bills[0].relief_fund_paid"):
        frame = frame.put(path, Slot("90000.00" if path.endswith("total") else "0.00"))
    found = relevance.find(frame)
    assert found.exact
    assert {"bills[0].referral", "bills[0].place"} <= found.matters
    assert "bills[0].treatment" not in found.matters
