"""The list of pages, and the look they share."""

from pathlib import Path

import streamlit as st

from assistant.pages import library, outreach, self_check, window
from assistant.pages.look import apply_look


def draw() -> None:
    """Draw the page that was chosen."""
    st.set_page_config(
        page_title="医疗救助自助测算", page_icon=str(Path(__file__).with_name("icon.svg")), layout="wide"
    )
    chosen = st.navigation(
        [
            st.Page(self_check.page, title="自助问答", icon=":material/forum:", url_path="ask", default=True),
            st.Page(window.page, title="窗口办理", icon=":material/desk:", url_path="window"),
            st.Page(outreach.page, title="政策宣讲", icon=":material/co_present:", url_path="outreach"),
            st.Page(library.page, title="政策文库", icon=":material/menu_book:", url_path="library"),
        ],
        position="top",
    )
    apply_look(with_switch=not (chosen.url_path == "outreach" and _on_a_projector()))
    chosen.run()


def _on_a_projector() -> bool:
    """Whether the example fills the screen, with nothing beside it."""
    from assistant.pages.outreach.stage import current

    return current().large


draw()
