"""The pages without a browser: each page draws, each turn is drawn."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from knowledge import library

SHELL = Path(__file__).parents[2] / "assistant" / "pages" / "shell.py"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(SHELL), default_timeout=20).run()


def click(app: AppTest, label: str) -> AppTest:
    found = next(button for button in app.button if label in button.label)
    return found.click().run()


def everything(app: AppTest) -> str:
    return "\n".join(str(part.proto) for part in (*app.get("html"), *app.markdown, *app.header, *app.title))


def test_it_greets_and_asks_for_the_place(app: AppTest):
    offered = list(library.areas(library.policy_ids()).values())
    assert not app.exception
    assert app.header[0].value.startswith("您要按哪个地方的政策算")
    assert [b.label for b in app.button][: len(offered)] == [f":primary[**{place}**]" for place in offered]


def test_the_whole_run(app: AppTest):
    click(app, "重庆市九龙坡区")
    click(app, "低保对象")
    app.get("button_group")[0].set_value(["乳腺癌"]).run()
    click(app, "选好了")
    click(app, "能，是定点医院")
    click(app, "本区县内")
    click(app, "规范转诊")
    for label, amount in {"符合政策范围金额": "80000", "统筹基金支出": "4万", "大病保险资金支出": "10000"}.items():
        next(box for box in app.text_input if label in box.label).set_value(amount)
    click(app, "填好了")
    app.text_input[0].set_value("2024-03-01")
    click(app, "填好了")
    click(app, "没有了，就这些")
    click(app, "没错，看结果")
    assert not app.exception
    assert "25,400" in everything(app)


def test_a_message_is_understood(app: AppTest):
    app.chat_input[0].set_value("我妈是彭水的低保户，得了胃癌").run()
    assert not app.exception
    assert "胃癌" in everything(app)


def test_several_identities_can_be_taken(app: AppTest):
    click(app, "重庆市九龙坡区")
    click(app, "有两种以上")
    app.get("button_group")[0].set_value(["低保对象", "因病致贫重病患者"]).run()
    click(app, "选好了")
    held = app.session_state["conversation"].talk.frame.value("person.identities")
    assert held == ["dibao", "illness_poverty"]


def test_what_cannot_be_is_refused_in_chinese(app: AppTest):
    app.chat_input[0].set_value("九龙坡低保，乳腺癌，政策范围内1万，医保报了2万").run()
    assert not app.exception
    assert any("太大" in info.value for info in app.info)


def test_a_hostile_message_is_shown_as_text(app: AppTest):
    click(app, "重庆市九龙坡区")
    app.chat_input[0].set_value("<img src=x onerror=alert(1)>").run()
    assert not app.exception
    assert "<img" not in everything(app)


def _library() -> None:
    from assistant.pages.library import page

    page()


@pytest.mark.parametrize("policy_id", library.policy_ids())
def test_the_library_draws_every_document(policy_id: str):
    app = AppTest.from_function(_library, default_timeout=20)
    app.query_params["policy"] = policy_id
    app.query_params["clause"] = "二（一）"
    app.run()
    assert not app.exception
    assert library.document(policy_id).facts.short_name in app.selectbox[0].format_func(policy_id)
    assert "passage" in everything(app)
