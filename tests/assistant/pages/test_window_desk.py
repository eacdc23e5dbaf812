"""The desk: nothing typed is lost, what does not count is kept out of the case, papers are read as they are."""

from datetime import date

import pytest

from assistant.pages.window import pasting, typed
from assistant.pages.window.desk import Bill, Desk, Sheet, areas
from assistant.pages.window.outcome import found
from knowledge import library


def sheet(**values: object) -> Sheet:
    made = Sheet("样例甲", "500107", identities=("dibao",))
    made.bill.values.update({"diseases": ("special-2012/03",), "eligible": "80000", "basic_paid": "40000"}, **values)
    return made


@pytest.mark.parametrize(
    ("text", "amount"),
    [("90,000", "90000"), (" １２.50 元", "12.50"), ("¥1,234,567.89", "1234567.89"), ("8万", "8万"), ("1,2", "1,2")],
)
def test_amounts_as_hands_write_them(text: str, amount: str) -> None:
    assert typed.amount(text) == amount


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024/3/1", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("2024年3月1日", "2024-03-01"),
        ("2024-03-01 10:20:30", "2024-03-01"),
        ("三月一日", "三月一日"),
    ],
)
def test_days_as_hands_write_them(text: str, day: str) -> None:
    assert typed.day(text) == day


def test_a_sheet_is_computed_with_what_was_typed() -> None:
    now = found(sheet(total="90,000", catastrophic_paid="10000", date="2024/3/1"))
    assert now.reckoned is not None
    assert now.reckoned.result.aid_total == 25_400_00
    assert now.reckoned.case.bills[0].date == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"eligible": "8千"}, "第1笔费用的符合政策范围金额不是金额"),
        ({"basic_paid": "99999"}, "第1笔费用的基本医疗保险统筹基金支出太大"),
        ({"date": "2024-13-01"}, "第1笔费用的结算时间不是日期"),
        ({"eligible": ""}, "缺少第1笔费用的符合政策范围金额"),
        ({"total": "-5"}, "第1笔费用的医疗费总额不能是负数"),
    ],
)
def test_bad_input_is_one_sentence_that_names_the_field(values: dict[str, str], words: str) -> None:
    bad = sheet(**values)
    fault = found(bad).fault
    assert fault is not None
    assert words in fault.message
    assert all(bad.bill.values[name] == text for name, text in values.items()), "nothing typed is lost"


def test_the_document_follows_residence_date_and_identity() -> None:
    made = sheet(date="2024-03-01")
    assert made.policy == "jiulongpo-2023"
    made.bill.values["date"] = "2022-03-01"
    assert made.policy == "chongqing-2012"
    assert made.governing is not None
    assert "2023年10月14日" in made.governing.reason
    made.area, made.identities = "500113", ("registered_poor",)
    assert made.policy == "banan-2018"
    made.area = ""
    assert made.policy is None
    made.chosen = "pengshui-2023"
    assert made.policy == "pengshui-2023"


def test_every_place_of_the_library_can_be_chosen() -> None:
    named = areas()
    assert {library.document(p).facts.area.code for p in library.policy_ids()} <= set(named)
    assert named["50"].endswith("其他区县")
    assert list(named)[-1] == ""


def test_what_does_not_count_is_kept_and_left_out() -> None:
    made = sheet(treatment="dialysis")
    made.identities = ("dibao", "orphan")
    assert "orphan" in made.offered, "the municipal document of the same place knows it"
    made.area = "32"
    made.identities = ("dibao", "five_guarantee")
    data = made.data("jiangsu-2023-draft")
    assert data["person"]["identities"] == ["dibao"]
    assert "treatment" not in data["bills"][0], "a stay has no outpatient treatment"
    assert made.identities == ("dibao", "five_guarantee")
    assert made.bill.values["treatment"] == "dialysis"


def test_used_before_local_figures_and_readings_go_to_the_document_that_reads_them() -> None:
    made = sheet()
    made.used = {"special": "90,000", "basic": "5"}
    made.local = {"disposable_income": "50000"}
    made.readings = {"tilt_period": "annual", "irregular_referral": "reduced"}
    here = made.data("jiulongpo-2023")
    assert here["year_to_date"] == {"special": "90000"}
    assert here["parameters"] == {}
    assert here["readings"] == {"tilt_period": "annual"}
    assert made.data("jiangsu-2023-draft")["parameters"] == {"disposable_income": "50000"}


