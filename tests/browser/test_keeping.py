"""保存进度, 继续上次, 清空, and what a visitor is told when the server has forgotten: on a desktop and on a phone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SIZES, free_port, served
from playwright.sync_api import Browser, Page
from test_self_check import clear, to_amounts, to_result
from visitor import Visitor

BOTH = pytest.mark.parametrize(("opened", "size"), [("desktop",) * 2, ("phone",) * 2], indirect=["opened"])
LOST = "刚才填的没有留下"


@pytest.fixture
def visitor(opened: Page, address: str) -> Visitor:
    return Visitor(opened, address)


@pytest.fixture
def another(chromium: Browser, address: str, size: str) -> Iterator[Visitor]:
    """Another visit on the same kind of machine: nothing of the first is there."""
    width, height = SIZES[size]
    phone = width < 600
    context = chromium.new_context(viewport={"width": width, "height": height}, is_mobile=phone, has_touch=phone)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield Visitor(page, address)
    context.close()


def save(visitor: Visitor, folder: Path) -> Path:
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="保存进度").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def resume(visitor: Visitor, file: Path) -> None:
    visitor.open()
    visitor.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)


@BOTH
def test_a_saved_talk_goes_on_in_another_visit(visitor: Visitor, another: Visitor, size: str, tmp_path: Path):
    to_result(visitor)
    file = save(visitor, tmp_path)
    assert file.suffix == ".json"
    assert json.loads(file.read_bytes())["answers"]["bills[0].total"] == {"value": "90000.00"}
    resume(another, file)
    another.next_turn()
    assert "已经接着上次的往下算" in another.text
    for told in ("25,400元", "14,600元", "乳腺癌", "2024-03-01", "还剩 76,000元"):
        assert told in another.text
    assert visitor.errors == []
    assert another.errors == []
    another.shot(f"{size}-10-continued", tmp_path)


def test_a_talk_that_is_not_finished_goes_on_with_its_question(visitor: Visitor, tmp_path: Path):
    to_amounts(visitor)
    file = save(visitor, tmp_path)
    clear(visitor)
    resume(visitor, file)
    visitor.turns = 0
    visitor.next_turn()
    assert "请照着结算单，填这几个数" in visitor.text
    assert "乳腺癌" in visitor.text


HOSTILE = {
    "nested": b"[" * 30_000 + b"]" * 30_000,
    "no text": b"\xff\xfe\x00\x01",
    "large": b" " * 900_000,
    "another file": b'{"name": "<img src=x onerror=alert(1)>"}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_a_file_that_is_none_of_ours_is_refused_in_a_sentence(visitor: Visitor, content: bytes, tmp_path: Path):
    file = tmp_path / "别的.json"
    file.write_bytes(content)
    resume(visitor, file)
    visitor.page.locator(".file-notes").wait_for()
    assert "请选以前点“保存进度”得到的那个文件" in visitor.page.locator(".file-notes").inner_text()
    visitor.click("重庆市九龙坡区")
    assert "生病的人有没有下面这些身份" in visitor.text


@BOTH
def test_what_is_wrong_in_a_file_is_named_and_asked_again(
    visitor: Visitor, another: Visitor, size: str, tmp_path: Path
):
    to_result(visitor)
    file = save(visitor, tmp_path)
    data = json.loads(file.read_bytes())
    data["answers"]["bills[0].basic_paid"] = {"value": "四万多吧<b>"}
    file.write_text(json.dumps(data), "utf-8")
    resume(another, file)
    another.next_turn()
    notes = another.page.locator(".file-notes").inner_text()
    assert "“基本医疗保险统筹基金支出”写的是“四万多吧<b>”，不能用" in notes
    another.shot(f"{size}-11-file-faults", tmp_path)


def test_wiping_is_asked_once_and_reaches_the_other_pages(visitor: Visitor):
    visitor.open("/window")
    visitor.page.get_by_label("姓名").fill("样例乙")
    visitor.page.keyboard.press("Tab")
    visitor.settle()
    visitor.page.get_by_role("link", name="自助问答").click()
    visitor.page.get_by_text("您要按哪个地方的政策算").first.wait_for()
    visitor.click("重庆市九龙坡区")
    visitor.page.get_by_role("button", name="清空", exact=True).click()
    assert "找不回来" in visitor.page.get_by_test_id("stPopoverBody").inner_text()
    assert "低保对象" in visitor.text, "the first click wipes nothing"
    visitor.click("全部清空，重新开始")
    assert "您要按哪个地方的政策算" in visitor.text
    visitor.page.get_by_role("link", name="窗口办理").click()
    visitor.page.get_by_role("heading", name="窗口办理").wait_for()
    visitor.settle()
    assert visitor.page.get_by_label("姓名").input_value() == "样例甲"


def test_after_a_reload_the_visitor_is_told_what_happened(visitor: Visitor):
    visitor.open()
    assert not visitor.page.get_by_text(LOST).is_visible()
    visitor.click("重庆市九龙坡区")
    visitor.page.reload()
    visitor.page.get_by_text(LOST).wait_for()
    visitor.turns = 0
    visitor.click("重庆市彭水县")
    assert not visitor.page.get_by_text(LOST).is_visible()


def test_after_wiping_nothing_is_said_to_be_lost(visitor: Visitor):
    visitor.open()
    visitor.click("重庆市九龙坡区")
    clear(visitor)
    visitor.page.wait_for_timeout(300)
    assert not visitor.page.get_by_text(LOST).is_visible()
    visitor.page.reload()
    visitor.page.wait_for_selector("h1")
    visitor.settle()
    assert not visitor.page.get_by_text(LOST).is_visible()


def test_after_the_server_was_started_anew_the_visitor_is_told(opened: Page):
    port = free_port()
    visitor = Visitor(opened, f"http://localhost:{port}")
    with served(port):
        visitor.open()
        visitor.click("重庆市九龙坡区")
    with served(port):
        # the old talk stays on the screen until something is answered, and then it is seen that it is gone
        answer = visitor.page.get_by_role("button", name="低保对象")
        visitor.page.wait_for_function("!document.body.innerText.includes('CONNECTING')")
        answer.click()
        visitor.page.get_by_text(LOST).wait_for()
        visitor.page.get_by_text("您要按哪个地方的政策算").first.wait_for()
