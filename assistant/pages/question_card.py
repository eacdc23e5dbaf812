"""The question on the screen: what was understood, the question, its answers as large buttons, and the ways out."""

from html import escape

import streamlit as st

from assistant.answers import acts
from assistant.answers.questions import DONT_KNOW, Option, Question
from assistant.pages import conversation
from assistant.pages.amounts_form import draw_amounts, draw_bill
from assistant.pages.answers_panel import draw_line, draw_lines
from assistant.pages.as_written import as_written
from assistant.pages.clause_view import draw_chips
from assistant.pages.conversation import Conversation
from assistant.pages.widget_values import bind
from assistant.talk.reply import CONFIRM, RIGHT, Reply
from assistant.talk.turn import option_acts


def draw_question(talking: Conversation) -> None:
    """Draw what the reply says and asks."""
    reply = talking.reply
    if talking.editing is None:
        _draw_notes(talking)
    with st.container(key="question"):
        if talking.editing is not None:
            draw_bill(talking, talking.editing)
            return
        if reply.asking == CONFIRM:
            _draw_confirm(talking)
        elif reply.proposal:
            st.header(reply.proposal, anchor=False)
            _draw_choices(talking)
        elif reply.question is not None:
            _draw_asked(talking, reply.question)
        _draw_ways_out(talking)


def _draw_notes(talking: Conversation) -> None:
    reply = talking.reply
    if reply.understood:
        with st.container(key="understood"):
            st.html("<b>我理解的是：</b>")
            for i, taken in enumerate(reply.understood):
                draw_line(taken, f"understood_{i}", talking.turns, with_words=True)
    for note in reply.notes:
        st.info(as_written(note))
    if reply.quotes:
        for quoted in reply.quotes:
            st.html(f'<div class="clause">“{escape(quoted.source.quote)}”</div>')
        draw_chips([quoted.source for quoted in reply.quotes], f"answer_{talking.turns}")


def _draw_asked(talking: Conversation, asked: Question) -> None:
    if asked.kind not in ("amount", "number", "date"):
        st.header(asked.ask, anchor=False)
        if asked.hint:
            st.html(f'<span class="quiet">{escape(asked.hint)}</span>')
    match asked.kind:
        case "choice":
            _draw_buttons(talking, asked, asked.options)
        case "choices" if not talking.several:
            _draw_buttons(talking, asked, asked.options)
            st.button("有两种以上（多选）", key=f"several_{talking.turns}", on_click=conversation.choose_several)
        case "choices" | "diseases":
            _draw_several(talking, asked)
        case _:
            draw_amounts(talking, asked)


def _draw_buttons(talking: Conversation, asked: Question, options: tuple[Option, ...]) -> None:
    with st.container(key="options", gap="small"):
        for i, option in enumerate(options):
            label = _option_label(option)
            st.button(
                label,
                key=f"option_{talking.turns}_{i}",
                width="stretch",
                on_click=conversation.take,
                args=(talking.turns, option_acts(asked.field, option), option.label),
            )


def _draw_several(talking: Conversation, asked: Question) -> None:
    """Choices of which several can be taken, as large pills, with one button to go on."""
    named = {option.label: option for option in asked.options if option.value}
    with st.container(key="pills"):
        chosen = st.pills(
            asked.ask,
            list(named),
            selection_mode="multi",
            label_visibility="collapsed",
            **bind(
                f"picked_{asked.field}_{talking.turns}",
                [label for label in talking.drafts.get(asked.field, ()) if label in named],
                lambda labels: talking.drafts.update({asked.field: labels}),
            ),
        )
    value = [item for label in chosen for item in named[label].value]
    with st.container(key="options", gap="small"):
        if value:
            st.button(
                f"选好了：{'、'.join(chosen)}",
                type="primary",
                key=f"chosen_{talking.turns}",
                width="stretch",
                on_click=conversation.take,
                args=(talking.turns, (acts.Inform(asked.field, value, source="button"),), "、".join(chosen)),
            )
        for option in asked.options:
            if not option.value:
                st.button(
                    _option_label(option),
                    key=f"none_{talking.turns}",
                    width="stretch",
                    on_click=conversation.take,
                    args=(talking.turns, option_acts(asked.field, option), option.label),
                )


def _option_label(option: Option) -> str:
    """The official word, then what one calls it."""
    explain = f"　{option.explain}" if option.explain and option.explain != option.label else ""
    return f":primary[**{option.label}**]{explain}"


def _draw_choices(talking: Conversation) -> None:
    """The candidates of a guess."""
    reply = talking.reply
    with st.container(key="options", gap="small"):
        for i, (label, value) in enumerate(reply.choices):
            st.button(
                f":primary[**{label}**]",
                key=f"guess_{talking.turns}_{i}",
                width="stretch",
                on_click=conversation.take,
                args=(talking.turns, _guess_acts(reply, value), label),
            )


def _guess_acts(reply: Reply, value: object) -> tuple[acts.Act, ...]:
    if value is None or reply.asking is None:
        return (acts.Confirm(False),)
    return (acts.Inform(reply.asking, value, source="button"),)


def _draw_confirm(talking: Conversation) -> None:
    st.header("请核对一下，都对吗？", anchor=False)
    with st.container(gap=None):
        draw_lines(talking.reply.summary, "summary", talking)
    st.button(
        "没错，看结果",
        type="primary",
        key=f"confirm_{talking.turns}",
        width="stretch",
        on_click=conversation.take,
        args=(talking.turns, (acts.Confirm(),), RIGHT),
    )


def _draw_ways_out(talking: Conversation) -> None:
    """不知道, 为什么问, 上一步."""
    reply = talking.reply
    ways: list[tuple[str, acts.Act, str]] = []
    if reply.question is not None and reply.question.kind != "amount":
        ways.append((DONT_KNOW, acts.Unknown(), ":material/help:"))
    if reply.question is not None:
        ways.append(("为什么问", acts.Why(), ":material/info:"))
    if talking.talk.past:
        ways.append(("上一步", acts.Back(), ":material/arrow_back:"))
    with st.container(key="beside", horizontal=True, gap="small"):
        for label, act, icon in ways:
            st.button(
                label,
                icon=icon,
                key=f"way_{label}_{talking.turns}",
                on_click=conversation.take,
                args=(talking.turns, (act,), label),
            )
