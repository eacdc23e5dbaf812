"""The few controls: another example, another identity, cost or insurance, another document beside it."""

import streamlit as st

from assistant.pages.outreach.examples import examples
from assistant.pages.outreach.stage import Stage, insured_share
from assistant.pages.widget_values import bind
from knowledge import glossary, library
from rules.policies import policy, policy_ids


def draw(stage: Stage) -> None:
    """Draw the controls; they are not on the large screen."""
    with st.expander("换个例子，或改几个数", expanded=False):
        left, right = st.columns(2, gap="medium")
        with left:
            st.selectbox(
                "例子",
                range(len(examples())),
                format_func=_example,
                **bind("stage_example", stage.place, stage.show),
            )
            _draw_identity(stage)
        with right:
            _draw_amounts(stage)
            _draw_beside(stage)


def _example(place: int) -> str:
    example = examples()[place]
    return f"{library.document(example.policy).facts.short_name}：{example.title}"


def _draw_identity(stage: Stage) -> None:
    document = stage.example.policy
    held = [entry.code for entry in policy(document).parameters.identities]
    st.selectbox(
        "救助身份",
        held,
        format_func=lambda code: glossary.label("identity", code, document),
        **bind(
            f"stage_identity_{stage.place}",
            stage.case["person"]["identities"][0],
            lambda code: stage.set("identity", code),
        ),
    )


def _draw_amounts(stage: Stage) -> None:
    bill = stage.case["bills"][0]
    st.slider(
        "政策范围内费用（元）",
        min_value=1000,
        max_value=stage.example.up_to,
        step=1000,
        **bind(
            f"stage_eligible_{stage.place}",
            min(max(int(float(bill["eligible"])), 1000), stage.example.up_to),
            lambda cost: stage.set("eligible", cost),
        ),
    )
    st.slider(
        "医保和大病保险报了百分之几",
        min_value=0,
        max_value=95,
        step=1,
        format="%d%%",
        **bind(
            f"stage_share_{stage.place}",
            min(insured_share(stage.case), 95),
            lambda share: stage.set("insured_share", share),
        ),
    )


def _draw_beside(stage: Stage) -> None:
    others = [name for name in policy_ids() if name != stage.example.policy]

    def choose(name: str) -> None:
        stage.other = name

    st.selectbox(
        "和哪份文件对照",
        others,
        format_func=lambda name: library.document(name).facts.short_name,
        **bind(f"stage_beside_{stage.place}", stage.beside, choose),
    )
