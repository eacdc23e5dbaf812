"""政策文库: a document with its outline; ``?policy=…&clause=…`` opens a clause of it."""

from html import escape

import streamlit as st

from assistant.pages import scripts
from assistant.pages.clause_view import marked
from knowledge import glossary, library
from knowledge.library import Document, Passage


def page() -> None:
    """Draw the document that was chosen or linked."""
    st.title("政策文库", anchor=False)
    ids = library.POLICY_IDS
    linked = st.query_params.get("policy", "")
    place = ids.index(linked) if linked in ids else 0
    chosen = st.selectbox("选一份文件", ids, index=place, format_func=_name, key=f"document_{place}")
    if chosen != linked:
        st.query_params.from_dict({"policy": chosen})
    document = library.document(chosen)
    target = f"{chosen}#{st.query_params.get('clause', '')}"
    quote = st.query_params.get("quote", "")
    outline, text = st.columns([1, 2.2], gap="large")
    with outline:
        _draw_facts(document)
        with st.expander("目录", expanded=False):
            _draw_outline(document)
    with text:
        _draw_text(document, target, quote)


def _name(policy_id: str) -> str:
    facts = library.document(policy_id).facts
    return f"{facts.short_name}　{facts.title}"


def _draw_facts(document: Document) -> None:
    facts = document.facts
    status = glossary.term("document_status", facts.status)
    rows = [
        ("文号", facts.number or "无"),
        ("发文机关", facts.issuer),
        ("施行日期", f"{facts.in_force_from:%Y-%m-%d}{'（推定）' if facts.in_force_assumed else ''}"),
        ("适用地区", facts.area.name),
        ("状态", f"{status.label}。{facts.status_note}"),
    ]
    lines = "".join(f'<div class="known-line"><small>{k}</small>{escape(v)}</div>' for k, v in rows)
    st.html(lines)


def _draw_outline(document: Document) -> None:
    items = "".join(
        f'<li style="padding-left:{depth * 0.9:.1f}rem"><a href="?policy={document.id}&clause={escape(clause.path)}" '
        f'target="_self">{escape(clause.label)} {escape(clause.heading)}</a></li>'
        for depth, clause in document.outline()
    )
    st.html(f'<ul class="outline">{items}</ul>')


def _draw_text(document: Document, target: str, quote: str) -> None:
    known = {clause.id for clause in document.clauses}
    if target not in known:
        target = ""
    below = {clause.id for clause in document.clauses if clause.id == target or clause.parent == target}
    body = "".join(_passage(document, passage, target, below, quote) for passage in document.passages)
    st.html(body)
    if target:
        scripts.run(scripts.TO_CLAUSE, target)


def _passage(document: Document, passage: Passage, target: str, below: set[str], quote: str) -> str:
    clause = library.clause(passage.clause)
    classes = ["passage"]
    if clause.path == "标题":
        classes.append("title")
    elif passage.text not in clause.paragraphs:
        classes.append("heading")
    if target and (
        passage.id == target or passage.clause == target or (passage.clause in below and passage.id in below)
    ):
        classes.append("target")
    text = marked(passage.text, (quote,) if quote and "target" in classes else ())
    return f'<p class="{" ".join(classes)}">{text}</p>'
