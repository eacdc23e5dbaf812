"""Where the text allows two computations: listed is what a fresh calculation gives, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from vector_data import POLICIES, calculated

from knowledge import glossary
from rules.calculate import calculate
from rules.case import Bill, Case, Person, Premium
from rules.policies import policy


@pytest.mark.parametrize("name", POLICIES)
def test_alternatives_are_what_the_other_reading_gives(name: str) -> None:
    listed = 0
    for vector, case, result in calculated(name):
        shown = {reading.id: reading for reading in result.readings}
        for reading, record in policy(name).parameters.readings.items():
            if record.of_premium:
                assert reading not in shown
                continue
            chosen = case.readings.get(reading, record.default)
            other = record.other(chosen)
            fresh = calculate(replace(case, readings={**case.readings, reading: other})).aid_total
            if reading in shown:
                listed += 1
                assert shown[reading].chosen == chosen
                assert [(a.value, a.amount) for a in shown[reading].alternatives] == [(other, fresh)], vector.name
                assert fresh != result.aid_total
                assert shown[reading].ask == glossary.ask(name)
                assert shown[reading].question == glossary.reading(reading, name).question
                assert shown[reading].source.clause.startswith(f"{name}#")
            else:
                assert fresh == result.aid_total, (vector.name, reading)
    assert listed


@pytest.mark.parametrize("name", ["jiulongpo-2023", "pengshui-2023"])
def test_the_reading_of_the_premium_is_listed_with_the_premium(name: str) -> None:
    """因病致贫重病患者 are not named for tier 1: by the letter tier 2 is paid in full, or nothing is."""
    asked = Premium(tier=2, tier1=38_000, due=70_000)
    for chosen, amount, other, there in (("tier2_full", 38_000, "none", 0), ("none", 0, "tier2_full", 38_000)):
        case = Case(name, Person(("illness_poverty",)), readings={"premium_unnamed": chosen}, premium=asked)
        result = calculate(case)
        assert result.premium is not None
        assert result.premium.amount == amount
        assert [(r.id, r.chosen) for r in result.premium.readings] == [("premium_unnamed", chosen)]
        assert [(a.value, a.amount) for a in result.premium.readings[0].alternatives] == [(other, there)]
        assert result.readings == ()


@pytest.mark.parametrize("name", ["jiulongpo-2023", "pengshui-2023"])
def test_no_reading_is_listed_for_those_whom_tier_1_names(name: str) -> None:
    result = calculate(Case(name, Person(("dibao",)), premium=Premium(tier=2, tier1=38_000)))
    assert result.premium is not None
    assert result.premium.readings == ()


def test_an_alternative_picks_the_identity_again() -> None:
    """彭水: with the whole of what is left, 特困's lower line can win where the other reading has 低保 first."""
    case = Case(
        "pengshui-2023",
        Person(("extreme_poverty", "dibao")),
        (Bill(date(2024, 5, 1), "inpatient", eligible=350_000, total=350_000),),
    )
    result = calculate(case)
    assert result.identity == "extreme_poverty"
    whole = calculate(replace(case, readings={"tilt_base": "whole"}))
    assert [a.amount for r in result.readings for a in r.alternatives if r.id == "tilt_base"] == [whole.aid_total]
