"""Details that are folded away and drawn only when they are opened."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def fold(label: str, key: str, icon: str | None = None) -> Iterator[bool]:
    """A fold with this label; gives whether it is open, so that what is in it need be drawn only then."""
    folded = st.expander(label, key=f"fold_{key}", icon=icon, on_change="rerun")
    with folded:
        yield bool(folded.open)
