"""What the sheet comes to: the verdict beside the form, or the one thing that is wrong with what was typed."""

from dataclasses import dataclass
from html import escape

import streamlit as st

from assistant.answers.frame import split_bill_field
from assistant.answers.questions import fen_as_money
from assistant.charts.payers import payers_chart
from assistant.pages.as_written import as_written
from assistant.pages.clause_view import draw_chips
from assistant.pages.window.desk import Sheet
from assistant.results.casework import Reckoned, reckon, reckon_at
from assistant.results.explained import ExplainedPremium, Explanation
from assistant.results.plain_text import part_title
from assistant.results.verdicts import PROVISO, VERDICTS
from rules.errors import CaseError
from rules.money import to_yuan
from rules.policies import policy


@dataclass(frozen=True, slots=True)
class Found:
    """A computed sheet, or why it cannot be computed: ``fault`` with the field that it is about."""

    reckoned: Reckoned | None = None
    fault: CaseError | None = None


def found(sheet: Sheet) -> Found:
    """Compute the sheet as it stands."""
    if sheet.policy is None:
        return Found()
    try:
        data = sheet.data(sheet.policy)
        return Found(reckon(data) if sheet.chosen or sheet.area is None else reckon_at(data, sheet.area))
    except CaseError as fault:
        return Found(fault=fault)


def draw(sheet: Sheet, now: Found) -> None:
    """The side beside the form."""
    with st.container(key="outcome", gap="small"):
        if now.reckoned is not None:
            _draw_parts(now.reckoned)
            _draw_undated(sheet, now.reckoned)
            for part in now.reckoned.parts:
                _draw_compared(part)
            _draw_payers(sheet, now.reckoned)
        elif now.fault is not None:
            _draw_fault(sheet, now.fault)
        else:
            _draw_no_document(sheet)


def _draw_parts(now: Reckoned) -> None:
    """The verdict; of several documents one after another, what they come to together first."""
    if now.told.whole is not None:
        st.info(as_written(now.told.whole.text), icon=":material/call_split:")
        for warning in now.told.whole.warnings:
            st.warning(as_written(warning.text), icon=":material/warning:")
    for i, part in enumerate(now.parts):
        if now.earlier:
            st.html(f"<b>{escape(part_title(part.told))}</b>")
        _draw_verdict(part, f"desk_{i}")


def _draw_verdict(now: Reckoned, key: str) -> None:
    told, result = now.told, now.result
    for i, cited in enumerate(told.standing):
        st.warning(as_written(cited.text), icon=":material/warning:")
        draw_chips(cited.citations, f"{key}_standing_{i}")
    if result.bills:
        most = "最多 " if any(bill.at_most for bill in result.bills) else ""
        st.html(
            f'<div class="verdict {told.verdict}"><span class="tag">{VERDICTS[told.verdict]}</span>'
            f'<div class="amount" data-aid="{to_yuan(result.aid_total)}">{escape(told.amount)}</div>'
            f"<p>个人负担 <b>{most}{escape(fen_as_money(result.self_pay))}</b>"
            f"{f'，按“{escape(told.identity)}”计算' if told.identity else ''}</p>"
            f'<p class="proviso">{escape(_short(told))}</p></div>'
        )
    for i, offer in enumerate(told.offers):
        st.html(f'<div class="compared">{escape(offer.text)}</div>')
        draw_chips(offer.citations, f"{key}_offer_{i}")
    if told.premium is not None:
        subsidy = told.premium.benefit
        comes = subsidy.amount.text if subsidy.amount else f"{subsidy.status_label}：{_reason(told.premium)}"
        st.html(f'<div class="premium">参保资助 <b>{escape(comes)}</b></div>')
    status = f"医疗救助 {told.amount or VERDICTS[told.verdict]}" if result.bills else "已重新计算"
    st.html(f'<div class="visually-hidden" role="status" aria-live="polite">{escape(status)}</div>')


def _reason(premium: ExplainedPremium) -> str:
    return "；".join(reason.text for reason in premium.benefit.reasons)


def _short(told: Explanation) -> str:
    """Why, for the person at the desk; where something is granted the amount above has said it."""
    if told.verdict == "likely":
        return f"{PROVISO}。"
    return told.sentence.replace("您这次", "这次").replace("您", "")


def _draw_undated(sheet: Sheet, now: Reckoned) -> None:
    """A bill without its date is computed as of the door's date, which is said."""
    missing = [place for place, bill in enumerate(sheet.bills) if not str(bill.values["date"]).strip()]
    if missing and now.case.bills:
        which = "、".join(f"第{place + 1}笔" for place in missing)
        part, at = now.at(missing[0])
        day = part.case.bills[at].date.isoformat()
        st.html(f'<div class="compared">{which}没有填结算时间，按 {day} 计算。</div>')


def _draw_compared(now: Reckoned) -> None:
    """Aid that the papers say was paid, against what is computed, where the document does not subtract it."""
    if policy(now.case.policy).family.subtracts_other_aid:
        return
    for place, (bill, result) in enumerate(zip(now.case.bills, now.result.bills, strict=True)):
        if bill.civil_aid_paid:
            difference = result.aid - bill.civil_aid_paid
            words = "一致" if not difference else f"{'多' if difference > 0 else '少'} {fen_as_money(abs(difference))}"
            which = f"第{now.told.place_of(place) + 1}笔"
            st.html(
                f'<div class="compared">{which}结算单上已付医疗救助 {fen_as_money(bill.civil_aid_paid)}，'
                f"这里算出 {fen_as_money(result.aid)}：<b>{words}</b></div>"
            )


def _draw_payers(sheet: Sheet, now: Reckoned) -> None:
    part, place = now.at(sheet.place)
    if not part.told.bills:
        return
    payers = part.told.bills[place].payers
    if not any(payer.amount for payer in payers):
        return
    if len(part.told.bills) > 1 or now.earlier:
        st.html(f"<b>第{part.told.place_of(place) + 1}笔：钱由谁出</b>")
    st.vega_lite_chart(payers_chart(payers, 15), theme=None, key="desk_payers")


def _draw_fault(sheet: Sheet, fault: CaseError) -> None:
    """One sentence that names the field, and the way to a bill that is not open; what was typed stays."""
    if fault.code == "missing_field":
        st.info(f"还差一项：{as_written(fault.message)}", icon=":material/edit:")
    else:
        st.error(as_written(fault.message), icon=":material/error:")
    where = split_bill_field(fault.field)
    if where is not None and where[0] != sheet.place:
        st.button(f"打开第{where[0] + 1}笔", key="open_fault", on_click=setattr, args=(sheet, "place", where[0]))
    st.html('<span class="quiet">填好以后会立刻重新计算；已经填的都还在。</span>')


def _draw_no_document(sheet: Sheet) -> None:
    why = sheet.governing
    if why is None:
        st.info("请先选户籍（认定）地；适用的文件会随户籍、日期和身份自动选定。", icon=":material/edit:")
        return
    st.warning(as_written(why.reason), icon=":material/warning:")
    draw_chips(why.sources, "desk_no_document")
