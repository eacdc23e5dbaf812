"""The calculator against the same policies worked out by hand, over made cases that stand on every line.

Both were written from the documents alone. Where they differ, read the clause that the module in `by_hand/` names.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from batch_rows import Rows
from by_hand import working
from by_hand.case import Json
from by_hand.made import cases
from by_hand.working import answer

from rules import batch
from rules.calculate import calculate
from rules.door import read_case
from rules.money import to_yuan
from rules.policies import policy
from rules.result import Result
from rules.what_if import what_if

POLICIES = tuple(working.POLICIES)
#: Cases of each policy; of these every twentieth is asked too what would change it.
COUNT = 500


@cache
def made(name: str) -> list[Json]:
    return list(cases(name, COUNT))


@cache
def answers(name: str) -> list[Json]:
    """What comes of each by hand."""
    return [answer(case) for case in made(name)]


def said(result: Result) -> Json:
    """The calculator's result, as far as it is worked out by hand too."""
    answered = result.to_json()
    premium = answered["premium"]
    return {
        "identity": answered["identity"],
        "identities": [bill["identity"] for bill in answered["bills"]],
        "offers": {offer["reason"]: offer["aid_total"] for offer in answered["offers"]},
        "aid_total": answered["aid_total"],
        "bills": [
            {
                "self_pay": bill["self_pay"],
                "benefits": {benefit["id"]: (benefit["status"], benefit["amount"]) for benefit in bill["benefits"]},
            }
            for bill in answered["bills"]
        ],
        "readings": _alternatives(answered["readings"], "aid_total"),
        "premium": premium
        and {
            **{name: premium[name] for name in ("identity", "status", "amount")},
            "readings": _alternatives(premium["readings"], "amount"),
        },
    }


def _alternatives(readings: list[Json], amount: str) -> Json:
    """Each reading with its other value and what that gives; there is one other value."""
    found = {}
    for reading in readings:
        (alternative,) = reading["alternatives"]
        found[reading["id"]] = (alternative["value"], alternative[amount])
    return found


@pytest.mark.parametrize("name", POLICIES)
def test_each_case_comes_to_the_same(name: str) -> None:
    for case, by_hand in zip(made(name), answers(name), strict=True):
        assert said(calculate(read_case(case))) == by_hand, case


@pytest.mark.parametrize("name", POLICIES)
def test_all_bills_at_once_come_to_the_same(name: str) -> None:
    asked = [
        (case, by_hand)
        for case, by_hand in zip(made(name), answers(name), strict=True)
        if case["bills"] and case.get("readings", {}).get("student_also") != "recipient"
    ]
    rows = Rows(name, [read_case(case) for case, _ in asked])
    found = batch.compute(name, rows.person, rows.held, rows.columns)
    assert len(rows.places) > COUNT
    for row, (number, given) in enumerate(rows.places):
        case, by_hand = asked[number]
        bill = by_hand["bills"][given]
        amounts = {benefit: amount for benefit, (_, amount) in bill["benefits"].items()}
        assert {benefit: to_yuan(int(fen[row])) for benefit, fen in found.amounts.items()} == amounts, case
        assert to_yuan(int(found.self_pay[row])) == bill["self_pay"], case
        place = int(found.identity[row])
        assert (policy(name).parameters.codes[place] if place >= 0 else None) == by_hand["identities"][given], case


#: What a person may still change of a bill: nobody chooses an emergency, or another day.
_VARIED = {
    "referral": ("standard", "irregular"),
    "place": ("in_county", "in_city", "in_province", "out_of_province"),
    "hospital_level": (0, 1, 2, 3),
    "designated": (False, True),
}
#: What only a child can be is not tried of an adult, or where the age is not known.
_OF_CHILDREN = ("orphan", "unattended_child", "child_in_difficulty")


