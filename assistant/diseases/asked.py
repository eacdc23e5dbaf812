"""Questions about an illness as such: its symptoms, causes, tests, drugs, catching it. Nobody is said to have it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.diseases.segment import Token


def _speaks_of_somebody(tokens: Sequence[Token]) -> bool:
    """Whether the text speaks of one who has an illness, or of what aid it gets."""
    return any(token.has("kin") or token.has("self") or token.has("has") or token.has("aid") for token in tokens)


def mark_asked(tokens: Sequence[Token]) -> None:
    """红斑狼疮会不会遗传, 怎么治疗大三阳: no disease of such a text is stated; 我妈大三阳怎么治疗 states it."""
    if not any(token.has("asks") for token in tokens) or _speaks_of_somebody(tokens):
        return
    for token in tokens:
        if token.is_item and token.signs:
            token.denied = token.doubted = True
