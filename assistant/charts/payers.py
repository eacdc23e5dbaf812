"""Who pays what of a bill: a waterfall from the whole cost down to what the person still bears.

Every bar has its name and its amount beside it, and each kind of payer its own fill (outlined, filled, hatched by
strokes), so that it can be read without colour and in print.
"""

from collections.abc import Sequence

from assistant.answers.questions import fen_as_money
from assistant.charts.drawing import LINE, PAPER, QUIET, Spec, as_is, field, finished, layer, text_mark, words, yuan
from assistant.results.shares import WHOLE, Payer

#: Kind → fill and outline: light and solid, dark and solid, white with a thick outline; what is open has dashes.
_FILLS = {
    "whole": (PAPER, QUIET),
    "insurance": ("#b9c9d3", "#54707f"),
    "aid": ("#0b5a7a", "#0b5a7a"),
    "open": ("#f4ecd8", "#8a5a00"),
    "self": (PAPER, "#a8481c"),
}
_DASHES = [7, 5]


def payers_chart(payers: Sequence[Payer], size: int = 16, whole: str = WHOLE) -> Spec:
    """The waterfall, as wide as its place; ``size``: the type size in px, ``whole``: what the first bar is called."""
    rows = _rows(payers, whole)
    places = {"axis": None, "scale": {"domain": [0, len(rows)], "reverse": True, "nice": False}}
    top = max((row["end"] for row in rows), default=0) or 1
    costs = {"axis": None, "scale": {"domain": [0, top], "nice": False}}
    at = field("at", **places)
    joint = {"type": "rule", "stroke": LINE, "strokeWidth": 1.5, "strokeDash": [3, 3]}
    bar = {"type": "rect", "strokeWidth": 2, "cornerRadius": 2}
    drawn = {
        "x": field("start", **costs),
        "x2": {"field": "end"},
        "y": field("upper", **places),
        "y2": {"field": "lower"},
        "fill": as_is("fill"),
        "stroke": as_is("stroke"),
    }
    # The widest line decides how large the type can be: a name and its amount never meet.
    fitting = {"fontSize": {"expr": f"min({size}, (width - 8) / {max(map(_width, rows)):.1f})"}}
    name = {**text_mark(size, align="left", baseline="middle"), **fitting}
    amount = {**text_mark(size, bold=True, align="right", baseline="middle"), **fitting}
    layers = [
        layer(
            rows[1:],
            joint,
            {"x": field("end", **costs), "y": field("above", **places), "y2": {"field": "upper"}},
        ),
        layer([row for row in rows if row["kind"] != "open"], bar, drawn),
        layer([row for row in rows if row["kind"] == "open"], {**bar, "strokeDash": _DASHES}, drawn),
        # The name stands above its bar, the amount at the right edge: both fit a phone.
        layer(rows, name, {"x": {"value": 2}, "y": at, "text": words("label")}),
        layer(rows, amount, {"x": {"value": {"expr": "width - 2"}}, "y": at, "text": words("amount")}),
    ]
    return finished(layers, round(len(rows) * size * 3.1), payers_text(payers, whole), size)


def _width(row: Spec) -> float:
    """How wide a line is (em): characters of the language are square, digits about half, and there is a gap."""
    text = f"{row['label']}{row['amount']}"
    return 1 + sum(1.0 if ord(character) > 0x2E80 else 0.6 for character in text)


def payers_rows(payers: Sequence[Payer], whole: str = WHOLE) -> list[dict[str, str]]:
    """The same as a table: one row for the whole cost, one for each payer, and what is left after it."""
    left = sum(payer.amount for payer in payers)
    rows = [{"项目": whole, "金额": fen_as_money(left), "其后还剩": fen_as_money(left)}]
    for payer in payers:
        left -= payer.amount
        rest = "" if payer.kind == "self" else fen_as_money(left)
        rows.append({"项目": payer.label, "金额": payer.money, "其后还剩": rest})
    return rows


def payers_text(payers: Sequence[Payer], whole: str = WHOLE) -> str:
    """The same in one sentence, for screen readers."""
    cost = fen_as_money(sum(payer.amount for payer in payers))
    parts = "，".join(f"{payer.label} {payer.money}" for payer in payers)
    return f"{whole} {cost}：{parts}。"


def _rows(payers: Sequence[Payer], name: str) -> list[Spec]:
    """Where each bar begins and ends (yuan), from the whole cost downwards."""
    whole = sum(payer.amount for payer in payers)
    rows = [_row(0, name, fen_as_money(whole), 0, whole, "whole")]
    left = whole
    for place, payer in enumerate(payers, start=1):
        rows.append(_row(place, payer.label, payer.money, left - payer.amount, left, payer.kind))
        left -= payer.amount
    return rows


def _row(place: int, label: str, amount: str, start: int, end: int, kind: str) -> Spec:
    fill, stroke = _FILLS[kind]
    return {
        "row": place,
        "kind": kind,
        "label": label,
        "amount": amount,
        "start": yuan(start),
        "end": yuan(end),
        "at": place + 0.30,
        "upper": place + 0.56,
        "lower": place + 0.92,
        "above": place - 0.08,  # the lower edge of the bar before
        "fill": fill,
        "stroke": stroke,
    }
