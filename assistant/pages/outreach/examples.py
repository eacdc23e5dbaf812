"""The prepared examples of all documents, and an example told in one line of its own facts."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from assistant.answers.questions import money, value_label
from knowledge.examples import Example
from knowledge.examples import examples as examples_of
from rules.policies import policy_ids


@cache
def examples() -> tuple[Example, ...]:
    """All examples, by document in the order in which they are shown, then as written."""
    return tuple(example for policy in policy_ids() for example in examples_of(policy))


def beside(example: Example) -> str:
    """The document to compare an example with first: its own choice, any other where it has none that can be used."""
    others = [name for name in policy_ids() if name != example.policy]
    return example.beside if example.beside in others else next(iter(others), example.policy)


def in_one_line(case: Mapping[str, Any]) -> str:
    """The facts of a case with one bill: 低保对象，住院，胃癌，三级医院；总费用 90,000元，政策范围内 80,000元……."""
    return "；".join(("，".join(_facts(case)), "，".join(_costs(case["bills"][0]))))


def _facts(case: Mapping[str, Any]) -> Iterator[str]:
    policy, bill = str(case["policy"]), case["bills"][0]
    yield value_label("person.identities", case["person"]["identities"], policy)
    if bill["care"] == "outpatient" and bill.get("treatment", "other") != "other":
        yield f"门诊{value_label('bills[0].treatment', bill['treatment'])}".replace("门诊门诊", "门诊")
    else:
        yield value_label("bills[0].care", bill["care"])
    yield value_label("bills[0].diseases", bill.get("diseases", []))
    yield f"{value_label('bills[0].hospital_level', bill.get('hospital_level', 3))}医院"


def _costs(bill: Mapping[str, Any]) -> Iterator[str]:
    yield f"总费用 {money(bill.get('total', bill['eligible']))}"
    yield f"政策范围内 {money(bill['eligible'])}"
    paid = sum(float(bill.get(name, 0)) for name in ("basic_paid", "catastrophic_paid"))
    yield f"医保和大病保险报了 {money(f'{paid:.2f}')}"
