"""Below the form: the steps with their clauses, the year's ledger and limits, comparisons, warnings, papers."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from assistant.answers.questions import fen_as_money
from assistant.pages.clause_view import draw_chips
from assistant.pages.window import papers
from assistant.pages.window.desk import Sheet
from assistant.pages.window.tables import Cell, table
from assistant.results.casework import Reckoned
from assistant.results.comparison import Comparison, compare
from assistant.results.explained import Cited, ExplainedBenefit
from assistant.results.plain_text import part_title
from knowledge import glossary, library
from rules.figures import Source

_STEPS, _YEAR, _COMPARED, _IF, _NOTES, _PAPERS = (
    "计算步骤",
    "全年账和限额",
    "身份和理解对照",
    "如果……",
    "依据和提示",
    "带走",
)

#: How many differences are told; the largest come first.
_MOST_DIFFERENCES = 8


def draw(sheet: Sheet, now: Reckoned) -> None:
    """The details of a computed sheet, of several documents that of the open bill; only the open tab is drawn."""
    if now.earlier:
        st.html(f"<b>{escape(part_title(now.at(sheet.place)[0].told))}</b>")
    names = [_STEPS, _YEAR, _COMPARED, _IF, _NOTES, _PAPERS]
    tabs = dict(zip(names, st.tabs(names, key=f"details_{sheet.number}", on_change="rerun"), strict=True))
    for name, tab in tabs.items():
        if tab.open:
            with tab:
                _draw(name, sheet, now)


def _draw(name: str, sheet: Sheet, now: Reckoned) -> None:
    now, whole = now.at(sheet.place)[0], now
    if name == _STEPS:
        _draw_steps(now, whole.at(sheet.place)[1])
    elif name == _YEAR:
        _draw_year(now)
    elif name == _COMPARED:
        _draw_comparison(now)
    elif name == _IF:
        _draw_changes(now)
    elif name == _NOTES:
        _draw_notes(now)
    else:
        papers.draw(sheet, whole)


def _draw_steps(now: Reckoned, place: int) -> None:
    """The open bill's layers, each step with formula, amount and clause."""
    if not now.told.bills:
        st.html('<span class="quiet">没有账单。</span>')
    else:
        bill = now.told.bills[place]
        if len(now.told.bills) > 1:
            st.header(bill.heading, anchor=False)
        for benefit in bill.benefits:
            _draw_benefit(benefit)
    if now.told.premium is not None:
        st.header("参保资助", anchor=False)
        subsidy = now.told.premium.benefit
        for i, step in enumerate(subsidy.steps):
            _draw_step(step.label, step.formula, step.amount.text, step.citations, f"premium_{i}")
        for i, reason in enumerate(subsidy.reasons):
            lead = "要看" if subsidy.status == "undetermined" else "没有满足"
            _draw_reason(lead, reason.text, reason.citations, f"premium_reason_{i}")


def _draw_benefit(benefit: ExplainedBenefit) -> None:
    with st.container(border=True, key=f"layer_{benefit.id}", gap="small"):
        title, status, amount = map(
            escape, (benefit.title, benefit.status_label, benefit.amount.text if benefit.amount else "")
        )
        st.html(f'<div class="layer"><b>{title}</b> {status} <b>{amount}</b></div>')
        for i, step in enumerate(benefit.new_steps):
            _draw_step(step.label, step.formula, step.amount.text, step.citations, f"{benefit.id}_{i}")
        lead = "没有满足" if benefit.status == "not_met" else "要看"
        for i, reason in enumerate(benefit.reasons):
            _draw_reason(lead, reason.text, reason.citations, f"{benefit.id}_reason_{i}")
        if benefit.pool:
            st.html(f'<div class="quiet">{escape(benefit.pool)}</div>')


def _draw_step(label: str, formula: str, amount: str, citations: Sequence[Source], key: str) -> None:
    """One line of the table of steps; on a phone its parts stand below each other."""
    what, how, clause = st.columns([1.35, 1.45, 1.7], gap="small", vertical_alignment="center")
    what.html(f'<div class="desk-step">{escape(label)}</div>')
    how.html(f'<div class="desk-step formula">{escape(formula)} ＝ <b>{escape(amount)}</b></div>')
    with clause:
        draw_chips(citations, f"desk_{key}")


def _draw_reason(lead: str, text: str, citations: Sequence[Source], key: str) -> None:
    what, clause = st.columns([2.8, 1.7], gap="small", vertical_alignment="center")
    what.html(f'<div class="desk-step">{lead}：{escape(text)}</div>')
    with clause:
        draw_chips(citations, f"desk_{key}")


