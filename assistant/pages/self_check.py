"""自助问答: one question at a time, what is known beside it, the result in the end."""

from html import escape

import streamlit as st

from assistant import acts
from assistant.pages import conversation, scripts
from assistant.pages.known import draw_known
from assistant.pages.question_card import draw_question
from assistant.pages.result_view import draw_result
from assistant.reply import CONFIRM


def page() -> None:
    """Draw the conversation as it stands."""
    talking = conversation.current()
    reply = talking.reply
    scripts.run(scripts.TO_TOP, str(talking.turns))
    st.html(f'<div class="visually-hidden" role="status" aria-live="polite">{escape(reply.text)}</div>')
    if reply.outcome is not None:
        draw_result(talking)
        return
    st.title("医疗救助自助测算", anchor=False)
    main, side = st.columns([1.75, 1], gap="large")
    with main:
        draw_question(talking)
        _draw_text_box(talking)
        _draw_record(talking)
    if reply.asking != CONFIRM:  # there the summary itself is the question
        with side:
            draw_known(talking)


def _draw_text_box(talking: conversation.Conversation) -> None:
    key = f"message_{talking.turns}"
    st.chat_input("也可以在这里打字说", key=key, on_submit=conversation.say, args=(key,), max_chars=2000)


def _draw_record(talking: conversation.Conversation) -> None:
    if not talking.said:
        return
    with st.expander("刚才说过的话"):
        for who, text in talking.said:
            st.html(f'<div class="{"said" if who == "user" else "quiet"}">{escape(text)}</div>')


def restart_button(turns: int) -> None:
    """换个人，重新开始."""
    st.button(
        "重新开始",
        key=f"restart_{turns}",
        on_click=conversation.take,
        args=((acts.Restart(),), "重新开始"),
        width="stretch",
    )
