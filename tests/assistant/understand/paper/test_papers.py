"""Papers of every style as the first message: what they give, and that nothing else is taken for money."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.answers.frame import split_bill_field
from assistant.talk.hearing import hear
from assistant.talk.turn import start, turn
from rules.policies import policy as rules_of

AMOUNTS = ("total", "eligible", "basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
#: What a case holds that the papers' labels do not speak of.
UNJUDGED = ("admitted",)
PAPERS = [json.loads(line) for line in Path(__file__).with_name("papers.jsonl").open(encoding="utf-8")]
#: Lists that are judged while no document is known; those of one document count under it alone.
GENERAL_LISTS = ("special-2012", "child-2012")


def flat(case: Any, path: str = "") -> dict[str, Any]:
    if isinstance(case, dict):
        return {k: v for key, value in case.items() for k, v in flat(value, f"{path}.{key}" if path else key).items()}
    if isinstance(case, list) and path == "bills":
        return {k: v for n, value in enumerate(case) for k, v in flat(value, f"bills[{n}]").items()}
    return {path: case}


def read(text: str) -> tuple[dict[str, Any], str]:
    talk, shown = start()
    _, reply = turn(talk, hear(text, talk, shown))
    return flat(reply.case), reply.text


def judged(path: str, value: Any, policy: str | None) -> Any:
    if path.endswith(".diseases"):
        lists = rules_of(policy).parameters.lists if policy else GENERAL_LISTS
        return sorted(one for one in value if one.split("/")[0] in lists)
    if path.rpartition(".")[2] in AMOUNTS:
        return Decimal(value)
    return sorted(value) if isinstance(value, list) else value


def wanted(label: Any) -> tuple[list[Any], bool]:
    if isinstance(label, dict):
        return label["any_of"], bool(label.get("optional"))
    return [label], False


@pytest.mark.parametrize("paper", PAPERS, ids=[f"{paper['kind']}-{paper['id']}" for paper in PAPERS])
def test_a_paper_gives_what_it_states_and_no_other_amount(paper: dict[str, Any]) -> None:
    case, _ = read(paper["text"])
    policy = case.get("policy")
    for path, label in paper["expect"].items():
        values, optional = wanted(label)
        held = judged(path, case[path], policy) if path in case else None
        right = [judged(path, value, policy) for value in values]
        absent = held is None or held == []
        assert held in right or (optional and absent), f"{path}: {held}, not {right}"
    for path, value in case.items():
        bill = split_bill_field(path)
        if path in paper["expect"] or value in ([], None) or (bill is not None and bill[1] in UNJUDGED):
            continue
        assert not (bill is not None and bill[1] in AMOUNTS and Decimal(value)), f"false amount {path} {value}"
    for field in paper["must_not"]:
        path, _, value = field.partition("=")
        assert case.get(path) is None or (value and str(case[path]) != value), f"{path} is {case.get(path)}"


def test_there_are_papers_of_every_style() -> None:
    counted = {kind: sum(paper["kind"] == kind for paper in PAPERS) for kind in {p["kind"] for p in PAPERS}}
    styles = ("list", "two_column", "vertical", "rows", "his_json", "platform", "ocr", "several", "province", "beside")
    assert all(counted[style] >= 3 for style in styles), counted


def test_what_is_not_used_is_said() -> None:
    _, reply = read("总费用：41000.00\n统筹支付：19000.00\n大病支付：3000.00\n某某专项支付：1200.00\n起付线：800.00")
    assert "某某专项支付 1200.00" in reply
    assert "起付线 800.00" in reply


def test_sums_that_do_not_add_up_are_said() -> None:
    _, reply = read("医疗费总额：41000.00\n统筹支付：19000.00\n基金支付总额：22000.00\n个人负担：18000.00")
    assert "相差1000.00元" in reply


def test_a_paper_of_another_day_is_a_further_bill() -> None:
    talk, shown = start()
    paper = "总费用：41000.00\n政策范围内：36000.00\n统筹支付：19000.00\n结算日期：{}"
    talk, shown = turn(talk, hear(paper.format("2024-03-01"), talk, shown))
    _, shown = turn(talk, hear(paper.format("2024-05-01").replace("41000", "42000"), talk, shown))
    case = flat(shown.case)
    assert (case["bills[0].total"], case["bills[1].total"]) == ("41000.00", "42000.00")


def test_two_papers_in_answer_to_whether_there_is_another_bill_are_two_more() -> None:
    from assistant.understand import understand

    paper = "结算日期：{}\n总费用：41000.00\n政策范围内：36000.00\n统筹支付：19000.00\n"
    acts = understand(paper.format("2024-03-01") + "\n" + paper.format("2024-05-01"), asking="bills", bill=1)
    fields = {getattr(act, "field", None) for act in acts}
    assert {"bills[1].total", "bills[2].total"} <= fields


def test_a_sure_and_an_open_disease_of_one_diagnosis_are_both_kept() -> None:
    from assistant.answers.acts import Inform, Propose
    from assistant.understand import read_paper

    amounts = "总费用：41000.00\n政策范围内：36000.00\n统筹支付：19000.00\n"
    paper = read_paper(f"{amounts}出院诊断：乙型肝炎，肝硬化", "banan-2018")
    assert paper is not None
    told = [act for act in paper.acts if isinstance(act, Inform | Propose) and act.field == "bills[0].diseases"]
    assert [type(act) for act in told] == [Inform, Propose]


def test_a_persons_home_counts_more_than_the_papers() -> None:
    case, _ = read("参保地：彭水县\n总费用：41000.00\n政策范围内：36000.00\n统筹支付：19000.00\n我户口在九龙坡，低保")
    assert case["policy"] == "jiulongpo-2023"
    assert case["person.identities"] == ["dibao"]


@pytest.mark.parametrize(
    "text",
    [
        "我是彭水低保\n胃癌住院\n总费用8万",
        "总费用5万左右\n政策范围内4万\n统筹报销3万",
        "总费用和统筹支付怎么看，大病支付是什么意思",
        "2024年住院花了41000元，统筹支付19000元，大病支付3000元，我自己出了19000元",
        "",
        "{}",
        "[1, 2, 3]",
    ],
)
def test_words_are_no_paper(text: str) -> None:
    from assistant.understand import read_paper

    assert read_paper(text) is None
