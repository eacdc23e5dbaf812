"""What is known so far: each line with its answer, each changeable with one click."""

from dataclasses import replace
from html import escape

import streamlit as st

from assistant.answers import acts
from assistant.answers.frame import split_bill_field
from assistant.pages import conversation
from assistant.pages.conversation import Conversation
from assistant.talk.reply import Understood
from assistant.talk.summaries import summary


def draw_answers(talking: Conversation) -> None:
    """The panel beside the question (below it on a phone)."""
    frame = talking.talk.frame
    lines = summary(talking.seen)
    with st.container(key="known", gap=None):
        st.html("<h2>已经知道的</h2>")
        if not lines:
            st.html('<span class="quiet">还没有。回答以后会记在这里，随时可以改。</span>')
        draw_lines(lines, "known", talking)
        if frame.bills > 1 and not lines_of(lines, frame.bills - 1):
            _draw_bill_head(talking, frame.bills - 1)


def draw_lines(lines: tuple[Understood, ...], key: str, talking: Conversation) -> None:
    """Answers, those of each bill under its own heading where there are several."""
    several = talking.talk.frame.bills > 1
    before: int | None = None
    for i, line in enumerate(lines):
        place = split_bill_field(line.field)
        if several and place is not None and place[0] != before:
            before = place[0]
            _draw_bill_head(talking, before)
        named = line if place is None else replace(line, label=line.label.removeprefix(f"第{place[0] + 1}笔费用的"))
        draw_line(named, f"{key}_{i}", talking.turns)


def lines_of(lines: tuple[Understood, ...], bill: int) -> list[Understood]:
    """Those of one bill."""
    return [line for line in lines if (place := split_bill_field(line.field)) and place[0] == bill]


def _draw_bill_head(talking: Conversation, bill: int) -> None:
    with st.container(key=f"head_bill_{bill}", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.html(f"<h3>第{bill + 1}笔费用</h3>", width="stretch")
        st.button(
            "去掉",
            icon=":material/delete:",
            key=f"remove_{bill}_{talking.turns}",
            type="tertiary",
            on_click=conversation.take,
            args=(talking.turns, (acts.RemoveBill(bill),), f"去掉第{bill + 1}笔"),
        )


def draw_line(line: Understood, key: str, turns: int, with_words: bool = False) -> None:
    """One answer with its 改; on one row on a phone too."""
    about = "约 " if line.approximate else ""
    words = f"<em>您说的：“{escape(line.words)}”</em>" if with_words and line.words else ""
    idle = "" if line.counts else "<em>（现在不影响结果）</em>"
    answer = f"{about}{escape(line.value)}{idle}{words}"
    with st.container(key=f"line_{key}", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.html(
            f'<div class="known-line"><small>{escape(line.label)}</small>{answer}</div>',
            width="stretch",
        )
        st.button(
            "改",
            key=f"change_{key}_{turns}",
            on_click=conversation.take,
            args=(turns, (acts.Change(line.field),), f"改：{line.label}"),
        )
