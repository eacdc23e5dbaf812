"""Labels and values that stand in one line, one below the other, or in two columns."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.understand.paper.entries import Entry
from assistant.understand.paper.lexicon import Meaning, begins_key, data, is_possible, meaning
from assistant.understand.paper.scan import Piece
from assistant.understand.printed import dates, is_blank, money, narrow

#: A label is at most so many pieces (医 疗 费 总 额).
_MOST = 16
#: So many labels one below the other, and then as many figures, belong together.
_FEWEST_APART = 3
_MARKS = ' \t:=|│;；，,。"{}'
_LEADERS = ' \t|│"._…—=-'
#: 至 and a dash stand between two days, and are no label.
_WORD = re.compile(r"[^\W\d_至到]")
_INNER = re.compile(r" ?[(（\[] ?(?:含|包括|包含|其中)[^)）\]\n]{0,20}")
#: What a label may stand beside and what is no part of it: blanks, marks, a number in front.
_BARE = re.compile(r"[\s'\"“”‘’：:,，.。、|_*①-⑳•●◆■□▪#\-]|^[(]?\d{1,2}")
_BRACKET = re.compile(r"[(（\[［【<《〈)）]")
_ITEM = re.compile(r"\s{0,8}(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[(（]\d{1,2}[)）]|[①-⑳])[、.．)）\s]")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a line: its pieces from ``first`` to before ``after``; ``known`` None where not explained."""

    first: int
    after: int
    text: str
    known: Meaning | None
    colon: bool

    @property
    def is_words(self) -> bool:
        """Whether its value is words."""
        return self.known is not None and self.known.kind == "words"


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line holds: entries, or labels only, or neither: words and figures in ``cells``.

    ``place``: from its first word or figure to its last. ``figure``: it is nothing but a figure or a day.
    """

    number: int
    made: tuple[Entry, ...]
    labels: tuple[_Label, ...]
    cells: tuple[tuple[int, int], ...]
    place: tuple[int, int]
    figure: bool


def entries(text: str, lines: Sequence[Sequence[Piece]], taken: Collection[int]) -> tuple[list[Entry], int]:
    """The entries of all lines but those ``taken`` by a table, and how many labels of amounts there are.

    A label without a value looks into the lines below.
    """
    held = [_line(text, line, number) for number, line in enumerate(lines) if number not in taken]
    held = [line for line in held if line.made or line.labels or line.cells]
    labels = sum(sum(entry.is_amount for entry in line.made) + sum(map(_is_amount, line.labels)) for line in held)
    return list(_entries(text, held)), labels


def _is_amount(label: _Label) -> bool:
    return label.known is not None and label.known.kind == "amount"


def _entries(text: str, held: Sequence[_Line]) -> Iterator[Entry]:
    at = 0
    while at < len(held):
        line = held[at]
        if apart := _apart(text, held, at):
            after = at + apart[0]
            yield from apart[1]
        elif line.made:
            after = _items_end(text, held, at + 1) if _is_list(line.made[-1].code) else at + 1
            yield from line.made[:-1]
            yield _longer(text, line.made[-1], held[at + 1 : after])
        elif line.labels:
            top = _end(held, at, lambda one: bool(one.labels) and not one.made)
            after = _end(held, top, lambda one: not one.labels and not one.made)
            yield from _below(text, held[at:top], held[top:after])
        elif len(line.cells) == 1 and not line.figure and at + 1 < len(held) and held[at + 1].figure:
            after = at + 2  # a label that is not known, with its figure below
            below = held[at + 1].place
            yield Entry(text[slice(*line.place)].strip(_MARKS), None, text[slice(*below)], *below, line.number)
        else:
            after = at + 1
        at = after


def _apart(text: str, held: Sequence[_Line], at: int) -> tuple[int, list[Entry]] | None:
    """All labels, each in a line, and then as many lines of figures: how many lines in all, and the entries.

    Labels that are not known count as well, so that every figure stays beside its own.
    """
    if at and not held[at - 1].figure and not held[at - 1].made:
        return None  # not the first of its run
    top = _end(held, at, lambda one: not one.made and not one.figure and len(one.labels or one.cells) == 1)
    if top == at:
        return None
    count = _end(held, top, lambda one: one.figure) - top
    labels = held[top - count : top]
    if not _FEWEST_APART <= count <= top - at or sum(bool(one.labels) for one in labels) * 2 < count:
        return None
    if top - at > count and held[top - count - 1].labels:
        return None  # one more label than figures: which of them has none is not known
    made: list[Entry] = []
    for label, row in zip(labels, held[top : top + count], strict=True):
        words = text[slice(*label.place)].strip(_MARKS)
        known = label.labels[0].known if label.labels else None
        made.append(Entry(words, known, text[slice(*row.place)].strip(_MARKS), *row.place, label.number))
    agree = all(_agrees(entry.value, entry.meaning) for entry in made)
    return (top + count - at, made) if agree else None


def _end(held: Sequence[_Line], start: int, fits: Callable[[_Line], bool]) -> int:
    at = start
    while at < len(held) and fits(held[at]):
        at += 1
    return at


def _line(text: str, line: Sequence[Piece], number: int) -> _Line:
    found = _labels(line)
    made, empty = _of_line(text, line, number, found)
    held = [piece for piece in line if piece.kind in ("text", "value")]
    place = (held[0].start, held[-1].end) if held else (0, 0)
    figure = len(held) == 1 and held[0].kind == "value"
    return _Line(number, tuple(made), tuple(empty), () if found else tuple(_cells(line)), place, figure)


def _is_list(code: str | None) -> bool:
    return code in ("dise_name", "more_diseases", "diagnosis_in")


def _items_end(text: str, held: Sequence[_Line], start: int) -> int:
    """Where the further items of a list of diseases end: 1.… 2.… in lines of their own."""
    return _end(held, start, lambda one: bool(one.cells) and _ITEM.match(text, one.cells[0][0]) is not None)


def _longer(text: str, entry: Entry, below: Sequence[_Line]) -> Entry:
    if not below or entry.start is None:
        return entry
    end = below[-1].cells[-1][1]
    return replace(entry, value=text[entry.start : end].strip(_MARKS), end=end)


def _below(text: str, above: Sequence[_Line], rows: Sequence[_Line]) -> Iterator[Entry]:
    """Values in lines of their own, for the labels of the lines before: a row each, a value each, or the one."""
    if not rows:
        return
    own, every = above[-1].labels, [label for line in above for label in line.labels]
    if _is_list(own[-1].known.code if own[-1].known else None) and len(own) == 1:
        end = max(1, _items_end(text, rows, 0))
        first, last = rows[0].cells[0][0], rows[end - 1].cells[-1][1]
        yield Entry(own[0].text, own[0].known, text[first:last].strip(_MARKS), first, last, above[-1].number)
        return
    whole = [(row.cells[0][0], row.cells[-1][1]) for row in rows]
    chosen: list[tuple[_Label, tuple[int, int]]] = []
    for labels in (own, every):
        if not chosen and len(labels) > 1 and all(len(row.cells) == len(labels) for row in rows):
            chosen = [pair for row in rows for pair in zip(labels, row.cells, strict=True)]
    if not chosen and len(every) == len(rows):
        chosen = list(zip(every, whole, strict=True))
    if chosen and all(_agree(text, label, place) for label, place in chosen):
        pass
    elif len(own) == 1:
        chosen = [(own[0], whole[0])]
    else:
        return
    for label, (start, end) in chosen:
        yield Entry(label.text, label.known, text[start:end].strip(_MARKS), start, end, above[-1].number)


def _agree(text: str, label: _Label, place: tuple[int, int]) -> bool:
    """Whether the value is of the label's kind: a figure for an amount, a day for a date."""
    return _agrees(text[slice(*place)], label.known)


