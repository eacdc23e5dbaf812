"""The search's own promises."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.commands.cli import main
from assistant.search import search
from knowledge.library import clause, policy_ids


def test_the_interfaces_example() -> None:
    best = search("没办转诊能报吗", "jiulongpo-2023")[0]
    assert best.clause == "jiulongpo-2023#二（六）3"
    assert best.score == 1.0
    assert best.text == clause(best.clause).text
    assert best.quote == "未按规定转诊的救助对象，所发生的医疗费用原则上不纳入医疗救助范围。"


@pytest.mark.parametrize("policy", policy_ids())
def test_only_the_document_asked_for(policy: str) -> None:
    hits = search("一年最多救助多少钱", policy)
    assert hits
    assert {hit.clause.partition("#")[0] for hit in hits} == {policy}


def test_best_first_and_no_more_than_asked_for() -> None:
    hits = search("低保住院救助比例", "jiulongpo-2023", limit=2)
    assert 1 <= len(hits) <= 2
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_quote_stands_in_its_clause() -> None:
    for question in ("封顶线", "起付线多少", "押金", "异地就医备案", "谁认定低保", "一站式结算"):
        for hit in search(question):
            assert hit.quote in hit.text


def test_a_comparison_takes_the_documents_by_turns() -> None:
    hits = search("九龙坡和彭水免住院押金的条件一样吗")
    assert {hit.clause for hit in hits[:2]} == {"jiulongpo-2023#二（六）3", "pengshui-2023#二（六）"}


def test_a_place_in_the_question_chooses_the_document() -> None:
    assert {hit.clause.partition("#")[0] for hit in search("彭水的低保住院报几成")} == {"pengshui-2023"}


@pytest.mark.parametrize("question", ["", "   ", "？", "产假能休多少天", "阿莫西林多少钱一盒"])
def test_nothing_to_answer(question: str) -> None:
    assert search(question) == []


def test_an_unknown_document_has_no_clauses() -> None:
    assert search("封顶线是多少", "nowhere-1999") == []


@given(st.text(max_size=300), st.sampled_from((None, *policy_ids(), "x")))
@settings(max_examples=300, deadline=None)
def test_no_question_raises(question: str, policy: str | None) -> None:
    assert len(search(question, policy)) <= 5


def test_the_command_answers_every_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ['{"q": "没办转诊能报吗", "policy": "jiulongpo-2023"}', "{", '{"q": 3}', '{"q": "x", "policy": "y"}', "[]"]
    monkeypatch.setattr("sys.stdin", _Lines(lines))
    assert main(["search", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[0]["clauses"][0]["clause"] == "jiulongpo-2023#二（六）3"
    codes = [answer["error"]["code"] for answer in answers[1:]]
    assert codes == ["bad_json", "bad_value", "unknown_policy", "missing_field"]


class _Lines(list[str]):
    def reconfigure(self, **_: str) -> None:
        """As a text stream has it."""


@pytest.mark.parametrize(
    ("q", "policy", "said"),
    [
        ("倾斜救助一年最多多少", "jiulongpo-2023", "年度救助限额2万元"),
        ("特困报几成", "pengshui-2023", "80%"),
        ("起付线是多少", "jiangsu-2023-draft", "10%"),
        ("没办转诊能报吗", "jiulongpo-2023", "不纳入医疗救助范围"),
    ],
)
def test_the_sentence_that_answers_is_the_one_quoted(q: str, policy: str, said: str) -> None:
    best = search(q, policy)[0]
    assert said in best.quote
    assert best.quote in best.text
