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
    "question",
    [
        "低保户医保报销几成",
        "我妈吃低保，医保能报多少比例",
        "贫困户住院报销多少",
        "居民大病保险怎么报",
        "去哪里办大病救助",
        "得了直腸癌能申請救助嗎",
        "特困老人新农合报完还能再报吗",
        "农民家庭如何承担得起这么高的医药费",
        "如何承担得起",
    ],
)
def test_insurance_and_reimbursement_are_said_for_aid(question: str) -> None:
    assert search(question)


@pytest.mark.parametrize(
    "question",
    [
        "上海低保住院能救助多少",
        "统筹基金支付是什么意思",
        "医保统筹和个人账户有什么区别",
        "断保了再参保有什么影响",
        "血压160要不要吃药",
        "商业医疗险等待期",
        "得了甲状腺结节保险公司还给保吗",
        "医保局电话多少",
    ],
)
def test_what_no_document_says_is_left_empty(question: str) -> None:
    assert search(question) == []


def test_care_that_is_named_counts() -> None:
    assert search("门诊自己最多出几成", "banan-2018")[0].clause == "banan-2018#三（二）2"
    assert search("住院自己最多出几成", "banan-2018")[0].clause == "banan-2018#三（二）1"


def test_without_a_document_named_one_that_knows_the_persons_comes_first() -> None:
    assert search("建档立卡贫困户住院报销多少")[0].clause.startswith("banan-2018#")
    assert not search("低保户得了癌症报几成")[0].clause.startswith("banan-2018#")


def test_several_questions_at_once_are_each_answered() -> None:
    hits = search("低保户得癌症报几成？一年最多多少？没办转诊行不行？", "jiulongpo-2023", limit=3)
    assert {"jiulongpo-2023#二（三）2", "jiulongpo-2023#二（六）3"} <= {hit.clause for hit in hits}
