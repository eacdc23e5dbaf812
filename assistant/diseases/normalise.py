"""One spelling for one thing: width, case, script, blanks and numerals, with the way back to what was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import opencc

_DIGITS = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "壹": "1", "贰": "2", "叁": "3"}
_DIGITS |= {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "l": "1", "ll": "2", "|": "1"}
# 一型, 第一型, I型, Ⅱ期 (already ii), IIb期, l型 for 1型; 十一期 is no stage.
_NUMERAL = re.compile(r"第?(?:(?<![十a-z])|(?<=ca)|(?<=mt))([一二两三四五壹贰叁]|i{1,3}|iv|v|ll?|\|)(?=[abc]?[型级期])")
_DECREES = str.maketrans(
    {
        "粘": "黏",
        "隂": "阴",
        "’": "'",
        "‘": "'",
        "冇": "没",
        "颚": "腭",
        "﹑": "、",
        "･": "、",
        "·": "、",
        "•": "、",
        "−": "-",
        "—": "-",
        "~": "-",
    }
)
#: 一形糖尿病 for 一型, 高血压3极 for 3级; 3.2型糖尿病 is the third item of a list.
_TYPED_FORM = re.compile(r"(?<=[一二12壹贰])[形性行刑](?=糖尿)")
_TYPED_GRADE = re.compile(
    r"(?<=高血压[一二三123])[极及集]|(?<=高血压病[一二三123])[极及集]|(?<=[一二三123])[极集](?=高血压)"
)
_ITEM = re.compile(r"(?<![\d.])(\d{1,2})\.(?=[12一二]型)")
#: The blank before the number of the next item of a list: 1.SLE 2.高血压.
_NEXT_ITEM = re.compile(r"(?<=\S)\s(?=\d{1,2}[.、)](?!\d))")
_BLANK = re.compile(r"\s+")
_PLAIN = re.compile(r"(?:(?![一二两三四五壹贰叁])[一-鿿])+")


@dataclass(frozen=True, slots=True)
class Text:
    """`norm` is the spelling to search; its i-th character stands at `at[i]` in the original."""

    norm: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch `norm[start:end]` stands in the original."""
        return self.at[start], self.at[end - 1] + 1

    def gaps(self, original: str) -> frozenset[int]:
        """The places of ``norm`` before which a blank stands in the original."""
        return frozenset(
            place
            for place in range(1, len(self.at))
            if self.at[place] > self.at[place - 1] + 1 and original[self.at[place] - 1].isspace()
        )


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


#: Some signs stand for whole sentences; nobody names a disease with them.
_WIDEST = 4
#: Half a character, which no converter takes; it stands for nothing a person typed.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _simplified(text: str) -> str:
    text = _LONE_SURROGATE.sub("�", text)
    converted: str = _converter().convert(text)
    # Offsets need one character for one; a phrase rule that changes the length is undone character by character.
    return converted if len(converted) == len(text) else "".join(_converter().convert(c)[:1] or c for c in text)


def _folded(character: str) -> str:
    """Full width, circled and Roman numerals, ligatures, accents and case."""
    wide = unicodedata.normalize("NFKC", character).lower()
    if len(wide) > _WIDEST:
        return character
    if wide.isascii() or "一" <= wide[0] <= "鿿":
        return wide
    plain = "".join(c for c in unicodedata.normalize("NFD", wide.replace("ü", "v")) if not unicodedata.combining(c))
    return plain or wide


def _keeps_blank(before: str, after: str) -> bool:
    """Only words of letters are told apart by a blank; 1 型糖尿病 and 脑 梗 are not."""
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


def normalise(original: str) -> Text:
    """Return the searchable spelling of what was typed."""
    characters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(original):
        for folded in (character,) if "一" <= character <= "鿿" else _folded(character):
            characters.append(folded)
            at.append(place)
    text = _simplified("".join(characters)).translate(_DECREES)
    text = _ITEM.sub(lambda found: found[1] + "、", _TYPED_GRADE.sub("级", _TYPED_FORM.sub("型", text)))
    return _numerals(*_close_blanks(text, at))


def _close_blanks(text: str, at: list[int]) -> tuple[str, list[int]]:
    if not _BLANK.search(text):
        return text, at
    kept: list[int] = []
    text = _NEXT_ITEM.sub(",", text)
    following = _next_visible(text)
    for place, character in enumerate(text):
        if character.isspace():
            before = text[kept[-1]] if kept else ""
            rest = text[following[place]] if following[place] < len(text) else ""
            if not (before and rest) or before.isspace() or not (character == "\n" or _keeps_blank(before, rest)):
                continue
        kept.append(place)
    return "".join(" " if text[i].isspace() and text[i] != "\n" else text[i] for i in kept), [at[i] for i in kept]


def _next_visible(text: str) -> list[int]:
    """For each place that of the next character that is no blank (the length where there is none)."""
    following = [len(text)] * (len(text) + 1)
    for place in range(len(text) - 1, -1, -1):
        following[place] = following[place + 1] if text[place].isspace() else place
    return following


def _numerals(text: str, at: list[int]) -> Text:
    out: list[str] = []
    places: list[int] = []
    done = 0
    for found in _NUMERAL.finditer(text):
        out.append(text[done : found.start()])
        places.extend(at[done : found.start()])
        out.append(_DIGITS[found[1]])
        places.append(at[found.start()])
        done = found.end()
    return Text("".join(out) + text[done:], (*places, *at[done:]))


def spelling(name: str) -> str:
    """The searchable spelling of a name of the vocabulary."""
    # Most names are plain simplified characters, which `normalise` would leave as they are (a test holds that).
    return name.translate(_DECREES) if _PLAIN.fullmatch(name) else normalise(name).norm
