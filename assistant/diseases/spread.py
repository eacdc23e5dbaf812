"""Where a cancer spread to, and where it began: 肝、骨转移, 左肺继发恶性肿瘤, 肺转移癌（来源于结肠）."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.diseases.segment import Token

#: How many words on either side of 转移 may name where to.
_REACH = 16
#: Cancers that 转移性 before the name makes secondary; 转移性结肠癌 is one of the bowel that has spread.
_SPREAD_TO = frozenset({"lung_cancer", "nsclc", "other_cancer"})


def secondary(token: Token) -> bool:
    """Whether the word says that a tumour came from elsewhere (继发, 转移性)."""
    return token.has("secondary") or token.has("spread")


def _is_cancer(token: Token) -> bool:
    return any(sign.endswith("_cancer") or sign in ("nsclc", "gist", "cancer") for sign in token.signs)


def _is_kind(token: Token) -> bool:
    """A kind of cancer without its place (低分化腺癌)."""
    return not token.signs and token.word is not None and token.word.tumour in ("malignant", "nonsmall")


def _passes(token: Token) -> bool:
    return (
        token.has("join")
        or token.is_bracket
        or token.text == "、"
        or token.has("light")
        or token.has("connectors")
        or token.has("spread")
        or token.has("side")
    )


def _take_organs(tokens: Sequence[Token], place: int, word: Token) -> bool:
    """Use up the organs beside ``tokens[place]``; whether there was one."""
    somewhere = False
    for step in (-1, 1):
        for near in range(place + step, place + step * _REACH, step):
            if not 0 <= near < len(tokens):
                break
            token = tokens[near]
            if token.organ and not token.signs:
                token.word, token.organ, somewhere = word.word, None, True
            elif not _passes(token) or (token.word and token.word.tumour):
                break
    return somewhere


def _says_spread(tokens: Sequence[Token], place: int) -> bool:
    """转移, or M behind an organ (脑M)."""
    token = tokens[place]
    following = tokens[place + 1].text if place + 1 < len(tokens) else ""
    if token.text == "m" and token.word is None and place and tokens[place - 1].organ:
        return not following.isascii() or not following.isalnum()
    return token.has("spread") and not token.signs


def _everywhere(tokens: Sequence[Token], place: int) -> bool:
    """全身多处转移: spread over the body, wherever it began."""
    return place > 0 and tokens[place - 1].has("side") and not tokens[place - 1].gap


def mark_spread(tokens: list[Token]) -> None:
    """An organ a cancer spread to is not where it began; 转移 states a last stage, or a cancer of no known place."""
    named = any(_is_cancer(t) or (t.word is not None and t.word.tumour == "malignant") for t in tokens)
    if any(token.has("grafts") for token in tokens):
        return  # 皮瓣转移 moves no cancer
    for place, token in enumerate(tokens):
        if _says_spread(tokens, place):
            somewhere = _take_organs(tokens, place, token)
            if named:
                token.signs = ("late",)  # a cancer that has spread is one in its last stage
            else:
                # 医保关系转移 moves no cancer: without an organ the word says nothing.
                token.signs = ("secondary_cancer",) if somewhere or _everywhere(tokens, place) else ()
        elif "secondary_cancer" in token.signs and place and tokens[place - 1].organ and not tokens[place - 1].signs:
            tokens[place - 1].organ = None
        elif place and secondary(tokens[place - 1]) and (_is_cancer(token) or _is_kind(token)):
            moved = tokens[place - 1].has("spread")
            if not moved or set(token.signs) <= _SPREAD_TO | {"cancer"}:
                token.signs = ("secondary_cancer",)


def mark_origins(tokens: Sequence[Token]) -> None:
    """肝转移瘤（结肠来源）: of a secondary cancer the organ named as its source is where it began."""
    if not any("secondary_cancer" in token.signs for token in tokens):
        return
    for place, token in enumerate(tokens):
        if not token.has("origin"):
            continue
        for near in (*range(place + 1, min(len(tokens), place + 4)), *range(place - 1, max(-1, place - 3), -1)):
            if tokens[near].organ and not tokens[near].signs:
                tokens[near].signs = (str(tokens[near].organ),)
                break
