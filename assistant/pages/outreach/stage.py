"""What is on the screen: which example, which view, what was changed. A plain object of the session."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import streamlit as st

from assistant.pages.outreach.examples import beside, examples
from knowledge.examples import Example
from rules.money import to_yuan
from rules.policies import policy

View = Literal["curve", "payers", "beside"]
VIEWS: dict[View, str] = {"curve": "救助随费用变化", "payers": "钱由谁出", "beside": "两份文件对照"}
_KEY = "stage"
#: What the speaker can change of an example.
Own = Literal["identity", "eligible", "insured_share"]


@dataclass(slots=True)
class Stage:
    """``own``: what was changed of the example; ``beside``: the other document, the example's own choice where None."""

    place: int = 0
    view: View = "curve"
    large: bool = False
    own: dict[Own, Any] = field(default_factory=dict)
    other: str | None = None

    @property
    def example(self) -> Example:
        """The example on the screen."""
        return examples()[self.place]

    @property
    def beside(self) -> str:
        """The document to compare with."""
        return self.other or beside(self.example)

    @property
    def case(self) -> dict[str, Any]:
        """The example's case with what was changed of it."""
        return changed(self.example.case, self.own)

    def neighbour(self, steps: int) -> int:
        """The place of the next or the previous example; round at the ends."""
        return (self.place + steps) % len(examples())

    def show(self, place: int) -> None:
        """To an example, as prepared."""
        self.place, self.own, self.other = place, {}, None

    def look(self, view: View) -> None:
        """Another picture of the same example."""
        self.view = view

    def enlarge(self, large: bool) -> None:
        """To the large screen or back."""
        self.large = large

    def set(self, name: Own, value: Any) -> None:
        """Change one thing of the example."""
        if value is not None:
            self.own[name] = value


def current() -> Stage:
    """The visitor's stage."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Stage()
    return cast(Stage, st.session_state[_KEY])


def changed(case: Mapping[str, Any], own: Mapping[Own, Any]) -> dict[str, Any]:
    """A case with another identity, eligible cost (yuan) or share that insurance paid (percent); the rest follows."""
    data = deepcopy(dict(case))
    bill = data["bills"][0]
    if "identity" in own:
        data["person"]["identities"] = [own["identity"]]
    before = _fen(bill["eligible"])
    cost = int(own.get("eligible", before // 100)) * 100
    for name in ("total", "basic_paid", "catastrophic_paid"):
        if name in bill:
            bill[name] = to_yuan(_fen(bill[name]) * cost // before)
    bill["eligible"] = to_yuan(cost)
    if "insured_share" in own:
        bill["basic_paid"], bill["catastrophic_paid"] = to_yuan(cost * int(own["insured_share"]) // 100), "0.00"
    return data


def insured_share(case: Mapping[str, Any]) -> int:
    """The share of the eligible cost that insurance paid, in whole percent."""
    bill = case["bills"][0]
    paid = sum(_fen(bill.get(name, "0")) for name in ("basic_paid", "catastrophic_paid"))
    return round(100 * paid / max(_fen(bill["eligible"]), 1))


def under(case: Mapping[str, Any], other: str) -> dict[str, Any]:
    """The same case under another document: its own figures of the place are left out."""
    kept = {name: value for name, value in case.items() if name in ("person", "bills")}
    local = {k: v for k, v in case.get("parameters", {}).items() if k in policy(other).family.local}
    return {"policy": other, **kept, **({"parameters": local} if local else {})}


def _fen(yuan: str) -> int:
    whole, _, cents = yuan.partition(".")
    return int(whole) * 100 + int((cents + "00")[:2])
