"""Pasted settlement papers and records."""

import json

from assistant.answers import acts
from assistant.understand import read_paper, understand

RECORD = {
    "medfee_sumamt": "80000.50",
    "inscp_scp_amt": "70000",
    "fulamt_ownpay_amt": 6000.5,
    "overlmt_selfpay": 0,
    "preselfpay_amt": 4000,
    "hifp_pay": 40000,
    "hifmi_pay": "5000.00",
    "maf_pay": 1000,
    "fund_pay_sumamt": 46000,
    "psn_part_amt": 34000.5,
    "setl_time": "2024-03-01 10:22:11",
    "med_type": "21",
    "hosp_lv": "三级甲等",
    "dise_name": "胃恶性肿瘤",
    "insu_admdvs": "500107",
}
SHEET = """重庆市医疗保险结算单
姓名：某某  参保地：彭水县  医疗类别：普通住院    医院等级：二级
医疗费总额：23,500.00  符合政策范围金额：21000.00元
基本医疗保险统筹基金支出 13800.00
居民大病保险资金支出: 0.00
结算时间：2024-07-03
人员类别：低保对象，转诊办了的"""
TABLE = """| 医疗费总额 | 符合政策范围金额 | 统筹基金支付 | 大病保险支付 | 结算日期 |
|---|---|---|---|---|
| 23,500.00 | 21000 | 13800.00 | 0 | 2024/07/03 |
| 500 | 400 | 100 | 0 | 2024/08/03 |"""


def stated(text: str) -> dict[str, object]:
    return {act.field: act.value for act in understand(text) if isinstance(act, acts.Inform)}


def changed(**fields: object) -> str:
    return json.dumps({"output": {"setlinfo": {**RECORD, **fields}}}, ensure_ascii=False)


def test_a_record_gives_the_fields_of_a_bill() -> None:
    assert stated(changed()) == {
        "policy": "jiulongpo-2023",
        "bills[0].total": "80000.50",
        "bills[0].eligible": "70000.00",
        "bills[0].basic_paid": "40000.00",
        "bills[0].catastrophic_paid": "5000.00",
        "bills[0].civil_aid_paid": "1000.00",
        "bills[0].care": "inpatient",
        "bills[0].hospital_level": 3,
        "bills[0].date": "2024-03-01",
        "bills[0].diseases": ["special-2012/03"],
    }


def test_a_sheet_gives_what_is_printed_and_what_is_said_beside_it() -> None:
    facts = stated(SHEET)
    assert facts["bills[0].total"] == "23500.00"
    assert facts["bills[0].catastrophic_paid"] == "0.00"
    assert facts["policy"] == "pengshui-2023"
    assert facts["person.identities"] == ["dibao"]
    assert facts["bills[0].referral"] == "standard"


def test_a_table_gives_a_bill_for_each_row() -> None:
    facts = stated(TABLE)
    assert (facts["bills[0].total"], facts["bills[1].total"]) == ("23500.00", "500.00")


def test_sums_that_add_up_are_not_noted() -> None:
    paper = read_paper(changed(maf_pay=0, fund_pay_sumamt=46000))
    assert paper is not None
    assert paper.notes == ()


def test_a_clerks_checks() -> None:
    paper = read_paper(changed(psn_part_amt=30000, inscp_scp_amt=60000, hifes_pay=10, med_type="9901"))
    assert paper is not None
    assert [note.id for note in paper.notes] == [
        "total_differs",
        "eligible_differs",
        "fund_differs",
        "not_subtracted",
        "aid_already_paid",
        "unknown_med_type",
    ]
    assert "4000.50" in paper.notes[0].text


def test_civil_aid_is_told_under_every_document_and_compared_where_it_is_not_subtracted() -> None:
    for area, compared in (("500113", False), ("500107", True)):
        assert stated(changed(insu_admdvs=area))["bills[0].civil_aid_paid"] == "1000.00"
        paper = read_paper(changed(insu_admdvs=area))
        assert paper is not None
        assert ("aid_already_paid" in {note.id for note in paper.notes}) is compared


def test_an_employees_large_sum_aid_counts_as_catastrophic() -> None:
    assert stated(changed(hifmi_pay=0, hifob_pay=3000))["bills[0].catastrophic_paid"] == "3000.00"


def test_chronic_outpatient_care() -> None:
    facts = stated(changed(med_type="14"))
    assert (facts["bills[0].care"], facts["bills[0].treatment"]) == ("outpatient", "long_term_medication")


def test_words_on_several_lines_are_no_paper() -> None:
    assert read_paper("我是彭水低保\n胃癌住院\n总费用8万") is None
