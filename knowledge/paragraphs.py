"""From the raw text of a document to its paragraphs: joins the lines that a PDF broke and drops page furniture.

Two kinds of extraction are known. In a *wrapped* text every line is as wide as the page, blank lines say nothing, and
a paragraph ends where a line stops short of the margin. In an *unwrapped* text a line is a paragraph, except where a
page break cut a sentence. No character of a sentence is lost; what is dropped is listed (`Paragraphs.dropped`).
"""

import re
from collections import Counter
from dataclasses import dataclass

from knowledge.marks import (
    ANNEX,
    COMMENCEMENT,
    DOCUMENT_NUMBER,
    ENUMERATION,
    SALUTATION,
    SIGNATURE,
    clause_mark,
    ends_sentence,
    number_value,
)

_FURNITURE = re.compile(
    r"[-—–－]\s*\d{1,9}\s*[-—–－]"  # page number: - 2 -
    r"|第\s*\d{1,9}\s*页(\s*共\s*\d{1,9}\s*页)?"
    r"|\S{0,30}人民政府行政规范性文件"  # running head of the gazette edition
    r"|\S{0,30}人民政府(办公室|办公厅)?发布"
)
_MARKUP = re.compile(r"\*\*|\ufeff|^#{1,6}(?=\s)")
_PADDING = re.compile(r"(?<=\S)[ \u3000]{4,}(?=\S)")  # two fields of a form on one line
_COLUMN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_LONG = 60  # characters; no heading is longer, so an unfinished line of this length was cut by a page


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of a document in reading order (white space removed), and the furniture left out, in order."""

    texts: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str  # white space removed
    gap: int  # blank lines before it
    page: bool  # a page begins with it
    trailing: bool  # the raw line ends in white space
    row: bool  # a row of a table, or fields of a form

    @property
    def width(self) -> float:
        """In full-width characters, as the page counts."""
        return len(self.text) - len(self.text.encode("ascii", "ignore")) / 2


def read_paragraphs(raw: str) -> Paragraphs:
    """Paragraphs of the raw text of a document, whatever its extraction."""
    lines, dropped = _read_lines(raw)
    margin = _margin(lines)
    groups = _join_unwrapped(lines) if margin is None else _Wrapped(lines, margin).join()
    return Paragraphs(tuple("".join(line.text for line in group) for group in groups), tuple(dropped))


def _read_lines(raw: str) -> tuple[list[_Line], list[str]]:
    lines: list[_Line] = []
    dropped: list[str] = []
    gap, page, columns = 0, False, 0
    for raw_line in raw.split("\n"):
        page = page or "\f" in raw_line
        stripped = raw_line.strip()
        if not stripped:
            gap += 1
            continue
        if _FURNITURE.fullmatch(stripped):
            dropped.append(stripped)
            page = True
            continue
        dropped.extend(_MARKUP.findall(stripped))
        stripped = _MARKUP.sub("", stripped)
        fields = stripped.split()
        if len(fields) >= 4 and (all(map(_COLUMN.fullmatch, fields)) or len(fields) == columns):
            columns, parts = len(fields), fields
            text = " | ".join(fields)
        else:
            columns = 0
            parts = _PADDING.split(stripped)
            text = " ".join("".join(part.split()) for part in parts)
        form = columns > 0 or len(parts) > 1
        lines.append(_Line(text, gap, page, raw_line.rstrip("\r\n")[-1:].isspace(), form))
        gap, page = 0, False
    return lines, dropped


def _margin(lines: list[_Line]) -> float | None:
    """Width of a full line in a wrapped text; None if lines are whole paragraphs."""
    widths = [round(line.width) for line in lines]
    common = Counter(width for width in widths if width >= 15).most_common(1)
    if not common:
        return None
    margin = common[0][0]
    near = sum(abs(width - margin) <= 1 for width in widths)
    return margin if near >= 0.3 * len(widths) else None


def _stands_alone(text: str) -> bool:
    return bool(DOCUMENT_NUMBER.fullmatch(text) or ANNEX.fullmatch(text) or SIGNATURE.fullmatch(text))


class _Wrapped:
    """Joins the lines of a text whose full lines are `margin` wide."""

    def __init__(self, lines: list[_Line], margin: float) -> None:
        self._lines = lines
        self._margin = margin
        # In some texts exactly the last line of a paragraph keeps a space at its end.
        self._telling = sum(line.trailing for line in lines) < 0.5 * len(lines)
        self._counts: dict[str, int] = {}
        self._in_title = True

    def join(self) -> list[list[_Line]]:
        groups: list[list[_Line]] = []
        for line in self._lines:
            if groups and not self._ends(groups[-1], line):
                groups[-1].append(line)
                continue
            groups.append([line])
            if mark := clause_mark(line.text):
                self._counts[mark[0]] = number_value(mark[1])
        return groups

    def _ends(self, group: list[_Line], following: _Line) -> bool:
        """Whether a paragraph ends with the last line of `group`."""
        last = group[-1]
        self._in_title = self._in_title and not ends_sentence(last.text)
        if last.row or following.row or self._stops_short(last, first=len(group) == 1):
            return True
        if self._in_title and (following.text.startswith("各") or DOCUMENT_NUMBER.fullmatch(following.text)):
            return True
        if _stands_alone(last.text) and len(group) == 1:
            return True
        if self._counts_on(following) and (ends_sentence(last.text) or self._is_heading(group)):
            return True
        if not ends_sentence(last.text):
            return False
        return (
            (self._telling and last.trailing)
            or (len(group) == 1 and SALUTATION.fullmatch(last.text) is not None)
            or ENUMERATION.match(following.text) is not None
            or COMMENCEMENT.match(following.text) is not None
            or _stands_alone(following.text)
        )

    def _stops_short(self, line: _Line, *, first: bool) -> bool:
        # A first line is indented by two characters, which the extraction does not keep; a line may also be short of
        # the margin by two or three where punctuation may not begin the next.
        return line.width < self._margin - (5 if first else 3)

    def _counts_on(self, line: _Line) -> bool:
        """Whether `line` begins with the first number of a count or the next: a reference in a sentence seldom does."""
        mark = clause_mark(line.text)
        return mark is not None and number_value(mark[1]) in (1, self._counts.get(mark[0], 0) + 1)

    @staticmethod
    def _is_heading(group: list[_Line]) -> bool:
        return len(group) == 1 and clause_mark(group[0].text) is not None and not set("。；：") & set(group[0].text)


def _join_unwrapped(lines: list[_Line]) -> list[list[_Line]]:
    usual = Counter(line.gap for line in lines[1:]).most_common(1)
    groups: list[list[_Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and not ends_sentence(last.text) and not last.row and not line.row:
            page_break = line.page or line.gap > usual[0][0] or len(last.text) >= _LONG
            if page_break and clause_mark(line.text) is None:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups
