"""Widgets that show a value kept in a plain object: it survives when the widget is not drawn, on another page too."""

from collections.abc import Callable
from typing import Any

import streamlit as st


def bind(key: str, value: Any, keep: Callable[[Any], None]) -> dict[str, Any]:
    """What a widget needs to show ``value`` and to give a new one to ``keep``: its key and its callback.

    The widget itself must be given no value of its own.
    """
    if st.session_state.get(key, _NOTHING) != value:
        st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (key, keep)}


_NOTHING = object()


def _take(key: str, keep: Callable[[Any], None]) -> None:
    keep(st.session_state[key])
