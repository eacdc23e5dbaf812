"""Answers for tests: whole cases by field, and frames drawn at random."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from assistant.answers.frame import Frame, Slot, bill_field
from knowledge import catalogues, glossary, library
from rules import codes
from rules.policies import policy

#: 九龙坡, 低保, 乳腺癌, 8万 in policy range: the run that every face of the product is tried with.
JIULONGPO: dict[str, Any] = {
    "policy": "jiulongpo-2023",
    "person.identities": ["dibao"],
    "bills[0].diseases": ["special-2012/06"],
    "bills[0].care": "inpatient",
    "bills[0].hospital_level": 3,
    "bills[0].designated": True,
    "bills[0].place": "in_county",
    "bills[0].referral": "standard",
    "bills[0].eligible": "80000.00",
    "bills[0].basic_paid": "40000.00",
    "bills[0].catastrophic_paid": "10000.00",
    "bills[0].date": "2024-03-01",
    "bills": False,
}


def frame_of(answers: dict[str, Any]) -> Frame:
    """A frame that states these answers."""
    frame = Frame()
    for path, value in answers.items():
        frame = frame.put(path, Slot(value))
    return frame


def _values(policy_id: str) -> dict[str, st.SearchStrategy[Any]]:
    rules = policy(policy_id)
    listed = [e.id for e in catalogues.entries() if e.catalogue in rules.parameters.lists]
    held = [*(["registered_poor"] if policy_id == "banan-2018" else rules.parameters.codes)]
    values: dict[str, st.SearchStrategy[Any]] = {
        "person.identities": st.lists(st.sampled_from(held), max_size=2, unique=True),
        "person.age": st.integers(0, 110),
        "person.needs_maintenance": st.booleans(),
        bill_field(0, "diseases"): st.lists(st.sampled_from(listed), max_size=1) if listed else st.just([]),
        bill_field(0, "care"): st.sampled_from(codes.CARE),
        bill_field(0, "treatment"): st.sampled_from(codes.TREATMENT),
        bill_field(0, "hospital_level"): st.sampled_from(codes.HOSPITAL_LEVEL),
        bill_field(0, "designated"): st.booleans(),
        bill_field(0, "place"): st.sampled_from(codes.PLACE),
        bill_field(0, "referral"): st.sampled_from(codes.REFERRAL),
    }
    return values


@st.composite
def answers(draw: st.DrawFn, complete: bool = False) -> dict[str, Any]:
    """Answers of one person with one bill; without ``complete`` some are missing."""
    policy_id = draw(st.sampled_from(library.policy_ids()))
    found: dict[str, Any] = {"policy": policy_id}
    for path, strategy in _values(policy_id).items():
        if complete or draw(st.booleans()):
            found[path] = draw(strategy)
    if complete or draw(st.booleans()):
        eligible = draw(st.integers(1, 400)) * 50_000
        basic = draw(st.integers(0, eligible))
        catastrophic = draw(st.integers(0, eligible - basic))
        amounts = {
            "total": eligible + draw(st.integers(0, 50)) * 10_000,
            "eligible": eligible,
            "basic_paid": basic,
            "catastrophic_paid": catastrophic,
        }
        for name, fen in amounts.items():
            found[bill_field(0, name)] = f"{fen // 100}.{fen % 100:02d}"
        if complete or draw(st.booleans()):
            found[bill_field(0, "civil_aid_paid")] = "0.00"
            found[bill_field(0, "relief_fund_paid")] = "0.00"
    if complete:
        found["person.insured"] = True
        begins = library.facts(policy_id).in_force_from
        found[bill_field(0, "date")] = max(date(2024, 5, 6), begins).isoformat()
        found["bills"] = False
        if policy_id == "jiangsu-2023-draft":
            found["parameters.disposable_income"] = "52000.00"
    return found


def label_of(code: str, policy_id: str) -> str:
    """The word for an identity as a page shows it."""
    return glossary.label("identity", code, policy_id)
