"""The page: a bar to step through examples, the example's facts, one picture, the clauses under it."""

from html import escape
from pathlib import Path

import streamlit as st

from assistant.pages.outreach import controls, views
from assistant.pages.outreach.examples import examples, in_one_line
from assistant.pages.outreach.stage import VIEWS, Stage, current


def draw() -> None:
    """Draw the example on the screen."""
    stage = current()
    st.html(Path(__file__).with_name("outreach.css"))
    if stage.large:
        st.html(Path(__file__).with_name("large.css"))
    with st.container(key="stage", gap="small"):
        shown = views.reckoned(stage.case)
        _draw_bar(stage)
        _draw_head(stage, views.heading(shown))
        views.draw(stage, shown)
        if not stage.large:
            controls.draw(stage)


def _draw_head(stage: Stage, document: str) -> None:
    example = stage.example
    st.title(example.title, anchor=False)
    # side by side, each document has its own heading
    heading = "" if stage.view == "beside" else f'<div class="stage-document">{escape(document)}</div>'
    changed = "（改动过）" if stage.own else ""
    told = f"第 {stage.place + 1} 个例子，共 {len(examples())} 个：{example.title}，{VIEWS[stage.view]}"
    st.html(
        f"{heading}"
        f'<div class="stage-facts">{escape(example.person)}{changed}：{escape(in_one_line(stage.case))}</div>'
        f'<div class="visually-hidden" role="status" aria-live="polite">{escape(told)}</div>'
    )


def _draw_bar(stage: Stage) -> None:
    """The keys ← and → go through the examples, 1 to 3 through the views, F makes it large.

    What a button does is said by where it leads, so that a second press before the answer changes nothing.
    """
    with st.container(key="stage_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "上一个",
            key="stage_back",
            icon=":material/chevron_left:",
            shortcut="Left",
            on_click=stage.show,
            args=(stage.neighbour(-1),),
        )
        st.html(f'<span class="stage-place">{stage.place + 1} / {len(examples())}</span>', width="content")
        st.button(
            "下一个",
            key="stage_next",
            icon=":material/chevron_right:",
            shortcut="Right",
            on_click=stage.show,
            args=(stage.neighbour(1),),
        )
        for number, (view, words) in enumerate(VIEWS.items(), start=1):
            st.button(
                words,
                key=f"stage_view_{view}",
                icon=":material/check:" if view == stage.view else None,
                type="primary" if view == stage.view else "secondary",
                shortcut=str(number),
                on_click=stage.look,
                args=(view,),
            )
        st.button(
            "退出大屏" if stage.large else "大屏",
            key="stage_large",
            icon=":material/fullscreen_exit:" if stage.large else ":material/fullscreen:",
            shortcut="F",
            on_click=stage.enlarge,
            args=(not stage.large,),
        )
