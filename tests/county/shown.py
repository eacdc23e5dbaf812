"""What the pages and papers show with the counties in the library; run as a program of its own, prints JSON."""

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from streamlit.testing.v1 import AppTest

sys.path.insert(0, str(Path(__file__).parents[1] / "assistant" / "report"))

CASE = {
    "person": {"identities": ["dibao"]},
    "bills": [
        {
            "date": "2025-06-01",
            "care": "inpatient",
            "diseases": ["special-2012/03"],
            "total": "90000",
            "eligible": "80000",
            "basic_paid": "40000",
            "catastrophic_paid": "10000",
        }
    ],
}
PAPER = """重庆市医疗保障费用结算单
参保所属医保区划：{code}
医疗费总额：90000.00
符合政策范围金额：80000.00
基本医疗保险统筹基金支出：40000.00
居民大病保险资金支出：10000.00
"""


def _window() -> None:
    from assistant.pages import window

    window.page()


def _library() -> None:
    from assistant.pages.library import page

    page()


def _outreach() -> None:
    from assistant.pages import outreach

    outreach.page()


def _self_check() -> None:
    from assistant.pages import self_check

    self_check.page()


def html(app: AppTest) -> str:
    return " ".join(str(item.proto.body) for item in app.get("html"))


def window(policy: str, code: str) -> dict[str, Any]:
    """A clerk chooses the residence; the sheet, computed; the roster form of the county."""
    app = AppTest.from_function(_window, default_timeout=30).run()
    residence = next(box for box in app.selectbox if box.label.startswith("户籍"))
    residence.select(code).run()
    next(box for box in app.multiselect if box.label.startswith("救助身份")).set_value(["dibao"]).run()
    next(box for box in app.multiselect if box.label.startswith("病种名称")).set_value(["special-2012/03"]).run()
    for label, amount in (("医疗费总额", "90000"), ("符合政策", "80000"), ("基本医疗", "40000"), ("居民大病", "10000")):
        next(box for box in app.text_input if box.label.startswith(label)).set_value(amount).run()
    faults = [str(e.value) for e in app.exception]
    shown = html(app)
    app.button(key="task_roster").click().run()
    forms = next(box for box in app.selectbox if box.label == "哪里的表")
    forms.select(policy).run()
    return {"places": residence.options, "shown": shown, "forms": forms.options, "roster": html(app), "faults": faults}


def library(policy: str) -> dict[str, Any]:
    """The document's text and the table of its clauses."""
    found: dict[str, Any] = {}
    for part in ("text", "coverage"):
        app = AppTest.from_function(_library, default_timeout=30)
        app.query_params["policy"], app.query_params["part"] = policy, part
        app.run()
        found[part] = html(app) + " ".join(str(x.value) for x in app.markdown)
        found["documents"] = app.selectbox[0].options
        found.setdefault("faults", []).extend(str(e.value) for e in app.exception)
    return found


def outreach() -> dict[str, Any]:
    app = AppTest.from_function(_outreach, default_timeout=30).run()
    examples = next(box for box in app.selectbox if box.label == "例子")
    return {"examples": examples.options, "faults": [str(e.value) for e in app.exception]}


def self_check() -> dict[str, Any]:
    app = AppTest.from_function(_self_check, default_timeout=30).run()
    return {"buttons": [button.label for button in app.button], "faults": [str(e.value) for e in app.exception]}


def papers(policy: str, code: str) -> dict[str, Any]:
    """The paper to take along, and what is read from a settlement paper of the county."""
    from report_cases import paper_of

    from assistant import report
    from assistant.understand import read_paper

    printed = docx.Document(BytesIO(report.docx(paper_of({**CASE, "policy": policy}))))
    cells = [cell.text for table in printed.tables for row in table.rows for cell in row.cells]
    read = read_paper(PAPER.format(code=code))
    acts = [] if read is None else [(act.field, act.value) for act in read.acts if hasattr(act, "value")]
    return {"printed": "\n".join([*(p.text for p in printed.paragraphs), *cells]), "read": acts}


if __name__ == "__main__":
    policy, code = sys.argv[1:]
    everything = {
        "window": window(policy, code),
        "library": library(policy),
        "outreach": outreach(),
        "self_check": self_check(),
        "papers": papers(policy, code),
    }
    print(json.dumps(everything, ensure_ascii=False))
