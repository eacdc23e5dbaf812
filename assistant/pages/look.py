"""The look that all pages share: large type, calm colours, wide touch targets, room on a phone."""

from pathlib import Path

import streamlit as st


def apply_look() -> None:
    """Add the style sheet to the page."""
    st.html(Path(__file__).with_name("look.css"))
