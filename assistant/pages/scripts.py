"""The two scripts of our own: fixed texts, so that the content policy can name them by hash and forbid all others."""

from html import escape

import streamlit as st

#: Brings the beginning of what is new into view after a turn.
TO_TOP = "document.querySelector('[data-testid=\"stMain\"]')?.scrollTo(0, 0)"
#: Brings the linked clause into view.
TO_CLAUSE = "setTimeout(() => document.querySelector('.passage.target')?.scrollIntoView({block: 'center'}), 60)"
ALL = (TO_TOP, TO_CLAUSE)


def run(script: str, occasion: str) -> None:
    """Run one of the scripts in the browser, once for each ``occasion`` (a turn, a clause)."""
    st.html(f'<i data-turn="{escape(occasion)}"></i><script>{script}</script>', unsafe_allow_javascript=True)
