"""The result: the verdict first, then who pays what, what to do next, the year's ledger; details folded below."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from assistant.answers import acts
from assistant.pages import conversation
from assistant.pages.answers_panel import draw_answers
from assistant.pages.as_written import as_written
from assistant.pages.clause_view import draw_chips
from assistant.pages.conversation import Conversation
from assistant.pages.expanders import fold
from assistant.pages.money_view import draw_money
from assistant.pages.paper_buttons import draw_papers
from assistant.pages.parts_view import draw_earlier_parts
from assistant.pages.progress_file import draw_file_notes, draw_progress_file
from assistant.pages.steps_view import draw_bill_steps, draw_cited
from assistant.pages.year_view import draw_year
from assistant.results.explained import Explanation
from assistant.results.plain_text import differences_in_brief
from assistant.results.shares import is_open, together
from assistant.results.verdicts import VERDICTS


def draw_result(talking: Conversation) -> None:
    """Draw the result of the conversation."""
    told = talking.reply.told
    if told is None:
        return
    st.title("测算结果", anchor=False)
    main, side = st.columns([1.75, 1], gap="large")
    with main:
        draw_file_notes(talking)
        _draw_notes(talking)
        draw_earlier_parts(told, talking.turns)
        _draw_verdict(told)
        _draw_offer(talking, told)
        draw_cited(told.offers, "offered")
        _draw_open_points(talking, told)
        draw_money(told.found, talking.turns)
        _draw_premium(told)
        if told.warnings:
            st.header("请留意", anchor=False)
            draw_cited(told.warnings, "warned")
        _draw_next_steps(told)
        draw_year(talking, told)
        st.header("想看细一点", anchor=False)
        _draw_details(told, talking.turns)
    with side:
        draw_answers(talking)
        _draw_after(talking)
        draw_progress_file(talking)


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
        st.warning(as_written(cited.text), icon=":material/warning:")
        draw_chips(cited.citations, f"standing_{i}")
    amount = told.amount if told.verdict != "unlikely" else ""
    shown = f'<div class="amount"><small>估计救助</small>{escape(amount)}</div>' if amount else ""
    more = "".join(f"<p>{line}</p>" for line in _beside_the_amount(told))
    st.html(
        f'<div class="verdict {told.verdict}"><span class="tag">{VERDICTS[told.verdict]}</span>'
        f"{shown}<p>{escape(told.sentence)}</p>{more}</div>"
    )


def _beside_the_amount(told: Explanation) -> Iterator[str]:
    """What belongs to the amount: what is left for the person, and what another reading would give."""
    found = told.found
    own = next((payer for payer in together(found) if payer.kind == "self"), None)
    if own is not None:
        yield f"{escape(own.label)} <b>{escape(own.money)}</b>"
    if told.readings and not is_open(found):
        others = "、".join(
            dict.fromkeys(c.amount.text for reading in told.readings for c in reading.choices if not c.chosen)
        )
        yield f"条文有的地方有两种理解，另一种理解下救助是 <b>{others}</b>，见下面“条文有两种理解”。"


def _draw_premium(told: Explanation) -> None:
    """The subsidy to the year's contribution, which is no part of the aid."""
    if told.premium is not None:
        st.header("参保资助（另算）", anchor=False)
        st.html(f'<div class="step">{escape(told.premium.sentence)}</div>')
        draw_chips(told.premium.citations, "premium")
        for reading in told.premium.readings:
            st.html(f'<div class="quiet">{escape(f"{reading.question}{reading.chosen}；{reading.others[0]}")}</div>')


def _draw_offer(talking: Conversation, told: Explanation) -> None:
    found = told.found
    if told.offer and found.offered is not None:
        st.button(
            told.offer,
            key=f"offer_{talking.turns}",
            type="primary",
            on_click=conversation.take,
            args=(talking.turns, (acts.Correct("policy", found.offered),), told.offer),
        )


