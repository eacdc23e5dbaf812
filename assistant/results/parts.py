"""Bills that different documents govern, in words: one explanation for each document, and what they come to together.

Each part counts its own bills; here they get back the numbers that they have in the whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.frame import bill_field, split_bill_field
from assistant.answers.questions import fen_as_money
from assistant.answers.situation import Situation
from assistant.results.amounts import Amount, Bound
from assistant.results.explain import explain
from assistant.results.explained import Cited, Explanation, Whole
from assistant.results.outcome import Outcome, outcome
from assistant.results.verdicts import PROVISO
from knowledge import library
from rules.money import to_yuan
from rules.parts import shared_limits
from rules.result import Json, NoticeResult

_NUMBERED = re.compile(r"第(\d{1,3}(?:、\d{1,3}){0,99})笔")


def told_of(situation: Situation) -> Explanation:
    """The result of the answers in words, each document's bills apart.

    Raises:
        CaseError: the answers contradict each other, or no document governs.
    """
    parts = situation.parts
    if not parts:
        return explain(outcome(situation))
    return together([explain(outcome(part)) for _, part in parts], [places for places, _ in parts])


def together(parts: Sequence[Explanation], places: Sequence[tuple[int, ...]]) -> Explanation:
    """The last part with the earlier ones before it. ``places``: of each part's bills in the whole."""
    if len(parts) < 2:
        return parts[0]
    told = [_numbered(part, own) for part, own in zip(parts, places, strict=True)]
    return replace(told[-1], earlier=tuple(told[:-1]), whole=_whole(told))


def as_json(told: Explanation) -> Json:
    """The interface's result: of several documents its parts, their sum and the warning."""
    if told.whole is None:
        return told.found.to_json()
    parts = told.parts
    founds = [part.found for part in parts]
    data: Json = {
        "policy": None,
        "identity": None,
        "aid_total": to_yuan(sum(found.result.aid_total for found in founds)),
        "at_least": any(found.result.at_least for found in founds),
        "parts": [found.to_json() for found in founds],
        "warnings": [notice.to_json() for notice in _shared(founds)],
    }
    if any(found.is_range for found in founds):
        low, high = _range(founds)
        data["range"] = {"low": to_yuan(low), "high": to_yuan(high)}
        data["settled_by"] = list(dict.fromkeys(point.field for part in parts for point in part.open_points))
    return data


def _whole(told: Sequence[Explanation]) -> Whole:
    founds = [part.found for part in told]
    each = "；".join(f"{_bills(part.places)}按《{_document(part.found)}》" for part in told)
    text = f"这些费用要按不同的文件分别算：{each}。"
    known = all(found.costs_known and found.payments_known for found in founds)
    low, high = _range(founds)
    bound: Bound = (
        "最多" if any(f.estimated for f in founds) else "至少" if any(f.result.at_least for f in founds) else ""
    )
    if known and low == high:
        text += f"各自算出的医疗救助合起来是 {Amount(low, bound).text}（{PROVISO}）。"
    elif known:
        text += f"合起来在 {fen_as_money(low)} 到 {fen_as_money(high)} 之间（{PROVISO}）。"
    return Whole(text, tuple(Cited(notice.text, notice.citations) for notice in _shared(founds)))


def _range(founds: Sequence[Outcome]) -> tuple[int, int]:
    return sum(found.low for found in founds), sum(found.high for found in founds)


def _shared(founds: Sequence[Outcome]) -> list[NoticeResult]:
    return shared_limits([found.case for found in founds])


def _bills(places: Sequence[int]) -> str:
    return f"第{'、'.join(str(place + 1) for place in places)}笔"


def _document(found: Outcome) -> str:
    return library.facts(found.result.policy).short_name


def _numbered(part: Explanation, places: tuple[int, ...]) -> Explanation:
    """A part whose bills have the numbers of the whole wherever they are named."""

    def said(text: str) -> str:
        return _NUMBERED.sub(lambda match: _bills([places[int(n) - 1] for n in match[1].split("、")]), text)

    def field(path: str) -> str:
        place = split_bill_field(path)
        return bill_field(places[place[0]], place[1]) if place else path

    bills = (replace(bill, title=_bills([place]) + "费用") for bill, place in zip(part.bills, places, strict=True))
    points = (replace(p, field=field(p.field), label=said(p.label)) for p in part.open_points)
    return replace(
        part,
        places=places,
        bills=tuple(bills),
        open_points=tuple(points),
        differences=tuple(replace(d, text=said(d.text)) for d in part.differences),
        warnings=tuple(replace(w, text=said(w.text)) for w in part.warnings),
    )
