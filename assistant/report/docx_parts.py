"""The few parts of which the Word paper is made, each set once: headings, paragraphs, tables, page furniture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .model import printable

#: Fonts that Word and WPS bring along in Chinese; others fall back to what they have.
_BODY, _STRONG = "宋体", "黑体"
_LATIN = "Arial"
_SIZE, _SIZES = 11, {1: 20, 2: 14, 3: 12}
_LARGE, _TABLE_SIZE = 18, 10
_WIDTH = 170  # mm between the margins


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set stronger than those around them."""

    text: str


Cell = str | Strong


class Paper:
    """A Word document that grows from top to bottom."""

    def __init__(self, title: str, author: str, day: datetime) -> None:
        """Begin an empty A4 document in Chinese; ``day`` stands as its time, so that the same paper is one file."""
        self.document = docx.Document()
        about = self.document.core_properties
        about.title, about.author, about.language = title, author, "zh-CN"
        about.comments = about.last_modified_by = ""
        about.created = about.modified = day
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        self._styles()

    def _styles(self) -> None:
        normal = self.document.styles["Normal"]
        _set_font(normal, _BODY, _SIZE)
        normal.paragraph_format.space_after = Pt(5)
        normal.paragraph_format.line_spacing = 1.3
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        normal.element.get_or_add_rPr().append(language)
        for level, size in _SIZES.items():
            style = self.document.styles[f"Heading {level}"]
            _set_font(style, _STRONG, size)
            style.font.bold = True
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before = Pt(0 if level == 1 else 12)
            style.paragraph_format.space_after = Pt(5)

    def header(self, text: str) -> None:
        """A line at the top of every page."""
        line = self.document.sections[0].header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _run(line, text).font.size = Pt(9)

    def footer(self, text: str) -> None:
        """A line at the bottom of every page, followed by the page number and how many there are."""
        line = self.document.sections[0].footer.paragraphs[0]
        _run(line, f"{text}　　第 ").font.size = Pt(9)
        _field(line, "PAGE")
        _run(line, " 页，共 ").font.size = Pt(9)
        _field(line, "NUMPAGES")
        _run(line, " 页").font.size = Pt(9)

    def heading(self, text: str, level: int) -> None:
        """A heading: 1 the title, 2 a section, 3 a part of it."""
        self.document.add_heading(level=level).add_run(printable(text))

    def paragraph(self, *pieces: Cell, large: bool = False, with_next: bool = False) -> None:
        """A paragraph of plain and strong words; ``with_next`` keeps it on the page of what follows."""
        line = self.document.add_paragraph()
        line.paragraph_format.keep_with_next = with_next
        for piece in pieces:
            run = _run(line, piece)
            if large:
                run.font.size = Pt(_LARGE)

    def quoted(self, runs: Iterable[tuple[str, bool]]) -> None:
        """A paragraph of a document, word for word; the words marked are underlined."""
        line = self.document.add_paragraph()
        for text, marked in runs:
            _run(line, text).underline = marked

    def table(
        self,
        rows: Sequence[Sequence[Cell]],
        head: Sequence[str] = (),
        widths: Sequence[float] = (),
        right: Sequence[int] = (),
    ) -> None:
        """A lined table; ``head`` is repeated on each page, ``right`` names the columns set to the right."""
        table = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        sizes = [Mm(_WIDTH * width / sum(widths)) for width in widths]
        for column, size in zip(table.columns, sizes, strict=True):
            column.width = size
        for given in ([tuple(Strong(word) for word in head)] if head else []) + list(rows):
            row = table.add_row()
            _mark(row, "w:cantSplit")
            for i, (cell, piece) in enumerate(zip(row.cells, given, strict=True)):
                cell.width = sizes[i]
                line = cell.paragraphs[0]
                line.paragraph_format.space_after = Pt(1)
                line.paragraph_format.line_spacing = 1.1
                _run(line, piece).font.size = Pt(_TABLE_SIZE)
                if i in right:
                    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if head:
            _mark(table.rows[0], "w:tblHeader")
        after = self.document.add_paragraph().paragraph_format
        after.space_after, after.line_spacing = Pt(0), 0.7


def _set_font(style: Any, name: str, size: int) -> None:
    style.font.name = _LATIN
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(qn("w:eastAsia"), name)


def _run(line: Any, piece: Cell) -> Any:
    if isinstance(piece, Strong):
        run = line.add_run(printable(piece.text))
        run.bold = True
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _STRONG)
        return run
    return line.add_run(printable(piece))


def _field(line: Any, instruction: str) -> None:
    """A number that Word fills in."""
    run = line.add_run()
    run.font.size = Pt(9)
    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = instruction
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._element.append(part)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