def _otherwise(case: Json) -> Iterator[tuple[str, object, Json]]:
    """The case with one thing otherwise: (field, value, that case)."""
    for place, bill in enumerate(case["bills"]):
        for field, values in _VARIED.items():
            for value in values:
                bills = [*case["bills"][:place], {**bill, field: value}, *case["bills"][place + 1 :]]
                yield f"bills[{place}].{field}", value, {**case, "bills": bills}
    held = case["person"]["identities"]
    codes = list(dict.fromkeys(one if isinstance(one, str) else one["code"] for one in held))
    child = case["person"].get("age", 18) < 18
    for identity in working.POLICIES[case["policy"]].IDENTITIES:
        if identity not in codes and (child or identity not in _OF_CHILDREN):
            person = {**case["person"], "identities": [*held, identity]}
            yield "person.identities", [*codes, identity], {**case, "person": person}


@pytest.mark.parametrize("name", POLICIES)
def test_what_would_change_the_answer_is_the_same(name: str) -> None:
    listed: set[str] = set()
    for case, by_hand in list(zip(made(name), answers(name), strict=True))[::20]:
        others = [(field, value, answer(other)["aid_total"]) for field, value, other in _otherwise(case)]
        expected = {(field, str(value), aid) for field, value, aid in others if aid != by_hand["aid_total"]}
        differences = what_if(read_case(case))
        assert {(d.field, str(d.value), to_yuan(d.aid_total)) for d in differences} == expected, case
        assert len(differences) == len(expected)
        listed |= {d.field.partition(".")[2] or d.field for d in differences}
    assert "designated" in listed


# The comparison bites: with any one figure a step off, some case comes to something else.


def _figures() -> Iterator[tuple[str, str, str | int | None, int]]:
    """Every figure of every policy: its constant, its place there where it is one of several, how far it is moved.

    A line is moved by a fen in both directions: there are cases on it and beside it.
    """
    for name, module in working.POLICIES.items():
        for constant, figures in vars(module).items():
            if not constant.isupper():
                continue
            for key, figure in _each(figures):
                if isinstance(figure, int) and not isinstance(figure, bool):
                    yield name, constant, key, -1
                    if "LINE" in constant:
                        yield name, constant, key, +1


def _each(figures: object) -> Iterator[tuple[str | int | None, object]]:
    if isinstance(figures, dict):
        yield from figures.items()
    elif type(figures) is tuple:
        yield from enumerate(figures)
    else:
        yield None, figures


@pytest.mark.parametrize(("name", "constant", "key", "step"), list(_figures()))
def test_a_figure_that_is_a_step_off_is_found(
    name: str, constant: str, key: str | int | None, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(name)
    module = working.POLICIES[name]
    figures = getattr(module, constant)
    if key is None:
        moved = figures + step
    elif isinstance(figures, dict):
        moved = {place: figure + step * (place == key) for place, figure in figures.items()}
    else:
        moved = tuple(figure + step * (place == key) for place, figure in enumerate(figures))
    monkeypatch.setattr(module, constant, moved)
    assert any(answer(case) != by_hand for case, by_hand in zip(made(name), expected, strict=True))


def test_the_figures_moved_are_those_that_the_documents_print() -> None:
    """So that none is left out because its constant is written in another way: 九龙坡's, counted in the text."""
    moved = {(constant, key) for name, constant, key, _ in _figures() if name == "jiulongpo-2023"}
    assert {constant for constant, _ in moved} == {
        *("RATE", "SPECIAL_LIMIT", "LARGE_LEVEL", "LARGE_LINE", "LARGE_LIMIT"),
        *("TILT_LINE", "TILT_RATE", "TILT_LIMIT", "TIER1_RATE", "TIER2_RATE"),
    }
    assert len(moved) == 6 + 4 + 1 + 6 + 1 + 5 + 1


def test_what_is_worked_out_by_hand_knows_nothing_of_the_project() -> None:
    for file in sorted(Path(working.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= sys.stdlib_module_names, file.name
            elif isinstance(node, ast.ImportFrom):
                assert (
                    str(node.module).startswith("tests.rules.by_hand")
                    or node.module in sys.stdlib_module_names
                    or str(node.module).startswith("collections")
                ), file.name
