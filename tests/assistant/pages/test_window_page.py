"""窗口办理 as the framework runs it: fill in, see the result, nothing is lost on the way."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.pages.window.desk import Desk, Sheet
from assistant.pages.window.outcome import found
from assistant.pages.window.tables import table
from assistant.results.comparison import compare
from rules.calculate import calculate
from rules.door import read_case


def script() -> None:
    import streamlit as st

    from assistant.pages import window

    if st.session_state.get("elsewhere"):
        st.title("另一页")
    else:
        window.page()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(script, default_timeout=20).run()


def of(app: AppTest, kind: str, label: str) -> Any:
    return next(widget for widget in getattr(app, kind) if widget.label.startswith(label))


def fill(app: AppTest, **amounts: str) -> None:
    of(app, "selectbox", "户籍").select("500107").run()
    of(app, "multiselect", "救助身份").set_value(["dibao"]).run()
    of(app, "multiselect", "病种名称").set_value(["special-2012/03"]).run()
    for label, text in amounts.items():
        of(app, "text_input", label).set_value(text).run()


AMOUNTS = {
    "医疗费总额": "90,000",
    "符合政策范围金额": "80000",
    "基本医疗保险统筹基金支出": "40000",
    "居民大病保险资金支出": "10000",
}


def html(app: AppTest) -> str:
    return " ".join(str(item.proto.body) for item in app.get("html"))


def test_it_asks_for_the_residence_first(app: AppTest) -> None:
    assert not app.exception
    assert "户籍" in app.info[0].value


def test_the_result_is_there_with_the_last_amount(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    assert not app.exception
    assert "25,400元" in html(app)
    assert "14,600元" in html(app)
    assert "30,000 × 80%" in html(app)


def test_a_fault_names_its_field_and_keeps_the_rest(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    of(app, "text_input", "基本医疗保险统筹基金支出").set_value("99999").run()
    assert "第1笔费用的基本医疗保险统筹基金支出太大" in app.error[0].value
    assert of(app, "text_input", "医疗费总额").value == "90,000"
    of(app, "text_input", "基本医疗保险统筹基金支出").set_value("40000").run()
    assert not app.error
    assert "25,400元" in html(app)


def test_everything_is_there_after_another_page(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    app.session_state["elsewhere"] = True
    app.run()
    assert app.title[0].value == "另一页"
    app.session_state["elsewhere"] = False
    app.run()
    assert of(app, "text_input", "医疗费总额").value == "90,000"
    assert of(app, "multiselect", "救助身份").value == ["dibao"]
    assert "25,400元" in html(app)


def test_several_persons_each_with_their_own_sheet(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    app.button(key="add_person").click().run()
    assert of(app, "text_input", "姓名").value == "样例乙"
    assert of(app, "text_input", "医疗费总额").value == ""
    of(app, "text_input", "符合政策范围金额").set_value("500").run()
    first = next(b for b in app.button if b.label == "样例甲")
    first.click().run()
    assert of(app, "text_input", "医疗费总额").value == "90,000"
    app.button(key="remove_person").click().run()
    app.button(key="bring_person").click().run()
    assert of(app, "text_input", "医疗费总额").value == "90,000"


def test_a_second_bill_draws_on_the_same_limit(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    app.button(key="copy_bill").click().run()
    assert len(app.session_state["desk"].sheet.bills) == 2
    now = found(app.session_state["desk"].sheet).reckoned
    assert now is not None
    assert [b.pool.used for b in (bill.benefits[0] for bill in now.result.bills) if b.pool] == [0, 24_000_00]
    app.button(key="remove_bill").click().run()
    assert len(app.session_state["desk"].sheet.bills) == 1


def test_a_pasted_record_is_added_with_what_a_clerk_sees(app: AppTest) -> None:
    record = (
        '{"medfee_sumamt": 90000, "inscp_scp_amt": 80000, "hifp_pay": 40000, "hifmi_pay": 10000, "maf_pay": 2000,'
        ' "fund_pay_sumamt": 52000, "psn_part_amt": 37000, "med_type": "21", "dise_name": "胃癌",'
        ' "insu_admdvs": "500107", "setl_time": "2024-03-01"}'
    )
    app.text_area[0].set_value(record).run()
    app.button(key="read_paste").click().run()
    of(app, "multiselect", "救助身份").set_value(["dibao"]).run()
    assert not app.exception
    shown = html(app)
    assert "读进 1 笔" in shown
    assert "相差1000.00元" in shown
    assert "25,400元" in shown
    assert "已付医疗救助 2,000元" in shown
    assert "多 23,400元" in shown
    assert of(app, "selectbox", "户籍").value == "500107"
    app.text_area[0].set_value("不是结算单").run()
    app.button(key="read_paste").click().run()
    assert "没有认出结算单" in html(app)
    assert len(app.session_state["desk"].sheet.bills) == 1


def test_typed_markup_is_shown_as_text(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    of(app, "multiselect", "病种名称").set_value(["<script>alert(1)</script>"]).run()
    assert not app.exception
    assert "<script>alert" not in html(app)


@pytest.mark.parametrize("task", ["batch", "roster"])
def test_the_other_tasks_open(app: AppTest, task: str) -> None:
    app.button(key=f"task_{task}").click().run()
    assert not app.exception
    assert app.get("file_uploader")


def test_all_identities_and_readings_agree_with_cases_computed_alone() -> None:
    data = {
        "policy": "pengshui-2023",
        "person": {"identities": ["dibao"]},
        "bills": [{"care": "inpatient", "eligible": "52000", "basic_paid": "30000"}],
    }
    compared = compare(read_case(data))
    assert compared.ways[0].label == "现在的理解"
    readings: list[dict[str, str]] = [{}, {"tilt_base": "whole"}, {"tilt_scope": "aided_only"}]
    assert len(compared.ways) == len(readings)
    for line in compared.identities:
        alone = [
            calculate(read_case({**data, "person": {"identities": [line.code]}, "readings": reading})).aid_total
            for reading in readings
        ]
        assert list(line.aids) == alone
    assert [line.code for line in compared.identities if line.held] == ["dibao"]


def test_identities_left_to_earlier_rules_show_no_amount() -> None:
    data = {
        "policy": "jiulongpo-2023",
        "person": {"identities": ["dibao"]},
        "bills": [{"care": "inpatient", "eligible": "1"}],
    }
    assert {line.code for line in compare(read_case(data)).identities if line.open} == {
        "entitled_veteran",
        "severe_disability",
        "other_registered",
    }


def test_tables_escape_what_was_typed() -> None:
    made = table("表", ["甲", "乙"], [["<b>", "12元"]])
    assert "<b>" not in made
    assert '<td class="sum">12元</td>' in made


def test_names_stay_in_the_session() -> None:
    one, other = Desk(), Desk()
    one.sheet.name = "样例子"
    assert other.sheet.name == "样例甲"
    assert Sheet("样例甲").bills is not Sheet("样例甲").bills


def test_bills_of_two_documents_are_computed_apart(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    of(app, "text_input", "结算").set_value("2023-11-05").run()
    of(app, "button", "照样再来一笔").click().run()
    of(app, "text_input", "结算").set_value("2023-09-01").run()
    assert not app.exception
    shown = html(app)
    assert shown.index("第2笔，按") < shown.index("第1笔，按")
    assert "合起来是" in app.info[0].value
    assert any("合起来用" in warning.value for warning in app.warning)


def test_the_days_of_an_identity_are_typed_where_something_changed(app: AppTest) -> None:
    fill(app, **AMOUNTS)
    of(app, "text_input", "结算").set_value("2024-06-01").run()
    assert not [widget for widget in app.text_input if "从哪天起" in widget.label]
    of(app, "checkbox", "身份有变化").check().run()
    since = next(widget for widget in app.text_input if "从哪天起" in widget.label)
    since.set_value("2024-07-01").run()
    assert not app.exception
    assert "25,400元" not in html(app)
    next(widget for widget in app.text_input if "从哪天起" in widget.label).set_value("2024-05-01").run()
    assert "25,400元" in html(app)


def test_days_of_an_identity_the_wrong_way_round_are_refused_by_name(app: AppTest) -> None:
    sheet = Sheet("样例甲", "500107", identities=("dibao",), changed=True)
    sheet.held["dibao"] = {"from": "2024-07-01", "to": "2024-06-01"}
    sheet.bill.values |= {"eligible": "80000", "date": "2024-06-01"}
    assert found(sheet).fault is not None
    assert found(sheet).fault.field == "person.identities"


def test_a_day_of_admission_is_handed_over_for_a_stay_only() -> None:
    sheet = Sheet("样例甲", "500107")
    sheet.bill.values |= {"admitted": "2024-2-20"}
    assert sheet.bill.data()["admitted"] == "2024-02-20"
    sheet.bill.values["care"] = "outpatient"
    assert "admitted" not in sheet.bill.data()


def test_an_offer_stands_beside_the_amount(app: AppTest) -> None:
    fill(app, 符合政策范围金额="9000", 基本医疗保险统筹基金支出="5000")
    of(app, "multiselect", "病种名称").set_value([]).run()
    assert not app.exception
    assert "另外，" in html(app)
