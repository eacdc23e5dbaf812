"""政策文库 in a real browser: a linked clause opens in its document, in view, with the quote marked."""

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
