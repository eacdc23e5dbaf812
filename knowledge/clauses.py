"""From the paragraphs of a document to its clauses, with ids as the document prints its numbers.

An id is `policy#path`: `policy#二（三）2`, its n-th paragraph `…2¶2`, unnumbered parts `#标题`, `#前言`,
`#结语`, `#附件`. The same rules serve every document; nothing here knows a policy by name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from knowledge.marks import (
    ANNEX,
    ANNEX_TITLE,
    COMMENCEMENT,
    DOCUMENT_NUMBER,
    MARKS,
    SIGNATURE,
    clause_mark,
    ends_sentence,
)
from knowledge.paragraphs import read_paragraphs

Kind = Literal["heading", "leaf", "paragraph"]

_LEVELS = tuple(MARKS)
_BACK_TO_LIST = re.compile(r"上述|以上|前述")  # speaks of the whole list, so it is the lead's, not the last item's
_HEADING_LIMIT = 40
_INLINE_HEADING = re.compile(r"([^，。；：:]{1,24})[。：:](?=.)", re.DOTALL)


class DocumentError(ValueError):
    """A text that cannot be read as clauses; the message says where and what to change."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered or named part of a document, or one paragraph of it.

    `text` holds the clause's own words only, not those of the clauses below it: white space removed inside a
    paragraph, paragraphs parted by a newline, number and heading kept at the start, misprints kept.
    """

    id: str
    policy: str
    path: str
    """What follows `#` in the id: 二（三）2¶1."""
    label: str
    """As a person cites it: 二、（三）2 第1段."""
    heading: str
    """The printed heading without its number; empty if there is none."""
    text: str
    paragraphs: tuple[str, ...]
    """Body paragraphs; a heading on a line of its own is none of them."""
    parent: str | None
    children: tuple[str, ...]
    """Ids of the clauses one level below, in order; paragraphs are not among them."""
    kind: Kind

    @property
    def paragraph_ids(self) -> tuple[str, ...]:
        """Ids of the paragraphs, where there are several; else empty."""
        if self.kind != "leaf" or len(self.paragraphs) < 2:
            return ()
        return tuple(f"{self.id}¶{n}" for n in range(1, len(self.paragraphs) + 1))


@dataclass(frozen=True, slots=True)
class Passage:
    """One printed paragraph in reading order: the clause it stands in, and its own id where it has one."""

    clause: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedText:
    """Clauses in document order (each followed by its paragraphs, then by the clauses below), passages, furniture."""

    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    dropped: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    path: str
    label: str
    level: int
    numbered: bool
    parent: "_Node | None" = None
    texts: list[str] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)

    @property
    def heading_lines(self) -> int:
        """How many of `texts` are a heading on lines of its own."""
        if self.path == "附件":
            return len(self.texts) if self.children else 0
        return int(self.numbered and (len(self.texts) > 1 or bool(self.children)) and _is_heading(self.texts[0]))


def parse(policy: str, raw: str) -> ParsedText:
    """The clauses of the raw text `raw` of document `policy`.

    Raises DocumentError if a number occurs twice at the same place, so that an id would name two clauses.
    """
    paragraphs = read_paragraphs(raw)
    builder = _Builder()
    builder.read(list(paragraphs.texts))
    clauses: dict[str, Clause] = {}
    for root in builder.roots:
        for clause in _clauses(policy, root):
            if clause.id in clauses:
                raise DocumentError(f"{clause.id}：同一编号出现两次，请检查原文此处的编号与换行")
            clauses[clause.id] = clause
    passages = tuple(_passages(policy, builder.order, clauses))
    return ParsedText(tuple(clauses.values()), passages, paragraphs.dropped)


class _Builder:
    """Puts paragraph after paragraph into the tree."""

    def __init__(self) -> None:
        self.roots: list[_Node] = []
        self.order: list[tuple[_Node, int]] = []
        self._open: list[_Node] = []

    def read(self, texts: list[str]) -> None:
        start = next((i for i, text in enumerate(texts) if clause_mark(text)), len(texts))
        annex = next((i for i in range(start, len(texts)) if ANNEX.fullmatch(texts[i])), len(texts))
        self._front(texts[:start])
        self._body(texts[start:annex])
        self._annex(texts[annex:])

    def _front(self, texts: list[str]) -> None:
        split = next((i for i, text in enumerate(texts) if ends_sentence(text)), len(texts))
        title: list[str] = []
        for text in texts[:split]:
            if title and not DOCUMENT_NUMBER.fullmatch(text) and not DOCUMENT_NUMBER.fullmatch(title[-1]):
                title[-1] += text
            else:
                title.append(text)
        self._named("标题", title)
        preamble: list[str] = []
        for text in texts[split:]:
            # The title printed again over the measure itself, on as many lines as it took.
            if preamble and any(preamble[-1] + text in line for line in title):
                preamble[-1] += text
            else:
                preamble.append(text)
        self._named("前言", preamble)

    def _body(self, texts: list[str]) -> None:
        marks = [clause_mark(text) for text in texts]
        last = max((i for i, mark in enumerate(marks) if mark), default=-1)
        for i, (text, mark) in enumerate(zip(texts, marks, strict=True)):
            if mark:
                self._add(self._numbered(*mark), text)
            elif i > last and (COMMENCEMENT.match(text) or SIGNATURE.fullmatch(text)):
                self._named("结语", texts[i:])
                return
            else:
                self._leave_list(text, next((m for m in marks[i:] if m), None))
                self._add(self._open[-1], text)

    def _leave_list(self, text: str, following: tuple[str, str] | None) -> None:
        current = self._open[-1]
        list_goes_on = following is not None and _LEVELS.index(following[0]) >= current.level
        if _BACK_TO_LIST.match(text) and current.parent and len(current.parent.children) > 1 and not list_goes_on:
            self._open.pop()

    def _annex(self, texts: list[str]) -> None:
        if not texts:
            return
        annex = self._node("附件", "附件", numbered=False)
        self._open = [annex]
        titled = any(ANNEX_TITLE.fullmatch(text) for text in texts)
        for text in texts:
            mark = clause_mark(text)
            title = ANNEX_TITLE.fullmatch(text)
            number = title[1] if title else mark[1] if mark and mark[0] == "item" and not titled else None
            if number is not None:
                name = f"附件{number}"
                self._open = [annex, self._node(name, name, _LEVELS.index("item"), numbered=True, parent=annex)]
            self._add(self._open[-1], text)

    def _numbered(self, level_name: str, number: str) -> _Node:
        level = _LEVELS.index(level_name)
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        parent = self._open[-1] if self._open else None
        # Articles are counted through the chapters and cited without them.
        above = parent if parent is not None and parent.level != _LEVELS.index("chapter") else None
        part = {"chapter": f"第{number}章", "article": f"第{number}条", "section": f"（{number}）"}.get(
            level_name, number
        )
        path = (above.path if above else "") + part
        label = part if above is None else above.label + ("、" if above.level == _LEVELS.index("part") else "") + part
        node = self._node(path, label, level, numbered=True, parent=parent)
        self._open.append(node)
        return node

    def _named(self, name: str, texts: list[str]) -> None:
        if texts:
            node = self._node(name, name, numbered=False)
            for text in texts:
                self._add(node, text)

    def _node(self, path: str, label: str, level: int = -1, *, numbered: bool, parent: _Node | None = None) -> _Node:
        node = _Node(path, label, level, numbered, parent)
        (parent.children if parent else self.roots).append(node)
        return node

    def _add(self, node: _Node, text: str) -> None:
        self.order.append((node, len(node.texts)))
        node.texts.append(text)


def _is_heading(text: str) -> bool:
    """Whether a first paragraph that something follows is a heading: short, and at most one full stop or colon."""
    body = text[:-1] if text[-1] in "。：:" else text
    plain = body is text or "，" not in body
    return len(text) <= _HEADING_LIMIT and plain and not any(mark in body for mark in "。；：")


def _heading(node: _Node, lines: int) -> str:
    if not node.texts or not node.numbered:
        return ""
    text = node.texts[0]
    mark = clause_mark(text)
    if mark:
        match = MARKS[mark[0]].match(text)
        text = text[match.end() :] if match else text
    if lines:
        return text.rstrip("。：:")
    inline = _INLINE_HEADING.match(text)
    return inline[1] if inline else ""


def _clauses(policy: str, node: _Node) -> Iterator[Clause]:
    lines = node.heading_lines
    body = tuple(node.texts[lines:])
    own_id = f"{policy}#{node.path}"
    clause = Clause(
        id=own_id,
        policy=policy,
        path=node.path,
        label=node.label,
        heading=_heading(node, lines),
        text="\n".join(node.texts),
        paragraphs=body,
        parent=f"{policy}#{node.parent.path}" if node.parent else None,
        children=tuple(f"{policy}#{child.path}" for child in node.children),
        kind="leaf" if body else "heading",
    )
    yield clause
    for number, (paragraph_id, text) in enumerate(zip(clause.paragraph_ids, body, strict=False), start=1):
        path, label = f"{node.path}¶{number}", f"{node.label} 第{number}段"
        yield Clause(paragraph_id, policy, path, label, "", text, (text,), own_id, (), "paragraph")
    for child in node.children:
        yield from _clauses(policy, child)


def _passages(policy: str, order: list[tuple[_Node, int]], clauses: dict[str, Clause]) -> Iterator[Passage]:
    for node, position in order:
        owner = clauses[f"{policy}#{node.path}"]
        number = position - node.heading_lines
        passage_id = owner.paragraph_ids[number] if owner.paragraph_ids and number >= 0 else owner.id
        yield Passage(owner.id, passage_id, node.texts[position])
