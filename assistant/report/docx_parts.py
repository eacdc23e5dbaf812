"""The few parts of which the Word paper is made, each set once: headings, paragraphs, tables, page furniture.

The body is written as WordprocessingML and parsed in one go: python-docx, which keeps the package, the styles and the
page, takes ten times as long to build a table cell by cell, and holds up every other session meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from assistant.report.archive import repacked
from assistant.report.model import printable

#: Fonts that Word and WPS bring along in Chinese; others fall back to what they have.
_BODY, _STRONG = "宋体", "黑体"
_LATIN = "Arial"
_SIZE, _SIZES = 11, {1: 20, 2: 14, 3: 12}
_LARGE, _IN_TABLE, _FURNITURE = 18, 10, 9
_WIDTH = 170 * 1440 / 25.4  # between the margins, in twentieths of a point


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set stronger than those around them."""

    text: str


Cell = str | Strong


class Paper:
    """A Word document that grows from top to bottom."""

    def __init__(self, title: str, author: str, day: datetime) -> None:
        """Begin an empty A4 document in Chinese; ``day`` stands as its time, so that the same paper is one file."""
        self._document = docx.Document()
        self._body: list[str] = []
        about = self._document.core_properties
        about.title, about.author, about.language = title, author, "zh-CN"
        about.comments = about.last_modified_by = ""
        about.created = about.modified = day
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        self._styles()

    def _styles(self) -> None:
        normal = self._document.styles["Normal"]
        _set_font(normal, _BODY, _SIZE)
        normal.paragraph_format.space_after = Pt(5)
        normal.paragraph_format.line_spacing = 1.3
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        normal.element.get_or_add_rPr().append(language)
        for level, size in _SIZES.items():
            style = self._document.styles[f"Heading {level}"]
            _set_font(style, _STRONG, size)
            style.font.bold = True
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.space_before = Pt(0 if level == 1 else 12)
            style.paragraph_format.space_after = Pt(5)

    def header(self, text: str) -> None:
        """A line at the top of every page."""
        line = self._document.sections[0].header.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.add_run(printable(text)).font.size = Pt(_FURNITURE)

    def footer(self, text: str) -> None:
        """A line at the bottom of every page, followed by the page number and how many there are."""
        line = self._document.sections[0].footer.paragraphs[0]
        for words, field in ((f"{text}　　第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
            line.add_run(printable(words)).font.size = Pt(_FURNITURE)
            if field:
                _add_field(line, field)

    def heading(self, text: str, level: int) -> None:
        """A heading: 1 the title, 2 a section, 3 a part of it."""
        self._body.append(_paragraph(_run(text), f'<w:pStyle w:val="Heading{level}"/>'))

    def paragraph(self, *pieces: Cell, large: bool = False, with_next: bool = False) -> None:
        """A paragraph of plain and strong words; ``with_next`` keeps it on the page of what follows."""
        runs = "".join(_run(piece, size=_LARGE if large else 0) for piece in pieces)
        self._body.append(_paragraph(runs, "<w:keepNext/>" if with_next else ""))

    def quoted(self, runs: Iterable[tuple[str, bool]]) -> None:
        """A paragraph of a document, word for word; the words marked are underlined."""
        self._body.append(_paragraph("".join(_run(text, underlined=marked) for text, marked in runs)))

    def table(
        self,
        rows: Sequence[Sequence[Cell]],
        head: Sequence[str] = (),
        widths: Sequence[float] = (),
        right: Sequence[int] = (),
    ) -> None:
        """A lined table; ``head`` is repeated on each page, ``right`` names the columns set to the right."""
        sizes = [round(_WIDTH * width / sum(widths)) for width in widths]
        lines = [_row([Strong(word) for word in head], sizes, right, "<w:tblHeader/>")] if head else []
        lines += [_row(row, sizes, right) for row in rows]
        grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in sizes)
        self._body.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
        )
        self._body.append(_paragraph("", '<w:spacing w:after="0" w:line="168" w:lineRule="auto"/>'))

    def saved(self) -> bytes:
        """The document as DOCX bytes, the same for the same words."""
        body = self._document.element.body
        for element in parse_xml(f"<w:body {nsdecls('w')}>{''.join(self._body)}</w:body>"):
            body.insert(len(body) - 1, element)  # before the page's own settings, which stand last
        target = BytesIO()
        self._document.save(target)
        return repacked(target.getvalue())


def _run(piece: Cell, size: int = 0, underlined: bool = False) -> str:
    """Words as a run; ``size`` in points, 0 as around it."""
    strong = isinstance(piece, Strong)
    words = piece.text if isinstance(piece, Strong) else piece
    properties = f'<w:rFonts w:eastAsia="{_STRONG}"/><w:b/>' if strong else ""
    properties += f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>' if size else ""
    properties += '<w:u w:val="single"/>' if underlined else ""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(printable(words))}</w:t></w:r>'


def _paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _row(cells: Sequence[Cell], sizes: Sequence[int], right: Sequence[int], properties: str = "") -> str:
    """A row that no page break cuts."""
    line = '<w:spacing w:after="20" w:line="264" w:lineRule="auto"/>'
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/></w:tcPr>'
        + _paragraph(_run(cell, _IN_TABLE), line + ('<w:jc w:val="right"/>' if i in right else ""))
        + "</w:tc>"
        for i, (cell, size) in enumerate(zip(cells, sizes, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{written}</w:tr>"


def _set_font(style: Any, name: str, size: int) -> None:
    style.font.name = _LATIN
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
        del fonts.attrib[theme]
    fonts.set(qn("w:eastAsia"), name)


def _add_field(line: Any, instruction: str) -> None:
    """A number that Word fills in."""
    run = line.add_run()
    run.font.size = Pt(_FURNITURE)
    run._element.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="begin"/>'))
    run._element.append(parse_xml(f"<w:instrText {nsdecls('w')}>{instruction}</w:instrText>"))
    run._element.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))
