"""条款覆盖: what this program makes of every clause of a document, from the register that the audit checks."""

from collections import Counter
from functools import cache
from html import escape

import streamlit as st

from assistant.pages.library_links import tag
from assistant.pages.widget_values import bind
from assistant.search.coverage import ROLE, roles_in_words
from knowledge import library
from knowledge.library import Document
from rules.audit import ROLES, Register
from rules.checks.register import read_register

_MEANS = {
    "computed": "算钱时用到",
    "told": "作为提示、权益或文件信息告诉您",
    "administrative": "部门的职责或总的要求，不给个人金额",
    "not_modelled": "可能与您有关，但没有纳入测算",
}
_ALL = "all"


@cache
def _register(policy_id: str) -> Register:
    return Register.model_validate(read_register(policy_id))


def draw(document: Document) -> None:
    """Counts, then the clauses one by one, of one kind if wanted."""
    register = _register(document.id)
    counts: Counter[str] = Counter(role for entry in register.clauses.values() for role in entry.roles)
    st.html(
        f'<p>这份文件的 {len(register.clauses)} 处条文，每一处都登记了去处（一处可以有几种）：</p><ul class="counts">'
        + "".join(f"<li><b>{counts[role]}</b> 处{ROLE[role]}：{_MEANS[role]}</li>" for role in ROLES)
        + "</ul>"
    )
    shown: str = st.session_state.setdefault("library_role", _ALL)
    st.segmented_control(
        "只看哪一种",
        (_ALL, *(role for role in ROLES if counts[role])),
        format_func=lambda role: "全部" if role == _ALL else ROLE[role],
        required=True,
        **bind(f"library_role_{document.id}", shown if counts[shown] else _ALL, _show),
    )
    st.html(_table(document, register, shown if counts[shown] else _ALL))


def _show(role: str) -> None:
    st.session_state["library_role"] = role


def _table(document: Document, register: Register, shown: str) -> str:
    rows = []
    for path, entry in register.clauses.items():
        words = [(role, what) for role, what in roles_in_words(document.id, entry) if shown in (_ALL, role)]
        if words:
            clause = library.clause(f"{document.id}#{path}")
            heading = f"<small>{escape(clause.heading)}</small>" if clause.heading else ""
            became = "".join(f"<p><b>{ROLE[role]}</b>{escape(what)}</p>" for role, what in words)
            rows.append(f'<tr><th scope="row">{tag(clause, clause.label)}{heading}</th><td>{became}</td></tr>')
    return (
        '<table class="coverage"><thead><tr><th scope="col">条款（在新页打开）</th>'
        '<th scope="col">去处</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
