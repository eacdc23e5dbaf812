"""Join the part of the body with the kind of tumour, wherever in the item either stands.

胃窦部巨大溃疡型低分化腺癌; 左乳包块，性质：癌; 结肠及直肠恶性肿瘤.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.diseases.lexicon import SUFFIX, UNLISTED, Lexicon, lexicon
from assistant.diseases.segment import Token
from assistant.diseases.spread import mark_origins, mark_spread, secondary

#: How many characters may stand between an organ and a cancer of one item, and between it and a mere 肿瘤.
_FAR, _NEAR = 24, 9
#: How many words are looked at for an organ at most, so that the work grows with the text's length only.
_REACH = 14
#: Clauses that may stand between the place where something was found and what it turned out to be.
_CLAUSES_BETWEEN = 2
_ROLES_BETWEEN = (
    "light",
    "plain",
    "history",
    "after_light",
    "form",
    "deny_before",
    "connectors",
    "common",
    "findings",
    "found",
    "medical",
)
#: Qualifiers that may stand between an organ and its tumour; those in the second set are told of the cancer too.
_QUALIFIERS = frozenset(
    {"late", "stage4", "malignant", "benign", "acute", "chronic", "old", "stage5", "stage_early", "mild", "thal_severe"}
)
_KEPT = ("late", "stage4")
#: Organs that have no 胃肠间质瘤, and those among which only some have.
_NO_GUT = frozenset({"lung_cancer", "breast_cancer", "cervical_cancer"})
_MAYBE_GUT = frozenset({"other_cancer", "uterus_cancer"})
#: The organ sign of fluids: cancer cells in them have come from elsewhere.
_FLUID = "secondary_cancer"


def _tumour(token: Token) -> str | None:
    return token.word.tumour if token.word else None


def _is_site(token: Token) -> bool:
    """Whether the token names a part of the body and nothing else (or a fluid, whatever else it says)."""
    return token.organ is not None and (not token.signs or token.organ == _FLUID)


def _between(token: Token) -> bool:
    """Whether the token may stand between an organ and its tumour."""
    if token.word is None or token.has("join") or token.is_bracket:
        return token.text != "、"
    if token.word.signs:
        return set(token.word.signs) <= _QUALIFIERS
    return any(token.has(role) for role in _ROLES_BETWEEN) or token.has("found_there")


def _signs(organ: str, tumour: str, malignant: bool) -> tuple[str, ...]:
    if tumour == "benign":
        return ()
    if tumour == "unclear" and not malignant:
        return () if organ == _FLUID else (f"tumour of {organ}",)
    if tumour == "nonsmall" and organ == "lung_cancer":
        return ("nsclc",)
    return (organ,)


def _site_of(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """The place of the organ of the tumour at ``at``, and whether it stands in an earlier clause."""
    sure = _tumour(tokens[at]) in ("malignant", "nonsmall")
    crossed = 0
    lump = False
    for place in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[place]
        distance = tokens[at].start - token.end
        if distance > (_FAR if sure else _NEAR):
            return None
        if _is_site(token):
            return (place, crossed > 0) if not crossed or lump else None
        if token.found_in:
            return place, crossed > 0
        if token.has("found_there") or token.has("lump"):
            lump = True
        if token.text in (",", ":") and sure:
            crossed += 1
            if crossed > _CLAUSES_BETWEEN:
                return None
        elif token.is_break or not (_between(token) or (token.has("lump") and sure)):
            return None
    return None


def _strange(tokens: Sequence[Token], site: int, at: int) -> bool:
    """胃泌毒瘤: an unknown character makes another name of it, unless a verb shows a sentence (胃头长了个癌)."""
    gap = tokens[site + 1 : at]
    if any("malignant" in token.signs for token in gap):
        return False
    plain = "癌" in tokens[at].text or "恶性" in tokens[at].text or _tumour(tokens[at]) == "nonsmall"
    return not plain and any(t.word is None for t in gap) and not any(t.has("light") for t in gap)


def _turned_malignant(tokens: list[Token]) -> None:
    """结肠息肉癌变, 胃溃疡恶变: what began on no list is now the cancer of that organ."""
    for before, token in pairwise(tokens):
        if token.has("turned") and before.has(UNLISTED) and (organ := _leading_organ(before)):
            token.signs, token.start, before.word = (organ,), before.start, None


def _leading_organ(token: Token) -> str | None:
    words = lexicon().words
    return next(
        (w.organ for n in range(len(token.text) - 1, 0, -1) if (w := words.get(token.text[:n])) and w.organ), None
    )


def _mark_findings(tokens: Sequence[Token]) -> None:
    """胃 + 溃疡 is on no list, 胃 + 镜 no disease: the organ is used up; but a 占位 of it may turn out a cancer.

    肾上腺 + 移植 is a transplant of none of those listed.
    """
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.has("papilla") and place and tokens[place - 1].organ not in (None, token.organ):
            token.organ = None  # 十二指肠乳头, 肾乳头 are no breast
        if _is_site(token) and token.organ != _FLUID and following is not None:
            if following.has(SUFFIX) and _tumour(following) not in ("malignant", "nonsmall", "unclear"):
                if following.has("found_there"):
                    following.found_in = token.organ
                token.word, token.organ = following.word, None
            elif following.signs == ("transplant",):
                following.signs = ("other_transplant",)
        elif token.has(UNLISTED) and token.ends_with_finding and not token.found_in:
            token.found_in = _leading_organ(token)
        elif token.word is None and following is not None and following.signs == ("transplant",) and _is_name(token):
            following.signs = ("other_transplant",)


def _name_organs_by_form(tokens: Sequence[Token]) -> None:
    """子宫内膜样腺癌: how the cells look names the organ, where the item names no other (宫颈子宫内膜样腺癌)."""
    for place, token in enumerate(tokens):
        if token.has("organ_form") and not any(map(_is_site, _of_item(tokens, place))):
            token.organ = _leading_organ(token)


def _of_item(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    """The tokens of the item in which the token at ``place`` stands."""
    for step in (-1, 1):
        for near in range(place + step, place + step * _REACH, step):
            if not 0 <= near < len(tokens) or tokens[near].is_break or tokens[near].text == "、":
                break
            yield tokens[near]


def _drop_unknown_kinds(tokens: Sequence[Token]) -> None:
    """软瘤, 血管源瘤: 瘤 behind a word that is not known is the end of another name, most often of a harmless one."""
    for before, token in pairwise(tokens):
        named = (before.word is None and _is_name(before)) or before.has("form") or before.has("medical")
        if token.has("bare_tumour") and named and not token.gap and token.signs == ("tumour",):
            token.signs, token.word = (), None


def _is_name(token: Token) -> bool:
    return "一" <= token.text[-1] <= "鿿"


def _joined(tokens: Sequence[Token], site: int, at: int) -> Token:
    gap = tokens[site:at]
    kind = _tumour(tokens[at]) or "malignant"
    if any("benign" in t.signs for t in gap) and kind == "unclear":
        kind = "benign"
    organ = tokens[site].organ or tokens[site].found_in or ""
    signs = _signs(organ, kind, any("malignant" in t.signs for t in gap))
    if signs and any(secondary(t) for t in gap):
        signs = (_FLUID,)
    kept = [key for token in gap for key in token.signs if key in _KEPT]
    joined = Token(
        tokens[site].start,
        tokens[at].end,
        "".join(t.text for t in tokens[site : at + 1]),
        tokens[site].word,
        tuple(dict.fromkeys((*signs, *kept))),
        clause=tokens[at].clause,
        score=min(t.score for t in tokens[site : at + 1]),
        gap=tokens[site].gap,
    )
    joined.denied = any(t.has("deny_before") for t in gap)
    joined.head = kind
    return joined


def _join_sites(tokens: list[Token]) -> list[Token]:
    """Each tumour with the organ of its item, as one token; across a clause the tumour alone takes the sign."""
    named = any(_is_cancer(token) and not _tumour(token) for token in tokens)
    result: list[Token] = []
    for token in tokens:
        result.append(token)
        at = len(result) - 1
        if not _tumour(token) or token.why.startswith("ICD"):
            continue
        found = _site_of(result, at)
        if found is None or (found[1] and named):
            if _tumour(token) == "nonsmall":
                token.signs = (*token.signs, "nonsmall_type")
            continue
        site, earlier = found
        if _strange(result, site, at):
            continue
        joined = _joined(result, site, at)
        if earlier or result[site].organ == _FLUID:
            token.signs = joined.signs
        else:
            result[site:] = [joined]
    return result


def _share_heads(tokens: list[Token], known: Lexicon) -> None:
    """结肠及直肠恶性肿瘤: the organs before 及 have the same tumour."""
    for at, token in enumerate(tokens):
        kind = token.head or (_compound_kind(token, known) if at > 1 and tokens[at - 1].has("shares") else None)
        if not kind or not token.signs or token.signs == (_FLUID,):
            continue
        for place in range(at - 2, max(-1, at - 2 - _REACH), -2):
            if not (tokens[place + 1].has("shares") and _is_site(tokens[place])):
                break
            organ = tokens[place].organ or ""
            token.signs = tuple(dict.fromkeys((*_signs(organ, kind, malignant=False), *token.signs)))
            tokens[place].organ = None


def _compound_kind(token: Token, known: Lexicon) -> str | None:
    """The kind of tumour of a word that has its organ in it (直肠恶性肿瘤: malignant), else None."""
    for length in range(len(token.text) - 1, 0, -1):
        head, rest = known.words.get(token.text[:length]), known.words.get(token.text[length:])
        if head and head.organ and rest and rest.tumour:
            return rest.tumour
    return None


def _check_stroma(tokens: Sequence[Token]) -> None:
    """子宫内膜间质肿瘤 is no 胃肠间质瘤: the organ before the word decides."""
    for place, token in enumerate(tokens):
        if token.signs != ("gist",) or not token.has("stroma"):
            continue
        for before in reversed(tokens[max(0, place - 3) : place]):
            if before.is_break or before.text == "、":
                break
            if before.organ:
                if before.organ in _NO_GUT or (before.organ in _MAYBE_GUT and not before.has("gist_site")):
                    token.signs, token.word = (), before.word
                break


def _is_cancer(token: Token) -> bool:
    return any(sign.endswith("_cancer") or sign in ("nsclc", "gist") for sign in token.signs)


def _organ_after(tokens: Sequence[Token]) -> None:
    """癌症（肺）, 恶性肿瘤，部位是胃: the organ named after a cancer of no place."""
    if any(_is_cancer(token) and "cancer" not in token.signs for token in tokens):
        return
    for place, token in enumerate(tokens):
        if not set(token.signs) & {"cancer", "tumour"} or token.why.startswith("ICD"):
            continue
        for later in _near(tokens, place):
            if _is_site(later) and later.organ:
                kind = _tumour(token) or "malignant"
                token.signs = _signs(later.organ, kind, malignant="cancer" in token.signs)
                break


def _near(tokens: Sequence[Token], place: int) -> Iterator[Token]:
    for later in tokens[place + 1 : place + 1 + _NEAR]:
        if later.start - tokens[place].end > _NEAR - 1 or (later.is_item and not later.organ):
            return
        yield later


def compose(tokens: list[Token], known: Lexicon) -> list[Token]:
    """Replace organ + tumour by one token that names the cancer; tell organs that a cancer merely spread to."""
    _turned_malignant(tokens)
    _mark_findings(tokens)
    mark_spread(tokens)
    _name_organs_by_form(tokens)
    _drop_unknown_kinds(tokens)
    result = _join_sites(tokens)
    _share_heads(result, known)
    mark_origins(result)
    _check_stroma(result)
    _organ_after(result)
    return result
