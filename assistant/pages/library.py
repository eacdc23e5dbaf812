"""政策文库: the documents, a search through them, the disease lists, and what becomes of each clause.

``?policy=…&clause=…`` opens a clause of a document, ``part=…`` another part of the page. Nothing that a visitor types
ever stands in the address.
"""

from pathlib import Path

import streamlit as st

from assistant.pages import library_coverage, library_diseases, library_search, library_text
from assistant.pages.widget_values import bind
from knowledge import library
from rules.policies import left_out, policy_ids

PARTS = {"text": "原文", "search": "查找", "diseases": "病种名单", "coverage": "条款覆盖"}


def page() -> None:
    """Draw the part that was chosen or linked."""
    st.html(Path(__file__).with_name("library.css"))
    st.title("政策文库", anchor=False)
    part = st.query_params.get("part", "text")
    part = part if part in PARTS else "text"
    st.segmented_control(
        "要看什么",
        tuple(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bind("library_part", part, _go_to),
    )
    for why in left_out().values():
        st.warning(f"没有采用的文件：{why}", icon=":material/warning:")
    match part:
        case "search":
            library_search.draw()
        case "diseases":
            library_diseases.draw()
        case "coverage":
            library_coverage.draw(_document())
        case _:
            library_text.draw(_document(), st.query_params.get("clause", ""), st.query_params.get("quote", ""))


def _go_to(part: str) -> None:
    """Another part of the page, about the same document."""
    st.query_params.from_dict(_address(part, _chosen()))


def _address(part: str, policy_id: str) -> dict[str, str]:
    return {"policy": policy_id} if part == "text" else {"part": part, "policy": policy_id}


def _chosen() -> str:
    linked = st.query_params.get("policy", "")
    return linked if linked in policy_ids() else policy_ids()[0]


def _document() -> library.Document:
    """The document in the address; another can be chosen."""
    st.selectbox("选一份文件", policy_ids(), format_func=_name, **bind("library_document", _chosen(), _open))
    return library.document(_chosen())


def _open(policy_id: str) -> None:
    st.query_params.from_dict(_address(st.query_params.get("part", "text"), policy_id))


def _name(policy_id: str) -> str:
    facts = library.document(policy_id).facts
    return f"{facts.short_name}　{facts.title}"