def _agrees(value: str, known: Meaning | None) -> bool:
    kind = known.kind if known else None
    if kind == "amount":
        return money(value) is not None or is_blank(value)
    return kind != "date" or bool(dates(value)) or is_blank(value)


def _labels(line: Sequence[Piece]) -> list[_Label]:
    """The labels of a line, left to right: those that are explained, and whatever stands before a colon."""
    found: list[_Label] = []
    at = 0
    while at < len(line):
        if line[at].kind != "text" or not _WORD.search(line[at].text):
            at += 1
            continue
        run_end = _run(line, at)
        found += _in_run(line, at, run_end, found)
        at = run_end
    return found


def _run(line: Sequence[Piece], start: int) -> int:
    """Where a run of words parted by single blanks ends."""
    at = start
    while at < len(line) and (line[at].kind == "text" or (line[at].kind == "gap" and _text_after(line, at))):
        at += 1
    return at


def _text_after(line: Sequence[Piece], at: int) -> bool:
    return at + 1 < len(line) and line[at + 1].kind == "text"


def _in_run(line: Sequence[Piece], start: int, end: int, before: Sequence[_Label]) -> Iterator[_Label]:
    """The labels in a run of words. Words before one that are no value of an earlier label make it mean nothing."""
    colon, figure = _next_is(line, end, "colon"), _next_is(line, end, "value")
    if colon and re.fullmatch(data()["other_day"], line[start].text):  # 上次 出院日期
        yield _whole(line, start, end, True)
        return
    awaits = bool(before) and before[-1].is_words and not _parted(line, before[-1].after, start)
    loose, found, at = False, list[_Label](), start
    while at < end:
        if line[at].kind != "text":
            at += 1
            continue
        after, text, known = _longest(line, at, end)
        if known is not None and not (loose and not found and after == end and not _is_day(line, start, at, known)):
            found.append(_Label(at, after, text, known, colon and after == end))
            awaits, loose = known.kind == "words", False
        elif known is None:
            loose = loose or not (awaits or _is_heading(line[at].text) or _is_care(line[at].text))
        at = after if known is not None else at + 1
    ends = bool(found) and found[-1].after == end
    if colon and not ends:  # whatever stands before a colon is a label
        first = end - 1 if awaits or found else start
        yield from found
        yield _whole(line, first, end, True)
    elif figure and not ends and not (awaits or found):
        yield _whole(line, start, end, False)
    else:
        yield from found


