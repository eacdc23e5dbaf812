"""查找: a question in a person's own words, answered with the clauses themselves."""

from html import escape

import streamlit as st

from assistant.pages.clause_view import marked
from assistant.pages.library_links import open_clause
from assistant.pages.widget_values import bind
from assistant.search import Hit, search
from knowledge import library
from rules.policies import policy_ids

_MOST = 8
_EXAMPLES = ("门诊一年最多救助多少", "转诊要办什么手续", "低保边缘家庭怎么救助")
_ALL = ""
_NOTHING = "文库里没有找到回答这个问题的条款。可以换个说法再找；文件没有写的，请问当地医保经办机构（区县医疗保障局）。"


def draw() -> None:
    """The search box and what was found; the words asked stay in this session only."""
    state = st.session_state
    asked: str = state.setdefault("library_asked", "")
    where: str = state.setdefault("library_where", _ALL)
    box, choice = st.columns([2, 1], vertical_alignment="bottom")
    with box:
        st.text_input(
            "想查什么，照平常的话写",
            placeholder="例如：" + _EXAMPLES[0],
            max_chars=200,
            **bind("library_asked_box", asked, _ask),
        )
    with choice:
        st.selectbox(
            "在哪份文件里找",
            (_ALL, *policy_ids()),
            format_func=_where,
            **bind("library_where_box", where, _look_in),
        )
    if not asked.strip():
        with st.container(key="library_examples", horizontal=True, gap="small"):
            for example in _EXAMPLES:
                st.button(example, on_click=_ask, args=(example,))
        return
    found = search(asked, where or None, limit=_MOST)
    st.html(f'<p class="found" role="status">{f"最相关的 {len(found)} 条：" if found else escape(_NOTHING)}</p>')
    for hit in found:
        _draw_hit(hit)


def _draw_hit(hit: Hit) -> None:
    clause = library.clause(hit.clause)
    around = (
        ""
        if hit.text.strip() == hit.quote.strip()
        else f"<details><summary>看整条</summary>{marked(hit.text, (hit.quote,))}</details>"
    )
    with st.container(key=f"hit_{hit.clause}", border=True, gap="small"):
        open_clause(clause, f"{library.cite(hit.clause)} {clause.heading}".strip(), "hit", hit.quote)
        st.html(f'<div class="hit">{escape(hit.quote)}{around}</div>')


def _where(policy_id: str) -> str:
    return library.document(policy_id).facts.short_name if policy_id else f"全部{len(policy_ids())}份文件"


def _ask(words: str) -> None:
    st.session_state["library_asked"] = words


def _look_in(policy_id: str) -> None:
    st.session_state["library_where"] = policy_id
