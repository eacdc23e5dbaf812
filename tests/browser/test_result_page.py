"""The result page and what must not go wrong on the way to it: chart, papers, the year's bills, large type, clicks."""

from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page
from test_self_check import AMOUNTS, to_amounts, to_result
from visitor import Visitor

BOTH = pytest.mark.parametrize(("opened", "size"), [("desktop",) * 2, ("phone",) * 2], indirect=["opened"])
FRACTURE = (
    "九龙坡低保，骨折住院，定点医院，本区县，不用转诊，总共9万，政策范围内8万，医保报了4万，大病报了1万，2024年3月1日"
)


@pytest.fixture
def visitor(opened: Page, address: str) -> Visitor:
    return Visitor(opened, address)


def to_range(visitor: Visitor) -> None:
    """The result while the hospital's level is not known."""
    visitor.open()
    visitor.say(FRACTURE)
    visitor.click("不知道")
    visitor.click("本区县内")
    visitor.click("没有了，就这些")
    visitor.click("没错，看结果")


def enlarge(visitor: Visitor) -> None:
    visitor.page.locator(".st-key-type_size label").click()
    visitor.page.wait_for_url("**large_type=true**")
    visitor.settle()


def type_size(visitor: Visitor) -> float:
    return float(visitor.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.step')).fontSize)"))


def too_wide(visitor: Visitor) -> int:
    script = "document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth"
    return int(visitor.page.evaluate(script))


def test_the_chart_says_the_same_as_the_table(visitor: Visitor):
    to_result(visitor)
    chart = visitor.page.locator(".st-key-payers [role='img'], .st-key-payers [aria-label*='医疗费总额']").first
    assert "医疗费总额 90,000元" in (chart.get_attribute("aria-label") or "")
    visitor.page.locator("summary", has_text="用表格看这张图").click()
    rows = visitor.page.locator(".plain-table tbody tr")
    rows.first.wait_for()
    told = [row.inner_text().split("\t") for row in rows.all()]
    assert told[0][:2] == ["医疗费总额", "90,000元"]
    assert told[-1][:2] == ["您自己出", "14,600元"]
    for name, amount, *_ in told:
        assert f"{name} {amount}" in (chart.get_attribute("aria-label") or "")


@BOTH
def test_while_something_is_open_the_chart_shows_what_is_sure(visitor: Visitor, size: str, tmp_path: Path):
    to_range(visitor)
    label = visitor.page.locator(".st-key-payers [aria-label*='医疗费总额']").first.get_attribute("aria-label") or ""
    assert "医疗救助 至少 18,200元" in label
    assert "还不能确定的救助 最多 7,200元" in label
    assert "您自己出 14,600元 到 21,800元" in visitor.text
    assert too_wide(visitor) <= 0
    visitor.shot(f"{size}-12-range", tmp_path)


def test_the_papers_can_be_taken_along(visitor: Visitor):
    to_result(visitor)
    texts = {}
    for name in ("PDF", "Word", "Excel"):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name=name).click()
        texts[name] = Path(download.value.path()).read_bytes()
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(texts["PDF"])).pages)
    assert "25,400元" in "".join(printed.split())
    document = docx.Document(BytesIO(texts["Word"]))
    assert any("25,400元" in paragraph.text for paragraph in document.paragraphs)
    book = openpyxl.load_workbook(BytesIO(texts["Excel"]))
    assert any("25,400元" in str(cell.value) for row in book.worksheets[0] for cell in row)


@BOTH
def test_a_bill_is_changed_as_a_whole(visitor: Visitor, size: str, tmp_path: Path):
    to_result(visitor)
    visitor.click("改金额")
    assert visitor.page.get_by_label("医疗费总额").input_value() == "90000"
    visitor.shot(f"{size}-13-bill", tmp_path)
    for label, text in {"医疗费总额": "5万", "符合政策范围金额": "40000", "基本医疗保险统筹": "20000"}.items():
        visitor.page.get_by_label(label).fill(text)
    visitor.click("改好了")
    assert "总费用 50,000元" in visitor.text
    assert "救助 8,000元" in visitor.text
    visitor.click("上一步")
    assert "25,400元" in visitor.text


