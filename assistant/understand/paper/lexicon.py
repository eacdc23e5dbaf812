"""What a printed label means: explained by its parts to the last character, or nothing."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.understand.paper import composition
from assistant.understand.printed import narrow
from knowledge import glossary
from knowledge.yamlfile import read_yaml

FILE = Path(__file__).parent / "labels.yaml"
_PARTS = Path(__file__).parent / "lexicon.yaml"
#: No printed label is longer.
LONGEST = 40
#: Names of what is no amount, besides the platform's own.
DATES = ("setl_time", "discharged", "ended", "admitted", "stay", "visited", "issued")
WORDS = (
    "med_type", "hosp_lv", "dise_name", "more_diseases", "diagnosis_in", "dise_codg", "insu_admdvs", "home", "identity",
    "age", "furniture",
)  # fmt: skip
_BULLET = re.compile(
    r"^(?:[(]?\d{1,2}[)、.]|[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}、|[①-⑳•●◆■□▪*#-])+"
)
_REMARK = re.compile(r"[(\[【<《]([^()\[\]【】<>《》]{0,24})[)\]】>》]")
#: 不含个人账户, 见附表, a number or letters: says nothing else of the amount.
_HARMLESS = re.compile(r"不含|不包括|不包含|见|详见|[0-9A-Za-z+=一二三四五六七八九十①-⑳\-]{0,20}$")
_UNIT = re.compile(r"(?:单位[:：]?)?(?:人民币|¥)?/?(?P<scale>万)?元?(?:人民币)?")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A label explained. ``code``: the platform's field or one of ours; None: known, and of no use for a bill.

    ``rank``: of several labels for one field the lowest counts. ``scale``: what the printed figure is multiplied by.
    """

    code: str | None
    kind: Literal["amount", "date", "words"]
    rank: int = 0
    scale: int = 1


@cache
def data() -> Mapping[str, Any]:
    """The word lists."""
    return read_yaml(_PARTS)


def meaning(label: str) -> Meaning | None:
    """What the label means; None where a part of it is not explained."""
    plain = re.sub(r"\s", "", narrow(label)).strip("'\"“”‘’：:,，.。、|_*")
    if not plain or len(plain) > LONGEST:
        return None
    if plain.isascii():
        return _of_key(plain)
    plain = _BULLET.sub("", plain)
    if not is_possible(_REMARK.sub("", plain)):
        return None
    return _whole(plain) or _formed(plain) or _with_remark(plain) or _composed(plain, 1)


def is_possible(words: str) -> bool:
    """Whether a label may hold all of these characters, remarks in brackets apart: most words are told so at once."""
    return _characters().issuperset(words)


@cache
def _characters() -> frozenset[str]:
    texts = (*_wholes(), *_shared(), *_vocabulary(), *data()["formed"].values(), "本次元¥0123456789")
    return frozenset("".join(texts))


def _of_key(key: str) -> Meaning | None:
    code = _keys().get(_bare(key))
    if code == "aside":
        return Meaning(None, "amount")
    return None if code is None else _as_meaning(code)


def begins_key(words: str) -> bool:
    """Whether a record's name may begin with these letters and figures."""
    return _bare(words) in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[:length] for key in _keys() for length in range(len(key) + 1))


def _bare(key: str) -> str:
    return re.sub(r"[^0-9a-z]", "", key.lower())


@cache
def _keys() -> Mapping[str, str]:
    known = {_bare(code): code for code in glossary.codes("settlement")} | {"hosppartamt": "hosp_part_amt"}
    for code, names in data()["keys"].items():
        for name in names:
            known.setdefault(_bare(name), code)
    return known


def _as_meaning(code: str, rank: int = 0, scale: int = 1) -> Meaning:
    kind: Literal["amount", "date", "words"] = "date" if code in DATES else "words" if code in WORDS else "amount"
    return Meaning(code, kind, rank, scale)


@cache
def _wholes() -> Mapping[str, str]:
    known = {word: code for code, words in data()["whole"].items() for word in words}
    for code in glossary.codes("settlement"):
        known.setdefault(glossary.label("settlement", code), code)
    return known


def _whole(plain: str) -> Meaning | None:
    code = _wholes().get(plain) or _wholes().get(plain.removeprefix("本次"))
    return None if code is None else _as_meaning(code)


@cache
def _forms() -> Mapping[str, re.Pattern[str]]:
    return {code: re.compile(form) for code, form in data()["formed"].items()}


def _formed(plain: str) -> Meaning | None:
    """出院结算日期, 就诊医院级别: a label of a day or of words by how it is put together."""
    return next((_as_meaning(code) for code, form in _forms().items() if form.fullmatch(plain)), None)


def _with_remark(plain: str) -> Meaning | None:
    """总费用（元）, 报销金额（医保/农合）, 统筹支付合计（不含个人账户）: a unit, more parts, or a remark."""
    remarks = _REMARK.findall(plain)
    if not remarks:
        return None
    bare, scale = _REMARK.sub("", plain), 1
    more = ""
    for remark in remarks:
        plain_remark = re.sub("[/、和及]", "", remark)
        if unit := _UNIT.fullmatch(remark):
            scale = 10_000 if unit["scale"] else scale
        elif not _HARMLESS.match(remark):
            if _split(plain_remark) is None:
                return None
            more += plain_remark
    known = _whole(bare)
    if known is not None:
        return known
    return (_composed(more + bare, scale) if more else None) or _composed(bare, scale)


def _composed(plain: str, scale: int) -> Meaning | None:
    parts = _split(re.sub(r"(?:元|¥)$", "", plain))
    if parts is None:
        return _listed(plain, scale)
    found = composition.compose(parts)
    if found is None:
        return _listed(plain, scale)
    code, rank = found
    return Meaning(None, "amount") if code is None else _as_meaning(code, rank, scale)


def _listed(plain: str, scale: int) -> Meaning | None:
    """Labels of the list that the ledgers share, where the parts do not explain them."""
    code = _shared().get(plain)
    return None if code is None else _as_meaning(code, 1, scale)


@cache
def _shared() -> Mapping[str, str]:
    return {word: code for code, words in read_yaml(FILE)["labels"].items() for word in words}


@cache
def _vocabulary() -> Mapping[str, tuple[str, ...]]:
    classes: dict[str, list[str]] = {}
    for name, words in data()["parts"].items():
        for word in words:
            classes.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in classes.items()}


@cache
def _longest_part() -> int:
    return max(map(len, _vocabulary()))


def _split(label: str) -> tuple[tuple[str, str], ...] | None:
    """The label as (class, word) parts, as few as will do; None if a character is left over."""
    if not label or len(label) > LONGEST:
        return None
    words, longest = _vocabulary(), _longest_part()
    best: list[tuple[tuple[str, str], ...] | None] = [()]
    for end in range(1, len(label) + 1):
        options: Iterable[tuple[tuple[str, str], ...]] = (
            (*before, (words[part][0], part))
            for start in range(max(0, end - longest), end)
            if (before := best[start]) is not None and (part := label[start:end]) in words
        )
        best.append(min(options, key=len, default=None))
    return best[-1]
