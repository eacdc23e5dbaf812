"""Runs of figures and numerals in a text, each as a whole: 38,914.20, 38 914.20, 86,432.l7, 八万三, 3万6千5.

A number is a number only as a whole. A run whose separators do not agree, or that holds a letter in place of a figure,
is ``unclear``: it is never read by its first part.
"""

import re
from dataclasses import dataclass

from assistant.understand.numerals import CN

#: A figure with everything that may belong to it: separators between figures, and letters read in place of 1 and 0.
_FIGURE = re.compile(
    r"\d(?:\d|\.(?=[\dlioIO])|(?<!\d{4}),(?=[\dlioIO])|(?<!\d{4})，(?=\d{3}(?!\d))"
    r"|(?<!\d{4})(?<=\d) (?=\d{3}(?:\.\d{1,2}(?!\d)|元|块| \d{3}(?!\d)))|(?<=\d)点(?=\d{1,2}[万千亿w])"
    r"|(?<=[\d.])[lioIO](?=[\d.]|(?![a-zA-Z一-鿿])))*"
)
_SPELLED = re.compile(rf"[{CN}十拾百佰千仟万亿]")
_POINT = re.compile(rf"(?<=[{CN}十百千万])点(?=[{CN}])")
_LETTER_UNIT = re.compile(r"[wk](?![a-z])")
#: A blank within a numeral: 2 万 4 千.
_BLANK = re.compile(rf" (?=[百佰千仟万亿])|(?<=[百佰千仟万亿]) (?=[\d{CN}](?: ?[百千]| ?[元块]|\s|[，,。；;]|$))")
_STARTS = re.compile(rf"[\d{CN}十拾]")
#: Groups of three; groups of four as 万 are written (1,2000); no separators at all.
_AGREES = re.compile(
    r"\d+(?:\.\d{1,2})?|\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:[,，]\d{3})+\.\d{1,2}"
    r"|\d{1,4}(?:,\d{4})+(?:\.\d{1,2})?"
)
#: With 万 or 千 behind it a figure may have more decimals.
_SCALED = re.compile(r"(?<!\d)\d+[.点]\d+")
_SEPARATORS = re.compile("[,， ]")
#: 2024.3.5: dates, no amounts.
_DOTTED = re.compile(r"(?<!\d)\d+\.\d+\.[\d.]*\d")


@dataclass(frozen=True, slots=True)
class Run:
    """A numeral from ``start`` to ``end``; ``words`` without separators. ``unclear``: its value cannot be told."""

    words: str
    start: int
    end: int
    unclear: bool = False


def runs(text: str) -> list[Run]:
    """All numerals in `text`, first to last, each as far as it goes. One pass over the text."""
    found: list[Run] = []
    at = 0
    while (first := _STARTS.search(text, at)) is not None:
        run = _run(text, first.start())
        found.append(run)
        at = run.end
    return found


def _run(text: str, start: int) -> Run:
    parts: list[str] = []
    at, unclear, figure = start, False, ""
    while True:
        match = _FIGURE.match(text, at) if not figure else None
        if match is not None:
            figure = match[0]
            parts.append(figure)
            at = match.end()
            continue
        if (blank := _BLANK.match(text, at)) is not None:
            at = blank.end()
            continue
        match = _SPELLED.match(text, at) or _POINT.match(text, at) or _LETTER_UNIT.match(text, at)
        if match is None:
            break
        parts.append(match[0])
        unclear |= bool(figure) and not _agrees(figure, match[0])
        figure, at = "", match.end()
    unclear |= bool(figure) and not _agrees(figure, "")
    return Run("".join(_plain(part) for part in parts), start, at, unclear)


def _plain(part: str) -> str:
    """A part of a numeral without its separators; 3点5 as 3.5."""
    return _SEPARATORS.sub("", part).replace("点", ".") if part[0].isdigit() else part


def _agrees(figure: str, unit: str) -> bool:
    """Whether the separators of a figure agree with each other, given the unit behind it."""
    if _AGREES.fullmatch(figure) or _DOTTED.fullmatch(figure):
        return True
    return bool(unit.strip()) and unit in "万千百亿wk" and _SCALED.fullmatch(figure) is not None


def is_dotted(words: str) -> bool:
    """Whether a run is no number but figures parted by points, as in dates."""
    return _DOTTED.fullmatch(words) is not None
