"""The paper as a PDF, set by Typst with the Chinese font of a pinned package: no font of the machine is looked at."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from assistant.report.model import Content, printable
from assistant.results.amounts import Amount
from assistant.results.explained import ExplainedBenefit, ExplainedBill, ExplainedDifference, OpenPoint
from knowledge.days import in_chinese


def render(view: Content) -> bytes:
    """The paper as a tagged PDF on A4; words of the content are data and never markup."""
    further = [_plain(part, part) for part in view.further]
    words = json.dumps(
        {**_plain(view, view), "further": further, "day": [view.on.year, view.on.month, view.on.day]},
        ensure_ascii=False,
    )
    try:
        return _set(words, ["ua-1", "a-2a"])  # for screen readers, and for the archive
    except typst.TypstError:
        # The standards refuse a character that the font has not, such as a rare one of a name. Without them it is an
        # empty box, to be filled by hand; every other fault is raised again here.
        return _set(words, [])


def _set(words: str, standards: "list[typst.PDFStandard]") -> bytes:
    return typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"view": words},
        pdf_standards=standards,
    )


@cache
def _template() -> bytes:
    return Path(__file__).with_name("report.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    folder = str(pylopdf_fonts_zh_cn.sans_path().parent)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _plain(value: Any, view: Content) -> Any:
    """Values as JSON: amounts and days as a person reads them, citations as the clauses that one points to."""
    if isinstance(value, Amount):
        return value.text
    if isinstance(value, date):
        return in_chinese(value)
    if is_dataclass(value):
        plain = {
            field.name: _plain(getattr(value, field.name), view) for field in fields(value) if field.name != "further"
        }
        if (citations := getattr(value, "citations", None)) is not None:
            plain["refs"] = _plain(view.refs(citations), view)
        return plain | _said_otherwise(value, view)
    if isinstance(value, tuple):
        return [_plain(item, view) for item in value]
    return printable(value) if isinstance(value, str) else value


def _said_otherwise(value: object, view: Content) -> dict[str, Any]:
    """What the template takes of a part of the content besides its fields."""
    match value:
        case Content():
            return {"clauses": _plain(value.clauses, view)}
        case ExplainedDifference():
            return {"change": value.change_text}
        case ExplainedBenefit():
            return {"headline": value.headline}
        case ExplainedBill():
            bars = ((p.label, p.bounded.text, p.kind, p.permille(value.total)) for p in value.payers)
            names = ("label", "amount", "kind", "permille")
            return {"heading": printable(value.heading), "payers": [dict(zip(names, bar, strict=True)) for bar in bars]}
        case OpenPoint():
            return {"text": printable(value.text)}
    return {}
