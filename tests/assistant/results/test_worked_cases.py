"""The worked cases as conversations: who answers only what is asked gets what the whole case gives."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.answers.frame import Frame, Slot, from_case, split_bill_field
from assistant.answers.governing import govern
from assistant.answers.situation import Situation
from assistant.results.outcome import outcome
from rules.money import to_yuan

VECTORS = Path(__file__).parents[2] / "rules" / "vectors"
#: What holds where a case says nothing.
UNSAID: dict[str, Any] = {
    "diseases": [],
    "treatment": "other",
    "hospital_level": 3,
    "designated": True,
    "place": "in_county",
    "referral": "standard",
    "date": "2024-01-01",
    "basic_paid": "0",
    "catastrophic_paid": "0",
    "civil_aid_paid": "0",
    "relief_fund_paid": "0",
    "needs_maintenance": False,
}
#: Long ledgers take long and ask the same questions again.
_MOST_BILLS, _MOST_CASES = 2, 25
#: Stated beforehand: nobody is asked for these.
_TOLD = ("year_to_date.", "readings.", "parameters.")


def talked_through(case: dict[str, Any]) -> tuple[Frame, list[str]]:
    """The frame after every question asked was answered from the case, and the questions."""
    whole = from_case(case)
    frame = Frame().put("policy", Slot(case["policy"]))
    for path, slot in whole.slots.items():
        alone = path.startswith("premium.") and not case["bills"]  # who asks about the contribution first asks for that
        if (path.startswith(_TOLD) or alone) and path != "parameters.disposable_income":
            frame = frame.put(path, slot)
    asked: list[str] = []
    while (field := Situation(frame).journey.next) is not None:
        asked.append(field)
        if field == "bills":
            frame = frame.add_bill() if frame.bills < len(case["bills"]) else frame.put("bills", Slot(False))
        elif whole.known(field):
            frame = frame.put(field, Slot(whole.value(field)))
        else:
            frame = frame.put(field, unsaid(field, whole))
    for path, slot in whole.slots.items():
        frame = frame.put(path, slot) if path.startswith("premium.") else frame
    return frame, asked


def unsaid(field: str, whole: Frame) -> Slot:
    place = split_bill_field(field)
    name = place[1] if place else field.rpartition(".")[2]
    if name == "total":
        return Slot(whole.value(field.replace("total", "eligible")))
    return Slot(UNSAID[name]) if name in UNSAID else Slot(None, "unknown")


@pytest.mark.parametrize("policy_id", sorted(path.stem for path in VECTORS.glob("*.jsonl")))
def test_the_answers_asked_for_give_the_aid_of_the_whole_case(policy_id: str):
    talked = 0
    for number, line in enumerate((VECTORS / f"{policy_id}.jsonl").read_text("utf-8").splitlines()):
        case = json.loads(line)
        if len(case["case"]["bills"]) > _MOST_BILLS or talked >= _MOST_CASES:
            continue
        if any(not isinstance(one, str) for one in case["case"]["person"]["identities"]):
            continue  # an identity that is held for a time is no answer to a question
        frame, asked = talked_through(case["case"])
        if govern(frame).policy != policy_id:
            continue  # the conversation chooses the document by place, date and person; the case names it
        assert len(set(asked) - {"bills"}) == len(asked) - asked.count("bills"), (number, asked)
        assert to_yuan(outcome(Situation(frame)).result.aid_total) == case["expected"]["aid_total"], (number, asked)
        talked += 1
    assert talked == _MOST_CASES
