"""axe-core on every page and main state, on a desktop and on a phone.

axe comes with the package `axe-playwright-python`. What bare Streamlit itself gets wrong and no app can mend is listed
with its reason; everything else is ours and fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Page
from test_result_page import enlarge, to_range
from test_self_check import AMOUNTS, to_amounts, to_result, unfold
from visitor import Visitor

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@dataclass(frozen=True)
class Known:
    """A violation of the framework's own widgets: the rule, where, and why it stays."""

    rule: str
    within: str
    reason: str


BASELINE = (
    Known(
        "presentation-role-conflict",
        '[data-testid="stFileUploader"], [data-testid="stFileUploaderDropzone"]',
        "st.file_uploader gives a focusable drop zone the role presentation (minor); the button in it does the same",
    ),
)


def question(visitor: Visitor) -> None:
    visitor.open()


def illness(visitor: Visitor) -> None:
    visitor.open()
    visitor.click("重庆市九龙坡区")
    visitor.click("低保对象")


def summary(visitor: Visitor) -> None:
    to_amounts(visitor)
    visitor.fill(AMOUNTS)
    visitor.fill({"是哪一天结的账": "2024-03-01"})
    visitor.click("没有了，就这些")


def page_of(path: str, after: Callable[[Page], None] = lambda page: None) -> Callable[[Visitor], None]:
    def go(visitor: Visitor) -> None:
        visitor.open(path)
        after(visitor.page)
        visitor.settle()

    return go


def typed(label: str, words: str, shown: str) -> Callable[[Page], None]:
    def do(page: Page) -> None:
        box = page.get_by_label(label)
        box.fill(words)
        box.press("Enter")
        page.locator(shown).first.wait_for()

    return do


def unfolded(page: Page) -> None:
    """Everything that is folded is opened."""
    for summary_line in page.locator('[data-testid="stExpander"] summary').all():
        summary_line.click()
    page.wait_for_timeout(600)


def result_in_full(visitor: Visitor) -> None:
    to_result(visitor)
    for label in ("用表格看这张图", "怎么算出来的", "如果情况不一样", "还可以问一问", "为什么按这份文件算"):
        unfold(visitor, label)


def result_in_large_type(visitor: Visitor) -> None:
    to_result(visitor)
    enlarge(visitor)
    unfold(visitor, "怎么算出来的")


def bill_form(visitor: Visitor) -> None:
    to_result(visitor)
    visitor.click("改金额")
    visitor.page.get_by_label("医疗费总额").fill("很多")
    visitor.page.get_by_role("button", name="改好了").click()
    visitor.page.get_by_text("看不懂").wait_for()


def wiping(visitor: Visitor) -> None:
    visitor.open()
    visitor.click("重庆市九龙坡区")
    visitor.page.get_by_role("button", name="清空", exact=True).click()
    visitor.page.get_by_test_id("stPopoverBody").wait_for()


def clause(visitor: Visitor) -> None:
    to_result(visitor)
    visitor.page.locator('[class*="st-key-chips_next_0"] button').first.click()
    visitor.page.get_by_role("dialog").wait_for()


STATES: dict[str, Callable[[Visitor], None]] = {
    "ask-question": question,
    "ask-illness": illness,
    "ask-amounts": to_amounts,
    "ask-summary": summary,
    "ask-result": to_result,
    "ask-result-in-full": result_in_full,
    "ask-result-in-large-type": result_in_large_type,
    "ask-range": to_range,
    "ask-bill": bill_form,
    "ask-wiping": wiping,
    "ask-clause": clause,
    "window": page_of("/window"),
    "outreach": page_of("/outreach"),
    "library-text": page_of("/library?policy=chongqing-2012&clause=二（三）1¶1", unfolded),
    "library-search": page_of("/library?part=search", typed("想查什么", "门诊一年最多救助多少", ".hit")),
    "library-nothing": page_of("/library?part=search", typed("想查什么", "今天天气怎么样", ".found")),
    "library-disease": page_of("/library?part=diseases", typed("查一个病", "血癌", ".st-key-library_found .diseases")),
    "library-lists": page_of("/library?part=diseases", unfolded),
    "library-coverage": page_of("/library?part=coverage&policy=jiulongpo-2023"),
}


def violations(page: Page) -> list[str]:
    """What axe finds beyond the baseline, one line an element: rule, weight, selector, and what is wrong."""
    page.wait_for_timeout(400)  # transitions of colours and folds are over
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{rule['id']} ({rule['impact']}) {node['target'][-1]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in found
        for node in rule["nodes"]
        if not any(known.rule == rule["id"] and _within(page, node["target"][-1], known.within) for known in BASELINE)
    ]


def _within(page: Page, target: str, region: str) -> bool:
    script = "([target, region]) => document.querySelector(target)?.closest(region) !== null"
    return bool(page.evaluate(script, [target, region]))


@pytest.mark.parametrize("opened", ["desktop", "phone"], indirect=True)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_beyond_the_baseline(opened: Page, address: str, state: str):
    visitor = Visitor(opened, address)
    STATES[state](visitor)
    found = violations(opened)
    assert not found, "\n".join(found)


def test_axe_sees_a_fault(opened: Page, address: str):
    visitor = Visitor(opened, address)
    visitor.open("/library")
    opened.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert any(line.startswith("button-name") for line in violations(opened))


@pytest.mark.parametrize("path", ["/", "/window", "/outreach", "/library"])
def test_the_page_says_its_language(opened: Page, address: str, path: str):
    """Axe asks only that there is a language, not that it is the right one."""
    visitor = Visitor(opened, address)
    visitor.open(path)
    assert opened.evaluate("document.documentElement.lang") == "zh-CN"
