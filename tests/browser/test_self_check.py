"""自助问答 in a real browser: the whole run, in clicks and in words, on a desktop and on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from visitor import Visitor

AMOUNTS = {
    "医疗费总额": "90000",
    "符合政策范围金额": "8万",
    "基本医疗保险统筹基金支出": "40000",
    "居民大病保险资金支出": "10000",
}


@pytest.fixture
def visitor(opened: Page, address: str) -> Visitor:
    return Visitor(opened, address)


def to_amounts(visitor: Visitor) -> None:
    visitor.open()
    visitor.click("重庆市九龙坡区")
    visitor.click("低保对象")
    visitor.pick("乳腺癌")
    visitor.click("能，是定点医院")
    visitor.click("本区县内")
    visitor.click("规范转诊")


def unfold(visitor: Visitor, label: str) -> None:
    """Open a fold of the result and wait for what is drawn in it."""
    fold = visitor.page.locator('[data-testid="stExpander"]', has_text=label).first
    fold.locator("summary").click()
    fold.locator('[data-testid="stExpanderDetails"] [data-testid="stHtml"]').first.wait_for()
    visitor.settle()


def clear(visitor: Visitor) -> None:
    """清空, asked once."""
    visitor.page.get_by_role("button", name="清空", exact=True).click()
    visitor.click("全部清空，重新开始")


def to_result(visitor: Visitor) -> None:
    to_amounts(visitor)
    visitor.fill(AMOUNTS)
    visitor.fill({"是哪一天结的账": "2024-03-01"})
    visitor.click("没有了，就这些")
    visitor.click("没错，看结果")


@pytest.mark.parametrize(("opened", "size"), [("desktop",) * 2, ("phone",) * 2], indirect=["opened"])
def test_the_whole_run_in_clicks(visitor: Visitor, size: str, tmp_path: Path):
    visitor.open()
    assert visitor.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert visitor.page.title() == "医疗救助自助测算"
    visitor.shot(f"{size}-1-start", tmp_path)
    visitor.click("重庆市九龙坡区")
    visitor.shot(f"{size}-2-identity", tmp_path)
    visitor.click("低保对象")
    visitor.click("为什么问")
    assert "救助对象患特殊疾病" in visitor.text
    visitor.shot(f"{size}-3-illness", tmp_path)
    visitor.pick("乳腺癌")
    visitor.click("能，是定点医院")
    visitor.click("本区县内")
    visitor.click("规范转诊")
    visitor.shot(f"{size}-4-amounts", tmp_path)
    visitor.fill(AMOUNTS)
    visitor.fill({"是哪一天结的账": "2024-03-01"})
    visitor.click("没有了，就这些")
    assert "请核对一下，都对吗？" in visitor.text
    visitor.shot(f"{size}-5-check", tmp_path)
    visitor.click("没错，看结果")
    assert "25,400元" in visitor.text
    assert "以经办机构审核为准" in visitor.text
    assert "14,600元" in visitor.text
    visitor.shot(f"{size}-6-result", tmp_path)
    visitor.shot(f"{size}-7-result-whole", tmp_path, whole=True)
    unfold(visitor, "怎么算出来的")
    assert "30,000 × 80%" in visitor.text
    visitor.shot(f"{size}-9-steps", tmp_path)
    assert visitor.foreign == []
    assert visitor.errors == []


@pytest.mark.parametrize(("opened", "size"), [("desktop",) * 2, ("phone",) * 2], indirect=["opened"])
def test_a_clause_opens_with_the_quote_marked(visitor: Visitor, size: str, tmp_path: Path):
    to_result(visitor)
    unfold(visitor, "怎么算出来的")
    visitor.page.locator(".st-key-row_bill_0_special_2").get_by_role("button", name="二、（三）2 第1段").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.wait_for()
    assert dialog.locator("mark").first.inner_text() == "对低保对象按80%的比例救助"
    visitor.settle()
    visitor.shot(f"{size}-8-clause", tmp_path)


def test_nothing_is_wider_than_a_phone(visitor: Visitor):
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    to_result(visitor)
    wide = visitor.page.evaluate(
        "() => document.querySelector('[data-testid=stMain]').scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0


def test_the_whole_run_in_words(visitor: Visitor):
    visitor.open()
    visitor.say("我妈是九龙坡的低保户，得了乳腺癌，在区里的定点医院住院，不用转诊")
    assert "我理解的是" in visitor.text
    assert "乳腺癌" in visitor.text
    visitor.say("总共9万，政策范围内8万，医保报了4万，大病报了1万，2024年3月1日结的账")
    visitor.click("没有了，就这些")
    visitor.say("没错")
    assert "25,400元" in visitor.text


def test_an_earlier_answer_is_changed_and_the_others_are_kept(visitor: Visitor):
    to_result(visitor)
    visitor.page.locator('[class*="st-key-change_known_1_"] button').click()
    visitor.next_turn()
    visitor.click("特困人员")
    assert "27,000元" in visitor.text
    assert "不再影响结果" in visitor.text


def test_not_knowing_gives_a_range_and_where_to_ask(visitor: Visitor):
    visitor.open()
    visitor.say(
        "九龙坡低保，骨折住院，定点医院，本区县，不用转诊，政策范围内8万，医保报了4万，大病报了1万，2024年3月1日"
    )
    visitor.click("不知道")
    visitor.click("本区县内")
    visitor.click("没有了，就这些")
    visitor.click("没错，看结果")
    assert "可能符合" in visitor.text
    assert "18,200元 到 25,400元" in visitor.text
    assert "看结算单上的“医院等级”" in visitor.text
    visitor.click("补上")
    visitor.click("三级")
    assert "25,400元" in visitor.text


def test_a_second_bill_draws_on_the_same_limits(visitor: Visitor):
    to_result(visitor)
    visitor.click("再加一笔费用")
    visitor.pick("胃癌")
    visitor.click("能，是定点医院")
    visitor.click("本区县内")
    visitor.click("规范转诊")
    visitor.fill(AMOUNTS)
    if "是哪一天结的账" in visitor.text:
        visitor.fill({"是哪一天结的账": "2024-05-01"})
    visitor.click("没有了，就这些")
    visitor.click("没错，看结果")
    assert "已用 48,000元，还剩 52,000元" in visitor.text
    unfold(visitor, "怎么算出来的")
    assert "此前已用 24,000元，这次用 24,000元，还剩 52,000元" in visitor.text


def test_starting_anew_forgets_everything(visitor: Visitor):
    to_result(visitor)
    clear(visitor)
    assert "25,400元" not in visitor.text
    assert "您要按哪个地方的政策算" in visitor.text


def test_the_answers_survive_a_look_at_the_library(visitor: Visitor):
    to_amounts(visitor)
    visitor.page.get_by_role("link", name="政策文库").click()
    visitor.page.get_by_role("heading", name="政策文库").wait_for()
    visitor.page.get_by_role("link", name="自助问答").click()
    visitor.page.get_by_text("请照着结算单，填这几个数").wait_for()
    assert "乳腺癌" in visitor.text


POLICIES = {
    "重庆市彭水县": "彭水低保户，胃癌住院，定点医院，本县，不用转诊，目录内5万，医保报了3万，大病没报，2024年3月1日",
    "重庆市巴南区": "巴南建档立卡户，肺炎住院，定点，不用转诊，总费用15000，目录内14200，医保报了7900，大病没报，"
    "民政救助1000，扶贫济困基金没有",
    "重庆市其他区县": "渝北低保，肺炎住院，二级定点医院，政策范围内9000，医保报了5400，大病没报",
    "江苏省": "无锡低保，住院，定点医院，不用转诊，总费用48000，目录内43000，医保报了27000，大病报了2500",
}


@pytest.mark.parametrize(("place", "story"), POLICIES.items())
def test_every_document_runs(visitor: Visitor, place: str, story: str):
    visitor.open()
    visitor.say(story)
    for answer in ("都不是", "本区县内", "没有了，就这些", "没错，看结果"):
        if visitor.page.get_by_role("button", name=answer).count():
            visitor.click(answer)
    assert "可能符合" in visitor.text
    assert ("至少" in visitor.text) == (place in ("重庆市其他区县", "江苏省"))
    assert visitor.foreign == []
