"""From the raw text of a document to its paragraphs: joins the lines that a PDF broke and drops page furniture.

Two kinds of extraction are known. In a *wrapped* text every line is as wide as the page, blank lines say nothing, and
a paragraph ends where a line stops short of the margin. In an *unwrapped* text a line is a paragraph, except where a
page break cut a sentence. No character of a sentence is lost; what is dropped is listed (`Paragraphs.dropped`).
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

MARKS: dict[str, re.Pattern[str]] = {
    "chapter": re.compile(r"第([一二三四五六七八九十百]+)章"),
    "article": re.compile(r"第([一二三四五六七八九十百]+)条"),
    "part": re.compile(r"([一二三四五六七八九十]+)、"),
    "section": re.compile(r"[（(]([一二三四五六七八九十]+)[）)]"),
    "item": re.compile(r"(\d{1,2})[.．、](?!\d)"),
}
"""The numbers that open a clause, outermost first; group 1 is the number itself."""

_ENUMERATION = re.compile(r"[（(]\d{1,2}[）)]")  # （1）: parts paragraphs, but is no clause of its own
_FURNITURE = re.compile(
    r"[-—–－]\s*\d+\s*[-—–－]"  # page number: - 2 -
    r"|第\s*\d+\s*页(\s*共\s*\d+\s*页)?"
    r"|\S*人民政府行政规范性文件"  # running head of the gazette edition
    r"|\S*人民政府(办公室|办公厅)?发布"
)
_SALUTATION = re.compile(r"各[^。；]*：")  # 各镇人民政府、街道办事处，有关单位：
_MARKUP = re.compile(r"\*\*|\ufeff|^#{1,6}(?=\s)")
_PADDING = re.compile(r"(?<=\S)[ \u3000]{4,}(?=\S)")  # two fields of a form on one line
_COLUMN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_TERMINAL = "。：；！？:;!?"
_CLOSERS = "”’）)》」"
_LONG = 60  # characters; no heading is longer, so an unfinished line of this length was cut by a page


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Paragraphs of a document in reading order (white space removed), and the furniture left out, in order."""

    texts: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(slots=True)
class _Line:
    text: str  # white space removed
    gap: int  # blank lines before it
    page: bool  # a form feed stands before it
    trailing: bool  # the raw line ends in white space
    row: bool = False  # a row of a table

    @property
    def width(self) -> float:
        """In full-width characters, as the page counts."""
        return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in self.text)

    @property
    def ends_sentence(self) -> bool:
        return ends_sentence(self.text)


def clause_mark(text: str) -> tuple[str, str] | None:
    """Level (a key of `MARKS`) and number of the clause that `text` opens, or None."""
    for level, pattern in MARKS.items():
        if match := pattern.match(text):
            return level, match[1]
    return None


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a lead ends, closing quotes and brackets aside."""
    return text.rstrip(_CLOSERS).endswith(tuple(_TERMINAL))


def read_paragraphs(raw: str) -> Paragraphs:
    """Paragraphs of the raw text of a document, whatever its extraction."""
    lines, dropped = _lines(raw)
    margin = _margin(lines)
    groups = _unwrapped(lines) if margin is None else _wrapped(lines, margin)
    return Paragraphs(tuple("".join(line.text for line in group) for group in groups), tuple(dropped))


def _lines(raw: str) -> tuple[list[_Line], list[str]]:
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
            columns = len(fields)
            text = " | ".join(fields)
        else:
            columns = 0
            text = " ".join("".join(part.split()) for part in _PADDING.split(stripped))
        lines.append(_Line(text, gap, page, raw_line.rstrip("\r\n")[-1:].isspace(), row=columns > 0))
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


def _wrapped(lines: list[_Line], margin: float) -> list[list[_Line]]:
    # In some texts exactly the last line of a paragraph keeps a space at its end.
    telling = sum(line.trailing for line in lines) < 0.5 * len(lines)
    groups: list[list[_Line]] = []
    counts: dict[str, str] = {}
    for line in lines:
        previous = groups[-1][-1] if groups else None
        if previous is None or _ends_wrapped(previous, line, margin, len(groups[-1]) == 1, telling, counts):
            groups.append([line])
            if mark := clause_mark(line.text):
                counts[mark[0]] = mark[1]
        else:
            groups[-1].append(line)
    return groups


def _ends_wrapped(
    line: _Line, following: _Line, margin: float, first: bool, telling: bool, counts: dict[str, str]
) -> bool:
    # A first line is indented by two characters, which the extraction does not keep; punctuation may hang by two more.
    if line.row or following.row or line.width < margin - (5 if first else 3):
        return True
    if not line.ends_sentence:
        return False
    if first and _SALUTATION.fullmatch(line.text):
        return True
    if telling and line.trailing:
        return True
    if _ENUMERATION.match(following.text):
        return True
    mark = clause_mark(following.text)
    return mark is not None and _follows(mark[1], counts.get(mark[0]))


def _follows(number: str, last: str | None) -> bool:
    """Whether `number` opens a count or is the next after `last`: a reference in a sentence seldom is."""
    value = number_value(number)
    return value == 1 or (last is not None and value == number_value(last) + 1)


def number_value(number: str) -> int:
    """Value of an Arabic or Chinese number below 1000 as clauses are counted (十三 = 13)."""
    if number.isdigit():
        return int(number)
    value, digit = 0, 0
    for character in number:
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = "一二三四五六七八九".index(character) + 1
    return value + digit


def _unwrapped(lines: list[_Line]) -> list[list[_Line]]:
    usual = Counter(line.gap for line in lines[1:]).most_common(1)
    groups: list[list[_Line]] = []
    for line in lines:
        previous = groups[-1][-1] if groups else None
        if previous is not None and not previous.ends_sentence and not previous.row and not line.row:
            page_break = line.page or line.gap > usual[0][0] or len(previous.text) >= _LONG
            if page_break and clause_mark(line.text) is None:
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups
