"""The curve is the calculator's: every point, every bend and every mark agrees with a case computed alone."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from assistant.charts.curve import Curve, Point, aid_by_cost
from assistant.charts.curve_chart import aid_at, curve_chart, curve_rows, curve_text, line_names, title
from rules.calculate import calculate
from rules.case import Case
from rules.door import read_case
from rules.policies import policy_ids

ONE = {"jiulongpo-2023": "dibao", "pengshui-2023": "dibao", "chongqing-2012": "dibao", "banan-2018": "registered_poor"}


def case(policy: str = "jiulongpo-2023", **changes: Any) -> Case:
    bill = {
        "care": "inpatient",
        "eligible": "80000",
        "total": "90000",
        "basic_paid": "40000",
        "catastrophic_paid": "10000",
        "diseases": [],
    }
    parameters = changes.pop("parameters", {})
    identity = ONE.get(policy, "dibao")
    return read_case(
        {"policy": policy, "person": {"identities": [identity]}, "bills": [bill | changes], "parameters": parameters}
    )


def alone(given: Case, identity: str, cost: int) -> int:
    """The aid of the case at another cost, computed by itself."""
    bill = given.bills[0]
    whole = bill.eligible
    scaled = replace(
        bill,
        eligible=cost,
        total=bill.total * cost // whole,
        basic_paid=bill.basic_paid * cost // whole,
        catastrophic_paid=bill.catastrophic_paid * cost // whole,
    )
    return calculate(replace(given, bills=(scaled,), person=replace(given.person, identities=(identity,)))).aid_total


@pytest.mark.parametrize("policy", policy_ids())
@pytest.mark.parametrize("diseases", [[], ["special-2012/03"]])
def test_every_drawn_point_is_what_the_calculator_gives(policy: str, diseases: list[str]) -> None:
    given = case(policy, diseases=diseases, parameters={"disposable_income": "50000"} if "jiangsu" in policy else {})
    curve = aid_by_cost(given, 300_000_00)
    assert curve.lines
    for line in curve.lines:
        if not line.layer:
            for code in line.codes:
                assert [p.aid for p in line.points] == [alone(given, code, p.cost) for p in line.points]


@pytest.mark.parametrize("cost", [0, 4_321_00, 29_999_99, 30_000_00, 30_000_01, 66_600_00, 123_456_78, 200_000_00])
def test_between_the_bends_the_line_is_straight(cost: int) -> None:
    given = case()
    for line in aid_by_cost(given, 200_000_00).lines:
        assert aid_at(line, cost) == pytest.approx(alone(given, line.codes[0], cost), abs=120_00)


def of_kind(curve: Curve, kind: str) -> list[str]:
    return [mark.label for mark in curve.marks if mark.kind == kind]


def test_the_line_of_thirty_thousand_is_marked_where_it_is_with_its_words() -> None:
    mark = next(m for m in aid_by_cost(case(), 200_000_00).marks if m.kind == "condition")
    assert "超过3万元" in mark.label
    assert {point.cost for _, point in mark.places} == {30_000_01}
    assert [s.clause for s in mark.sources] == ["jiulongpo-2023#二（三）2¶2"]


def test_limits_are_marked_where_the_pool_is_empty() -> None:
    curve = aid_by_cost(case(diseases=["special-2012/03"]), 300_000_00)
    assert of_kind(curve, "limit") == ["倾斜救助：达到年度限额20,000元", "特殊疾病救助：达到年度限额100,000元"]
    assert not of_kind(aid_by_cost(case(diseases=["special-2012/03"]), 100_000_00), "limit")


def test_each_identity_has_the_line_of_its_own_clause() -> None:
    starts = [m for m in aid_by_cost(case("pengshui-2023"), 200_000_00).marks if m.kind == "start"]
    assert [m.label[-7:] for m in starts] == ["（3000元）", "（4000元）", "（5000元）"]
    assert all(m.label[-6:-1] in m.sources[0].quote for m in starts)


def test_used_before_brings_the_limit_nearer() -> None:
    given = replace(case(diseases=["special-2012/03"]), used={"special": 90_000_00})
    limit = next(m for m in aid_by_cost(given, 100_000_00).marks if "特殊疾病救助：达到" in m.label)
    assert all(point.cost < 50_000_00 for _, point in limit.places)


def test_where_all_fare_the_same_the_layers_are_drawn() -> None:
    curve = aid_by_cost(case("banan-2018"), 200_000_00)
    assert [line.layer for line in curve.lines] == ["", "fund", "district"]
    assert line_names(curve) == ["A 合计", "B 贫困人口医疗救助基金", "C 区级医疗救助兜底保障"]
    assert len(of_kind(curve, "start")) == 3, "the three segments of the fund"


def test_what_is_left_to_others_is_said_and_not_drawn() -> None:
    curve = aid_by_cost(case("jiangsu-2023-draft"), 200_000_00)
    assert any("起付标准" in sentence for sentence in curve.open)
    assert not any("dibao_margin" in line.codes for line in curve.lines)


def test_the_title_says_draft_floor_and_ended() -> None:
    said = {p: title(aid_by_cost(case(p), 100_000_00)) for p in policy_ids()}
    assert "征求意见稿" in said["jiangsu-2023-draft"]
    assert "至少" in said["jiangsu-2023-draft"]
    assert "至少" in said["chongqing-2012"]
    assert "可能已经到期" in said["banan-2018"]
    assert "（" not in said["jiulongpo-2023"]


def test_lines_differ_by_dashes_and_carry_letter_and_name() -> None:
    curve = aid_by_cost(case(), 200_000_00)
    spec = curve_chart(curve, Point(80_000_00, 25_400_00), "dibao")
    assert "http" not in json.dumps(spec)
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    dashes = line["encoding"]["strokeDash"]["scale"]["range"]
    assert len(dashes) == len(curve.lines) == len({tuple(d) for d in dashes})
    shown = json.dumps(spec, ensure_ascii=False)
    assert "本例 25,400元" in shown
    assert "A 特困人员" in shown


def test_sentence_and_table_hold_the_same_amounts() -> None:
    curve = aid_by_cost(case("chongqing-2012"), 300_000_00)
    last = curve_rows(curve)[-1]
    assert last["政策范围内费用"] == "300,000元"
    assert last["A " + line_names(curve)[0][2:]] == "至少 60,000元"
    assert "300,000元时至少 60,000元" in curve_text(curve)


def test_names_at_the_ends_do_not_touch() -> None:
    spec = curve_chart(aid_by_cost(case(), 200_000_00), size=26, height=600)
    drawn = (layer["data"]["values"] for layer in spec["layer"])
    rows = next(rows for rows in drawn if rows and "letter" in rows[0])
    heights = sorted(row["at"] for row in rows)
    per_px = 67_700 * 1.06 / 600
    assert min(b - a for a, b in pairwise(heights)) >= 26 * per_px
    assert all(row["at"] >= 0 for row in rows)
