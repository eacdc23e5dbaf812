"""The look that all pages share: large type, calm colours, wide touch targets, room on a phone; larger on demand."""

from pathlib import Path

import streamlit as st

_LARGE = "large_type"
#: What survives when everything of a visit is forgotten.
KEPT = (_LARGE,)


def apply_look(with_switch: bool = True) -> None:
    """Add the style sheet to the page, and the switch to larger type; without the switch the page
    has sizes of its own, and the choice is kept for the others.

    The choice stands in the address of the page: it stays over page switches and reloads, and nowhere on the server.
    """
    st.html(Path(__file__).with_name("look.css"))
    with st.container(key="type_size" if with_switch else "type_size_unseen", width="content"):
        large = st.toggle("大字", key=_LARGE, bind="query-params")
    if large and with_switch:
        st.html(Path(__file__).with_name("large_type.css"))


def type_size(plain: int) -> int:
    """A size of type in px as it is now: for charts, which do not follow the style sheet."""
    return round(plain * _LARGER) if st.session_state.get(_LARGE) else plain


#: As in large_type.css.
_LARGER = 1.28
