"""The papers of a result to take along: made at the click, kept nowhere."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant.pages.gate import for_this_page
from assistant.report import Content, docx, of_explanation, pdf, xlsx
from assistant.results.explained import Explanation

#: What it is called, the ending, the kind of file, how it is made.
_PAPERS: tuple[tuple[str, str, str, Callable[[Content], bytes]], ...] = (
    ("PDF（打印）", "pdf", "application/pdf", pdf),
    ("Word", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
)


def draw_papers(told: Explanation) -> None:
    """A button for each paper."""
    with st.container(horizontal=True, gap="small", key="papers"):
        for label, ending, mime, make in _PAPERS:
            st.download_button(
                label,
                data=for_this_page(_later(told, make)),
                file_name=f"医疗救助测算.{ending}",
                mime=mime,
                icon=":material/download:",
                key=f"take_{ending}",
                on_click="ignore",
            )


def _later(told: Explanation, make: Callable[[Content], bytes]) -> Callable[[], bytes]:
    return lambda: make(of_explanation(told, date.today()))
