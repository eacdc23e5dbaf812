"""The year's ledger: the bills, each to be changed or taken away, a further one, and what is left of the limits."""

from html import escape

import streamlit as st

from assistant.answers import acts
from assistant.answers.questions import fen_as_money
from assistant.pages import conversation
from assistant.pages.conversation import Conversation
from assistant.results.explained import Explanation, Limit
from assistant.results.year import Entry, entries, heading


def draw_year(talking: Conversation, told: Explanation) -> None:
    """The section below the next steps."""
    st.header(heading(told), anchor=False)
    told_entries = entries(told)
    with st.container(key="year", gap=None):
        for entry in told_entries:
            _draw_entry(talking, entry, len(told_entries) > 1 or bool(told.earlier))
        st.button(
            "再加一笔费用",
            icon=":material/add:",
            key=f"more_{talking.turns}",
            on_click=conversation.take,
            args=(talking.turns, (acts.AddBill(),), "再加一笔费用"),
        )
    if told.limits:
        st.html(f'<ul class="limits">{"".join(_limit(line) for line in told.limits)}</ul>')


def _draw_entry(talking: Conversation, entry: Entry, several: bool) -> None:
    turns = talking.turns
    amounts = "，".join(
        part
        for part in (
            entry.cost,
            f"救助 {entry.aid}" if entry.aid else "",
            f"自己出 {entry.own}" if entry.own else "",
        )
        if part
    )
    with st.container(key=f"line_year_{entry.place}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="known-line"><b>{escape(entry.title)}</b>　{escape(entry.about)}'
            f'<span class="amounts">{escape(amounts)}</span></div>',
            width="stretch",
        )
        which = f"第{entry.place + 1}笔"
        st.button(
            f"改{which}" if several else "改金额",
            key=f"change_year_{entry.place}_{turns}",
            on_click=conversation.edit,
            args=(turns, entry.place),
        )
        if several:
            st.button(
                f"去掉{which}",
                key=f"change_remove_{entry.place}_{turns}",
                on_click=conversation.take,
                args=(turns, (acts.RemoveBill(entry.place),), f"去掉{which}"),
            )


def _limit(line: Limit) -> str:
    """One limit: the bar only repeats the numbers."""
    share = min(100, 100 * line.used // line.limit) if line.limit else 100
    return (
        f"<li><span>{escape(line.year)}{escape(line.title)}：一年最多 {fen_as_money(line.limit)}</span>"
        f'<span class="track" aria-hidden="true"><span style="width:{share}%"></span></span>'
        f"<span>已用 <b>{fen_as_money(line.used)}</b>，还剩 <b>{fen_as_money(line.left)}</b></span></li>"
    )
