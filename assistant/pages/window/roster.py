"""人员信息汇总表: the district's form read from a workbook, checked as a clerk checks it, written as printed."""

from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from assistant.pages.as_written import as_written
from assistant.pages.gate import for_this_page
from assistant.pages.widget_values import bind
from assistant.pages.window.desk import Desk
from assistant.pages.window.tables import table
from assistant.roster import Roster, RosterError, Row, read, write
from assistant.roster.annex import annex, forms
from knowledge import library

_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Rows and faults that are shown; the workbook has all of them.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """A form that was read, or why it was not."""

    name: str
    policy: str
    roster: Roster | None = None
    fault: str = ""


def draw(desk: Desk) -> None:
    """Upload the form, see each doubtful cell with what to do, take the good rows along."""
    if not forms():
        st.html("文库里没有附有人员信息汇总表的文件。")
        return
    policy = _draw_form(desk)
    st.html(
        f"{escape(library.facts(policy).short_name)}附件《{escape(annex(policy).title)}》：上传 XLSX，"
        "逐格核对身份证校验码、年龄和性别、救助类别、类型、重复和漏填。只指出，不改动。文件不保存在服务器上。"
    )
    given = st.file_uploader("汇总表文件（XLSX）", type=["xlsx"], key="roster_file")
    if given is not None and st.button("核对", type="primary", key="roster_check", icon=":material/fact_check:"):
        desk.kept["roster"] = _check(given.name, given.getvalue(), policy)
    st.download_button(
        "下载空表",
        data=for_this_page(lambda: write((), policy=policy)),
        file_name="医疗救助人员信息汇总表.xlsx",
        mime=_MIME,
        icon=":material/download:",
        key="roster_empty",
        on_click="ignore",
    )
    done = desk.kept.get("roster")
    if isinstance(done, Checked):
        _draw_checked(done)


def _draw_form(desk: Desk) -> str:
    """Whose form it is; asked only where several documents print one."""
    owners = [form.policy for form in forms()]
    chosen: str = desk.kept.get("roster_form", owners[0])
    if len(owners) > 1:
        st.selectbox(
            "哪里的表",
            owners,
            format_func=lambda name: library.facts(name).area.name,
            **bind("roster_form", chosen, lambda name: desk.kept.update(roster_form=name)),
        )
    return str(desk.kept.get("roster_form", chosen))


def _check(name: str, data: bytes, policy: str) -> Checked:
    try:
        return Checked(name, policy, read(data, date.today(), policy))
    except RosterError as fault:
        return Checked(name, policy, fault=str(fault))


def _draw_checked(done: Checked) -> None:
    st.header(as_written(done.name), anchor=False)
    if done.roster is None:
        st.error(as_written(done.fault), icon=":material/error:")
        return
    found = done.roster
    errors = [fault for fault in found.faults if fault.severity == "error"]
    hints = [fault for fault in found.faults if fault.severity == "hint"]
    unit = f"，填报单位 {escape(found.unit)}" if found.unit else ""
    if found.counted_on is not None:
        day = found.counted_on
        unit += f"，年龄算到{day.year}年{day.month}月{day.day}日" + ("（报送时间）" if found.reported else "（今天）")
    st.html(
        f'<div class="figures" role="status"><span>共 <b>{len(found.rows):,} 人</b></span>'
        f"<span>没有错误 <b>{len(found.good):,} 人</b></span><span>要改正 <b>{len(errors):,} 处</b></span>"
        f"<span>请留意 <b>{len(hints):,} 处</b></span></div><span class='quiet'>{unit.lstrip('，')}</span>"
    )
    for title, faults in (("要改正", errors), ("请留意", hints)):
        if faults:
            rows = [[f"第{f.row}行" if f.row else "整表", f.label, f.problem, f.remedy] for f in faults[:_SHOWN]]
            st.html(table(title, ["行", "哪一格", "问题", "怎么办"], rows))
    with st.container(horizontal=True, gap="small"):
        _draw_download("下载没有错误的人员", "roster_good", found.good, done, primary=True)
        _draw_download("按附件式样重新打印全部", "roster_all", found.rows, done)
    with st.expander(f"读到的 {len(found.rows)} 人"):
        st.html(table("汇总表", _HEAD, [_cells(row) for row in found.rows[:_SHOWN]]))


_HEAD = ["序号", "姓名", "身份证号码", "年龄", "性别", "家庭住址", "所属镇街", "救助类别", "类型"]


def _cells(row: Row) -> list[str]:
    age = "" if row.age is None else str(row.age)
    return [row.order, row.name, row.id_number, age, row.sex, row.address, row.town, row.category, row.change]


def _draw_download(label: str, key: str, rows: tuple[Row, ...], done: Checked, primary: bool = False) -> None:
    unit, reported = (done.roster.unit, done.roster.reported) if done.roster else ("", "")
    st.download_button(
        label,
        data=for_this_page(lambda: write(rows, unit, reported, done.policy)),
        file_name="医疗救助人员信息汇总表.xlsx",
        mime=_MIME,
        type="primary" if primary else "secondary",
        icon=":material/download:",
        key=key,
        on_click="ignore",
    )
