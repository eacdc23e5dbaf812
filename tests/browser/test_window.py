"""窗口办理 in a real browser: the form by keyboard, the result at once, clauses, papers, many bills, the roster."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page
from test_accessibility import violations
from visitor import Visitor

BOTH = pytest.mark.parametrize("opened", ["desktop", "phone"], indirect=True)

PICTURED = {"全年账和限额": "5-year", "身份和理解对照": "5-compared", "如果……": "5-if"}
BILLS = (
    "人员编号,适用文件,救助身份,结算时间,医疗类别,病种名称,符合政策范围金额,基本医疗保险统筹基金支出\n"
    "样例甲,九龙坡区2023办法,低保对象,2024-03-01,住院,胃癌,80000,40000\n"
    "样例乙,九龙坡区2023办法,低保对象,2024-13-01,住院,胃癌,80000,40000\n"
    "样例丙,彭水县2023意见,特困人员,2024-03-01,住院,胃癌,80000,90000\n"
)


@pytest.fixture
def desk(opened: Page, address: str) -> Visitor:
    visitor = Visitor(opened, address)
    visitor.open("/window")
    return visitor


def shot(desk: Visitor, name: str, folder: Path, whole: bool = False) -> None:
    desk.shot(f"window-{'phone' if desk.phone else 'desktop'}-{name}", folder, whole)


def settle(desk: Visitor) -> None:
    desk.page.wait_for_timeout(300)
    desk.settle()


def choose(desk: Visitor, label: str, words: str) -> None:
    """In a box of choices: type, take the first."""
    box = desk.page.get_by_label(label).first
    box.click()
    box.press_sequentially(words)
    desk.page.wait_for_timeout(300)
    box.press("Enter")
    desk.page.locator("h1").click()  # closes the list
    settle(desk)


def field(desk: Visitor, label: str) -> Locator:
    """The field that is labelled like this on the paper."""
    return desk.page.get_by_role("textbox", name=label)


def press(desk: Visitor, name: str) -> None:
    desk.page.get_by_role("button", name=name).first.click()
    settle(desk)


def fill_in(desk: Visitor) -> None:
    choose(desk, "户籍（认定）地", "九龙坡")
    choose(desk, "救助身份", "低保对象")
    choose(desk, "病种名称", "胃癌")
    field(desk, "结算时间").fill("2024/3/1")
    field(desk, "医疗费总额").click()
    for amount in ("90,000", "80000", "40000", "10000"):
        desk.page.keyboard.insert_text(amount)
        desk.page.keyboard.press("Tab")
    settle(desk)


def aid(desk: Visitor) -> str | None:
    return desk.page.locator(".verdict .amount").get_attribute("data-aid")


@BOTH
def test_the_paper_is_typed_down_with_tab_and_the_result_is_there(desk: Visitor, tmp_path: Path):
    fill_in(desk)
    assert aid(desk) == "25400.00"
    assert "14,600元" in desk.text
    shot(desk, "1-sheet", tmp_path)
    shot(desk, "2-sheet-whole", tmp_path, whole=True)
    field(desk, "符合政策范围金额").fill("70000")
    desk.page.keyboard.press("Tab")
    settle(desk)
    assert aid(desk) == "16000.00"
    assert desk.faults == []
    assert desk.foreign == []


def test_the_tab_key_follows_the_paper(desk: Visitor):
    choose(desk, "户籍（认定）地", "九龙坡")
    field(desk, "医疗费总额").click()
    order = []
    for _ in range(5):
        order.append(desk.page.evaluate("document.activeElement.getAttribute('aria-label')"))
        desk.page.keyboard.press("Tab")
    assert [label.split("（")[0].split("，")[0] for label in order] == [
        "医疗费总额",
        "符合政策范围金额",
        "基本医疗保险统筹基金支出",
        "居民大病保险资金支出",
        "医疗救助基金支出",
    ]


@BOTH
def test_a_step_opens_its_clause_with_the_quote_marked(desk: Visitor, tmp_path: Path):
    fill_in(desk)
    press(desk, "二、（三）2 第1段")
    mark = desk.page.get_by_role("dialog").locator("mark").first
    mark.wait_for()
    assert "特殊疾病" in desk.page.get_by_role("dialog").inner_text()
    shot(desk, "3-clause", tmp_path)


@BOTH
def test_a_fault_is_one_sentence_and_everything_else_stays(desk: Visitor, tmp_path: Path):
    fill_in(desk)
    field(desk, "基本医疗保险统筹基金支出").fill("99999")
    desk.page.keyboard.press("Tab")
    settle(desk)
    alert = desk.page.get_by_role("alert").inner_text()
    assert "第1笔费用的基本医疗保险统筹基金支出太大" in alert
    assert field(desk, "医疗费总额").input_value() == "90,000"
    shot(desk, "4-fault", tmp_path)


@BOTH
def test_the_details_are_all_there_and_readable(desk: Visitor, tmp_path: Path):
    fill_in(desk)
    press(desk, "照样再来一笔")
    for tab, words in {
        "全年账和限额": "还剩",
        "身份和理解对照": "全年累计只算一次",
        "如果……": "未按规定转诊",
        "依据和提示": "九龙坡",
        "带走": "PDF",
        "计算步骤": "30,000 × 80%",
    }.items():
        desk.page.get_by_role("tab", name=tab).click()
        settle(desk)
        assert words in desk.text, tab
        if tab in PICTURED:
            shot(desk, PICTURED[tab], tmp_path, whole=True)
        assert violations(desk.page) == [], tab
    assert desk.faults == []


def test_answers_survive_other_pages_and_the_back_button(desk: Visitor):
    fill_in(desk)
    desk.page.get_by_role("link", name="政策宣讲").click()
    desk.page.get_by_role("heading", name="低保对象患胃癌住院").wait_for()
    desk.page.go_back()
    field(desk, "医疗费总额").wait_for()
    settle(desk)
    assert field(desk, "医疗费总额").input_value() == "90,000"
    assert aid(desk) == "25400.00"


def test_a_record_is_pasted(desk: Visitor, tmp_path: Path):
    desk.page.get_by_text("粘贴结算单或表格").first.click()
    desk.page.get_by_label("粘贴在这里").fill(
        '{"medfee_sumamt":90000,"inscp_scp_amt":80000,"hifp_pay":40000,"hifmi_pay":10000,"fund_pay_sumamt":52000,'
        '"psn_part_amt":37000,"maf_pay":2000,"med_type":"21","dise_name":"胃癌","insu_admdvs":"500107",'
        '"setl_time":"2024-03-01"}'
    )
    press(desk, "读进来")
    choose(desk, "救助身份", "低保对象")
    assert aid(desk) == "25400.00"
    assert "相差1000.00元" in desk.text
    assert "多 23,400元" in desk.text
    shot(desk, "6-pasted", tmp_path, whole=True)
    assert violations(desk.page) == []


def test_the_papers_are_what_the_screen_says(desk: Visitor):
    fill_in(desk)
    desk.page.get_by_role("tab", name="带走").click()
    settle(desk)
    starts = {"PDF（打印）": b"%PDF", "Word（可修改）": b"PK", "Excel（带算式）": b"PK"}
    for name, start in starts.items():
        with desk.page.expect_download() as waiting:
            desk.page.get_by_role("button", name=name).click()
        path = waiting.value.path()
        assert Path(path).read_bytes().startswith(start), name
        assert "样例甲" in waiting.value.suggested_filename


@BOTH
def test_many_bills_good_and_bad(desk: Visitor, tmp_path: Path):
    press(desk, "批量测算")
    file = {"name": "账单.csv", "mimeType": "text/csv", "buffer": BILLS.encode("gb18030")}
    desk.page.locator("input[type=file]").set_input_files(files=[file])
    press(desk, "开始测算")
    desk.page.get_by_text("没通过检查的行").wait_for()
    assert "结算时间不是日期" in desk.text
    assert "太大" in desk.text
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("button", name="下载结果").click()
    assert "34800.00" in Path(waiting.value.path()).read_bytes().decode("gb18030", "replace")
    shot(desk, "7-batch", tmp_path, whole=True)
    assert violations(desk.page) == []


@BOTH
def test_the_roster_is_checked_and_printed(desk: Visitor, tmp_path: Path):
    from assistant.batch.identity_number import check_digit
    from assistant.roster import Row, write

    today = date.today()
    age = today.year - 1950 - ((today.month, today.day) < (3, 4))
    number = f"99999919500304001{check_digit('99999919500304001')}"
    rows = (
        Row("样例甲", number, age, "男", "样例路1号", "样例镇", "低保对象", "新增", "1"),
        Row("样例乙", "999999195003040030", age, "男", "样例路2号", "样例镇", "低保对象", "新增", "2"),
    )
    press(desk, "人员信息汇总表")
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = {"name": "汇总表.xlsx", "mimeType": mime, "buffer": BytesIO(write(rows)).getvalue()}
    desk.page.locator("input[type=file]").set_input_files(files=[file])
    press(desk, "核对")
    desk.page.get_by_text("要改正").first.wait_for()
    assert "身份证号码" in desk.text
    assert "没有错误 1 人" in " ".join(desk.text.split())
    shot(desk, "8-roster", tmp_path, whole=True)
    with desk.page.expect_download() as waiting:
        desk.page.get_by_role("button", name="按附件式样重新打印全部").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    assert violations(desk.page) == []
