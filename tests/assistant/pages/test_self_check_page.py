"""自助问答 as the framework runs it: every state is drawn, nothing is taken twice, nothing typed is lost."""

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from assistant.answers.frame import Frame, Slot, from_case
from assistant.pages.conversation import Conversation
from assistant.talk.progress import saved
from assistant.talk.turn import Talk

SHELL = Path(__file__).parents[3] / "assistant" / "pages" / "shell.py"
BILL: dict[str, Any] = {
    "diseases": ["special-2012/06"],
    "care": "inpatient",
    "hospital_level": 3,
    "designated": True,
    "place": "in_county",
    "referral": "standard",
    "total": "90000.00",
    "eligible": "80000.00",
    "basic_paid": "40000.00",
    "catastrophic_paid": "10000.00",
    "date": "2024-03-01",
}


def case(policy: str = "jiulongpo-2023", identity: str = "dibao", *more: dict[str, Any], **bill: Any) -> Frame:
    """A case that is answered in full; ``more``: further bills, ``bill``: what is otherwise in the first."""
    bills = [{**BILL, **bill}, *({**BILL, **other} for other in more)]
    frame = from_case({"policy": policy, "person": {"identities": [identity]}, "bills": bills})
    return frame.put("bills", Slot(False))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(SHELL), default_timeout=20).run()


def resume(app: AppTest, frame: Frame, shown: bool = True) -> AppTest:
    app.file_uploader[0].upload("进度.json", saved(Talk(frame, shown=shown)), "application/json").run()
    assert not app.exception
    return app


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if label in button.label).click().run()
    assert not app.exception
    return app


def box(app: AppTest, label: str) -> Any:
    return next(widget for widget in app.text_input if label in widget.label)


def html(app: AppTest) -> str:
    return " ".join(str(item.proto.body) for item in app.get("html"))


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.header]


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def talking(app: AppTest) -> Conversation:
    found: Conversation = app.session_state["conversation"]
    return found


def unfold(app: AppTest, name: str) -> AppTest:
    app.session_state[f"fold_{name}_{talking(app).turns}"] = True
    app.run()
    assert not app.exception
    return app


def chart(app: AppTest) -> str:
    """What the chart says to who cannot see it; nothing where there is none."""
    found = app.get("vega_lite_chart")
    return str(json.loads(found[0].proto.spec)["description"]) if found else ""


def test_before_the_first_answer_there_is_only_something_to_continue(app: AppTest) -> None:
    assert len(app.file_uploader) == 1
    assert not app.download_button
    click(app, "重庆市九龙坡区")
    assert not app.file_uploader
    assert [button.label for button in app.download_button] == ["保存进度"]
    assert "全部清空，重新开始" in labels(app)


def test_the_result_begins_with_verdict_amount_and_own_part(app: AppTest) -> None:
    resume(app, case())
    assert "可能符合" in html(app)
    assert "您自己出 <b>14,600元</b>" in html(app)
    assert chart(app).startswith("医疗费总额 90,000元：")
    assert headings(app)[:1] == ["钱由谁出"]
    assert headings(app)[-2:] == ["2024年的账", "想看细一点"]
    assert [button.label for button in app.download_button] == ["PDF（打印）", "Word", "Excel", "保存进度"]


def test_folds_are_drawn_when_they_are_opened(app: AppTest) -> None:
    resume(app, case())
    assert "30,000 × 80%" not in html(app)
    assert "30,000 × 80%" in html(unfold(app, "steps"))
    assert '<th scope="row">您自己出</th><td>14,600元</td>' in html(unfold(app, "table"))
    assert "如果转诊情况是" in html(unfold(app, "if"))
    assert "大病保险" in html(unfold(app, "entitled"))
    assert "户籍" in html(unfold(app, "document"))


def test_floors_say_at_least_and_at_most(app: AppTest) -> None:
    resume(app, case("chongqing-2012", hospital_level=2, diseases=[]))
    assert "至少" in chart(app)
    assert "您自己出 最多" in chart(app)
    assert "您自己出 <b>最多" in html(app)


def test_an_open_answer_is_drawn_as_open(app: AppTest) -> None:
    resume(app, case(diseases=[]).put("bills[0].hospital_level", Slot(None, "unknown")))
    assert "18,200元 到 25,400元" in html(app)
    assert "还不能确定的救助 最多 7,200元" in chart(app)
    assert "还剩" not in html(app), "what is left of a limit is not known either"
    assert "只作参考" in html(unfold(app, "steps"))
    click(app, "补上")
    assert headings(app) == ["医院是几级？"]


