"""Scores the acts of labelled messages: which slots they state, missing, wrong and extra ones.

A line: `text`, `slots` by path, and perhaps `asking` and `context` (messages before). A slot's label is a value,
`"unknown"`, or `{"any_of": [...], "optional": true}`. Values equal to the documented default may be left out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant.answers import acts
from assistant.understand import localise, understand

FOLDER = Path(__file__).parent
_DEFAULTS: dict[str, Any] = {
    "treatment": "other",
    "diseases": [],
    "hospital_level": 3,
    "designated": True,
    "place": "in_county",
    "referral": "standard",
    "basic_paid": "0.00",
    "catastrophic_paid": "0.00",
    "civil_aid_paid": "0.00",
    "relief_fund_paid": "0.00",
    "identities": [],
}
_LISTS = {
    "jiulongpo-2023": ("special-2012", "child-2012"),
    "pengshui-2023": ("special-2012", "child-2012"),
    "chongqing-2012": ("special-2012", "child-2012"),
    "banan-2018": ("chronic-2018", "major-2018"),
    "jiangsu-2023-draft": (),
}
#: What was said before a line that answers a question and brings no context of its own.
_OPENING = {
    "policy": "我妈脑梗住院，想问能救助多少",
    "person.identities": "户口是九龙坡的，住院",
    "person.age": "按重庆市2012年那个文件，低保户，门诊看病",
    "bills[0].care": "我是九龙坡的低保户",
    "bills[0].diseases": "我是九龙坡的低保户，住院",
}


@dataclass
class Score:
    """Slots right, wrong or extra, and missing; the lines that are not exact, with the reasons."""

    right: int = 0
    wrong: int = 0
    missing: int = 0
    lines: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missing)


def lines(name: str) -> list[dict[str, Any]]:
    """The lines of a file of labelled messages beside this module."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines() if line.strip()]


def score(rows: list[dict[str, Any]]) -> Score:
    """The score of labelled messages."""
    total = Score()
    for row in rows:
        before, after = _slots(row)
        found = list(faults(row, before, after, total))
        total.lines += 1
        if found:
            total.faults.append(f"{row['text']}: {'; '.join(found)}")
    return total


def _slots(row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    slots: dict[str, Any] = {}
    asking = row.get("asking")
    for text in row.get("context") or ([_OPENING.get(asking, "我是九龙坡的低保户，骨折住院")] if asking else []):
        _take(slots, text, None)
    if asking:
        slots.pop(asking, None)
    before = dict(slots)
    _take(slots, row["text"], asking)
    return before, slots


def _take(slots: dict[str, Any], text: str, asking: str | None) -> None:
    for act in understand(text, asking=asking, policy=slots.get("policy"), known=slots):
        if isinstance(act, acts.Deny):
            _deny(slots, act)
        elif isinstance(act, acts.Inform | acts.Correct):
            held = slots.get(act.field)
            adds = isinstance(act, acts.Inform) and isinstance(held, list) and act.value and act.field != asking
            slots[act.field] = list(dict.fromkeys([*held, *act.value])) if adds and held else act.value
    if slots.get("person.identities"):
        slots["person.identities"] = localise(slots["person.identities"], slots.get("policy"))


def _deny(slots: dict[str, Any], act: acts.Deny) -> None:
    held = slots.get(act.field)
    if isinstance(held, list) and act.value in held:
        held = [one for one in held if one != act.value]
        slots[act.field] = held
    if held in (act.value, []):
        slots.pop(act.field, None)


def faults(row: Mapping[str, Any], before: dict[str, Any], after: dict[str, Any], total: Score) -> Iterator[str]:
    policy = after.get("policy")
    for path, label in row["slots"].items():
        value, default = _own(policy, path, after.get(path)), _DEFAULTS.get(path.rpartition(".")[2])
        if path.endswith(".diseases") and policy == "jiangsu-2023-draft":
            continue
        if label == "unknown":
            if value is None or value == before.get(path):
                total.right += 1
            else:
                total.wrong += 1
                yield f"{path} {value} for an unknown answer"
            continue
        optional = isinstance(label, dict)
        wanted = [_same(one) for one in (label["any_of"] if isinstance(label, dict) else [label])]
        if value is None and (optional or (default is not None and _same(default) in wanted)):
            continue
        if _same(value) in wanted:
            total.right += not optional
        elif value is None:
            total.missing += 1
            yield f"{path} missing"
        else:
            total.wrong += 1
            total.missing += not optional
            yield f"{path} {value}"
    for path, value in after.items():
        extra = _own(policy, path, value)
        new = path not in row["slots"] and _same(before.get(path)) != _same(value) and extra not in (None, [], {})
        if new and _same(extra) != _same(_DEFAULTS.get(path.rpartition(".")[2])):
            total.wrong += 1
            yield f"{path} extra {extra}"


def _own(policy: str | None, path: str, value: Any) -> Any:
    """Diseases on the lists of the document only."""
    if not path.endswith(".diseases") or value is None:
        return value
    return [one for one in value if one.partition("/")[0] in _LISTS.get(policy or "", ("special-2012", "child-2012"))]


def _same(value: Any) -> Any:
    """In a form that compares: amounts as numbers, lists without order."""
    if isinstance(value, list):
        return frozenset(tuple(sorted(one.items())) if isinstance(one, dict) else one for one in value)
    if isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value
