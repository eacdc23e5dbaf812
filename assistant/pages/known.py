"""What is known so far: each line with its answer, each changeable with one click."""

from html import escape

import streamlit as st

from assistant import acts
from assistant.pages import conversation
from assistant.pages.conversation import Conversation
from assistant.reply import Understood
from assistant.turn import summary


def draw_known(talking: Conversation) -> None:
    """The panel beside the question (below it on a phone)."""
    frame = talking.talk.frame
    lines = summary(frame)
    with st.container(key="known"):
        st.html("<b>已经知道的</b>")
        if not lines:
            st.html('<span class="quiet">还没有。回答以后会记在这里，随时可以改。</span>')
        for i, line in enumerate(lines):
            draw_line(line, f"known_{i}", talking.turns)
        for bill in range(frame.bills if frame.bills > 1 else 0):
            st.button(
                f"去掉第{bill + 1}笔",
                key=f"remove_{bill}_{talking.turns}",
                type="tertiary",
                on_click=conversation.take,
                args=((acts.RemoveBill(bill),), f"去掉第{bill + 1}笔"),
            )
        st.html('<span class="quiet">只在这次打开期间有效，不保存、不上传。</span>')


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
            help=None,
            on_click=conversation.take,
            args=((acts.Change(line.field),), f"改：{line.label}"),
        )
