"""Who pays what of a bill: a waterfall from the whole cost down to what the person still bears.

Every bar has its name and its amount beside it, and each kind of payer its own fill (outlined, filled, hatched by
strokes), so that it can be read without colour and in print.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from assistant.charts.drawing import LINE, PAPER, QUIET, finished, text_style, yuan
from assistant.explain import Payer
from assistant.questions import fen_as_money

#: The first bar: the whole cost.
WHOLE = "医疗费总额"
#: Kind → fill and outline: light and solid, dark and solid, white with a thick outline.
_FILLS = {
    "whole": (PAPER, QUIET),
    "insurance": ("#b9c9d3", "#54707f"),
    "aid": ("#0b5a7a", "#0b5a7a"),
    "self": (PAPER, "#a8481c"),
}


def payers_chart(payers: Sequence[Payer], size: int = 16) -> Any:
    """The waterfall, as wide as its place; ``size``: the type size in px. Draw it with ``theme=None``."""
    rows = _rows(payers)
    top = max((row["end"] for row in rows), default=0) or 1
    places = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)
    costs = alt.Scale(domain=[0, top], nice=False)
    at = alt.Y("at:Q", axis=None, scale=places)
    upper = alt.Y("upper:Q", axis=None, scale=places)
    base = alt.Chart(alt.InlineData(values=rows))
    # The name stands above its bar, the amount at the right edge: both fit a phone.
    names = base.mark_text(align="left", baseline="middle", **text_style(size)).encode(
        x=alt.value(2), y=at, text="label:N"
    )
    amounts = base.mark_text(align="right", baseline="middle", **text_style(size, bold=True)).encode(
        x=alt.value(alt.expr("width - 2")), y=at, text="amount:N"
    )
    bars = base.mark_rect(strokeWidth=2, cornerRadius=2).encode(
        x=alt.X("start:Q", axis=None, scale=costs),
        x2="end:Q",
        y=upper,
        y2="lower:Q",
        fill=alt.Fill("fill:N", scale=None),
        stroke=alt.Stroke("stroke:N", scale=None),
    )
    joints = (
        base.transform_filter("datum.row > 0")
        .mark_rule(stroke=LINE, strokeWidth=1.5, strokeDash=[3, 3])
        .encode(x=alt.X("end:Q", axis=None, scale=costs), y=alt.Y("above:Q", axis=None, scale=places), y2="upper:Q")
    )
    chart = alt.layer(joints, bars, names, amounts).properties(
        width="container", height=round(len(rows) * size * 3.1), description=payers_text(payers)
    )
    return finished(chart, size)


def payers_rows(payers: Sequence[Payer]) -> list[dict[str, str]]:
    """The same as a table: one row for the whole cost, one for each payer, and what is left after it."""
    whole = sum(payer.amount for payer in payers)
    left = whole
    rows = [{"项目": WHOLE, "金额": fen_as_money(whole), "其后还剩": fen_as_money(whole)}]
    for payer in payers:
        left -= payer.amount
        rest = "" if payer.kind == "self" else fen_as_money(left)
        rows.append({"项目": payer.label, "金额": _money(payer), "其后还剩": rest})
    return rows


def payers_text(payers: Sequence[Payer]) -> str:
    """The same in one sentence, for screen readers."""
    whole = fen_as_money(sum(payer.amount for payer in payers))
    parts = "，".join(f"{payer.label} {_money(payer)}" for payer in payers)
    return f"{WHOLE} {whole}：{parts}。"


def _money(payer: Payer) -> str:
    return f"{'至少 ' if payer.at_least else ''}{fen_as_money(payer.amount)}"


def _rows(payers: Sequence[Payer]) -> list[dict[str, Any]]:
    """Where each bar begins and ends (yuan), from the whole cost downwards."""
    whole = sum(payer.amount for payer in payers)
    rows = [_row(0, WHOLE, fen_as_money(whole), 0, whole, "whole")]
    left = whole
    for place, payer in enumerate(payers, start=1):
        rows.append(_row(place, payer.label, _money(payer), left - payer.amount, left, payer.kind))
        left -= payer.amount
    return rows


def _row(place: int, label: str, amount: str, start: int, end: int, kind: str) -> dict[str, Any]:
    fill, stroke = _FILLS[kind]
    return {
        "row": place,
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
