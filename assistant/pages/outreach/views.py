"""The three pictures of an example: aid by cost, who pays what, two documents side by side."""

import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

import streamlit as st

from assistant.answers.questions import fen_as_money
from assistant.charts.curve import Curve, Point, aid_by_cost
from assistant.charts.curve_chart import NUMBERS, SHAPES, curve_chart, curve_rows, document_title, line_names, title
from assistant.charts.payers import payers_chart, payers_rows
from assistant.pages.clause_view import draw_chips
from assistant.pages.outreach.stage import Stage, under
from assistant.results.casework import OWN_PART, Reckoned, reckon


def reckoned(case: Mapping[str, Any]) -> Reckoned:
    """A case of the stage, computed; the same case again is taken from memory (examples are nobody's data)."""
    return _reckoned(json.dumps(case, sort_keys=True))


@lru_cache(maxsize=128)
def _reckoned(case: str) -> Reckoned:
    return reckon(json.loads(case), changes=False)


@lru_cache(maxsize=128)
def _curve(case: str, up_to: int) -> Curve:
    return aid_by_cost(_reckoned(case).case, up_to)


def heading(shown: Reckoned) -> str:
    """The document of a case with what must be said first."""
    return document_title(shown.case.policy, *(("金额是“至少”",) if shown.result.at_least else ()))


def draw(stage: Stage, shown: Reckoned) -> None:
    """The picture that was chosen."""
    up_to = max(stage.example.up_to * 100, shown.case.bills[0].eligible)
    match stage.view:
        case "curve":
            _draw_numbers(shown)
            curve = _curve(json.dumps(stage.case, sort_keys=True), up_to)
            _draw_curve(curve, shown, 0, *((26, 460) if stage.large else (17, 400)), "one")
        case "payers":
            _draw_numbers(shown)
            _draw_payers(shown, stage.large)
        case "beside":
            _draw_beside(stage, up_to)


def _draw_numbers(shown: Reckoned) -> None:
    least = "至少 " if shown.result.at_least and shown.result.aid_total else ""
    most = "最多 " if least else ""
    st.html(
        '<div class="stage-numbers">'
        f'<span class="aid">医疗救助 <b>{least}{escape(fen_as_money(shown.result.aid_total))}</b></span>'
        f'<span class="own">{OWN_PART} <b>{most}{escape(fen_as_money(shown.result.self_pay))}</b></span></div>'
    )


def _draw_curve(curve: Curve, shown: Reckoned, top: int, size: int, height: int, key: str) -> None:
    sample = Point(shown.case.bills[0].eligible, shown.result.aid_total)
    if not curve.lines:
        st.html('<div class="stage-open">这份文件对这种情形没有给出可以计算的救助标准。</div>')
    else:
        st.vega_lite_chart(
            curve_chart(
                curve,
                sample if shown.result.identity else None,
                shown.result.identity or "",
                top,
                size,
                height,
            ),
            theme=None,
            key=f"curve_{key}",
        )
    _draw_marks(curve, key)
    for sentence in curve.open:
        st.html(f'<div class="stage-open">{escape(sentence)}。</div>')
    if curve.lines:
        with st.expander("同样的内容，用表格看"):
            st.table(curve_rows(curve), hide_header=False, alt="不同费用时的医疗救助金额")
            st.html("<br>".join(escape(name) for name in line_names(curve)))


def _draw_marks(curve: Curve, key: str) -> None:
    """The numbered bends, each with its clause, as many in a row as there is room for."""
    with st.container(key=f"marks_{key}", horizontal=True, gap="small"):
        for i, mark in enumerate(curve.marks):
            with st.container(
                key=f"mark_{key}_{i}", horizontal=True, width="content", vertical_alignment="center", gap="small"
            ):
                st.html(
                    f'<span class="stage-mark"><b>{NUMBERS[i]}</b> <span aria-hidden="true">{SHAPES[mark.kind]}</span> '
                    f"{escape(mark.label)}</span>",
                    width="content",
                )
                draw_chips(mark.sources[:1], f"{key}_{i}")


def _draw_payers(shown: Reckoned, large: bool) -> None:
    payers = shown.told.bills[0].payers
    st.vega_lite_chart(payers_chart(payers, 30 if large else 19), theme=None, key="payers")
    with st.expander("同样的内容，用表格看"):
        st.table(payers_rows(payers), hide_header=False, alt="每一方出多少")


def _draw_beside(stage: Stage, up_to: int) -> None:
    """The same person and bill under two documents, drawn to the same scale."""
    cases = [stage.case, under(stage.case, stage.beside)]
    shown = [reckoned(case) for case in cases]
    curves = [_curve(json.dumps(case, sort_keys=True), up_to) for case in cases]
    top = max(curve.top for curve in curves)
    for place, column in enumerate(st.columns(2, gap="medium")):
        with column:
            here = shown[place]
            st.header(title(curves[place]), anchor=False)
            if here.result.identity is None:
                st.html('<div class="stage-open">本例的身份不是这份文件的救助对象。</div>')
            else:
                _draw_numbers(here)
            _draw_curve(curves[place], here, top, *((21, 345) if stage.large else (16, 340)), f"beside_{place}")
