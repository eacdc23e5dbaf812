"""One person at the desk: who, which bills, what it comes to."""

from html import escape

import streamlit as st

from assistant.answers.questions import money
from assistant.pages.as_written import as_written
from assistant.pages.window import details, form, outcome, pasting
from assistant.pages.window.desk import Desk, Sheet
from knowledge import glossary

_LONGEST_PASTE = 200_000


def draw(desk: Desk) -> None:
    """The list of persons, and the open one's sheet."""
    _draw_persons(desk)
    sheet = desk.sheet
    now = outcome.found(sheet)
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        with st.container(key="person", gap="small"):
            form.draw_person(sheet)
        _draw_bills(sheet)
        with st.container(key="bill", gap="small"):
            form.draw_bill(sheet)
        for note in sheet.bill.notes:
            st.warning(as_written(note))
        _draw_paste(desk, sheet)
        form.draw_more(sheet)
    with right:
        outcome.draw(sheet, now)
    if now.reckoned is not None:
        details.draw(sheet, now.reckoned)


def _draw_persons(desk: Desk) -> None:
    with st.container(key="persons", horizontal=True, vertical_alignment="center", gap="small"):
        for place, sheet in enumerate(desk.sheets):
            here = place == desk.place
            st.button(
                as_written(sheet.name) or f"第{place + 1}人",
                key=f"open_{sheet.number}",
                icon=":material/person:" if here else None,
                type="primary" if here else "secondary",
                on_click=desk.open,
                args=(place,),
            )
        st.button("加一个人", key="add_person", icon=":material/person_add:", type="tertiary", on_click=desk.add)
        if len(desk.sheets) > 1 or not desk.sheet.bills[0].is_empty:
            st.button("去掉这个人", key="remove_person", type="tertiary", on_click=desk.remove)
        if desk.removed:
            name = desk.removed[-1][1].name
            st.button(
                f"恢复{name}", key="bring_person", icon=":material/undo:", type="tertiary", on_click=desk.bring_back
            )


def _draw_bills(sheet: Sheet) -> None:
    """The year's bills as buttons; the open one is in the form below."""
    with st.container(key="bills", horizontal=True, vertical_alignment="center", gap="small"):
        for place, bill in enumerate(sheet.bills):
            here = place == sheet.place
            st.button(
                _bill_label(place, bill.values),
                key=f"bill_{bill.number}",
                icon=":material/edit_note:" if here else None,
                type="primary" if here else "secondary",
                on_click=setattr,
                args=(sheet, "place", place),
            )
        st.button("加一笔", key="add_bill", icon=":material/add:", type="tertiary", on_click=sheet.add)
        st.button("照样再来一笔", key="copy_bill", type="tertiary", on_click=_copy, args=(sheet,))
        if len(sheet.bills) > 1 or not sheet.bill.is_empty:
            st.button("去掉这一笔", key="remove_bill", type="tertiary", on_click=sheet.remove, args=(sheet.place,))
        if sheet.removed:
            st.button(
                "恢复去掉的", key="bring_bill", icon=":material/undo:", type="tertiary", on_click=sheet.bring_back
            )


def _bill_label(place: int, values: dict[str, object]) -> str:
    day, eligible = str(values["date"]).strip(), str(values["eligible"]).strip()
    care = glossary.label("care", str(values["care"]))
    amount = f" {money(eligible)}" if eligible.isascii() and eligible.replace(".", "", 1).isdigit() else ""
    return f"第{place + 1}笔 {day} {care}{amount}".replace("  ", " ")


def _copy(sheet: Sheet) -> None:
    sheet.add(sheet.bill.copy())


def _draw_paste(desk: Desk, sheet: Sheet) -> None:
    with st.expander("粘贴结算单或表格（结算单文字、平台的 JSON、电子表格里的几行）"):
        key = f"paste_{sheet.number}_{desk.kept.get('pasted', 0)}"
        st.text_area("粘贴在这里", height=140, max_chars=_LONGEST_PASTE, key=key)
        st.button("读进来", key="read_paste", type="primary", on_click=_paste, args=(desk, sheet, key))
    if desk.kept.get("said_of") == sheet.number:
        lines = "".join(f"<li>{escape(said)}</li>" for said in desk.kept.get("said", ()))
        st.html(f'<div class="clerk" role="status"><ul>{lines}</ul></div>')


def _paste(desk: Desk, sheet: Sheet, key: str) -> None:
    """The bills of the pasted text, after those that are there; an empty bill gives way."""
    text = str(st.session_state.get(key) or "")
    pasted = pasting.read(text, sheet.policy)
    desk.kept["said_of"] = sheet.number
    if pasted is None:
        said = "没有认出结算单：至少要有三项带名称的内容，例如“医疗费总额 90000”；请核对后再粘贴。"
        desk.kept["said"] = (said if text.strip() else "还没有粘贴内容。",)
        return
    sheet.bills[:] = [bill for bill in sheet.bills if not bill.is_empty]
    sheet.place = len(sheet.bills)
    sheet.bills.extend(pasted.bills)
    if sheet.area is None and pasted.policy is not None:
        sheet.area = pasting.area_of(pasted.policy)
    desk.kept["said"] = (f"读进 {len(pasted.bills)} 笔，请逐笔核对。", *pasted.said)
    desk.kept["pasted"] = desk.kept.get("pasted", 0) + 1
