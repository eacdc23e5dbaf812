"""Bills that different documents govern are computed each under its own, and nothing of the person is lost."""

from collections.abc import Collection
from typing import Any

import pytest

from rules.calculate import calculate
from rules.door import read_case
from rules.errors import CaseError
from rules.named_diseases import NamedDisease
from rules.parts import calculate_parts, part_bills

JIULONGPO, BANAN, CHENGDU = "500107", "500113", "5101"


def stay(day: str, own: str = "20000", **more: Any) -> dict[str, Any]:
    return {"date": day, "care": "inpatient", "eligible": own, "diseases": ["special-2012/01"], **more}


def case(*bills: dict[str, Any], identities: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"person": {"identities": identities or ["dibao"]}, "bills": list(bills), **more}


def test_bills_on_both_sides_of_the_first_day_are_computed_each_under_its_own() -> None:
    """2023-10-14 is 九龙坡's first day: 70% of 20,000 before it, 80% after it."""
    found = calculate_parts(case(stay("2023-09-01"), stay("2023-11-05")), JIULONGPO)
    assert [(part.case.policy, part.places, part.result.aid_total) for part in found.parts] == [
        ("chongqing-2012", (0,), 1_400_000),
        ("jiulongpo-2023", (1,), 1_600_000),
    ]
    said = found.to_json()
    assert (said["policy"], said["identity"], said["aid_total"], said["at_least"]) == (None, None, "30000.00", True)
    assert [part["policy"] for part in said["parts"]] == ["chongqing-2012", "jiulongpo-2023"]
    assert [warning["id"] for warning in said["warnings"]] == ["limits_perhaps_shared"]


def test_bills_of_different_years_share_no_limit() -> None:
    assert calculate_parts(case(stay("2022-09-01"), stay("2024-11-05")), JIULONGPO).warnings == ()


def test_one_document_gives_its_own_result() -> None:
    data = case(stay("2024-01-05"), stay("2024-02-05"))
    said = calculate_parts(data, JIULONGPO).to_json()
    assert said == calculate(read_case({**data, "policy": "jiulongpo-2023"})).to_json()


def test_pools_are_apart_and_what_was_used_belongs_to_the_first_bill() -> None:
    used = {"special": "100000"}
    found = calculate_parts(case(stay("2023-11-05"), stay("2023-09-01"), year_to_date=used), JIULONGPO)
    assert [part.result.bills[0].benefits[0].amount for part in found.parts] == [0, 1_600_000]


def test_the_contribution_is_asked_of_the_last_document() -> None:
    asked = {"tier": 1, "tier1": "380"}
    found = calculate_parts(case(stay("2023-09-01"), stay("2023-11-05"), premium=asked), JIULONGPO)
    assert [part.result.premium and part.result.premium.amount for part in found.parts] == [None, 34_200]


def test_an_identity_that_begins_decides_the_document_of_a_bill() -> None:
    """巴南's plan is for 建档立卡: before the identity began the municipal opinion governs."""
    identities = ["dibao", {"code": "registered_poor", "from": "2019-06-01"}]
    data = case(stay("2019-03-01"), stay("2019-07-01"), identities=identities)
    assert {name: places for name, (_, places) in part_bills(data, BANAN).items()} == {
        "chongqing-2012": (0,),
        "banan-2018": (1,),
    }


def test_a_disease_is_looked_up_in_the_lists_of_the_document_that_governs() -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def resolve(name: str, lists: Collection[str]) -> NamedDisease:
        asked.append((name, tuple(lists)))
        return NamedDisease(("special-2012/18",) if "special-2012" in lists else ())

    bill = stay("2024-03-01", "15000", diseases=["脑梗死"])
    (part,) = calculate_parts(case(bill), BANAN, resolve).parts
    assert part.case.policy == "chongqing-2012"
    assert part.result.aid_total == 1_050_000
    assert ("脑梗死", ("special-2012", "child-2012")) in asked


def test_readings_go_to_the_document_that_knows_them() -> None:
    data = case(stay("2023-09-01"), stay("2023-11-05"), readings={"tilt_period": "annual"})
    assert [dict(part.case.readings) for part in calculate_parts(data, JIULONGPO).parts] == [
        {},
        {"tilt_period": "annual"},
    ]
    with pytest.raises(CaseError):
        calculate_parts(case(stay("2023-11-05"), readings={"tilt_base": "whole"}), JIULONGPO)


@pytest.mark.parametrize(
    ("data", "area", "field"),
    [
        (case(stay("2024-01-01")), CHENGDU, "bills[0].date"),
        (case(stay("2023-11-05"), stay("2010-01-01")), JIULONGPO, "bills[1].date"),
        (case(stay("2023-09-01"), stay("2023-11-05", basic_paid="20001")), JIULONGPO, "bills[1].basic_paid"),
        (case(stay("2023-09-01"), stay("2023-11-33")), JIULONGPO, "bills[1].date"),
        ({"bills": "x"}, JIULONGPO, "bills"),
    ],
)
def test_what_is_wrong_is_named_by_its_place_in_the_whole(data: dict[str, Any], area: str, field: str) -> None:
    with pytest.raises(CaseError) as wrong:
        calculate_parts(data, area)
    assert wrong.value.field == field
    if "paid" in field:
        assert "第2笔" in wrong.value.message


def test_without_a_bill_the_current_document_answers() -> None:
    found = calculate_parts(case(premium={"tier": 1, "tier1": "380"}), JIULONGPO)
    assert [part.case.policy for part in found.parts] == ["jiulongpo-2023"]
