"""How it was computed: each layer with its steps as a table of what, formula and clause."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.pages.clause_view import draw_chips
from assistant.results.explained import Cited, ExplainedBenefit, ExplainedBill

_PARTS = [1.35, 1.5, 1.35]


def draw_bill_steps(bill: ExplainedBill, key: str, several: bool) -> None:
    """One bill's layers: what is granted first, then what is not and why."""
    if several:
        st.header(bill.heading, anchor=False)
    for benefit in bill.benefits:
        if benefit.new_steps:
            _draw_computed(benefit, f"{key}_{benefit.id}", several)
    for benefit in bill.benefits:
        if not benefit.new_steps:
            _draw_not_computed(benefit, f"{key}_{benefit.id}", several)


def _draw_computed(benefit: ExplainedBenefit, key: str, several: bool) -> None:
    with st.container(key=f"benefit_{key}", gap=None):
        _draw_title(f"{benefit.title}　{_outcome(benefit)}", benefit.sentence, several)
        with st.container(key=f"heads_{key}"):
            for column, head in zip(st.columns(_PARTS, gap="small"), ("做什么", "怎么算", "依据"), strict=True):
                column.html(f'<span class="quiet">{head}</span>')
        for i, step in enumerate(benefit.new_steps, start=1):
            with st.container(key=f"row_{key}_{i}"):
                what, how, clause = st.columns(_PARTS, gap="small", vertical_alignment="center")
                what.html(f'<div class="step">{i}. {escape(step.label)}</div>')
                how.html(f'<div class="step formula">{escape(step.formula)} ＝ <b>{escape(step.amount.text)}</b></div>')
                with clause:
                    draw_chips(step.citations, f"{key}_{i}")
        if benefit.pool:
            st.html(f'<div class="quiet pool">{escape(benefit.pool)}</div>')


def _outcome(benefit: ExplainedBenefit) -> str:
    return benefit.amount.text if benefit.amount else benefit.status_label


def _draw_title(title: str, sentence: str, several: bool) -> None:
    level = 3 if several else 2
    about = f'<div class="quiet">{escape(sentence)}</div>' if sentence else ""
    st.html(f'<h{level} class="layer-title">{escape(title)}</h{level}>{about}')


def _draw_not_computed(benefit: ExplainedBenefit, key: str, several: bool) -> None:
    lead = "没有满足：" if benefit.status == "not_met" else ""
    with st.container(key=f"benefit_{key}", gap=None):
        _draw_title(f"{benefit.title}：{_outcome(benefit)}", "", several)
        for i, reason in enumerate(benefit.reasons):
            _draw_row(f"{lead if reason.citations else ''}{reason.text}", reason, f"{key}_reason_{i}")


def draw_cited(sentences: Sequence[Cited], key: str) -> None:
    """Sentences, each with its clauses beside it (below it on a phone)."""
    for i, cited in enumerate(sentences):
        _draw_row(cited.text, cited, f"{key}_{i}")


def _draw_row(text: str, cited: Cited, key: str) -> None:
    with st.container(key=f"row_{key}"):
        if not cited.citations:
            st.html(f'<div class="step">{escape(text)}</div>')
            return
        what, clause = st.columns([2.8, 1.35], gap="small", vertical_alignment="center")
        what.html(f'<div class="step">{escape(text)}</div>')
        with clause:
            draw_chips(cited.citations, key)
