"""Bills that older documents govern, above the result of the others: what all come to, then each part by itself."""

from html import escape

import streamlit as st

from assistant.pages.expanders import fold
from assistant.pages.steps_view import draw_bill_steps, draw_cited
from assistant.results.explained import Explanation
from assistant.results.plain_text import part_title
from assistant.results.verdicts import VERDICTS


def draw_earlier_parts(told: Explanation, turns: int) -> None:
    """Draw what is said of all documents together and the parts of the older ones; nothing where one governs all."""
    if told.whole is None:
        return
    st.html(f'<div class="step"><b>{escape(told.whole.text)}</b></div>')
    draw_cited(told.whole.warnings, "whole")
    for number, part in enumerate(told.earlier):
        _draw_part(part, f"part_{number}", turns)
    st.header(part_title(told), anchor=False)


def _draw_part(part: Explanation, key: str, turns: int) -> None:
    st.header(part_title(part), anchor=False)
    draw_cited(part.standing, f"{key}_standing")
    amount = part.amount if part.verdict != "unlikely" else ""
    shown = f'<div class="amount"><small>估计救助</small>{escape(amount)}</div>' if amount else ""
    st.html(
        f'<div class="verdict {part.verdict}"><span class="tag">{VERDICTS[part.verdict]}</span>'
        f"{shown}<p>{escape(part.sentence)}</p></div>"
    )
    for bill in part.bills:
        if bill.payers:
            paid = "，".join(f"{payer.label} {payer.money}" for payer in bill.payers)
            st.html(f'<div class="step">{escape(f"{bill.heading}：{paid}。")}</div>')
    draw_cited(part.offers, f"{key}_offered")
    draw_cited(part.warnings, f"{key}_warned")
    for reading in part.readings:
        others = "；".join(reading.others)
        st.html(f'<div class="quiet">{escape(f"条文有两种理解：{reading.question}{reading.chosen}；{others}。")}</div>')
    draw_cited(part.next_steps, f"{key}_next")
    with fold("怎么算出来的：每一步和条文", f"{key}_steps_{turns}", ":material/calculate:") as is_shown:
        if is_shown:
            for place, bill in enumerate(part.bills):
                draw_bill_steps(bill, f"{key}_bill_{place}", True)
    draw_cited(part.entitlements, f"{key}_entitled")
