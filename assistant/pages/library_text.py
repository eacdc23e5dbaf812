"""原文: a document as it is printed, with its facts, its outline and its place among other documents."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from assistant.pages import scripts
from assistant.pages.clause_view import marked
from assistant.pages.library_links import open_clause, shareable, tag
from knowledge import glossary, library
from knowledge.facts import CitedDocument
from knowledge.library import Citation, Document, Passage
from rules.policies import policy_ids


def draw(document: Document, path: str, quote: str) -> None:
    """The document; the clause ``path`` in view, if it has one, with ``quote`` marked."""
    outline, text = st.columns([1, 2.2], gap="large")
    with outline:
        _draw_facts(document)
        with st.expander("与其他文件的关系", icon=":material/account_tree:"):
            st.html(_relations(document))
        with st.expander("目录", icon=":material/toc:"), st.container(key="library_outline", gap=None):
            for depth, clause in document.outline():
                label = "\u3000" * depth + f"{clause.label} {clause.heading}".strip()
                open_clause(clause, label, "outline", icon=None)
    with text:
        _draw_text(document, f"{document.id}#{path}", quote)


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
    st.html("".join(f'<div class="known-line"><small>{k}</small>{escape(v)}</div>' for k, v in rows))


def _relations(document: Document) -> str:
    """What the document takes the place of, what it rests on, where it sends the reader, who follows it."""
    facts = document.facts
    groups = (
        ("替代什么", tuple(_line(item.text, item.citation) for item in facts.replaces)),
        ("给区县留的余地", (_line(f"“{facts.local_rules.quote}”", facts.local_rules),) if facts.local_rules else ()),
        ("依据什么制定", tuple(_line(_named(item), item.citation) for item in facts.basis)),
        ("另外引用了什么", tuple(_line(f"{_named(item)}：{item.role}", item.citation) for item in facts.refers_to)),
        ("文库里谁提到它", tuple(_mentions(document))),
    )
    shown = "".join(
        f"<h2>{title}</h2><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" for title, lines in groups if lines
    )
    unsaid = "" if facts.replaces else "<p>文件没有写明它替代哪些旧规定。</p>"
    return f'<div class="relations">{unsaid}{shown}</div>'


def _line(words: str, citation: Citation) -> str:
    clause = library.clause(citation.clause)
    return f"{escape(words)}（{tag(clause, clause.label)}）"


def _named(cited: CitedDocument) -> str:
    title = f"《{cited.title}》" if cited.title != "文中未写名称" else "（文中未写名称）"
    held = "" if cited.policy else "，文库里没有收"
    return f"{title}{cited.number}{held}"


def _mentions(document: Document) -> Iterator[str]:
    """Documents of the library that name this one."""
    for other in policy_ids():
        facts = library.document(other).facts
        name = f"《{facts.short_name}》"
        yield from (
            _line(f"{name}：{i.role}", i.citation) for i in facts.basis + facts.refers_to if i.policy == document.id
        )
        yield from (_line(f"{name}：{i.text}", i.citation) for i in facts.replaces if document.id in i.policies)


def _draw_text(document: Document, target: str, quote: str) -> None:
    known = {clause.id for clause in document.clauses}
    if target not in known:
        target = ""
    else:
        clause = library.clause(target)
        with st.container(key="library_share"):
            st.caption(f"{library.cite(target)}的链接，可以转发，里面没有个人信息：")
            st.code(shareable(clause), language=None, wrap_lines=True)
    below = {clause.id for clause in document.clauses if clause.id == target or clause.parent == target}
    st.html("".join(_passage(document, passage, target, below, quote) for passage in document.passages))
    if target:
        scripts.run(scripts.TO_CLAUSE, f"{target} {quote}")


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
    place = library.clause(passage.id)
    link = "" if classes[-1] == "title" else f" {tag(place, '链接', f'{place.label}的链接')}"
    return f'<p class="{" ".join(classes)}">{text}{link}</p>'
