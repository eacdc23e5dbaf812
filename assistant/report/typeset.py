"""The paper as a PDF, set by Typst with the Chinese font of a pinned package: no font of the machine is looked at."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import typst

from assistant.report.model import Amount, Benefit, Content, Difference, day_text, printable


def render(view: Content) -> bytes:
    """The paper as a tagged PDF on A4; words of the content are data and never markup."""
    words = json.dumps({**_plain(view), "day": [view.on.year, view.on.month, view.on.day]}, ensure_ascii=False)
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


def _plain(value: Any) -> Any:
    """Values as JSON, amounts and days as a person reads them."""
    if isinstance(value, Amount):
        return value.text
    if isinstance(value, date):
        return day_text(value)
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, Difference):
            plain["change"] = value.change_text
        if isinstance(value, Benefit):
            plain["headline"] = value.headline
        return plain
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return printable(value) if isinstance(value, str) else value
