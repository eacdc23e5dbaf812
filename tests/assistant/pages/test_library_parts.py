"""政策文库 without a browser: its search, its lists, its coverage, its links."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from knowledge import catalogues, library
from rules.audit import ROLES


def _library() -> None:
    from assistant.pages.library import page

    page()


def opened(**address: str) -> AppTest:
    app = AppTest.from_function(_library, default_timeout=20)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def hits(app: AppTest) -> list[Button]:
    """The buttons that open what was found, best first."""
    return [button for button in app.button if (button.key or "").startswith("to_hit_")]


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def test_a_question_finds_clauses_that_can_be_opened():
    app = opened(part="search")
    app.text_input[0].set_value("九龙坡倾斜救助一年最多多少").run()
    assert not app.exception
    found = html(app)
    hits(app)[0].click().run()
    assert not app.exception
    linked = address(app)
    assert set(linked) == {"policy", "clause", "quote"}
    assert linked["policy"] == "jiulongpo-2023"
    assert linked["quote"] in library.clause(f"jiulongpo-2023#{linked['clause']}").text
    assert linked["quote"] in found
    assert '<p class="passage target">' in html(app)


def test_an_example_is_a_question():
    app = opened(part="search")
    app.button[0].click().run()
    assert "最相关的" in html(app)


def test_what_no_document_says_names_whom_to_ask():
    app = opened(part="search")
    app.text_input[0].set_value("今天天气怎么样").run()
    assert not hits(app)
    assert "请问当地医保经办机构" in html(app)


def test_the_search_keeps_to_one_document():
    app = opened(part="search")
    app.selectbox[0].set_value("pengshui-2023").run()
    app.text_input[0].set_value("门诊怎么救助").run()
    assert {(button.key or "").partition("#")[0] for button in hits(app)} == {"to_hit_pengshui-2023"}


def test_what_is_typed_never_stands_in_the_address():
    app = opened(part="search")
    app.text_input[0].set_value("我得了艾滋病").run()
    assert set(app.query_params) <= {"part", "policy"}
    app = opened(part="diseases")
    app.text_input[0].set_value("艾滋病").run()
    assert set(app.query_params) <= {"part", "policy"}


def test_every_entry_of_every_list_is_shown():
    shown = html(opened(part="diseases"))
    assert [entry.name for entry in catalogues.entries() if entry.name not in shown] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("尿毒症", "名单上有"),
        ("血癌", "是慢性粒细胞白血病（慢粒），还是急性白血病"),
        ("感冒", "四份名单里都没有找到"),
        ("<img src=x onerror=alert(1)>", "四份名单里都没有找到"),
    ],
)
def test_a_disease_is_looked_up(words: str, said: str):
    app = opened(part="diseases")
    app.text_input[0].set_value(words).run()
    assert not app.exception
    assert said in html(app)
    assert "<img" not in html(app)


@pytest.mark.parametrize("policy_id", library.policy_ids())
def test_the_coverage_accounts_for_every_clause(policy_id: str):
    shown = html(opened(part="coverage", policy=policy_id))
    for clause in library.document(policy_id).clauses:
        if clause.kind == "leaf":
            assert f">{clause.label}" in shown, clause.id


def test_the_coverage_can_be_kept_to_one_kind():
    app = opened(part="coverage", policy="jiulongpo-2023")
    app.get("button_group")[1].set_value(ROLES[-1]).run()
    shown = html(app)
    assert "区里既往的救助政策文件" in shown
    assert shown.count('<th scope="row">') == 2


def test_a_part_that_does_not_exist_is_the_document():
    assert "passage" in html(opened(part="nonsense", policy="nonsense"))


def test_another_document_keeps_the_part():
    app = opened(part="coverage", policy="jiulongpo-2023")
    app.selectbox[0].set_value("banan-2018").run()
    assert app.query_params["policy"] in ("banan-2018", ["banan-2018"])
    assert app.query_params["part"] in ("coverage", ["coverage"])


def test_a_linked_clause_has_an_address_to_pass_on():
    app = opened(policy="jiulongpo-2023", clause="二（三）3")
    assert app.code[0].value == "library?policy=jiulongpo-2023&clause=二（三）3"


@pytest.mark.parametrize("policy_id", library.policy_ids())
def test_the_relations_name_every_other_document(policy_id: str):
    facts = library.document(policy_id).facts
    shown = html(opened(policy=policy_id))
    for cited in facts.basis + facts.refers_to:
        assert cited.number in shown
    for replaced in facts.replaces:
        assert replaced.text in shown