def _is_day(line: Sequence[Piece], start: int, at: int, known: Meaning) -> bool:
    """Whether a label of a day stands behind a blank and words that do not make it another day: 某某 结算日期."""
    words = "".join(piece.text for piece in line[start:at])
    return known.kind == "date" and words.endswith(" ") and re.search(data()["other_day"], words) is None


def _is_care(words: str) -> bool:
    return words in data()["bare_care"]


def _whole(line: Sequence[Piece], first: int, end: int, colon: bool) -> _Label:
    words = "".join(piece.text for piece in line[first:end])
    return _Label(first, end, words, meaning(words), colon)


def _parted(line: Sequence[Piece], start: int, end: int) -> bool:
    """Whether a value stands between a label and what follows it."""
    return any(piece.kind in ("text", "value") for piece in line[start:end])


def _longest(line: Sequence[Piece], start: int, end: int) -> tuple[int, str, Meaning | None]:
    """The longest run of words from ``start`` that is a label."""
    words = ""
    best: tuple[int, str, Meaning | None] = (start + 1, line[start].text, None)
    for at in range(start, min(end, start + 2 * _MOST)):
        if line[at].kind != "text":
            continue
        words += line[at].text
        if not _may_go_on(words):
            break  # nor is any longer run a label
        if (known := meaning(words)) is not None:
            best = (at + 1, words, known)
    return best


def _may_go_on(words: str) -> bool:
    """Whether a run of words may be the beginning of a label."""
    if words.isascii():
        return begins_key(words)
    return _BRACKET.search(words) is not None or is_possible(_BARE.sub("", narrow(words)))


def _is_heading(words: str) -> bool:
    return re.search(data()["heading"], words) is not None


def _next_is(line: Sequence[Piece], at: int, kind: str) -> bool:
    """Whether the next piece that is no blank is of the kind."""
    while at < len(line) and line[at].kind in ("gap", "break") and not line[at].text.strip(_LEADERS):
        at += 1
    return at < len(line) and line[at].kind == kind


def _of_line(
    text: str, line: Sequence[Piece], number: int, found: Sequence[_Label]
) -> tuple[list[Entry], list[_Label]]:
    """The entries of a line, and its labels if none of them has a value."""
    made: list[Entry] = []
    empty: list[_Label] = []
    for place, label in enumerate(found):
        end = found[place + 1].first if place + 1 < len(found) else len(line)
        entry = _with_inner(text, _entry(text, line[label.after : end], label, number))
        if entry is None:
            empty.append(label)
        else:
            made.append(entry)
    return made, [] if made else empty


def _entry(text: str, between: Sequence[Piece], label: _Label, number: int) -> Entry | None:
    """The value of a label among the pieces up to the next label; None where there is none."""
    held = [piece for piece in between if piece.kind in ("value", "text")]
    if not held:
        return None
    kind = label.known.kind if label.known else None
    if held[0].kind == "text" and kind != "words" and not label.colon:
        return None  # 总费用 见明细: words are no value of an amount
    if kind in ("words", "date") or held[0].kind == "text":
        start, end = held[0].start, held[-1].end
        value = text[start:end].strip(_MARKS)
        return Entry(label.text, label.known, value, start, end, number) if value else None
    figures = [piece for piece in held if piece.kind == "value"]
    one, *more = [Entry(label.text, label.known, p.text.strip(), p.start, p.end, number) for p in figures]
    stuck = next((p for p in held if p.kind == "text" and p.start == one.end and _WORD.match(p.text)), None)
    if stuck is not None:  # 3千多: not the figure as a whole
        return Entry(label.text, label.known, text[figures[0].start : stuck.end], figures[0].start, stuck.end, number)
    return replace(one, further=tuple(more))


def _with_inner(text: str, entry: Entry | None) -> Entry | None:
    """22000（含大病3000）: a figure that holds another one's is not the amount of its label; it stays as printed."""
    if entry is None or entry.end is None or not entry.is_amount:
        return entry
    inner = _INNER.match(text, entry.end)
    return replace(entry, value=entry.value + inner[0], further=()) if inner else entry


def _cells(line: Sequence[Piece]) -> list[tuple[int, int]]:
    """The places of what stands between tabs, bars and wide blanks; figures stand alone."""
    cells: list[tuple[int, int]] = []
    is_open = False
    for piece in line:
        if piece.kind in ("break", "colon"):
            is_open = False
        elif piece.kind == "value":
            cells.append((piece.start, piece.end))
            is_open = False
        elif piece.kind == "text":
            if is_open:
                cells[-1] = (cells[-1][0], piece.end)
            else:
                cells.append((piece.start, piece.end))
            is_open = True
    return cells