def _draw_open_points(talking: Conversation, told: Explanation) -> None:
    if not any(part.open_points for part in told.parts):
        return
    st.header("还没弄清楚的", anchor=False)
    with st.container(key="open", gap=None):
        for point in (point for part in told.parts for point in part.open_points):
            with st.container(key=f"line_open_{point.field}", horizontal=True, wrap=False, vertical_alignment="center"):
                st.html(
                    f"<b>{escape(point.label)}</b><br><span class='quiet'>{escape(point.where)}</span>", width="stretch"
                )
                st.button(
                    "补上",
                    key=f"open_{point.field}_{talking.turns}",
                    on_click=conversation.take,
                    args=(talking.turns, (acts.Change(point.field),), f"补上：{point.label}"),
                )


def _draw_next_steps(told: Explanation) -> None:
    st.header("接下来怎么办", anchor=False)
    draw_cited(told.next_steps, "next")
    with st.container(key="counter", gap="small"):
        st.html(
            f"<b>问谁：{escape(told.ask)}</b><br>"
            '<span class="quiet">到窗口可以这样说，或者把这一段给工作人员看：</span>'
            f'<p class="said">{escape(told.counter)}</p>'
            '<span class="quiet">要带哪些材料，文件没有逐项写明的，去之前先打电话问清楚。</span>'
        )
        st.html("<b>把结果带走</b>　<span class='quiet'>写明事实、每一步和条文，文件只在您自己的手机或电脑上。</span>")
        draw_papers(told)


def _draw_details(told: Explanation, turns: int) -> None:
    with fold(_steps_label(told), f"steps_{turns}", ":material/calculate:") as is_shown:
        if is_shown:
            _draw_steps(told)
    if told.readings:
        with fold("条文有两种理解", f"readings_{turns}", ":material/balance:") as is_shown:
            if is_shown:
                _draw_readings(told)
    if told.differences:
        with fold("如果情况不一样，会差多少", f"if_{turns}", ":material/alt_route:") as is_shown:
            if is_shown:
                lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in differences_in_brief(told))
                st.html(f'<ul class="step">{lines}</ul>')
    if told.entitlements:
        label = f"还可以问一问（{len(told.entitlements)} 条）"
        with fold(label, f"entitled_{turns}", ":material/contact_support:") as is_shown:
            if is_shown:
                draw_cited(told.entitlements, "entitled")
    if told.document is not None:
        with fold("为什么按这份文件算", f"document_{turns}", ":material/description:") as is_shown:
            if is_shown:
                draw_cited((told.document,), "document")


def _steps_label(told: Explanation) -> str:
    granted = [
        f"{b.title} {b.amount.text}" for bill in told.bills for b in bill.benefits if b.status == "granted" and b.amount
    ]
    if not granted or len(told.bills) > 1 or is_open(told.found):
        return "怎么算出来的：每一步和条文" if told.found.result.identity else "怎么判断的：条件和条文"
    return f"怎么算出来的：{'，'.join(granted)}"


def _draw_steps(told: Explanation) -> None:
    if is_open(told.found):
        st.html('<p class="quiet">还没弄清楚的几项，这里先按文件默认的情况（三级、定点、规范转诊等）算，只作参考。</p>')
    for i, bill in enumerate(told.bills):
        draw_bill_steps(bill, f"bill_{i}", len(told.bills) > 1 or bool(told.earlier))


def _draw_readings(told: Explanation) -> None:
    for i, reading in enumerate(told.readings):
        with st.container(key=f"reading_{i}", gap="small"):
            others = "".join(f"<li>{escape(other)}</li>" for other in reading.others)
            st.html(f"<b>{escape(reading.question)}</b><ul><li>{escape(reading.chosen)}</li>{others}</ul>")
            st.html(f'<span class="quiet">以哪一种为准，请问{escape(reading.ask)}。</span>')
            draw_chips((reading.source,), f"reading_{i}")


def _draw_after(talking: Conversation) -> None:
    """What can be done with a result: correct something, ask, go back."""
    turns = talking.turns
    with st.container(key="after"):
        key = f"message_{turns}"
        st.chat_input(
            "想改哪里、想问什么，直接说", key=key, on_submit=conversation.say, args=(turns, key), max_chars=2000
        )
        st.button(
            "上一步",
            icon=":material/arrow_back:",
            key=f"back_{turns}",
            on_click=conversation.take,
            args=(turns, (acts.Back(),), "上一步"),
        )
