"""政策宣讲 in a real browser: stepped through by key, large on a projector, readable without the mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from test_accessibility import violations
from visitor import Visitor

from assistant.pages.outreach.examples import examples

BOTH = pytest.mark.parametrize("opened", ["desktop", "phone"], indirect=True)
PROJECTOR = {"width": 1920, "height": 1080}


@pytest.fixture
def stage(opened: Page, address: str) -> Visitor:
    visitor = Visitor(opened, address)
    visitor.open("/outreach")
    return visitor


def settle(stage: Visitor) -> None:
    stage.page.wait_for_timeout(500)
    stage.settle()


def press(stage: Visitor, key: str) -> None:
    stage.page.keyboard.press(key)
    settle(stage)


def enlarge(stage: Visitor) -> None:
    settle(stage)
    press(stage, "f")
    stage.page.get_by_role("button", name="退出大屏").wait_for()
    settle(stage)


@BOTH
def test_the_curve_is_drawn_with_its_marks_and_clauses(stage: Visitor, tmp_path: Path):
    settle(stage)
    size = "phone" if stage.phone else "desktop"
    chart = stage.page.get_by_test_id("stVegaLiteChart").first
    assert chart.bounding_box()["height"] > 300  # type: ignore[index]  # a chart that is drawn has a box
    said = stage.page.locator('[aria-label*="政策范围内费用和医疗救助金额"]').first
    assert "低保对象：100,000元时32,450元" in (said.get_attribute("aria-label") or "")
    assert "倾斜救助：达到年度限额20,000元" in stage.text
    stage.shot(f"outreach-{size}", tmp_path)
    stage.shot(f"outreach-{size}-whole", tmp_path, whole=True)
    assert violations(stage.page) == []
    stage.page.get_by_role("button", name="二、（三）2 第1段").first.click()
    stage.page.get_by_role("dialog").locator("mark").first.wait_for()
    assert stage.faults == []
    assert stage.foreign == []


def test_keys_step_through_examples_and_views_on_the_large_screen(stage: Visitor, tmp_path: Path):
    stage.page.set_viewport_size({"width": PROJECTOR["width"], "height": PROJECTOR["height"]})
    settle(stage)
    enlarge(stage)
    assert not stage.page.get_by_role("link", name="政策文库").is_visible()
    titles = [example.title for example in examples()]
    for place, title in enumerate(titles):
        stage.page.get_by_role("heading", name=title, exact=True).wait_for()
        settle(stage)
        assert stage.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PROJECTOR["width"]
        stage.shot(f"outreach-large-{place + 1}-curve", tmp_path)
        press(stage, "ArrowRight")
    stage.page.get_by_role("heading", name=titles[0], exact=True).wait_for()
    press(stage, "ArrowLeft")
    stage.page.get_by_role("heading", name=titles[-1], exact=True).wait_for()
    assert "征求意见稿" in stage.text
    assert "至少" in stage.text
    press(stage, "2")
    stage.page.locator('[aria-label*="基本医疗保险统筹基金支出"]').first.wait_for()
    stage.shot("outreach-large-payers", tmp_path)
    press(stage, "3")
    stage.page.get_by_role("heading", name="九龙坡区2023办法").wait_for()
    press(stage, "ArrowLeft")
    stage.page.get_by_role("heading", name=titles[-2], exact=True).wait_for()
    settle(stage)
    assert stage.page.get_by_test_id("stVegaLiteChart").count() == 2
    stage.shot("outreach-large-beside", tmp_path)
    assert violations(stage.page) == []
    press(stage, "f")
    stage.page.get_by_role("link", name="政策文库").wait_for()
    assert stage.faults == []


def test_type_on_the_large_screen_is_read_at_five_metres(stage: Visitor):
    """On a picture two metres wide a letter of 26 px is 27 mm high: a two-hundredth of five metres, and more."""
    stage.page.set_viewport_size({"width": PROJECTOR["width"], "height": PROJECTOR["height"]})
    enlarge(stage)
    sizes = stage.page.evaluate(
        "[...document.querySelectorAll('h1, .stage-document, .stage-facts, .stage-numbers, .stage-mark')]"
        ".map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 26


@BOTH
@pytest.mark.parametrize("view", ["钱由谁出", "两份文件对照"])
def test_the_other_views(stage: Visitor, view: str, tmp_path: Path):
    stage.page.get_by_role("button", name=view).click()
    settle(stage)
    words = "基本医疗保险统筹基金支出" if view == "钱由谁出" else "重庆市2012意见"
    assert words in stage.text or stage.page.locator(f'[aria-label*="{words}"]').count()
    assert violations(stage.page) == []
    assert stage.faults == []
