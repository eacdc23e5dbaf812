"""Questions about an illness as such: its symptoms, causes, tests, drugs, catching it. Nobody is said to have it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.diseases.segment import Token


def _speaks_of_somebody(tokens: Sequence[Token]) -> bool:
    """Whether the text speaks of one who has an illness, or of what aid it gets.

    我怕, 我想知道 is nobody who has it, and a neighbour who has it is not asked for.
    """
    strangers = {token.text for token in tokens if token.has("strangers")}
    ill = [token.person for token in tokens if token.is_item and token.signs and not token.has("kin")]
    if ill and all(person in strangers for person in ill):
        return any(token.has("aid") for token in tokens)  # 邻居得了肺结核，我会不会染上
    for place, token in enumerate(tokens):
        if token.has("aid"):
            return True
        if token.person in strangers or token.has("strangers"):
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        wonders = following is not None and (following.has("doubt_before") or following.has("wonders"))
        if token.has("kin") or token.has("has") or (token.has("self") and not wonders):
            return True
    return False


def mark_asked(tokens: Sequence[Token]) -> None:
    """红斑狼疮会不会遗传, 怎么治疗大三阳: no disease of such a text is stated; 我妈大三阳怎么治疗 states it."""
    if not any(token.has("asks") or token.has("interrogative") for token in tokens) or _speaks_of_somebody(tokens):
        return
    for token in tokens:
        if token.is_item and token.signs:
            token.denied = token.doubted = True
