"""The result: the verdict first, then who pays what, each step with its clause, what is open, what to do next."""

from html import escape

import streamlit as st

from assistant import acts
from assistant.explain import (
    VERDICTS,
    Cited,
    ExplainedBenefit,
    ExplainedBill,
    Explanation,
    Payer,
    explain,
)
from assistant.pages import conversation
from assistant.pages.clause_view import draw_chips
from assistant.pages.conversation import Conversation
from assistant.pages.known import draw_known
from assistant.questions import fen_as_money


def draw_result(talking: Conversation) -> None:
    """Draw the result of the conversation."""
    found = talking.reply.outcome
    if found is None:
        return
    told = explain(found)
    st.title("测算结果", anchor=False)
    main, side = st.columns([1.75, 1], gap="large")
    with main:
        _draw_notes(talking)
        _draw_verdict(told)
        for bill in told.bills:
            _draw_payers(bill, told)
        _draw_offer(talking, told)
        _draw_open_points(talking, told)
        _draw_next_steps(told)
        st.header("怎么算出来的", anchor=False)
        for i, bill in enumerate(told.bills):
            _draw_steps(bill, f"bill_{i}", len(told.bills) > 1)
        if told.document is not None:
            _draw_cited("为什么按这份文件算", (told.document,), "document")
        _draw_readings(told)
        _draw_differences(told)
        _draw_cited("还可以问一问", told.entitlements, "entitled")
        _draw_cited("请留意", told.warnings, "warned")
    with side:
        draw_known(talking)
        _draw_after(talking)


def _draw_notes(talking: Conversation) -> None:
    for taken in talking.reply.understood:
        words = f"（您说的：“{escape(taken.words)}”）" if taken.words else ""
        st.html(f"我理解的是　{escape(taken.label)}：<b>{escape(taken.value)}</b><span class='quiet'>{words}</span>")
    for note in talking.reply.notes:
        st.html(f'<div class="quiet">{escape(note)}</div>')
    for quoted in talking.reply.quotes:
        st.html(f'<div class="clause">“{escape(quoted.source.quote)}”</div>')
    draw_chips([quoted.source for quoted in talking.reply.quotes], f"answer_{talking.turns}")


def _draw_verdict(told: Explanation) -> None:
    for i, cited in enumerate(told.standing):
        st.warning(escape(cited.text), icon=":material/warning:")
        draw_chips(cited.citations, f"standing_{i}")
    shown = told.verdict != "unlikely"
    amount = f'<div class="amount">{escape(told.amount)}</div>' if shown else ""
    st.html(
        f'<div class="verdict {told.verdict}"><span class="tag">{VERDICTS[told.verdict]}</span>'
        f"{amount}<p>{escape(told.sentence)}</p></div>"
    )


def _draw_payers(bill: ExplainedBill, told: Explanation) -> None:
    if not bill.payers:
        return
    whole = sum(p.amount for p in bill.payers) or 1
    st.header("钱由谁出" if len(told.bills) == 1 else f"{bill.title}：钱由谁出", anchor=False)
    st.html('<ul class="payers">' + "".join(_payer(p, whole) for p in bill.payers) + "</ul>")


def _payer(payer: Payer, whole: int) -> str:
    least = "至少 " if payer.at_least else ""
    width = max(0.8, 100 * payer.amount / whole) if payer.amount > 0 else 0
    return (
        f'<li class="{payer.kind}"><div class="row"><span>{escape(payer.label)}</span>'
        f"<b>{least}{fen_as_money(payer.amount)}</b></div>"
        f'<div class="track" aria-hidden="true"><span style="width:{width:.1f}%"></span></div></li>'
    )


def _draw_offer(talking: Conversation, told: Explanation) -> None:
    found = talking.reply.outcome
    if told.offer and found is not None and found.offered is not None:
        st.button(
            told.offer,
            key=f"offer_{talking.turns}",
            type="primary",
            on_click=conversation.take,
            args=((acts.Correct("policy", found.offered),), told.offer),
        )


def _draw_open_points(talking: Conversation, told: Explanation) -> None:
    if not told.open_points:
        return
    st.header("还没弄清楚的", anchor=False)
    for point in told.open_points:
        with st.container(key=f"line_open_{point.field}", horizontal=True, wrap=False, vertical_alignment="center"):
            st.html(
                f"<b>{escape(point.label)}</b><br><span class='quiet'>{escape(point.where)}</span>", width="stretch"
            )
            st.button(
                "补上",
                key=f"open_{point.field}_{talking.turns}",
                on_click=conversation.take,
                args=((acts.Change(point.field),), f"补上：{point.label}"),
            )


