"""Links to a clause: policy and clause in the address, nothing personal, so that it can be passed on."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from knowledge.library import Clause


def open_clause(
    clause: Clause, label: str, place: str, quote: str = "", icon: str | None = ":material/article:"
) -> None:
    """A button that opens the clause in this page and keeps what the visitor has said elsewhere.

    ``place`` tells the same clause in two places of the page apart. The framework's own page link would leave the old
    address standing when it leads to the page that it stands on; a change of the address is also a step that the
    browser's back button takes back.
    """
    st.button(
        label,
        key=f"to_{place}_{clause.id}",
        type="tertiary",
        icon=icon,
        on_click=st.query_params.from_dict,
        args=(address(clause, quote),),
    )


def tag(clause: Clause, words: str, said: str = "") -> str:
    """The same inside HTML; it opens beside this page, where a click would otherwise begin a new visit."""
    label = f' aria-label="{escape(said)}"' if said else ""
    href = escape(urlencode(address(clause)))
    return f'<a class="to-clause" href="?{href}" target="_blank" rel="noopener"{label}>{escape(words)}</a>'


def shareable(clause: Clause) -> str:
    """The address of the clause from the root of the site on, for people to read and copy."""
    return f"library?policy={clause.policy}&clause={clause.path}"


def address(clause: Clause, quote: str = "") -> dict[str, str]:
    """What stands in the address of a clause, with the words to be marked in it."""
    return {"policy": clause.policy, "clause": clause.path, **({"quote": quote} if quote else {})}
