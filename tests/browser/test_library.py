"""政策文库 in a real browser: linked clauses, the search, the lists, the coverage."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page
from visitor import Visitor


@pytest.fixture
def visitor(opened: Page, address: str) -> Visitor:
    return Visitor(opened, address)


@pytest.mark.parametrize("opened", ["desktop", "phone"], indirect=True)
def test_a_linked_clause_is_in_view_with_the_quote_marked(visitor: Visitor):
    visitor.open("/library?policy=jiulongpo-2023&clause=二（三）3&quote=年度救助限额2万元")
    marked = visitor.page.locator(".passage.target mark")
    marked.wait_for()
    visitor.page.wait_for_timeout(500)
    assert marked.inner_text() == "年度救助限额2万元"
    box = marked.bounding_box()
    height = visitor.page.viewport_size["height"]
    assert box is not None
    assert 0 < box["y"] < height
    assert visitor.foreign == []


def test_a_clause_that_does_not_exist_shows_the_document(visitor: Visitor):
    visitor.open("/library?policy=pengshui-2023&clause=<script>")
    visitor.page.locator(".passage").first.wait_for()
    assert "彭水苗族土家族自治县" in visitor.text
    assert visitor.page.locator(".passage.target").count() == 0


@pytest.mark.parametrize(("opened", "size"), [("desktop",) * 2, ("phone",) * 2], indirect=["opened"])
def test_every_part_does_its_job(visitor: Visitor, size: str, tmp_path: Path):
    page = visitor.page
    visitor.open("/library?policy=jiulongpo-2023&clause=二（三）3&quote=年度救助限额2万元")
    page.locator(".passage.target mark").wait_for()
    page.wait_for_timeout(400)
    visitor.shot(f"{size}-library-1-clause", tmp_path)
    page.get_by_role("radio", name="查找").click()
    box = page.get_by_label("想查什么")
    box.fill("九龙坡倾斜救助一年最多多少")
    box.press("Enter")
    hit = page.get_by_role("button", name="《九龙坡区2023办法》二、（三）3")
    hit.wait_for()
    visitor.settle()
    visitor.shot(f"{size}-library-2-search", tmp_path)
    hit.click()
    page.wait_for_url("**clause=**")
    page.locator(".passage.target mark").wait_for()
    page.go_back()
    hit.wait_for()
    hit.click()
    page.locator(".passage.target mark").wait_for()
    page.get_by_role("radio", name="病种名单").click()
    box = page.get_by_label("查一个病在不在名单上")
    box.fill("尿毒症")
    box.press("Enter")
    page.get_by_text("名单上有").wait_for()
    visitor.settle()
    visitor.shot(f"{size}-library-3-diseases", tmp_path)
    assert "尿毒症" not in unquote(page.url)
    page.get_by_role("radio", name="条款覆盖").click()
    page.locator(".coverage").wait_for()
    visitor.settle()
    visitor.shot(f"{size}-library-4-coverage", tmp_path)
    wide = page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    assert visitor.foreign == []


def test_reading_the_library_keeps_the_conversation(visitor: Visitor):
    visitor.open()
    visitor.click("重庆市九龙坡区")
    visitor.page.get_by_role("link", name="政策文库").click()
    visitor.page.get_by_text("目录", exact=True).click()
    visitor.page.get_by_role("button", name="二、（三）2").first.click()
    visitor.page.locator(".passage.target").first.wait_for()
    visitor.page.get_by_role("link", name="自助问答").click()
    visitor.page.get_by_text("有没有下面这些身份").first.wait_for()
    assert "重庆市九龙坡区" in visitor.text
