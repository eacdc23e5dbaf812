"""The money of a result: who pays what as a waterfall, and the same as a table."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from assistant.charts.payers import payers_chart, payers_rows
from assistant.pages.expanders import fold
from assistant.pages.look import type_size
from assistant.results.outcome import Outcome
from assistant.results.shares import Payer, is_open, together, whole_label

_SIZE = 17


def draw_money(found: Outcome, turns: int) -> None:
    """The chart of all bills together; nothing where nothing can be shared out, with the reason."""
    payers = together(found)
    if not payers:
        if found.is_range:
            st.html('<p class="quiet">费用和各项报销都知道以后，这里会画出钱由谁出。</p>')
        return
    whole = whole_label(found)
    several = len(found.result.bills) > 1
    st.header(f"钱由谁出（{len(found.result.bills)}笔合计）" if several else "钱由谁出", anchor=False)
    with st.container(key="payers"):
        st.vega_lite_chart(
            payers_chart(payers, type_size(_SIZE), whole),
            theme=None,
            key=f"payers_chart_{turns}_{type_size(_SIZE)}",
        )
    if is_open(found):
        st.html('<p class="quiet">虚线框是还不能确定的部分：弄清楚以后，要么是救助，要么是您自己出。</p>')
    if whole != "医疗费总额":
        st.html('<p class="quiet">没有填医疗费总额，所以只算了政策范围内的费用；范围外的钱要自己出，没有算在里面。</p>')
    with fold("用表格看这张图", f"table_{turns}", ":material/table_rows:") as is_shown:
        if is_shown:
            st.html(_table(payers, whole))


def _table(payers: Sequence[Payer], whole: str) -> str:
    """The chart's numbers as a table that is read out row by row."""
    rows = payers_rows(payers, whole)
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    body = "".join(
        f'<tr><th scope="row">{escape(row["项目"])}</th><td>{escape(row["金额"])}</td>'
        f"<td>{escape(row['其后还剩'] or '—')}</td></tr>"
        for row in rows
    )
    return (
        '<table class="plain-table"><caption class="visually-hidden">钱由谁出</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )
