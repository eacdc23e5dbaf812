"""Which document applies, with the reason and the clause; a place or a date that none covers is told so."""

from datetime import date

import pytest

from knowledge import library
from rules.applicable import Applicable, applicable

JIULONGPO, PENGSHUI, BANAN, YUZHONG, NANJING, CHENGDU = "500107", "500243", "500113", "500103", "320102", "510104"
MUNICIPAL = "chongqing-2012"


@pytest.mark.parametrize(
    ("area", "on", "identities", "policy"),
    [
        # 九龙坡: its own from 2023-10-14, before that the municipal opinion.
        (JIULONGPO, None, (), "jiulongpo-2023"),
        (JIULONGPO, date(2023, 10, 14), (), "jiulongpo-2023"),
        (JIULONGPO, date(2023, 10, 13), (), MUNICIPAL),
        (JIULONGPO, date(2012, 7, 24), (), MUNICIPAL),
        (JIULONGPO, date(2012, 7, 23), (), None),
        # 彭水: from 2023-05-30.
        (PENGSHUI, None, (), "pengshui-2023"),
        (PENGSHUI, date(2023, 5, 30), (), "pengshui-2023"),
        (PENGSHUI, date(2023, 5, 29), (), MUNICIPAL),
        # 巴南: for 建档立卡 people only.
        (BANAN, None, ("registered_poor",), "banan-2018"),
        (BANAN, None, ("registered_poor", "dibao"), "banan-2018"),
        (BANAN, None, ("dibao",), MUNICIPAL),
        (BANAN, None, (), MUNICIPAL),
        # the plan itself says that they are aided no longer; another identity is aided by the municipal opinion
        (BANAN, None, ("registered_poor_ended",), "banan-2018"),
        (BANAN, None, ("registered_poor_ended", "dibao"), MUNICIPAL),
        (BANAN, date(2018, 10, 20), ("registered_poor",), MUNICIPAL),
        (BANAN, date(2018, 10, 21), ("registered_poor",), "banan-2018"),
        # Every other district of Chongqing, and Chongqing where the district is not known.
        (YUZHONG, None, (), MUNICIPAL),
        (YUZHONG, date(2024, 1, 1), ("dibao",), MUNICIPAL),
        ("50", None, (), MUNICIPAL),
        # 江苏, whatever the city.
        (NANJING, None, (), "jiangsu-2023-draft"),
        ("3201", date(2023, 1, 1), (), "jiangsu-2023-draft"),
        ("32", date(2022, 12, 31), (), None),
        # Elsewhere.
        (CHENGDU, None, (), None),
        ("", None, (), None),
    ],
)
def test_the_document_of_a_place_a_date_and_a_person(
    area: str, on: date | None, identities: tuple[str, ...], policy: str | None
) -> None:
    found = applicable(area, on, identities)
    assert found.policy == policy
    assert_explained(found)


def assert_explained(found: Applicable) -> None:
    """A sentence, and words that stand in a document."""
    assert found.reason.endswith("。")
    assert "{" not in found.reason
    for source in found.sources:
        assert source.quote in library.clause(source.clause).text
    if found.policy is not None:
        assert found.sources
        assert library.document(found.policy).facts.short_name in found.reason


def test_what_is_not_covered_says_what_is() -> None:
    assert "江苏省" in applicable(CHENGDU).reason
    assert "九龙坡" in applicable(CHENGDU).reason
    assert "2012年7月24日" in applicable(JIULONGPO, date(2012, 7, 23)).reason
    assert "2023年1月1日" in applicable(NANJING, date(2022, 12, 31)).reason


def test_an_earlier_date_names_the_document_that_was_not_yet_in_force() -> None:
    found = applicable(JIULONGPO, date(2023, 10, 13))
    assert "九龙坡区2023办法" in found.reason
    assert "2023年10月14日" in found.reason
    assert any(source.clause.startswith("jiulongpo-2023#") for source in found.sources)


def test_who_is_not_registered_is_told_why_the_district_plan_does_not_apply() -> None:
    found = applicable(BANAN, None, ("dibao",))
    assert "建档立卡" in found.reason
    assert [source.clause for source in found.sources] == ["banan-2018#一"]


@pytest.mark.parametrize("area", [JIULONGPO, BANAN, YUZHONG])
def test_the_municipal_opinion_warns_of_rules_of_the_district(area: str) -> None:
    found = applicable(area, date(2013, 1, 1))
    assert found.policy == MUNICIPAL
    assert [w.id for w in found.warnings] == ["district_rules_missing"]
    assert applicable(JIULONGPO).warnings == ()
