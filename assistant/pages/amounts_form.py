"""Amounts, numbers and dates: asked together by the labels of the settlement paper, filled in as one copies them."""

from html import escape

import streamlit as st

from assistant import acts
from assistant.frame import bill_field, split_bill_field
from assistant.governing import policy_of
from assistant.hearing import read_answer
from assistant.journey import journey
from assistant.pages.conversation import Conversation, current
from assistant.questions import Question, question, value_label

_EXAMPLES = {"amount": "例如 40000 或 4万", "number": "例如 67", "date": "例如 2024-03-01"}


def draw_amounts(talking: Conversation, asked: Question) -> None:
    """The fields that belong on the same paper as the one asked, as one form."""
    fields = _together(talking, asked)
    turns = talking.turns
    if len(fields) > 1:
        st.header("请照着结算单，填这几个数", anchor=False)
        st.html(
            '<span class="quiet">没有报的填 0；不知道的空着就行。'
            "也可以在下面一句话说完，例如“总共9万，政策范围内8万，医保报了4万”。</span>"
        )
    else:
        st.header(asked.ask, anchor=False)
        st.html(f'<span class="quiet">{escape(asked.hint)}不知道的话空着，直接点“填好了”。</span>')
    with st.form(f"amounts_{turns}", border=False):
        for field in fields:
            _draw_field(talking, field, turns)
        st.form_submit_button("填好了", type="primary", width="stretch", on_click=_submit, args=(turns, fields))


def _together(talking: Conversation, asked: Question) -> tuple[str, ...]:
    """The amounts of the same bill that are still open, the total first because it says what the person pays."""
    place = split_bill_field(asked.field)
    if place is None or asked.kind != "amount" or talking.talk.again is not None:
        return (asked.field,)
    frame = talking.talk.frame
    bill = place[0]
    open_ones = [f for f in journey(frame).open if (found := split_bill_field(f)) and found[0] == bill]
    amounts = [f for f in open_ones if question(f).kind == "amount"]
    total = bill_field(bill, "total")
    return tuple(dict.fromkeys((*([total] if not frame.answered(total) else []), *amounts)))


def _draw_field(talking: Conversation, field: str, turns: int) -> None:
    frame = talking.talk.frame
    asked = question(field, policy_of(frame))
    optional = field.endswith(".total") and field not in journey(frame).open
    label = f"{asked.paper or asked.ask}{'（选填）' if optional else ''}"
    earlier = frame.value(field)
    st.text_input(
        f"**{label}**",
        key=f"amount_{field}_{turns}",
        value=str(earlier) if earlier is not None else "",
        placeholder=_EXAMPLES[asked.kind],
    )
    about = "填了，才算得出最后自己一共出多少" if optional else asked.ask
    st.html(f'<div class="quiet where">{escape(about)}</div>')


def _submit(turns: int, fields: tuple[str, ...]) -> None:
    """Read what was filled in; what was left empty is not known."""
    talking = current()
    done: list[acts.Act] = []
    said: list[str] = []
    for field in fields:
        text = str(st.session_state.get(f"amount_{field}_{turns}") or "").strip()
        policy_id = policy_of(talking.talk.frame)
        label = question(field, policy_id).paper or question(field, policy_id).ask
        if not text:
            if field in journey(talking.talk.frame).open or talking.talk.again == field:
                done.append(acts.Unknown(field))
                said.append(f"{label}：不知道")
            continue
        value, approximate = read_answer(text, field, talking.talk)
        if value is None:
            done.append(acts.NotUnderstood(f"{label}：{text}"))
        else:
            done.append(acts.Inform(field, value, approximate=approximate, source="button"))
            said.append(f"{label} {value_label(field, value, policy_id)}")
    talking.take(done, "；".join(said) or "（没有填）")
