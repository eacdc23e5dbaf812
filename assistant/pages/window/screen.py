"""The page: which task, and the task's own screen."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant.pages.window import desk as desks
from assistant.pages.window.desk import Desk


def draw() -> None:
    """Draw the desk."""
    desk = desks.current()
    st.html(Path(__file__).with_name("window.css"))
    with st.container(key="desk", gap="small"):
        with st.container(key="tasks", horizontal=True, vertical_alignment="center", gap="small"):
            st.title("窗口办理", anchor=False, width="content")
            for task, (label, _) in _TASKS.items():
                st.button(
                    label,
                    key=f"task_{task}",
                    icon=":material/check:" if task == desk.task else None,
                    type="primary" if task == desk.task else "secondary",
                    on_click=setattr,
                    args=(desk, "task", task),
                )
        _TASKS[desk.task][1](desk)


def _sheets(desk: Desk) -> None:
    from assistant.pages.window import sheets

    sheets.draw(desk)


def _batch(desk: Desk) -> None:
    from assistant.pages.window import many

    many.draw(desk)


def _roster(desk: Desk) -> None:
    from assistant.pages.window import roster

    roster.draw(desk)


_TASKS: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "sheet": ("逐人办理", _sheets),
    "batch": ("批量测算", _batch),
    "roster": ("人员信息汇总表", _roster),
}
