"""A question's text made ready: one script, one width, small letters, no blanks; long pleas cut to what they ask."""

import re
from functools import cache
from pathlib import Path
from typing import Protocol

from knowledge.yamlfile import read_yaml

#: Of a longer text these many characters are kept: its beginning, which says who is ill, and the sentences that ask.
LONGEST, _BEGINNING = 400, 120
#: Of still longer texts the two ends are read.
_MOST = 20_000
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?\n]?")
_PART = re.compile(r"[^，,。；;！!？?、\n]+[？?]?")
_HALF = re.compile("[\ud800-\udfff]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，？！：；（）"}


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    from opencc import OpenCC  # loaded when first needed: it reads its word lists

    made: _Converter = OpenCC("t2s")
    return made


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(read_yaml(Path(__file__).parent / "spoken.yaml")["asking"])


def _has_traditional(text: str) -> bool:
    """GB 2312 holds the simplified characters only; what it lacks may be traditional."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def ready(text: str) -> str:
    """The text ready for reading, at most ``LONGEST`` characters."""
    plain = _HALF.sub("", _ends(text)).translate(_WIDTH)
    if _has_traditional(plain):
        plain = _converter().convert(plain)
    lines = [re.sub(r"\s+", "", line) for line in plain.lower().splitlines()]
    whole = "\n".join(filter(None, lines))
    return whole if len(whole) <= LONGEST else _cut(whole)


def _ends(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST // 2]}\n{text[-_MOST // 2 :]}"


def _cut(text: str) -> str:
    kept: list[str] = []
    room = LONGEST - _BEGINNING
    for sentence in reversed([one[-room:] for one in _SENTENCE.findall(text[_BEGINNING:]) if _asking().search(one)]):
        if len(sentence) > room:
            break
        kept.append(sentence)
        room -= len(sentence)
    return text[:_BEGINNING] + "。" + "".join(reversed(kept))


def asking_parts(text: str) -> list[str]:
    """The parts between commas and stops that ask something, in their order."""
    return [part for part in _PART.findall(text) if part[-1] in "？?" or _asking().search(part)]