@pytest.mark.parametrize("name", ["eligible", "basic_paid", "catastrophic_paid"])
def test_money_that_nobody_stated_is_not_shown(app: AppTest, name: str) -> None:
    resume(app, case().put(f"bills[0].{name}", Slot(None, "unknown")))
    assert chart(app) == ""
    assert "这里会画出钱由谁出" in html(app)
    assert "自己出 <b>" not in html(app)
    assert "24,000元" not in html(unfold(app, "steps"))


def test_without_a_total_it_is_said_what_is_missing(app: AppTest) -> None:
    resume(app, case().drop("bills[0].total"))
    assert chart(app).startswith("政策范围内费用 80,000元：")
    assert "没有填医疗费总额" in html(app)


def test_who_gets_nothing_is_told_why(app: AppTest) -> None:
    resume(app, case(referral="irregular"))
    assert "可能不符合" in html(app)
    assert 'class="amount"' not in html(app)


def test_two_readings_are_told_with_both_amounts(app: AppTest) -> None:
    resume(app, case("jiulongpo-2023", "dibao", {"date": "2024-05-01"}))
    assert "另一种理解下救助是 <b>53,600元</b>" in html(app)
    assert "50,800元（这里按这种算）" in html(unfold(app, "readings"))


def test_the_years_bills_and_limits(app: AppTest) -> None:
    resume(app, case("jiulongpo-2023", "dibao", {"date": "2024-05-01"}, {"date": "2025-01-10"}))
    assert "2024年特殊疾病救助：一年最多 100,000元" in html(app)
    assert "已用 <b>48,000元</b>，还剩 <b>52,000元</b>" in html(app)
    assert "2025年特殊疾病救助" in html(app)
    click(app, "去掉第2笔")
    assert talking(app).talk.frame.bills == 2
    assert "已用 <b>24,000元</b>，还剩 <b>76,000元</b>" in html(app)
    click(app, "上一步")
    assert talking(app).talk.frame.bills == 3


def test_undated_bills_are_in_one_year(app: AppTest) -> None:
    resume(app, case("jiulongpo-2023", "dibao", {}).drop("bills[1].date"))
    assert html(app).count("特殊疾病救助：一年最多") == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"医疗费总额": "50000", "符合政策范围金额": "40000", "统筹基金": "20000", "大病保险": "0"},
        {"医疗费总额": "200000", "符合政策范围金额": "15万", "统筹基金": "90000", "大病保险": "20000"},
        {"医疗费总额": "85000", "符合政策范围金额": "82000", "统筹基金": "10000", "大病保险": "60000"},
    ],
)
def test_all_amounts_of_a_bill_are_changed_at_once(app: AppTest, changed: dict[str, str]) -> None:
    resume(app, case())
    click(app, "改金额")
    for label, text in changed.items():
        box(app, label).set_value(text)
    click(app, "改好了")
    frame = talking(app).talk.frame
    names = ("total", "eligible", "basic_paid", "catastrophic_paid")
    assert [float(frame.value(f"bills[0].{name}")) for name in names] == [
        float(text.replace("万", "0000")) for text in changed.values()
    ]
    assert talking(app).reply.outcome is not None


def test_amounts_that_do_not_fit_are_refused_by_name(app: AppTest) -> None:
    resume(app, case())
    click(app, "改金额")
    box(app, "统筹基金").set_value("85000")
    click(app, "改好了")
    assert "基本医疗保险统筹基金支出太大" in app.info[0].value.replace("\\", "")
    assert talking(app).talk.frame.value("bills[0].basic_paid") == "40000.00"


def test_leaving_the_form_changes_nothing(app: AppTest) -> None:
    resume(app, case())
    click(app, "改金额")
    box(app, "统筹基金").set_value("1")
    click(app, "不改了")
    assert "25,400元" in html(app)
    click(app, "改金额")
    assert box(app, "统筹基金").value == "40000"
    click(app, "改好了")
    assert "25,400元" in html(app)


def test_what_cannot_be_read_is_named_and_what_can_be_is_kept(app: AppTest) -> None:
    resume(app, case().drop("bills[0].eligible", "bills[0].basic_paid", "bills"), shown=False)
    box(app, "符合政策范围金额").set_value("很多")
    box(app, "统筹基金").set_value("4万")
    click(app, "填好了")
    assert "“符合政策范围金额”填的是“很多”，看不懂" in app.error[0].value
    assert box(app, "统筹基金").value == "4万"
    assert not talking(app).talk.frame.answered("bills[0].basic_paid")
    click(app, "为什么问")
    assert box(app, "统筹基金").value == "4万", "a question in between loses nothing"
    box(app, "符合政策范围金额").set_value("80000")
    click(app, "填好了")
    assert talking(app).talk.frame.value("bills[0].basic_paid") == "40000.00"


