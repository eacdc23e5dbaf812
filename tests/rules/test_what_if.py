"""What would change the answer: each difference is what a fresh calculation gives, and none is left out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from vector_data import POLICIES, calculated

from rules import codes
from rules.calculate import calculate
from rules.case import Bill, Case, Person
from rules.policies import policy
from rules.what_if import Difference, what_if

#: A bill's facts that may be otherwise, with every value.
VARIED: dict[str, tuple[Any, ...]] = {
    "referral": ("standard", "irregular"),
    "place": codes.PLACE,
    "hospital_level": codes.HOSPITAL_LEVEL,
    "designated": (True, False),
}


def changed(case: Case, difference: Difference) -> Case:
    """The case with the one thing otherwise that the difference speaks of."""
    if difference.field == "person.identities":
        return replace(case, person=replace(case.person, identities=tuple(difference.value)))
    place, _, name = difference.field.removeprefix("bills[").partition("].")
    bills = list(case.bills)
    bills[int(place)] = replace(bills[int(place)], **{name: difference.value})
    return replace(case, bills=tuple(bills))


@pytest.mark.parametrize("name", POLICIES)
def test_every_difference_is_what_a_fresh_calculation_gives(name: str) -> None:
    listed = set()
    for vector, case, result in calculated(name)[::2]:
        for difference in what_if(case):
            fresh = calculate(changed(case, difference))
            assert fresh.aid_total == difference.aid_total, (vector.name, difference)
            assert difference.difference == difference.aid_total - result.aid_total != 0
            listed.add(difference.field.partition(".")[2] or difference.field)
    assert "designated" in listed


@pytest.mark.parametrize("name", POLICIES)
def test_nothing_that_would_change_the_answer_is_left_out(name: str) -> None:
    for vector, case, result in calculated(name)[::8]:
        listed = {(d.field, str(d.value)) for d in what_if(case)}
        for place, bill in enumerate(case.bills):
            for field, values in VARIED.items():
                for value in values:
                    other = Difference(f"bills[{place}].{field}", value, 0, 0)
                    differs = calculate(changed(case, other)).aid_total != result.aid_total
                    assert ((other.field, str(value)) in listed) == differs, (vector.name, other, getattr(bill, field))


@pytest.mark.parametrize("name", POLICIES)
def test_the_largest_difference_comes_first(name: str) -> None:
    for _, case, _ in calculated(name):
        sizes = [abs(d.difference) for d in what_if(case)]
        assert sizes == sorted(sizes, reverse=True)


def test_an_identity_that_the_person_might_apply_for_is_added_to_those_held() -> None:
    case = next(c for _, c, r in calculated("jiulongpo-2023") if r.identity == "dibao_margin" and r.aid_total)
    more = [d for d in what_if(case) if d.field == "person.identities"]
    assert more
    recipients = {i.code for i in policy("jiulongpo-2023").parameters.identities if i.standing == "recipient"}
    for difference in more:
        assert difference.difference > 0  # 就高: one identity more is never less
        assert set(case.person.identities) < set(difference.value)
        assert set(difference.value) - set(case.person.identities) <= recipients


@pytest.mark.parametrize("name", POLICIES)
def test_nothing_suggests_a_misstatement(name: str) -> None:
    """Another day or document, an emergency, a child's identity for an adult: nobody may choose these."""
    of_children = {i.code for i in policy(name).parameters.identities if i.minor}
    for _, case, _ in calculated(name):
        for difference in what_if(case):
            assert difference.field != "policy"
            assert not difference.field.endswith((".date", ".admitted"))
            assert difference.value != "emergency"
            if difference.field == "person.identities" and (case.person.age is None or case.person.age >= 18):
                assert difference.value[-1] not in of_children


def test_a_child_may_be_an_orphan() -> None:
    bill = Bill(date(2014, 3, 1), "inpatient", 1_000_000, 1_000_000)
    tried = {
        age: {d.value[-1] for d in what_if(Case("chongqing-2012", Person((), age), (bill,))) if d.field[:6] == "person"}
        for age in (8, 17, 18, None)
    }
    assert [age for age, codes in tried.items() if "orphan" in codes] == [8, 17]
    assert all("dibao" in codes for codes in tried.values())


def test_json_is_in_yuan() -> None:
    said = Difference("bills[0].referral", "irregular", 0, -2_540_000).to_json()
    assert said == {"field": "bills[0].referral", "value": "irregular", "aid_total": "0.00", "difference": "-25400.00"}
