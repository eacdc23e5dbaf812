"""Join a part of the body with the word for a tumour (肺上长了个癌), and tell where it spread from where it began."""

from __future__ import annotations

from itertools import pairwise

from assistant.diseases.lexicon import SUFFIX, UNLISTED, Lexicon, lexicon
from assistant.diseases.segment import Token

_GAP = 9
_ROLES_BETWEEN = ("light", "plain", "history", "after_light")
#: What is felt or seen in an organ before anybody knows what it is, and how what it is is told.
_LUMPS = frozenset({"东西", "包", "包包", "坨坨", "坨", "块", "硬块", "疙瘩", "瘤子", "恶病", "坏东西"})
_FINDINGS = ("结节", "肿块", "包块", "占位", "阴影", "肿物", "硬块", "息肉", "溃疡")
_IS = frozenset(
    {
        "是",
        "为",
        "成",
        "成了",
        "说是",
        "确诊",
        "确诊为",
        "结果是",
        "诊断为",
        "就是",
        "查出是",
        "病理是",
        "变成",
        "变成了",
        ",",
    }
)
_JOIN = frozenset("、/和及与跟()（）")
#: Qualifiers that may stand between an organ and its tumour.
_QUALIFIERS = frozenset(
    {"late", "stage4", "malignant", "benign", "acute", "chronic", "old", "stage5", "stage_early", "mild", "thal_severe"}
)


def _organ(token: Token) -> str | None:
    return token.word.organ if token.word else None


def _tumour(token: Token) -> str | None:
    return token.word.tumour if token.word else None


def _between(token: Token) -> bool:
    """Whether the token may stand between an organ and its tumour."""
    if token.is_break:
        return False
    if token.word is None or token.text in _JOIN:
        return True
    if token.word.signs:
        return set(token.word.signs) <= _QUALIFIERS
    return any(role in token.word.roles for role in _ROLES_BETWEEN) or bool(
        token.word.roles & {"deny_before", "connectors"}
    )


def _signs(organ: str, tumour: str, malignant: bool) -> tuple[str, ...]:
    if tumour == "benign":
        return ()
    if tumour == "unclear" and not malignant:
        return (f"tumour of {organ}",)
    if tumour == "nonsmall" and organ == "lung_cancer":
        return ("nsclc",)
    return (organ,)


def _find_organs(tokens: list[Token], at: int) -> list[int]:
    """Places of the organs that the tumour at `at` belongs to, nearest first."""
    found: list[int] = []
    place = at - 1
    while place >= 0:
        token = tokens[place]
        if _organ(token) and not token.signs:
            joined = not found or all(
                t.text in _JOIN or t.text in ("和", "及", "与", "跟") for t in tokens[place + 1 : found[-1]]
            )
            if not joined:
                break
            found.append(place)
        elif not _between(token) or (not found and tokens[at].start - token.start > _GAP):
            break
        place -= 1
    if not found:
        return []
    gap = tokens[found[0] + 1 : at]
    # 胃泌毒瘤: an unknown character makes another name of it, unless a verb shows that it is a sentence (胃头长了个癌).
    strange = (
        not ("癌" in tokens[at].text or "恶性" in tokens[at].text)
        and any(token.word is None for token in gap)
        and not any(token.has("light") for token in gap)
    )
    return [] if strange or tokens[at].start - tokens[found[0]].end > _GAP else found


def _turned_malignant(tokens: list[Token], lexicon: Lexicon) -> None:
    """结肠息肉癌变, 胃溃疡恶变: what began on no list is now the cancer of that organ."""
    for before, token in pairwise(tokens):
        if token.text not in ("癌变", "恶变") or not before.has(UNLISTED):
            continue
        for length in range(len(before.text) - 1, 0, -1):
            word = lexicon.words.get(before.text[:length])
            if word and word.organ:
                token.signs, token.start, before.word = (word.organ,), before.start, None
                break


