"""The papers of a sheet, made when they are asked for."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant.pages.gate import for_this_page
from assistant.pages.window.desk import Sheet
from assistant.report import Content, docx, of_explanation, pdf, xlsx
from assistant.report.assemble import told_in_full
from assistant.results.casework import Reckoned
from assistant.results.parts import together

#: What it is called, the ending, the kind of file, how it is made.
_PAPERS: tuple[tuple[str, str, str, Callable[[Content], bytes]], ...] = (
    ("PDF（打印）", "pdf", "application/pdf", pdf),
    ("Word（可修改）", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx),
    ("Excel（带算式）", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx),
)


def draw(sheet: Sheet, now: Reckoned) -> None:
    """A button for each paper; the file is made at the click and kept nowhere."""
    st.html("写明事实、每一步、所引条款、不同的理解和“以经办机构审核为准”。姓名会印在纸上，文件只在您的电脑上。")
    with st.container(horizontal=True, gap="small"):
        for label, ending, mime, make in _PAPERS:
            st.download_button(
                label,
                data=for_this_page(_later(sheet.name, now, make)),
                file_name=f"医疗救助测算_{sheet.name.strip() or '样例'}.{ending}",
                mime=mime,
                icon=":material/download:",
                key=f"paper_{ending}",
                on_click="ignore",
            )


def _later(name: str, now: Reckoned, make: Callable[[Content], bytes]) -> Callable[[], bytes]:
    def made() -> bytes:
        told = [told_in_full(part.case, part.result, part.changes) for part in now.parts]
        whole = together(told, [part.told.places for part in now.parts])
        return make(of_explanation(whole, date.today(), name))

    return made
