"""What a paper says is what the result says: amounts, clauses, quotes, open readings, and no promise."""

from datetime import date

import pytest
from report_cases import CASES, ON, paper, paper_of, vector_cases

from assistant import report
from assistant.answers.frame import Frame, Slot
from assistant.answers.situation import Situation
from assistant.results.differences import differences_of
from assistant.results.explain import explain
from assistant.results.outcome import outcome
from assistant.results.verdicts import VERDICTS
from knowledge import library
from rules.calculate import calculate
from rules.door import NamedDisease, read_case
from rules.what_if import Difference


@pytest.mark.parametrize(("name", "data"), [pytest.param(*case, id=case[0]) for case in vector_cases()])
def test_every_worked_case_becomes_a_paper_that_agrees_with_its_result(name: str, data: object) -> None:
    case = read_case(data, lambda disease, _: NamedDisease())
    result = calculate(case)
    view = report.content(case, result, ON)
    assert view.aid is not None
    assert view.aid.fen == result.aid_total
    assert view.self_pay is not None
    assert view.self_pay.fen == result.self_pay
    assert view.verdict in VERDICTS.values()
    for shown, computed in zip(view.bills, result.bills, strict=True):
        assert shown.total.fen == computed.total
        for benefit, layer in zip(shown.benefits, computed.benefits, strict=True):
            assert [s.amount.fen for s in benefit.steps] == [s.value for s in layer.steps]
            assert (benefit.amount.fen if benefit.amount else 0) == layer.amount
            if layer.at_least and layer.amount:
                assert benefit.amount is not None
                assert benefit.amount.bound == "至少"
    if result.premium is not None:
        assert view.premium is not None
        assert (view.premium.benefit.amount.fen if view.premium.benefit.amount else 0) == result.premium.amount
    cited = {c.ref.id: c for c in view.clauses}
    for clause_id, clause in cited.items():
        assert clause.text == library.clause(clause_id).text
    for source in _sources(result):
        underlined = "".join("".join(r.text if r.quoted else "|" for r in p) for p in cited[source.clause].paragraphs)
        assert "".join(source.quote.split()) in "".join(underlined.split()).replace("||", "|")


def _sources(result):
    for bill in result.bills:
        for benefit in bill.benefits:
            yield from (s for item in (*benefit.steps, *benefit.conditions) for s in item.citations)
    yield from (reading.source for reading in result.readings)
    yield from (s for notice in result.warnings for s in notice.citations)
    yield from (s for notice in result.entitlements for s in notice.citations)
    if result.premium is not None:
        yield from (s for item in (*result.premium.steps, *result.premium.conditions) for s in item.citations)


def test_the_document_is_named_with_number_date_status_and_version() -> None:
    policy = paper("one bill").policy
    assert policy.title == "重庆市九龙坡区关于健全重特大疾病医疗保险和救助制度的实施办法"
    assert policy.number == "九龙坡府办发〔2023〕80号"
    assert policy.in_force == "自2023年10月14日起施行。"
    assert policy.status == "现行"
    assert library.document("jiulongpo-2023").facts.sha256.startswith(policy.version)
    assert len(policy.version) == 12


def test_an_assumed_commencement_is_said_to_be_assumed() -> None:
    assert paper("three bills").policy.in_force.startswith("自2023年5月30日起（推定）。文件没有写明施行日期")


@pytest.mark.parametrize(("name", "word"), [("draft", "征求意见稿"), ("may have ended", "可能已经结束")])
def test_a_document_that_may_not_hold_is_said_first(name: str, word: str) -> None:
    view = paper(name)
    assert word in view.standing[0].text
    assert view.standing[0].citations
    assert all(word not in warning.text for warning in view.warnings)


def test_a_floor_is_carried_to_every_amount() -> None:
    view = paper("floors")
    assert view.amount.startswith("至少 ")
    assert view.aid.bound == "至少"
    assert view.self_pay.bound == "最多"
    assert {p.kind: p.bounded.bound for p in view.bills[0].payers} == {"insurance": "", "aid": "至少", "self": "最多"}


def test_what_is_left_is_a_ceiling_where_a_layer_is_not_settled() -> None:
    view = paper("undetermined")
    assert view.verdict == "尚不能判断"
    assert view.amount == ""
    assert view.self_pay.bound == "最多"
    assert {c.state for b in view.bills[0].benefits for c in b.conditions} == {"未定", "满足"}


def test_without_an_identity_the_failed_condition_stands_with_its_clause() -> None:
    view = paper("no identity")
    failed = [c for b in view.bills[0].benefits for c in b.conditions if c.state == "不满足"]
    assert view.verdict == "可能不符合"
    assert view.amount == ""
    assert failed[0].citations
    assert any("区民政局" in step and "因病致贫重病患者" in step for step in view.next_steps)
    assert not any("直接获得" in step for step in view.next_steps)


def test_an_identity_of_earlier_rules_is_undetermined_not_refused() -> None:
    assert paper("deferred identity").verdict == "尚不能判断"


