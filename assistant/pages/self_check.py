"""自助问答: one question at a time, what is known beside it, the result in the end."""

from html import escape

import streamlit as st

from assistant.pages import conversation, scripts
from assistant.pages.answers_panel import draw_answers
from assistant.pages.progress_file import draw_file_notes, draw_progress_file
from assistant.pages.question_card import draw_question
from assistant.pages.result_view import draw_result
from assistant.talk.reply import CONFIRM, Reply

_LOST = (
    "网页刷新过，或者服务器重新启动过，刚才填的没有留下（这里不保存您的信息）。"
    "对不起。保存过进度的，请用“继续上次”打开；没有保存的，请重新回答。"
)


def page() -> None:
    """Draw the conversation as it stands."""
    talking = conversation.current()
    reply = talking.reply
    with st.container(key="unseen"):
        scripts.run(scripts.TO_TOP, str(talking.turns))
        st.html(f'<div class="visually-hidden" role="status" aria-live="polite">{escape(_spoken(reply))}</div>')
    with st.container(key="self_check"):
        scripts.tell_if_lost("begun" if talking.begun else "wiped" if talking.wiped else "fresh", _LOST)
        if reply.told is not None and talking.editing is None:
            draw_result(talking)
        else:
            _draw_talk(talking)


def _spoken(reply: Reply) -> str:
    """What a screen reader says by itself after a turn: of a result the verdict, the rest is there to be read."""
    if reply.told is None:
        return reply.text
    whole = reply.told.whole
    return "\n".join((*reply.notes, whole.text if whole else reply.told.sentence))


def _draw_talk(talking: conversation.Conversation) -> None:
    st.title("医疗救助自助测算", anchor=False)
    main, side = st.columns([1.75, 1], gap="large")
    with main:
        draw_file_notes(talking)
        draw_question(talking)
        if talking.editing is None:
            _draw_text_box(talking)
        _draw_record(talking)
    with side:
        if talking.reply.asking != CONFIRM or talking.editing is not None:  # there the summary itself is the question
            draw_answers(talking)
        draw_progress_file(talking)


def _draw_text_box(talking: conversation.Conversation) -> None:
    key = f"message_{talking.turns}"
    st.chat_input("也可以在这里打字说", key=key, on_submit=conversation.say, args=(talking.turns, key), max_chars=2000)


def _draw_record(talking: conversation.Conversation) -> None:
    if not talking.said:
        return
    with st.expander("刚才说过的话"):
        for who, text in talking.said:
            st.html(f'<div class="{"said" if who == "user" else "quiet"}">{escape(text)}</div>')