def compose(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Replace organ + tumour by one token that names the cancer; drop organs that a cancer merely spread to."""
    _turned_malignant(tokens, lexicon)
    tokens = _drop_spread(_drop_suffixed(tokens))
    result = list(tokens)
    place = 0
    while place < len(result):
        token = result[place]
        kind = _tumour(token)
        if kind and not token.why.startswith("ICD"):
            organs = _find_organs(result, place)
            if organs:
                first = organs[-1]
                gap = result[first:place]
                malignant = any("malignant" in t.signs for t in gap)
                benign = any("benign" in t.signs for t in gap)
                signs: list[str] = []
                for organ in organs:
                    signs += _signs(
                        _organ(result[organ]) or "", "benign" if benign and kind == "unclear" else kind, malignant
                    )
                joined = Token(
                    result[first].start,
                    token.end,
                    "".join(t.text for t in result[first : place + 1]),
                    None,
                    tuple(dict.fromkeys(signs)),
                    clause=token.clause,
                    score=min(t.score for t in result[first : place + 1]),
                )
                joined.denied = any(t.has("deny_before") for t in gap)
                joined.word = result[first].word
                result[first : place + 1] = [joined]
                place = first
            elif kind == "nonsmall":
                token.signs = (*token.signs, "nonsmall_type")
        place += 1
    return _organ_after(result)


def _organ_after(tokens: list[Token]) -> list[Token]:
    """癌症（肺）, 恶性肿瘤，部位是胃: the organ named after a cancer of no place."""
    named = [
        t for t in tokens if t.signs and not set(t.signs) & {"cancer", "tumour", "nonsmall_type"} and _is_cancer(t)
    ]
    for place, token in enumerate(tokens):
        if named or not set(token.signs) & {"cancer", "tumour"} or token.why.startswith("ICD"):
            continue
        before = _organ_before(tokens[:place])
        if before and "cancer" in token.signs:
            token.signs = _signs(before, _tumour(token) or "malignant", malignant=True)
            continue
        for later in tokens[place + 1 :]:
            if later.start - token.end > 8 or (later.is_item and not _organ(later)):
                break
            organ = _organ(later)
            if organ and not later.signs:
                kind = _tumour(token) or "malignant"
                token.signs = _signs(organ, kind, malignant="cancer" in token.signs)
                break
    return tokens


def _organ_before(tokens: list[Token]) -> str | None:
    """奶上摸到个包，化验是癌: the organ in which something was found, if the cancer is what it turned out to be."""
    if not tokens or tokens[-1].text not in _IS:
        return None
    lump = next((t for t in reversed(tokens) if t.text in _LUMPS or any(t.text.endswith(x) for x in _FINDINGS)), None)
    if lump is None or tokens[-1].end - lump.end > _GAP:
        return None
    found = {_organ(t) for t in tokens if _organ(t) and not t.signs and 0 <= lump.start - t.end <= _GAP}
    found |= {_leading_organ(lump)} if lump.has(UNLISTED) else set()
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _leading_organ(token: Token) -> str | None:
    words = lexicon().words
    return next(
        (w.organ for n in range(len(token.text) - 1, 0, -1) if (w := words.get(token.text[:n])) and w.organ), None
    )


def _is_cancer(token: Token) -> bool:
    return any(sign.endswith("_cancer") or sign in ("nsclc", "gist") for sign in token.signs)


def _drop_suffixed(tokens: list[Token]) -> list[Token]:
    """胃 + 溃疡 is on no list, 胃 + 镜 no disease: the organ is used up; 肾上腺 + 移植 is none of those listed."""
    for place, token in enumerate(tokens[:-1]):
        following = tokens[place + 1]
        if _organ(token) and not token.signs and following.has(SUFFIX) and not _tumour(following):
            token.word = following.word
        elif _organ(token) and not token.signs and following.signs == ("transplant",):
            following.signs = ("other_transplant",)
    return tokens


def _drop_spread(tokens: list[Token]) -> list[Token]:
    """肝、骨转移, 转移到肺: those organs are not where the cancer began."""
    spread = [place for place, token in enumerate(tokens) if token.has("spread") and not token.signs]
    for place in spread:
        somewhere = False
        for step in (-1, 1):
            near = place + step
            while 0 <= near < len(tokens):
                token = tokens[near]
                if _organ(token) and not token.signs:
                    token.word, somewhere = tokens[place].word, True
                elif not (
                    token.text in _JOIN or token.has("light") or token.has("connectors") or token.has("spread")
                ) or _tumour(token):
                    break
                near += step
        if not any(_is_cancer(t) or set(t.signs) & {"cancer", "secondary_cancer"} for t in tokens):
            # 医保关系转移 moves no cancer: without an organ the word says nothing.
            tokens[place].signs = ("secondary_cancer",) if somewhere else ()
        else:
            tokens[place].signs = ("late",)  # a cancer that has spread is one in its last stage
    return tokens