def _draw_next_steps(told: Explanation) -> None:
    _draw_cited("接下来怎么办", told.next_steps, "next")
    with st.container(border=True, key="counter"):
        st.html(
            f"<b>问谁：{escape(told.ask)}</b><br>"
            '<span class="quiet">到窗口可以这样说，或者把这一段给工作人员看：</span>'
            f'<p class="said">{escape(told.counter)}</p>'
            '<span class="quiet">要带哪些材料，文件没有逐项写明的，去之前先打电话问清楚。</span>'
        )


def _draw_steps(bill: ExplainedBill, key: str, several: bool) -> None:
    if several:
        st.subheader(bill.title, anchor=False)
    for benefit in bill.benefits:
        if benefit.status in ("granted", "zero"):
            _draw_granted(benefit, f"{key}_{benefit.id}")
    for benefit in bill.benefits:
        if benefit.status not in ("granted", "zero"):
            _draw_not_granted(benefit, f"{key}_{benefit.id}")


def _draw_granted(benefit: ExplainedBenefit, key: str) -> None:
    with st.container(border=True, key=f"benefit_{key}"):
        st.html(f'<div class="step"><b>{escape(benefit.title)}　{escape(benefit.amount)}</b></div>')
        st.html(f'<span class="quiet">{escape(benefit.sentence)}</span>')
        for i, step in enumerate(benefit.steps, start=1):
            st.html(
                f'<div class="step">{i}. {escape(step.label)}<br>'
                f'<span class="formula">{escape(step.formula)}</span> = <b>{escape(step.amount)}</b></div>'
            )
            draw_chips(step.citations, f"{key}_{i}")
        if benefit.pool:
            st.html(f'<div class="quiet">{escape(benefit.pool)}</div>')


def _draw_not_granted(benefit: ExplainedBenefit, key: str) -> None:
    with st.container(border=True, key=f"benefit_{key}"):
        st.html(f'<div class="step"><b>{escape(benefit.title)}：{escape(benefit.status_label)}</b></div>')
        for i, reason in enumerate(benefit.reasons):
            lead = "没有满足：" if benefit.status == "not_met" else ""
            st.html(f'<div class="step quiet">{lead}{escape(reason.text)}</div>')
            draw_chips(reason.citations, f"{key}_reason_{i}")


def _draw_readings(told: Explanation) -> None:
    if not told.readings:
        return
    st.header("条文有两种理解", anchor=False)
    for i, reading in enumerate(told.readings):
        with st.container(border=True, key=f"reading_{i}"):
            others = "".join(f"<li>{escape(other)}</li>" for other in reading.others)
            st.html(f"<b>{escape(reading.question)}</b><ul><li>{escape(reading.chosen)}</li>{others}</ul>")
            st.html(f'<span class="quiet">以哪一种为准，请问{escape(reading.ask)}。</span>')
            draw_chips((reading.source,), f"reading_{i}")


def _draw_differences(told: Explanation) -> None:
    if not told.differences:
        return
    st.header("如果情况不一样", anchor=False)
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in told.differences)
    st.html(f'<ul class="step">{lines}</ul>')


def _draw_cited(title: str, sentences: tuple[Cited, ...], key: str) -> None:
    if not sentences:
        return
    st.header(title, anchor=False)
    for i, cited in enumerate(sentences):
        st.html(f'<div class="step">{escape(cited.text)}</div>')
        draw_chips(cited.citations, f"{key}_{i}")


def _draw_after(talking: Conversation) -> None:
    """What can be done with a result: add a bill, correct something, start anew, ask."""
    turns = talking.turns
    with st.container(key="after"):
        st.button(
            "再加一笔费用",
            key=f"more_{turns}",
            width="stretch",
            on_click=conversation.take,
            args=((acts.AddBill(),), "再加一笔费用"),
        )
        st.button(
            "上一步", key=f"back_{turns}", width="stretch", on_click=conversation.take, args=((acts.Back(),), "上一步")
        )
        st.button(
            "换个人，重新开始",
            key=f"restart_{turns}",
            width="stretch",
            on_click=conversation.take,
            args=((acts.Restart(),), "换个人，重新开始"),
        )
        key = f"message_{turns}"
        st.chat_input("想改哪里、想问什么，直接说", key=key, on_submit=conversation.say, args=(key,), max_chars=2000)