def _draw_year(now: Reckoned) -> None:
    """The bills of the year with each layer, and what is left of each limit."""
    titles = {b.id: b.title for bill in now.result.bills for b in bill.benefits}
    head = ["账单", "日期", "类别", "总额", "政策范围内", *titles.values(), "救助合计", "个人负担"]
    rows: list[list[Cell]] = []
    for place, (bill, result) in enumerate(zip(now.case.bills, now.result.bills, strict=True)):
        amounts = [fen_as_money(b.amount) if b.status in ("granted", "zero") else "—" for b in result.benefits]
        rows.append(
            [
                f"第{now.told.place_of(place) + 1}笔",
                bill.date.isoformat(),
                glossary.label("care", bill.care),
                fen_as_money(bill.total),
                fen_as_money(bill.eligible),
                *amounts,
                fen_as_money(result.aid),
                fen_as_money(result.self_pay),
            ]
        )
    if rows:
        least = "至少 " if now.result.at_least else ""
        totals = [
            fen_as_money(sum(b.amount for bill in now.result.bills for b in bill.benefits if b.id == name))
            for name in titles
        ]
        paid = [fen_as_money(sum(getattr(b, name) for b in now.case.bills)) for name in ("total", "eligible")]
        rows.append(
            [
                "合计",
                "",
                "",
                *paid,
                *totals,
                f"{least}{fen_as_money(now.result.aid_total)}",
                fen_as_money(now.result.self_pay),
            ]
        )
        st.html(table("全年账", head, rows, last_is_total=True))
    limits: list[list[Cell]] = [
        [line.year, line.title, *map(fen_as_money, (line.limit, line.used, line.left))] for line in now.told.limits
    ]
    if limits:
        st.html(table("年度限额", ["年度", "救助", "限额", "已用", "还剩"], limits))


def _draw_comparison(now: Reckoned) -> None:
    """Every identity against every way to read the document, the whole ledger each."""
    if not now.case.bills:
        st.html('<span class="quiet">没有账单。</span>')
        return
    compared = compare(now.case)
    st.html(table("每种身份、每种理解下全年账的救助合计", _ways(compared), list(_compared_rows(compared, now))))
    st.html(
        '<span class="quiet">“现在的理解”是上面选定的读法；其余各列只换一处。'
        f"以哪一种为准，请问{escape(now.told.ask)}。</span>"
    )
    for i, reading in enumerate(now.told.readings):
        with st.container(border=True, key=f"desk_reading_{i}"):
            others = "".join(f"<li>{escape(other)}</li>" for other in reading.others)
            st.html(f"<b>{escape(reading.question)}</b><ul><li>{escape(reading.chosen)}</li>{others}</ul>")
            draw_chips((reading.source,), f"desk_reading_{i}")


def _ways(compared: Comparison) -> list[str]:
    return ["身份", *(way.label for way in compared.ways)]


def _compared_rows(compared: Comparison, now: Reckoned) -> Iterator[list[Cell]]:
    for line in compared.identities:
        if line.code == now.result.identity:
            name = f"● {line.label}（按此计算）"
        elif line.held:
            name = f"○ {line.label}（也有）"
        else:
            name = line.label
        amounts = ["本文件定不了" if line.open else fen_as_money(aid) for aid in line.aids]
        yield [name, *amounts]


def _draw_changes(now: Reckoned) -> None:
    """What would change the aid, the largest difference first."""
    rows: list[list[Cell]] = [
        [difference.text, difference.aid.text, difference.change_text]
        for difference in now.told.differences[:_MOST_DIFFERENCES]
    ]
    if rows:
        st.html(table("别的情况下会怎样", ["情况", "救助合计", "差多少"], rows))
    else:
        st.html('<span class="quiet">换一种转诊、就医地、医院等级或身份，结果都一样。</span>')


def _draw_notes(now: Reckoned) -> None:
    facts = library.document(now.case.policy).facts
    if now.told.document is not None:
        _draw_cited("为什么按这份文件", (now.told.document,), "document")
    else:
        st.html(f"按手工选定的《{escape(facts.short_name)}》计算。")
    _draw_cited("请留意", now.told.warnings, "warned")
    _draw_cited("还可以告诉当事人", now.told.entitlements, "entitled")


def _draw_cited(title: str, sentences: Sequence[Cited], key: str) -> None:
    if not sentences:
        return
    st.header(title, anchor=False)
    for i, cited in enumerate(sentences):
        what, clause = st.columns([2.8, 1.7], gap="small", vertical_alignment="center")
        what.html(f'<div class="desk-step">{escape(cited.text)}</div>')
        with clause:
            draw_chips(cited.citations, f"desk_{key}_{i}")