@pytest.mark.parametrize(
    ("name", "verdict", "amount"),
    [
        ("premium only", "可能符合", "380元"),
        ("premium not covered", "尚不能判断", ""),
        ("premium refused", "可能不符合", ""),
    ],
)
def test_a_premium_alone_has_a_verdict_of_its_own(name: str, verdict: str, amount: str) -> None:
    view = paper(name)
    assert (view.verdict, view.amount) == (verdict, amount)
    assert not view.bills
    assert view.premium is not None
    assert view.premium.sentence == view.sentence


def test_an_open_reading_shows_both_amounts_and_whom_to_ask() -> None:
    (reading,) = paper("three bills").readings
    assert [(c.amount.fen, c.chosen) for c in reading.choices] == [(5280044, True), (5760044, False)]
    assert reading.ask == "彭水县医保局"
    assert reading.source.clause in {c.ref.id for c in paper("three bills").clauses}
    (of_premium,) = paper("premium only").premium.readings
    assert [c.amount.fen for c in of_premium.choices] == [38000, 0]


def test_facts_are_told_in_words_and_amounts_as_numbers() -> None:
    view = paper("three bills")
    told = {(group.title, fact.label): fact for group in view.facts for fact in group.facts}
    assert told["个人情况", "救助身份"].value == "低保对象、低保边缘家庭成员"
    assert told["第3笔费用", "门诊治疗方式"].value == "透析"
    assert told["第1笔费用", "符合政策范围金额"].amount.fen == 8000000
    assert told["本年度此前已用金额", "特殊疾病救助"].value == "3,000元"
    assert told["参保资助", "参保档次"].value == "二档"
    assert ("第1笔费用", "门诊治疗方式") not in told
    assert {f.label: f.value for f in paper("draft").facts[2].facts}["当地救助比例"] == "82.5%"


def test_a_chosen_reading_is_among_the_facts() -> None:
    view = paper_of({**CASES["one bill"], "readings": {"tilt_period": "annual"}})
    assert [f.value for group in view.facts for f in group.facts][-1] == "全年累计只算一次"


def test_a_conversation_tells_only_what_was_answered() -> None:
    frame = Frame({"policy": Slot("jiulongpo-2023"), "person.identities": Slot(["dibao"])})
    for name, value in {**CASES["one bill"]["bills"][0], "basic_paid": None}.items():
        frame = frame.put(f"bills[0].{name}", Slot(value, "unknown" if value is None else "given"))
    found = outcome(Situation(frame))
    view = report.of_explanation(explain(found), ON)
    labels = [fact.label for group in view.facts for fact in group.facts]
    assert "基本医疗保险统筹基金支出" not in labels
    assert "医院等级" not in labels
    assert "基本医疗保险统筹基金支出" in "".join(point.text for point in view.open_points)
    assert "之间" in view.amount
    assert any("基本医疗保险统筹基金支出" in step for step in view.next_steps)


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx"])
def test_a_conversation_without_costs_shows_conditions_and_no_money(kind: str) -> None:
    frame = Frame({"policy": Slot("jiulongpo-2023"), "person.identities": Slot(["dibao"])})
    frame = frame.put("bills[0].diseases", Slot(["special-2012/06"])).put("bills[0].eligible", Slot(None, "unknown"))
    view = report.of_explanation(explain(outcome(Situation(frame))), ON)
    assert view.aid is None
    assert view.self_pay is None
    assert [(b.total, b.payers) for b in view.bills] == [(None, ())]
    special = view.bills[0].benefits[0]
    assert (special.status_in_short, special.amount, special.steps, special.pool) == ("尚不能判断", None, (), "")
    assert special.conditions
    assert getattr(report, kind)(view)


def test_the_differences_are_said_in_words() -> None:
    texts = {d.text: (d.aid.text, d.change_text) for d in paper("one bill").differences}
    assert texts["如果转诊情况是“未按规定转诊”"] == ("0元", "少 25,400元")
    assert texts["如果还经认定是“特困人员”"] == ("27,000元", "多 1,600元")
    assert not any("以前结的账" in text for text in texts), "the bill has its day"
    assert any(d.text.startswith("如果第1笔的") for d in paper("three bills").differences)


def test_a_difference_without_words_is_refused_rather_than_printed_as_a_code() -> None:
    case = read_case(CASES["one bill"])
    with pytest.raises(ValueError, match=r"person\.age"):
        differences_of([Difference("person.age", 80, 1, 1)], calculate(case))


def test_the_counter_text_names_the_document_and_promises_nothing() -> None:
    for name in CASES:
        view = paper(name)
        assert view.policy.title in view.counter
        assert "审核" in view.sentence or "核实" in view.sentence
        assert not any(word in view.sentence + view.counter for word in ("保证", "一定", "肯定"))


def test_the_day_is_the_one_given() -> None:
    case = read_case(CASES["one bill"])
    assert report.content(case, calculate(case), date(2025, 12, 31)).date_text == "2025年12月31日"
