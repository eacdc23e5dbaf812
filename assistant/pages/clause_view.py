"""A clause with the quoted words marked: as a chip that opens it, and as the text itself."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from assistant.pages.library_links import address
from knowledge import library, quotes
from rules.figures import Source


def draw_chips(sources: Sequence[Source], key: str) -> None:
    """One chip a clause; a click shows the clause with the quote marked."""
    by_clause: dict[str, list[str]] = {}
    for source in sources:
        by_clause.setdefault(source.clause, []).append(source.quote)
    if not by_clause:
        return
    with st.container(key=f"chips_{key}", horizontal=True, gap="small"):
        for i, (clause_id, quoted) in enumerate(by_clause.items()):
            clause = library.clause(clause_id)
            if st.button(f"{clause.label}", key=f"chip_{key}_{i}", icon=":material/article:"):
                show_clause(clause_id, tuple(quoted))


@st.dialog("文件原文", width="large")
def show_clause(clause_id: str, quoted: tuple[str, ...]) -> None:
    """The clause in its document, the quoted words marked."""
    clause = library.clause(clause_id)
    facts = library.document(clause.policy).facts
    around = quotes.context(clause_id)
    st.html(f"<b>{escape(facts.title)}</b><br><span class='quiet'>{escape(facts.number or '')}</span>")
    above = " › ".join(parent.heading or parent.label for parent in around.parents)
    if above:
        st.html(f'<span class="quiet">{escape(above)}</span>')
    st.html(f'<div class="clause">{marked(clause.text, quoted)}</div>')
    st.html('<span class="quiet">黄色底纹的是这一步所依据的原话。</span>')
    st.link_button(
        "在文件全文里看这一条",
        f"library?{urlencode(address(clause, quoted[0] if quoted else ''))}",
        icon=":material/open_in_new:",
    )


def marked(text: str, quoted: Sequence[str]) -> str:
    """HTML of a text with the quotes marked; white space and nothing else may differ."""
    spans = sorted(span for quote in quoted if (span := quotes.locate(text, quote)))
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        if end <= done:
            continue
        start = max(start, done)
        pieces += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
        done = end
    pieces.append(escape(text[done:]))
    return "".join(pieces).replace("\n", "<br>")
