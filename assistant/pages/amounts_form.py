"""Amounts, numbers and dates: asked together by the labels of the settlement paper, filled in as one copies them."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.answers import acts
from assistant.answers.fields import acceptable, fen
from assistant.answers.frame import bill_field, split_bill_field
from assistant.answers.questions import Question, question, value_label
from assistant.pages import conversation
from assistant.pages.as_written import as_written
from assistant.pages.conversation import Conversation, current
from assistant.pages.widget_values import bind
from assistant.results.outcome import payments_read
from assistant.talk.hearing import read_answer
from rules.case import AMOUNTS, COSTS

_EXAMPLES = {"amount": "例如 40000 或 4万", "number": "例如 67", "date": "例如 2024-03-01"}
_LONGEST = 40


def draw_amounts(talking: Conversation, asked: Question) -> None:
    """The fields that belong on the same paper as the one asked."""
    fields = _together(talking, asked)
    if len(fields) > 1:
        st.header("请照着结算单，填这几个数", anchor=False)
        st.html(
            '<span class="quiet">没有报的填 0；不知道的空着就行。'
            "也可以在下面一句话说完，例如“总共9万，政策范围内8万，医保报了4万”。</span>"
        )
    else:
        st.header(asked.ask, anchor=False)
        st.html(f'<span class="quiet">{escape(asked.hint)}不知道的话空着，直接点“填好了”。</span>')
    for field in fields:
        _draw_field(talking, field)
    st.button(
        "填好了",
        type="primary",
        width="stretch",
        key=f"filled_{talking.turns}",
        on_click=_submit,
        args=(talking.turns, fields),
    )


def draw_bill(talking: Conversation, bill: int) -> None:
    """The amounts and the date of one bill, to be changed together."""
    which = f"第{bill + 1}笔费用" if talking.talk.frame.bills > 1 else "这次费用"
    st.header(f"改{which}", anchor=False)
    st.html('<span class="quiet">照着结算单改，没有报的填 0，不知道的空着；别的情况在已经知道的里点“改”。</span>')
    policy_id = talking.seen.policy
    names = (*COSTS, *payments_read(policy_id)) if policy_id else AMOUNTS
    fields = tuple(bill_field(bill, name) for name in (*names, "date"))
    for field in fields:
        _draw_field(talking, field)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "改好了",
            type="primary",
            key=f"changed_{talking.turns}",
            on_click=_submit,
            args=(talking.turns, fields),
        )
        st.button("不改了", key=f"unchanged_{talking.turns}", on_click=conversation.edit, args=(talking.turns, None))


def _together(talking: Conversation, asked: Question) -> tuple[str, ...]:
    """The amounts of the same bill that are still open, the total first because it says what the person pays."""
    place = split_bill_field(asked.field)
    if place is None or asked.kind != "amount" or talking.talk.again is not None:
        return (asked.field,)
    frame = talking.talk.frame
    bill = place[0]
    open_ones = [f for f in talking.seen.journey.open if (found := split_bill_field(f)) and found[0] == bill]
    amounts = [f for f in open_ones if question(f).kind == "amount"]
    total = bill_field(bill, "total")
    return tuple(dict.fromkeys((*([total] if not frame.answered(total) else []), *amounts)))


def _draw_field(talking: Conversation, field: str) -> None:
    asked = question(field, talking.seen.policy)
    optional = field.endswith(".total") and field not in talking.seen.journey.open
    label = f"{asked.paper or asked.ask}{'（选填）' if optional else ''}"
    st.text_input(
        f"**{label}**",
        placeholder=_EXAMPLES[asked.kind],
        max_chars=_LONGEST,
        **bind(
            _box(talking, field),
            talking.drafts.get(field, _earlier(talking, field)),
            lambda text: talking.drafts.update({field: text}),
        ),
    )
    if field in talking.wrong:
        st.error(as_written(talking.wrong[field]), icon=":material/error:")
        return
    about = "填了，才算得出最后自己一共出多少" if optional else f"{asked.where}" if asked.kind == "date" else asked.ask
    st.html(f'<div class="quiet where">{escape(about)}</div>')


def _box(talking: Conversation, field: str) -> str:
    """The key of a field's box."""
    return f"draft_{field}_{talking.turns}"


def _earlier(talking: Conversation, field: str) -> str:
    """What was answered before, as it is typed."""
    value = talking.talk.frame.value(field)
    return "" if value is None else str(value).removesuffix(".00")


def _submit(turns: int, fields: tuple[str, ...]) -> None:
    """Read what was filled in; what was left empty is not known. Where something cannot be read nothing is taken."""
    talking = current()
    if talking.turns != turns:
        return
    done: list[acts.Act] = []
    said: list[str] = []
    talking.wrong = {}
    for field in fields:
        _read(talking, field, done, said)
    if talking.wrong:
        return
    if talking.editing is not None and not done:
        conversation.edit(turns, None)
        return
    talking.take(_in_fitting_order(talking, done), "；".join(said) or "（没有填）")


def _read(talking: Conversation, field: str, done: list[acts.Act], said: list[str]) -> None:
    """One field: what it says becomes an act, what cannot be read a sentence beside it."""
    frame = talking.talk.frame
    # as it stands in the box: the click may be heard before the box's own change
    text = str(st.session_state.get(_box(talking, field)) or "").strip()
    policy_id = talking.seen.policy
    asked = question(field, policy_id)
    label = asked.paper or asked.ask
    if not text:
        if frame.known(field) or (not frame.answered(field) and field in talking.seen.journey.open):
            done.append(acts.Unknown(field))
            said.append(f"{label}：不知道")
        elif talking.talk.again == field:
            done.append(acts.Unknown(field))
        return
    if text == _earlier(talking, field) and talking.talk.again != field:
        return
    value, approximate = read_answer(text, field, talking.talk)
    if value is None or not acceptable(field, value, frame):
        talking.wrong[field] = f"“{label}”填的是“{text}”，看不懂。请{_REMEDIES[asked.kind]}，不知道就空着。"
        return
    done.append(acts.Inform(field, value, approximate=approximate, source="button"))
    said.append(f"{label} {value_label(field, value, policy_id)}")


_REMEDIES = {
    "amount": "只填数字，单位是元，最多两位小数，例如 40000 或 4万",
    "number": "只填一个整数，例如 67",
    "date": "按年-月-日填，例如 2024-03-01",
}


def _in_fitting_order(talking: Conversation, done: Sequence[acts.Act]) -> list[acts.Act]:
    """Amounts in an order in which each fits those before: parts that become smaller first, then wholes that grow.

    The reducer takes one answer after the other and refuses what contradicts the rest.
    """
    frame = talking.talk.frame

    def key(act: acts.Act) -> tuple[int, int]:
        place = split_bill_field(act.field) if isinstance(act, acts.Inform) else None
        if place is None or place[1] not in AMOUNTS or not isinstance(act, acts.Inform):
            return (0, 0)
        before = frame.value(act.field)
        rank = AMOUNTS.index(place[1])
        return (1, -rank) if before is not None and fen(act.value) < fen(before) else (2, rank)

    return sorted(done, key=key)
