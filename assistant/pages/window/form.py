"""The form: the person, then the open bill in the order of the settlement paper, one Tab after the other."""

from typing import Any

import streamlit as st

from assistant.pages.widget_values import bind
from assistant.pages.window.desk import Bill, Sheet, areas, documents_of
from knowledge import catalogues, glossary, library
from rules import codes
from rules.policies import Policy, asks_maintenance, policy, policy_ids

_YES_NO = (True, False)


def draw_person(sheet: Sheet) -> None:
    """Name, residence, document, identities, age, insurance."""
    first, second, third = st.columns([1, 1.2, 1.2], gap="small")
    with first:
        st.text_input("姓名（只在这次打开期间有效）", max_chars=20, **_bind(sheet, "name"))
    with second:
        names = areas()
        st.selectbox(
            "户籍（认定）地",
            [None, *names],
            format_func=lambda code: "请选择" if code is None else names[code],
            **_bind(sheet, "area"),
        )
    with third:
        _draw_document(sheet)
    first, second, third = st.columns([2, 0.8, 1.1], gap="small", vertical_alignment="bottom")
    with first:
        _draw_identities(sheet)
    with second:
        st.text_input("年龄", placeholder="可不填", max_chars=6, **_bind(sheet, "age"))
    with third:
        st.checkbox("已参保", **_bind(sheet, "insured"))
        if any(asks_maintenance(name) for name in (sheet.policy, *documents_of(sheet.area)) if name):
            st.checkbox(glossary.label("field", "person.needs_maintenance"), **_bind(sheet, "needs_maintenance"))
    _draw_changes(sheet)


def _draw_document(sheet: Sheet) -> None:
    found = sheet.governing
    if found is None:
        automatic = "先选户籍地"
    else:
        automatic = library.document(found.policy).facts.short_name if found.policy else "没有适用的文件"
    st.selectbox(
        "按哪份文件",
        ["", *policy_ids()],
        format_func=lambda name: library.document(name).facts.short_name if name else f"自动：{automatic}",
        # another label is another widget: the browser gives back a label, which must still be there
        **bind(
            f"chosen_{sheet.number}_{automatic}",
            sheet.chosen or "",
            lambda name: setattr(sheet, "chosen", name or None),
        ),
    )


def _draw_identities(sheet: Sheet) -> None:
    """Of all documents that may be for the person; identities of others are kept for when they count again."""
    offered = sheet.offered
    aside = [code for code in sheet.identities if code not in offered]

    def keep(chosen: list[str]) -> None:
        sheet.identities = (*chosen, *aside)

    st.multiselect(
        "救助身份（可选几种，按就高计算）",
        list(offered),
        format_func=offered.__getitem__,
        placeholder="没有救助身份",
        select_all=False,
        **bind(
            f"identities_{sheet.number}_{sheet.area}_{sheet.chosen}",
            [c for c in sheet.identities if c in offered],
            keep,
        ),
    )


def _draw_changes(sheet: Sheet) -> None:
    """Since when and until when each identity is held, for who says that something changed."""
    codes = [code for code in sheet.identities if code in sheet.offered]
    if not codes:
        return
    st.checkbox("身份有变化（中途认定或取消）", **_bind(sheet, "changed"))
    if not sheet.changed:
        return
    for code in codes:
        days = sheet.held.setdefault(code, {})
        for column, (name, words) in zip(st.columns(2, gap="small"), _ENDS, strict=True):
            with column:
                st.text_input(
                    f"{sheet.offered[code]}{words}",
                    placeholder="没有就空着，例如 2024-05-01",
                    max_chars=30,
                    **bind(f"held_{name}_{sheet.number}_{code}", days.get(name, ""), _setter(days, name)),
                )


_ENDS = (("from", "从哪天起（当天算在内）"), ("to", "到哪天止（当天算在内）"))


def draw_bill(sheet: Sheet) -> None:
    """The open bill, by the labels of the settlement paper."""
    bill = sheet.bill
    rules = policy(sheet.policy) if sheet.policy else None
    first, second, third, fourth = st.columns(4, gap="small")
    with first:
        _code(bill, "care", codes.CARE)
    with second:
        st.text_input(
            glossary.label("field", "bills.date"), placeholder="2024-03-01", max_chars=30, **_of(bill, "date")
        )
    with third:
        _code(bill, "hospital_level", codes.HOSPITAL_LEVEL[::-1])
    with fourth:
        _code(bill, "designated", _YES_NO)
    widths = [1.6, 1, 1] if bill.values["care"] == "inpatient" else [1.6, 1.2, 1, 1]
    columns = st.columns(widths, gap="small")
    with columns[0]:
        _draw_diseases(bill, rules)
    if bill.values["care"] == "outpatient":
        with columns[1]:
            _code(bill, "treatment", codes.TREATMENT)
    with columns[-2]:
        _code(bill, "place", codes.PLACE)
    with columns[-1]:
        _code(bill, "referral", codes.REFERRAL)
    if bill.values["care"] == "inpatient":
        label = f"{glossary.label('field', 'bills.admitted')}（可不填）"
        st.text_input(label, placeholder="2024-02-20", max_chars=30, **_of(bill, "admitted"))
    names = [*_AMOUNTS, *(("relief_fund_paid",) if rules and rules.family.subtracts_other_aid else ())]
    for start in range(0, len(names), 3):
        for column, name in zip(st.columns(3, gap="small"), names[start : start + 3], strict=False):
            with column:
                _draw_amount(bill, name, rules)


