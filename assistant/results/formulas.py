"""A step's formula in words: ``min(24000.00, 100000.00 − 0.00)`` is 24,000 和（100,000 − 0）比，取较小的."""

import re

from assistant.answers.questions import money

_AMOUNT = re.compile(r"(?<![\d.])\d+\.\d{2}(?!\d)")
_CALL = re.compile(r"\b(min|max)\(")


def in_words(formula: str) -> str:
    """The formula as a person reads it: amounts grouped, min and max said. Reads any formula; never raises."""
    return _said(_grouped(formula))


def _grouped(formula: str) -> str:
    return _AMOUNT.sub(lambda found: money(found[0]).removesuffix("元"), formula)


def _said(text: str) -> str:
    match = _CALL.search(text)
    if match is None:
        return text
    end = _closing(text, match.end())
    parts = [_said(part.strip()) for part in _arguments(text[match.end() : end])]
    before, after = text[: match.start()], text[end + 1 :]
    alone = not before.strip() and not after.strip()
    return before + _call(match[1], parts, alone) + _said(after)


def _call(name: str, parts: list[str], alone: bool) -> str:
    if name == "max" and parts[0] == "0" and len(parts) == 2:
        words = f"{parts[1]}，不足 0 的按 0 算"
        return words if alone else f"（{words}）"
    smaller = "较小" if name == "min" else "较大"
    plain = [part.removesuffix(" − 0") for part in parts]
    words = " 和 ".join(f"（{part}）" if " " in part else part for part in plain) + f" 相比，取{smaller}的"
    return words if alone else f"（{words}）"


def _closing(text: str, start: int) -> int:
    """Where the bracket opened before ``start`` closes; the end of the text if it never does."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _arguments(text: str) -> list[str]:
    """The arguments of a call: split at commas followed by a space, outside brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0 and text[place + 1 : place + 2] == " ":
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]
