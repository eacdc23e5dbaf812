"""政策宣讲: prepared examples of every document, stepped through, changed with few controls, side by side."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.pages.outreach.examples import examples, in_one_line
from assistant.pages.outreach.stage import Stage, changed, insured_share, under
from assistant.results.casework import reckon
from knowledge.library import policy_ids
from rules.door import read_case


def script() -> None:
    from assistant.pages import outreach

    outreach.page()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(script, default_timeout=30).run()


def html(app: AppTest) -> str:
    return " ".join(str(item.proto.body) for item in app.get("html"))


def test_every_document_has_examples_that_grant_something() -> None:
    assert {example.policy for example in examples()} == set(policy_ids())
    for example in examples():
        result = reckon(example.case, changes=False).result
        assert result.aid_total > 0, example.id
        assert example.beside in policy_ids()
        assert example.beside != example.policy
        assert example.up_to * 100 >= read_case(example.case).bills[0].eligible


def test_the_line_of_facts_is_made_of_the_case() -> None:
    told = in_one_line(examples()[0].case)
    assert told == "低保对象，住院，胃癌，三级医院；总费用 90,000元，政策范围内 80,000元，医保和大病保险报了 50,000元"


def test_persons_are_samples() -> None:
    for policy in policy_ids():
        own = [example for example in examples() if example.policy == policy]
        assert len({example.person for example in own}) == len(own)


@pytest.mark.parametrize("view", ["curve", "payers", "beside"])
def test_every_example_is_drawn_in_every_view(app: AppTest, view: str) -> None:
    app.button(key=f"stage_view_{view}").click().run()
    for example in examples():
        assert app.title[0].value == example.title
        assert not app.exception
        assert app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
        app.button(key="stage_next").click().run()
    assert app.title[0].value == examples()[0].title, "round at the end"


def test_draft_and_floor_stand_in_the_head(app: AppTest) -> None:
    app.button(key="stage_back").click().run()
    assert "江苏省2023征求意见稿（征求意见稿；金额是“至少”）" in html(app)
    assert "至少 21,140元" in html(app)
    assert "最多" in html(app)


def test_the_large_screen_has_no_controls(app: AppTest) -> None:
    assert app.selectbox
    app.button(key="stage_large").click().run()
    assert not app.selectbox
    assert not app.slider
    app.button(key="stage_large").click().run()
    assert app.selectbox


def test_few_controls_change_the_example_until_the_next(app: AppTest) -> None:
    identity = next(box for box in app.selectbox if box.label == "救助身份")
    identity.select("extreme_poverty").run()
    assert "27,000元" in html(app)
    assert "改动过" in html(app)
    app.button(key="stage_next").click().run()
    app.button(key="stage_back").click().run()
    assert "25,400元" in html(app)
    assert "改动过" not in html(app)


def bill(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["bills"][0]
    return found


def test_a_changed_cost_takes_the_rest_along() -> None:
    case = examples()[0].case
    half = bill(changed(case, {"eligible": 40_000}))
    assert (half["total"], half["basic_paid"], half["catastrophic_paid"]) == ("45000.00", "20000.00", "5000.00")
    shared = bill(changed(case, {"insured_share": 50}))
    assert (shared["basic_paid"], shared["catastrophic_paid"]) == ("40000.00", "0.00")
    assert insured_share(case) == 62
    assert bill(dict(case))["basic_paid"] == "40000", "the prepared example stays as it is"


@pytest.mark.parametrize("cost", [1_000, 33_333, 299_999])
@pytest.mark.parametrize("share", [0, 33, 95])
def test_every_change_is_a_case_that_can_be(cost: int, share: int) -> None:
    for example in examples():
        for other in policy_ids():
            read_case(under(changed(example.case, {"eligible": cost, "insured_share": share}), other))


def test_under_another_document_its_own_figures_are_left_out() -> None:
    jiangsu = next(e for e in examples() if e.policy == "jiangsu-2023-draft")
    assert "parameters" not in under(jiangsu.case, "jiulongpo-2023")
    assert under(jiangsu.case, "jiangsu-2023-draft")["parameters"] == {"disposable_income": "48000"}


def test_the_stage_steps_round() -> None:
    stage = Stage()
    stage.set("identity", "dibao")
    stage.show(stage.neighbour(-1))
    assert stage.place == len(examples()) - 1
    assert stage.own == {}
    assert stage.neighbour(1) == 0