def test_picked_illnesses_are_kept_while_why_is_asked(app: AppTest) -> None:
    click(app, "重庆市九龙坡区")
    click(app, "低保对象")
    app.get("button_group")[0].set_value(["乳腺癌"]).run()
    click(app, "为什么问")
    assert app.get("button_group")[0].value == ["乳腺癌"]


def test_a_click_that_comes_too_late_changes_nothing(app: AppTest) -> None:
    from assistant.answers import acts
    from assistant.pages import conversation

    resume(app, case())
    before = talking(app).talk

    def late() -> None:
        import streamlit as st

        conversation.take(0, (acts.AddBill(),), "再加一笔费用")
        st.write(conversation.current().talk.frame.bills)

    again = AppTest.from_function(late)
    again.session_state["conversation"] = talking(app)
    again.run()
    assert talking(app).talk is before


def test_wiping_forgets_all_pages_and_keeps_the_type_size(app: AppTest) -> None:
    app.toggle[0].set_value(True).run()
    app.session_state["desk"] = "what the counter typed"
    resume(app, case())
    click(app, "全部清空，重新开始")
    assert "desk" not in app.session_state
    assert not talking(app).begun
    assert talking(app).said == []
    assert app.toggle[0].value is True
    assert 'data-talk="wiped"' in html(app)


def test_a_file_that_is_none_leaves_everything_as_it_is(app: AppTest) -> None:
    app.file_uploader[0].upload("进度.json", b"[" * 50_000, "application/json").run()
    assert not app.exception
    assert "这个文件读不出来" in html(app)
    assert headings(app)[0].startswith("您要按哪个地方的政策算")


def test_faults_of_a_file_are_shown_as_text(app: AppTest) -> None:
    data = json.loads(saved(Talk(case(), shown=True)))
    data["answers"]["<img src=x onerror=alert(1)>"] = {"value": 1}
    app.file_uploader[0].upload("进度.json", json.dumps(data).encode(), "application/json").run()
    assert not app.exception
    assert "&lt;img" in html(app)
    assert "<img" not in html(app)
    assert "25,400元" in html(app)


def test_what_only_a_file_can_say_is_drawn_as_well(app: AppTest) -> None:
    frame = case("pengshui-2023", "dibao")
    for path, value in {
        "premium.tier": 1,
        "premium.tier1": "380.00",
        "year_to_date.special": "90000.00",
        "readings.tilt_period": "annual",
        "person.age": 82,
    }.items():
        frame = frame.put(path, Slot(value))
    resume(app, frame)
    assert "参保资助（另算）" in headings(app)
    assert "估计可以资助" in html(app)
    assert "已用 <b>100,000元</b>，还剩 <b>0元</b>" in html(app)
    assert talking(app).file[1:] == ()


def test_nothing_of_a_visit_is_logged(app: AppTest, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        resume(app, case())
        unfold(app, "steps")
    assert not [record for record in caplog.records if "90,000" in record.getMessage()]


@pytest.mark.parametrize(
    "frame",
    [
        case("pengshui-2023", "tekun"),
        case("banan-2018", "registered_poor", diseases=[], civil_aid_paid="1000.00", relief_fund_paid="0"),
        case("banan-2018", "registered_poor", diseases=[]),
        case("jiangsu-2023-draft", "dibao", diseases=[]),
        case("chongqing-2012", "dibao", care="outpatient", treatment="dialysis", diseases=["special-2012/10"]),
        Frame().put("policy", Slot("pengshui-2023")),
    ],
    ids=["pengshui", "banan", "banan estimated", "jiangsu", "outpatient", "place alone"],
)
def test_every_document_has_a_result_page(app: AppTest, frame: Frame) -> None:
    resume(app, frame)
    assert talking(app).reply.outcome is not None
    unfold(app, "steps")
    assert "测算结果" in [title.value for title in app.title]


def test_bills_of_two_documents_are_shown_one_after_another(app: AppTest) -> None:
    resume(app, case("jiulongpo-2023", "dibao", {"date": "2023-09-01"}, date="2023-11-05"))
    titles = headings(app)
    assert titles.index(next(t for t in titles if t.startswith("第2笔，按"))) < titles.index(
        next(t for t in titles if t.startswith("第1笔，按"))
    )
    assert "合起来是" in html(app)
    click(app, "去掉第2笔")
    assert "合起来是" not in html(app)
    assert not [title for title in headings(app) if "笔，按" in title]
