"""Whether a text is a settlement paper or a record at all, and its settlements."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.understand.paper.entries import Entry
from assistant.understand.paper.layout import LEAST_AMOUNTS, Layout, layout
from assistant.understand.paper.lexicon import FILE, data
from assistant.understand.paper.settlement import Settlement, settle
from assistant.understand.paper.unlabelled import complete
from assistant.understand.printed import is_blank, money, narrow

#: With fewer labels a text is read as ordinary words.
_FEWEST = 3
_LINE = re.compile(r"\r\n|\r|\n")
_SPOKEN_FIGURE = re.compile("[万千百多几]")
_AMOUNT = re.compile(r"\d[\d,，. ]*\d")
#: 单位：万元 above a table counts for all its figures.
_UNIT = re.compile(r"单位[:：]?[ (（]*(?:人民币)?(万|千|百)?元")
_SCALES: Mapping[str | None, int] = {"万": 10_000, "千": 1_000, "百": 100, None: 1}
_LETTER = re.compile(r"[^\W\d_元]")
_PRINTED_FIGURE = re.compile(r"\.\d\d(?!\d)")
_COLON = re.compile(r"[:：=|│\t]\s*$")
#: Fields that say that money was spent or paid on a treatment.
_TELLING = ("medfee_sumamt", "inscp_scp_amt", "hifp_pay", "hifmi_pay", "hifob_pay", "fund_pay_sumamt", "maf_pay")


@dataclass(frozen=True, slots=True)
class Found:
    """The settlements of a paper with the layout that they were read from."""

    settlements: tuple[Settlement, ...]
    layout: Layout


def find(text: str) -> Found | None:
    """The settlements in the text; None if it is neither a paper nor a record, but words."""
    shown = layout(text)
    if shown.rest is not None:
        return _found([settle(group) for group in shown.groups], text, shown)
    groups = [group for group in shown.groups if _is_settlement(group)]
    if groups and _is_printed(text, groups):
        scale = next((_SCALES[match[1]] for match in _UNIT.finditer(text)), 1)
        return _found([settle(group, scale) for group in groups], text, replace(shown, groups=tuple(groups)))
    if groups or shown.labels < _FEWEST or not _is_in_lines(text):
        return None
    figures = [line.strip() for line in text.splitlines() if _AMOUNT.search(line)]
    return Found((), replace(shown, unfit=(*shown.unfit, *figures))) if figures else None


def _found(settlements: list[Settlement], text: str, shown: Layout) -> Found:
    complete(text, shown, settlements)
    return Found(tuple(settlements), shown)


def _is_in_lines(text: str) -> bool:
    return "\n" in text.strip() or "\t" in text or "|" in text


def _is_settlement(group: Sequence[Entry]) -> bool:
    """Whether enough is told; labels of amounts that mean nothing count, so that no other reading takes them."""
    known = {entry.code for entry in group if entry.code not in (None, "furniture") and not is_blank(entry.value)}
    amounts = {entry.code for entry in group if entry.is_amount and entry.code}
    figures = [e for e in group if (e.is_amount and not is_blank(e.value)) or (e.meaning is None and money(e.value))]
    if not amounts & set(_TELLING):
        return False
    printed = sum(_PRINTED_FIGURE.search(narrow(entry.value)) is not None for entry in figures)
    return (
        (len(known) >= _FEWEST and len(amounts) >= LEAST_AMOUNTS)
        or len(figures) >= _FEWEST
        or (len(amounts) >= LEAST_AMOUNTS and printed >= LEAST_AMOUNTS)
    )


def _is_printed(text: str, groups: Sequence[Sequence[Entry]]) -> bool:
    """Whether the figures stand as on a paper: in lines or cells of their own, with 分; not 总费用8万，报了3万."""
    amounts = [entry for group in groups for entry in group if entry.is_amount]
    if sum(_SPOKEN_FIGURE.search(entry.value) is not None for entry in amounts) * 2 > len(amounts):
        return False
    ends = [match.end() for match in _LINE.finditer(text)]
    placed = [(bisect_right(ends, entry.start or 0), entry.line) for entry in amounts]
    if len(groups) > 1 or len({line for line, _ in placed}) >= _FEWEST or any(line != own for line, own in placed):
        return True  # in lines of their own, or below their labels
    if "\n" not in text.strip() and sum(len(entry.label) for entry in amounts) * 2 < len(_LETTER.findall(text)):
        printed = sum(_PRINTED_FIGURE.search(narrow(entry.value)) is not None for entry in amounts)
        is_notice = re.search(data()["notice"], text) and not re.search(data()["speaker"], text)
        return bool(is_notice) and printed >= _FEWEST
    marked = [
        entry
        for entry in amounts
        if _PRINTED_FIGURE.search(narrow(entry.value))
        or _COLON.search(text[max(0, (entry.start or 0) - 4) : entry.start])
    ]
    return len(marked) >= _FEWEST or ("\n" in text.strip() and len(amounts) >= LEAST_AMOUNTS and bool(marked))


__all__ = ["FILE", "Found", "find"]