def test_what_cannot_be_read_is_named_beside_its_field_and_nothing_is_lost(visitor: Visitor):
    to_amounts(visitor)
    for label, text in {**AMOUNTS, "符合政策范围金额": "八万左右吧也许"}.items():
        visitor.page.get_by_label(label).fill(text)
    visitor.page.get_by_label("居民大病保险资金支出").fill("一大笔")
    visitor.page.get_by_role("button", name="填好了").click()
    visitor.page.get_by_text("“居民大病保险资金支出”填的是“一大笔”，看不懂").wait_for()
    assert visitor.page.get_by_label("医疗费总额").input_value() == "90000"


@BOTH
def test_large_type_stays_over_page_switches_and_reloads(visitor: Visitor, size: str, tmp_path: Path):
    to_result(visitor)
    plain = type_size(visitor)
    enlarge(visitor)
    assert type_size(visitor) > 1.2 * plain
    assert too_wide(visitor) <= 0
    visitor.shot(f"{size}-14-large", tmp_path)
    for path in ("/window", "/outreach", "/library", "/"):
        if size == "phone":
            break  # there the links are folded; the address is what keeps the choice
        name = {"/window": "窗口办理", "/outreach": "政策宣讲", "/library": "政策文库", "/": "自助问答"}[path]
        visitor.page.get_by_role("link", name=name).click()
        visitor.page.wait_for_url(f"**{path}?*large_type=true*")
        assert visitor.page.get_by_role("switch", name="大字").is_checked()
    assert "25,400元" in visitor.text, "the answers are kept as well"
    visitor.page.reload()
    visitor.page.wait_for_selector("h1")
    visitor.settle()
    assert visitor.page.get_by_role("switch", name="大字").is_checked()


def test_headings_are_bolder_than_the_text(visitor: Visitor):
    """Some Chinese fonts have no bold cut, and a browser that believes the system's word for it draws none."""
    visitor.open()
    visitor.page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', "
        '\'<p id=a style="font-size:30px">救助</p><p id=b style="font-size:30px;font-weight:700">救助</p>\')'
    )
    ink = []
    for name in ("a", "b"):
        taken = Image.open(BytesIO(visitor.page.locator(f"#{name}").screenshot())).convert("L")
        ink.append(sum(ImageChops.invert(taken).tobytes()))
    assert ink[1] > 1.1 * ink[0]


def test_a_double_click_is_one_answer(visitor: Visitor):
    to_result(visitor)
    visitor.page.get_by_role("button", name="再加一笔费用").dblclick()
    visitor.next_turn()
    visitor.page.wait_for_timeout(500)
    assert "第2笔" in visitor.text
    assert "第3笔" not in visitor.text


def test_what_was_typed_and_not_sent_survives_another_page_and_the_back_button(visitor: Visitor):
    to_amounts(visitor)
    visitor.page.get_by_label("医疗费总额").fill("90000")
    visitor.page.get_by_label("符合政策范围金额").fill("8万")
    # pressed as long as a hand does: the box tells its change when it is left, and that must come first
    visitor.page.get_by_role("link", name="政策文库").click(delay=100)
    visitor.page.get_by_role("heading", name="政策文库").wait_for()
    visitor.page.go_back()
    visitor.page.get_by_text("请照着结算单，填这几个数").wait_for()
    visitor.settle()
    assert visitor.page.get_by_label("医疗费总额").input_value() == "90000"
    assert visitor.page.get_by_label("符合政策范围金额").input_value() == "8万"


def test_two_tabs_are_two_visits(visitor: Visitor, address: str):
    visitor.open()
    other = Visitor(visitor.page.context.new_page(), address)
    other.open()
    visitor.click("重庆市九龙坡区")
    other.click("江苏省")
    assert "九龙坡" not in other.page.locator(".st-key-known").inner_text()
    assert "江苏" not in visitor.page.locator(".st-key-known").inner_text()