def test_the_contribution_alone_needs_no_bill() -> None:
    made = Sheet("样例甲", "500107", identities=("dibao",))
    assert found(made).fault is not None
    made.premium = {"asked": True, "tier": 1, "tier1": "380"}
    now = found(made).reckoned
    assert now is not None
    assert now.result.premium is not None
    assert now.result.premium.amount == 342_00


def test_bills_and_sheets_that_were_taken_away_come_back_in_their_place() -> None:
    made = sheet()
    made.add(Bill({**made.bill.values, "eligible": "2"}))
    made.add(Bill({**made.bill.values, "eligible": "3"}))
    made.remove(1)
    assert [b.values["eligible"] for b in made.bills] == ["80000", "3"]
    made.bring_back()
    assert [b.values["eligible"] for b in made.bills] == ["80000", "2", "3"]
    assert made.place == 1
    desk = Desk([made])
    desk.add()
    assert [s.name for s in desk.sheets] == ["样例甲", "样例乙"]
    assert desk.sheet.area == "500107"
    desk.open(0)
    desk.remove()
    desk.bring_back()
    assert desk.sheet is made
    only = Sheet("样例甲")
    only.remove(0)
    only.bring_back()
    assert len(only.bills) == 1


def test_every_bill_has_widgets_of_its_own() -> None:
    made = sheet()
    made.add(made.bill.copy())
    assert made.bills[0].values == made.bills[1].values
    assert made.bills[0].number != made.bills[1].number
    made.bills[1].values["eligible"] = "1"
    assert made.bills[0].values["eligible"] == "80000"


RECORD = (
    '{"setlinfo":{"medfee_sumamt":90000,"fulamt_ownpay_amt":5000,"overlmt_selfpay":0,"preselfpay_amt":4000,'
    '"inscp_scp_amt":80000,"hifp_pay":40000,"hifmi_pay":10000,"maf_pay":2000,"setl_time":"2024-03-01 10:00:00",'
    '"med_type":"21","hosp_lv":"三级甲等","dise_name":"胃癌","insu_admdvs":"500107"}}'
)


def test_a_record_becomes_a_bill_and_its_difference_is_shown_not_corrected() -> None:
    read = pasting.read(RECORD, None)
    assert read is not None
    assert read.policy == "jiulongpo-2023"
    values = read.bills[0].values
    assert (values["total"], values["eligible"], values["date"]) == ("90000.00", "80000.00", "2024-03-01")
    assert values["diseases"] == ("special-2012/03",)
    assert values["civil_aid_paid"] == "2000.00"
    assert any("相差1000.00元" in said for said in read.said)


def test_rows_of_a_spreadsheet_become_bills() -> None:
    text = (
        "结算时间\t医疗类别\t医疗费总额\t符合政策范围金额\t基本医疗保险统筹基金支出\n"
        "2024-03-01\t普通住院\t90000\t80000\t40000\n2024-05-01\t普通门诊\t900\t800\t400"
    )
    read = pasting.read(text, "jiulongpo-2023")
    assert read is not None
    assert [b.values["care"] for b in read.bills] == ["inpatient", "outpatient"]
    assert [b.values["eligible"] for b in read.bills] == ["80000.00", "800.00"]


def test_another_region_and_an_unknown_disease_are_said() -> None:
    read = pasting.read(RECORD.replace("胃癌", "某某怪病"), "pengshui-2023")
    assert read is not None
    assert any("参保区划是重庆市九龙坡区" in said for said in read.said)
    assert read.bills[0].values["diseases"] == ("某某怪病",)


@pytest.mark.parametrize("text", ["", "今天天气很好", "{", "[1, 2", "a\tb\n1\t2", "\x00" * 50, "医疗费总额"])
def test_what_is_no_paper_is_not_taken_for_one(text: str) -> None:
    assert pasting.read(text, None) is None
