"""病种名单: the four official lists, and whether a disease as one says it stands on them."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from assistant.diseases import Match, match
from assistant.pages.library_links import open_clause
from assistant.pages.widget_values import bind
from knowledge import catalogues, glossary, library
from knowledge.catalogues import Entry
from rules.policies import policy, policy_ids

_NONE = (
    "四份名单里都没有找到这个病。名单上没有的病，多半按普通住院或门诊的规定救助；"
    "说法拿不准的，请照诊断书写，或者问当地医保经办机构。"
)
_CARE = {"inpatient": "住院", "outpatient": "门诊"}


def draw() -> None:
    """The search box, what it found, and the lists."""
    asked: str = st.session_state.setdefault("library_disease", "")
    st.text_input(
        "查一个病在不在名单上",
        placeholder="例如：尿毒症、血癌、小三阳",
        max_chars=200,
        **bind("library_disease_box", asked, _ask),
    )
    if asked.strip():
        _draw_found(match(asked))
    for catalogue in catalogues.list_ids():
        _draw_list(catalogue)


def _draw_found(found: Match) -> None:
    with st.container(key="library_found", gap="small"):
        if found.status == "match":
            st.html('<p class="found" role="status">名单上有：</p>')
            st.html(_table(map(catalogues.entry, found.ids), with_list=True))
        elif found.status == "ambiguous":
            st.html(f'<p class="found" role="status">还不能确定是哪一种。{escape(found.ask or "")}</p>')
            st.html(_table(map(catalogues.entry, found.ids), with_list=True))
        else:
            st.html(f'<p class="found" role="status">{_NONE}</p>')
            if found.hints:
                st.html('<p class="quiet">名单上与它相近、但不是同一种病的：</p>')
                st.html(_table(map(catalogues.entry, found.hints), with_list=True))


def _draw_list(catalogue: str) -> None:
    listed = [entry for entry in catalogues.entries() if entry.catalogue == catalogue]
    clause = library.clause(listed[0].clause)
    used = "、".join(
        library.document(one).facts.short_name for one in policy_ids() if catalogue in policy(one).parameters.lists
    )
    with st.expander(f"{catalogues.title(catalogue)}，出自{library.document(clause.policy).facts.short_name}"):
        open_clause(clause, f"看原文：{library.cite(clause.id)}", "list")
        st.html(f'<p class="quiet">测算时用到这份名单的文件：{used}。</p>')
        st.html(_table(listed))


def _table(entries: Iterable[Entry], with_list: bool = False) -> str:
    rows = "".join(
        f'<li value="{entry.number}"><b>{escape(entry.name)}</b>{_from(entry) if with_list else ""}'
        f"{''.join(f'<span>{escape(line)}</span>' for line in _limits(entry))}</li>"
        for entry in entries
    )
    return f'<ol class="diseases">{rows}</ol>'


def _from(entry: Entry) -> str:
    return f"<span>{catalogues.title(entry.catalogue)}第 {entry.number} 项，{escape(library.cite(entry.clause))}</span>"


def _limits(entry: Entry) -> Iterable[str]:
    """What the wording limits the entry to, and what must not be taken for it."""
    if entry.treatments:
        yield "只包括：" + "、".join(glossary.label("treatment", one) for one in entry.treatments)
    if entry.care:
        yield f"只包括{_CARE[entry.care]}治疗"
    if entry.conditions:
        yield "要符合：" + "，".join(entry.conditions)
    if entry.contrasts:
        yield "不要混同：" + "、".join(entry.contrasts)


def _ask(words: str) -> None:
    st.session_state["library_disease"] = words