_AMOUNTS = ("total", "eligible", "basic_paid", "catastrophic_paid", "civil_aid_paid")


def _draw_amount(bill: Bill, name: str, rules: Policy | None) -> None:
    label = glossary.label("amount", name, rules.id if rules else None)
    if name == "civil_aid_paid" and rules and not rules.family.subtracts_other_aid:
        label = f"{label}，只对照"
    hint = {"eligible": "必填", "total": "空着按政策范围内"}.get(name, "没有就空着")
    st.text_input(f"{label}（元）", placeholder=hint, max_chars=20, **_of(bill, name))


def _draw_diseases(bill: Bill, rules: Policy | None) -> None:
    lists = rules.parameters.lists if rules else ()
    names = {entry.id: entry.name for entry in catalogues.entries() if entry.catalogue in lists}
    kept = list(bill.values["diseases"])
    aside = [item for item in kept if item not in names and "/" in item]
    shown = [item for item in kept if item not in aside]

    def keep(chosen: list[str]) -> None:
        bill.values["diseases"] = (*chosen, *aside)

    st.multiselect(
        "病种名称（名单里选，或直接写病名）",
        [*names, *(item for item in shown if item not in names)],
        format_func=lambda item: names.get(item, item),
        placeholder="名单里没有的病" if names else "这份文件没有病种名单",
        accept_new_options=True,
        select_all=False,
        **bind(f"diseases_{bill.number}_{rules.id if rules else ''}", shown, keep),
    )


def _code(bill: Bill, name: str, values: tuple[Any, ...]) -> None:
    st.selectbox(
        glossary.label("field", f"bills.{name}"),
        values,
        format_func=lambda value: glossary.label(name, value),
        **_of(bill, name),
    )


def draw_more(sheet: Sheet) -> None:
    """What is rarely filled in: used before, a city's own figures, readings, the contribution."""
    if sheet.policy is None:
        return
    rules = policy(sheet.policy)
    with st.expander("本年度此前已用、当地标准、条文理解、参保资助"):
        _draw_texts(sheet, "used", glossary.label("field", "year_to_date"), _used_labels(rules))
        _draw_texts(
            sheet,
            "local",
            "当地标准（城市自己的数）",
            {name: glossary.label("field", f"parameters.{name}") for name in rules.family.local},
        )
        _draw_readings(sheet, rules)
        if rules.family.premium is not None:
            _draw_premium(sheet)


def _used_labels(rules: Policy) -> dict[str, str]:
    """The pools, and the running sums that the chosen readings count on."""
    labels = {name: f"{rules.titles[name]}已用" for name in rules.family.benefits}
    return labels | {name: glossary.label("running_sum", name) for name in rules.parameters.running_sums}


def _draw_texts(sheet: Sheet, kept: str, title: str, labels: dict[str, str]) -> None:
    """Amounts kept by name in one of the sheet's dictionaries."""
    if not labels:
        return
    st.html(f"<b>{title}</b>")
    values: dict[str, str] = getattr(sheet, kept)
    names = list(labels)
    for start in range(0, len(names), 3):
        for column, name in zip(st.columns(3, gap="small"), names[start : start + 3], strict=False):
            unit = "%" if name == "rate" else "元"
            with column:
                st.text_input(
                    f"{labels[name]}（{unit}）",
                    max_chars=20,
                    **bind(f"{kept}_{sheet.number}_{name}", values.get(name, ""), _setter(values, name)),
                )


def _draw_readings(sheet: Sheet, rules: Policy) -> None:
    for name, reading in rules.parameters.readings.items():
        words = glossary.reading(name, rules.id)
        st.selectbox(
            words.question,
            reading.values,
            format_func=words.values.__getitem__,
            **bind(
                f"reading_{sheet.number}_{rules.id}_{name}",
                sheet.readings.get(name, reading.default),
                _setter(sheet.readings, name),
            ),
        )


def _draw_premium(sheet: Sheet) -> None:
    values = sheet.premium
    st.checkbox(
        "同时测算参保资助", **bind(f"premium_{sheet.number}", values.get("asked", False), _setter(values, "asked"))
    )
    if not values.get("asked"):
        return
    values.setdefault("tier", 1)
    first, second, third = st.columns(3, gap="small")
    with first:
        st.selectbox(
            glossary.label("premium", "tier"),
            (1, 2),
            format_func=lambda tier: f"{'一二'[tier - 1]}档",
            **bind(f"tier_{sheet.number}", values["tier"], _setter(values, "tier")),
        )
    for column, name in ((second, "tier1"), (third, "due")):
        with column:
            st.text_input(
                f"{glossary.label('premium', name)}（元）",
                max_chars=20,
                **bind(f"{name}_{sheet.number}", values.get(name, ""), _setter(values, name)),
            )
    st.checkbox(
        glossary.label("premium", "employee_scheme"),
        **bind(f"employee_{sheet.number}", values.get("employee_scheme", False), _setter(values, "employee_scheme")),
    )


def _setter(values: dict[str, Any], name: str) -> Any:
    def keep(value: Any) -> None:
        values[name] = value

    return keep


def _bind(sheet: Sheet, name: str) -> dict[str, Any]:
    return bind(f"{name}_{sheet.number}", getattr(sheet, name), lambda value: setattr(sheet, name, value))


def _of(bill: Bill, name: str) -> dict[str, Any]:
    return bind(f"{name}_{bill.number}", bill.values[name], _setter(bill.values, name))
