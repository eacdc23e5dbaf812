"""批量测算: a file of bills in, the same file with the aid beside each bill out; bad rows with their reasons."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from assistant.answers.questions import fen_as_money
from assistant.batch import BatchError, Memory, Summary, run
from assistant.batch.headers import Column
from assistant.batch.lexicon import word
from assistant.pages.as_written import as_written
from assistant.pages.gate import for_this_page
from assistant.pages.widget_values import bind
from assistant.pages.window.desk import Desk
from assistant.pages.window.tables import table
from knowledge import glossary, library
from rules.policies import policy, policy_ids

#: A year of a county fits (megabytes).
_LARGEST = 200
#: Heads of an empty file with one line that shows how they are filled; document and identity are the first there is.
_TEMPLATE = {
    "人员编号": "样例甲",
    "适用文件": "",
    "救助身份": "",
    "年龄": "82",
    "结算时间": "2024-03-01",
    "医疗类别": "住院",
    "病种名称": "胃癌",
    "医院等级": "三级",
    "就医地": "本区县内",
    "转诊情况": "规范转诊",
    "医疗费总额": "90000",
    "符合政策范围金额": "80000",
    "基本医疗保险统筹基金支出": "40000",
    "居民大病保险资金支出": "10000",
}
_MIMES = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
}


@dataclass(frozen=True, slots=True)
class Done:
    """A file that was computed, or why it was not."""

    name: str
    summary: Summary | None = None
    answers: Memory | None = None
    refused: Memory | None = None
    fault: str = ""


def template() -> bytes:
    """An empty file with one example, as spreadsheets open it."""
    first = policy_ids()[0]
    identity = next(i.code for i in policy(first).parameters.identities if i.standing == "recipient")
    named = {"适用文件": library.facts(first).short_name, "救助身份": glossary.label("identity", identity, first)}
    lines = (",".join(_TEMPLATE), ",".join((_TEMPLATE | named).values()))
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def draw(desk: Desk) -> None:
    """Upload, compute, look at what is wrong, take the answers along."""
    st.html(
        "上传 CSV、XLSX 或 Parquet，一行一笔账单；表头用中文名称、结算单名称或平台字段名都可以。"
        "算好的文件保留原来的列，后面加上每层救助、合计、个人负担和提示。文件不保存在服务器上。"
    )
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        given = st.file_uploader(
            "账单文件", type=["csv", "xlsx", "parquet"], max_upload_size=_LARGEST, key="batch_file"
        )
    with right:
        st.selectbox(
            "没有写适用文件的行，按",
            ["", *policy_ids()],
            format_func=lambda name: library.document(name).facts.short_name if name else "每行必须自己写明",
            **bind("batch_policy", desk.kept.get("batch_policy", ""), lambda name: desk.kept.update(batch_policy=name)),
        )
        st.download_button(
            "下载空表（含一行样例）",
            data=for_this_page(template),
            file_name="批量测算空表.csv",
            mime="text/csv",
            icon=":material/download:",
            key="batch_template",
            on_click="ignore",
        )
    if given is not None and st.button("开始测算", type="primary", key="batch_run", icon=":material/play_arrow:"):
        desk.kept["batch"] = _compute(given.name, given.getvalue(), desk.kept.get("batch_policy") or None)
    done = desk.kept.get("batch")
    if isinstance(done, Done):
        _draw_done(done)


def _compute(name: str, data: bytes, policy: str | None) -> Done:
    """Run the batch with a bar that shows how far it is."""
    ending = Path(name).suffix.lower()
    answers, refused = Memory(f"answers{ending}"), Memory(f"refused{ending}")
    bar = st.progress(0.0, "正在测算……")
    try:
        summary = run(Memory(name, data), answers, policy, refused, lambda part: _show(bar, part) if part < 1 else None)
    except BatchError as fault:
        return Done(name, fault=fault.message)
    finally:
        bar.empty()
    return Done(name, summary, answers, refused)


def _show(bar: st.delta_generator.DeltaGenerator, part: float) -> None:
    bar.progress(min(max(part, 0.0), 1.0), f"正在测算……{part:.0%}")


def _draw_done(done: Done) -> None:
    st.header(as_written(done.name), anchor=False)
    if done.summary is None or done.answers is None or done.refused is None:
        st.error(f"整个文件没有测算：{as_written(done.fault)}", icon=":material/error:")
        return
    found = done.summary
    st.html(
        f'<div class="figures" role="status"><span>算好 <b>{found.computed:,} 行</b></span>'
        f"<span>没通过检查 <b>{found.bad:,} 行</b></span>"
        f"<span>救助合计 <b>{escape(fen_as_money(found.aid))}</b></span>"
        f"<span>个人负担合计 <b>{escape(fen_as_money(found.self_pay))}</b></span></div>"
    )
    _draw_downloads(done.name, done.answers, done.refused, found)
    for sentence in found.said:
        st.info(as_written(sentence))
    if found.refused:
        rows = [[str(bad.row), _word(bad.field), bad.reason] for bad in found.refused]
        more = f"（前 {len(rows)} 行，全部在下载的文件里）" if found.bad > len(rows) else ""
        st.html(table(f"没通过检查的行{more}", ["文件里的行", "哪一项", "原因"], rows))
    if found.warnings:
        told = [[f"{warning.rows:,} 行", warning.text] for warning in found.warnings]
        st.html(table("提示", ["有多少行", "内容"], told))
    _draw_columns(found)


def _draw_columns(found: Summary) -> None:
    """What each column of the file was taken for, and which were not used."""
    with st.expander("各列读成了什么"):
        read = [[column.name, _read_as(column)] for column in found.header if column.is_read]
        st.html(table("读了的列", ["列名", "读成"], read))
        aside = [[column.name, column.reason] for column in found.header if not column.is_read and column.name]
        if aside:
            st.html(table("没有用到的列", ["列名", "原因"], aside))


def _read_as(column: Column) -> str:
    return f"是否{column.reason}" if column.field == "flag" else word(column.field)


def _draw_downloads(name: str, answers: Memory, refused: Memory, found: Summary) -> None:
    path = Path(name)
    mime = _MIMES[path.suffix.lower()]
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "下载结果",
            for_this_page(lambda: answers.data),
            f"{path.stem}_结果{path.suffix}",
            mime,
            key="batch_answers",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
        )
        if found.bad:
            st.download_button(
                "下载没通过的行",
                for_this_page(lambda: refused.data),
                f"{path.stem}_未通过{path.suffix}",
                mime,
                key="batch_refused",
                icon=":material/download:",
                on_click="ignore",
            )


def _word(field: str) -> str:
    return word(field) if field else "整行"
