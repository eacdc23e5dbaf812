"""The scripts of our own: fixed texts, so that the content policy can name them by hash and forbid all others."""

from html import escape

import streamlit as st

#: Brings the beginning of what is new into view after a turn.
TO_TOP = "document.querySelector('[data-testid=\"stMain\"]')?.scrollTo(0, 0)"
#: Brings the linked clause into view.
TO_CLAUSE = "setTimeout(() => document.querySelector('.passage.target')?.scrollIntoView({block: 'center'}), 60)"
#: Says that answers are gone where the server has forgotten them: a page loaded anew, a server started anew. The
#: browser's tab remembers only that there were answers.
LOST = (
    "(() => { const lost = document.querySelector('.lost'); if (!lost) return;"
    " if (lost.dataset.talk === 'begun') sessionStorage.setItem('begun', '1');"
    " else if (lost.dataset.talk === 'wiped') sessionStorage.removeItem('begun');"
    " else if (sessionStorage.getItem('begun')) lost.classList.add('shown'); })()"
)
ALL = (TO_TOP, TO_CLAUSE, LOST)


def run(script: str, occasion: str) -> None:
    """Run one of the scripts in the browser, once for each ``occasion`` (a turn, a clause)."""
    st.html(f'<i data-turn="{escape(occasion)}"></i><script>{script}</script>', unsafe_allow_javascript=True)


def tell_if_lost(talk: str, words: str) -> None:
    """Show the words if the browser remembers answers that are not there any more.

    ``talk``: ``begun`` while there are answers, ``wiped`` after they were cleared on purpose, else ``fresh``.
    """
    st.html(
        f'<div class="lost" role="status" data-talk="{escape(talk)}">{escape(words)}</div><script>{LOST}</script>',
        unsafe_allow_javascript=True,
    )
