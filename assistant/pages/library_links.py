"""Links to a clause: policy and clause in the address, nothing personal, so that it can be passed on."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from knowledge.library import Clause


def open_clause(clause: Clause, label: str, quote: str = "") -> None:
    """A link that opens the clause in this page and keeps what the visitor has said elsewhere."""
    st.page_link(_here(), label=label, query_params=_address(clause, quote), icon=":material/article:")


def outline_link(clause: Clause, label: str) -> None:
    """The same as one line of a table of contents."""
    st.page_link(_here(), label=label, query_params=_address(clause))


def tag(clause: Clause, words: str, said: str = "") -> str:
    """The same inside HTML; it opens beside this page, where a click would otherwise begin a new visit."""
    label = f' aria-label="{escape(said)}"' if said else ""
    address = escape(urlencode(_address(clause)))
    return f'<a class="to-clause" href="?{address}" target="_blank" rel="noopener"{label}>{escape(words)}</a>'


def shareable(clause: Clause) -> str:
    """The address of the clause from the root of the site on, for people to read and copy."""
    return f"library?policy={clause.policy}&clause={clause.path}"


def _address(clause: Clause, quote: str = "") -> dict[str, str]:
    return {"policy": clause.policy, "clause": clause.path, **({"quote": quote} if quote else {})}


def _here() -> st.Page:
    """This page as the navigation knows it: a page is known by its address."""
    from assistant.pages.library import page

    return st.Page(page, title="政策文库", url_path="library")
