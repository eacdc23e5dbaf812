"""What happens to the answers: taken home as a file, read back from it, or wiped. Nothing is kept here."""

from datetime import date
from html import escape

import streamlit as st

from assistant.pages import conversation
from assistant.pages.conversation import Conversation, current
from assistant.pages.gate import for_this_page
from assistant.talk.progress import saved

#: Read no further than a little over the largest file that is accepted (megabytes).
_LARGEST = 1


def draw_progress_file(talking: Conversation) -> None:
    """保存进度 and 清空, with what each does; before the first answer 继续上次."""
    with st.container(key="keeping", gap="small"):
        if not talking.begun:
            _draw_continue(talking)
            return
        with st.container(horizontal=True, gap="small", key="keeping_row"):
            frozen = talking.talk
            st.download_button(
                "保存进度",
                data=for_this_page(lambda: saved(frozen)),
                file_name=f"医疗救助测算进度_{date.today().isoformat()}.json",
                mime="application/json",
                icon=":material/save:",
                key="save",
                on_click="ignore",
            )
            with st.popover("清空", icon=":material/delete:", key=f"wipe_{talking.turns}"):
                st.html(
                    "<b>要全部清空吗？</b><br>这次打开网页以后填的都会抹掉，“窗口办理”和“政策宣讲”里的也一样，找不回来。"
                    "想留着的，请先点“保存进度”。"
                )
                st.button(
                    "全部清空，重新开始",
                    key=f"wiped_{talking.turns}",
                    type="primary",
                    width="stretch",
                    on_click=conversation.wipe,
                )
        st.html(
            '<span class="quiet">这里不保存您的信息，关掉或刷新网页就没有了。'
            "“保存进度”会把一个小文件存到您自己的手机或电脑上，下次点“继续上次”打开它。</span>"
        )


def _draw_continue(talking: Conversation) -> None:
    st.html('<h2>继续上次</h2><span class="quiet">以前点过“保存进度”的，选那个文件，就接着往下算。</span>')
    key = f"continue_{talking.turns}"
    st.file_uploader(
        "继续上次：选择保存过的进度文件",
        type=["json"],
        max_upload_size=_LARGEST,
        key=key,
        label_visibility="collapsed",
        on_change=_continue,
        args=(key,),
    )


def _continue(key: str) -> None:
    given = st.session_state.get(key)
    if given is not None:
        current().resume(given.getvalue())


def draw_file_notes(talking: Conversation) -> None:
    """What was found in the file that was read back."""
    if not talking.file:
        return
    lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in talking.file)
    st.html(f'<div class="file-notes" role="status"><ul>{lines}</ul></div>')
