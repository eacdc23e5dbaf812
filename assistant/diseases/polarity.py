"""Whether a disease is there: what the text denies, doubts, fears or calls cured, each within its own item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.diseases.lexicon import SUFFIX
from assistant.diseases.segment import Token

_TREATMENTS = frozenset(
    {
        "chemo",
        "chemo_drug",
        "dialysis",
        "analgesia",
        "anti_rejection",
        "transplant",
        "kidney_transplant",
        "liver_transplant",
        "valve_transplant",
        "stem_cell_transplant",
    }
)
#: What is done when it is 好了 without anybody being cured: 办好了, 联系好了.
_DONE = frozenset("办弄开交备搞系说谈填写签排妥算结转定打选找问做")
#: How many words a denial or a fear may stand before its disease.
_REACH = 24


def _treats(token: Token) -> bool:
    return bool(set(token.signs) & _TREATMENTS)


def _skippable_left(token: Token) -> bool:
    return (
        token.has("light")
        or token.has("connectors")
        or token.is_bracket
        or token.has("history")
        or token.has("becoming")
    )


def _group_bounds(tokens: Sequence[Token], start: int) -> int:
    """The end (exclusive) of the run of disease words, joined by 、和及, that begins at ``start``."""
    end = start + 1
    place = end
    while place < len(tokens):
        token = tokens[place]
        if token.is_item and not token.has("deny_before") and not token.has("deny_after"):
            end = place + 1
        elif token.text == "的" and _treats(tokens[place - 1]):
            break  # 没有做透析的尿毒症: the treatment is denied, the disease is not
        elif token.is_break or not (
            (token.has("connectors") and not token.has("deny_before")) or token.is_bracket or _qualifies(token)
        ):
            break
        place += 1
    return end


def _qualifies(token: Token) -> bool:
    """慢性, 早期, 左侧 and single unknown characters inside a run of names do not part it."""
    return token.has(SUFFIX) or token.has("qualifies")


def _is_behind_its_item(tokens: Sequence[Token], place: int) -> bool:
    """肺部感染待排、肺癌: 待排 belongs to what stands before it, not to what follows."""
    before = tokens[place - 1] if place else None
    return (
        before is not None
        and tokens[place].has("behind")
        and not (before.is_break or before.text == "、" or before.has("light") or before.has("connectors"))
        and not tokens[place].gap
    )


def _denied_before(tokens: Sequence[Token], start: int) -> Token | None:
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        token = tokens[place]
        if token.is_break:
            return token if place == 0 and token.text == "?" else None  # ？肺癌
        if token.has("screens") and tokens[place + 1].has("found"):
            return None  # 筛查查到 is a finding, 筛查 alone is not
        if token.has("deny_before") or token.has("doubt_before"):
            return None if _is_behind_its_item(tokens, place) else token
        if token.has("feared_before"):
            return None if _treats(tokens[start]) else token
        if token.has("decline"):
            return token if _treats(tokens[start]) else None
        if not _skippable_left(token) or (token.is_item and token.signs):
            return None
    return None


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether more is said in the clause after a denial that counts only at its end (肺癌没有转诊)."""
    if tokens[place].text == "?":
        # 甲亢？怎么报销 speaks of one who has it, 胃癌？肝转移 does not
        return any(token.has("aid") for token in tokens[place + 1 : place + 1 + _REACH])
    for token in tokens[place + 1 :]:
        if token.is_bracket or token.has("particle"):
            continue
        if token.is_break or token.has("now") or token.text == "、" or token.gap:
            return False
        if tokens[place].has("status") and (token.is_item or token.text.isdigit()):
            return False
        return not (token.has("doubt_after") or token.has("deny_after"))
    return False


def _denied_after(tokens: Sequence[Token], end: int, cured_counts: bool) -> Token | None:
    for place in range(end, min(len(tokens), end + _REACH)):
        token = tokens[place]
        if token.has("deny_after") or token.has("doubt_after"):
            if token.has("closing") and _goes_on(tokens, place):
                return None
            if token.has("cured") and (not cured_counts or (place and tokens[place - 1].text[-1] in _DONE)):
                return None  # 手续办好了 is no cure
            return token
        skipped = token.has("after_light") or token.has("history") or token.has("self") or token.is_bracket
        if token.is_break or not skipped or (token.gap and token.has("history")):
            return None
    return None


def _own_part(clause: Sequence[Token], start: int, end: int, by: Token) -> int:
    """Where in the run what ``by`` speaks of begins: 待排, （-） belong to the last item, 都没有 to all of them."""
    if not by.has("status"):
        return start
    for token in clause[end : end + _REACH]:
        if token is by:
            break
        if token.has("all"):
            return start
    for place in range(end - 1, start, -1):
        if clause[place].gap or clause[place - 1].text == "、":
            return place
    return start


def _sets_self_apart(clause: Sequence[Token], previous: Sequence[Token]) -> bool:
    """我爸糖尿病，我没有: the speaker denies of himself what a relative has."""
    others = bool(previous) and all(token.person not in (None, "self") for token in previous if token.is_item)
    return others and len(clause) > 1 and clause[0].has("self")


def _only_benign(clause: Sequence[Token]) -> bool:
    """病理良性, 结果是良性的: a clause about nothing but a tumour being benign."""
    items = [token for token in clause if token.is_item]
    return bool(items) and all(token.signs == ("benign",) for token in items)


def _deny_tumours(items: Iterable[Token]) -> None:
    for token in items:
        if any(sign.endswith(("cancer", "tumour")) or sign.startswith("tumour of") for sign in token.signs):
            token.denied = True


def clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens between the marks that end a clause; a question mark stays with the words before it."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_break and token.text != "?":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def groups(clause: Sequence[Token]) -> list[tuple[int, int]]:
    """The runs of disease words of a clause."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(clause):
        if clause[place].is_item and not clause[place].has("deny_before"):
            end = _group_bounds(clause, place)
            found.append((place, end))
            place = end
        else:
            place += 1
    return found


def _mark(items: Iterable[Token], by: Token) -> None:
    for token in items:
        if token.is_item and not (by.has("decline") and not _treats(token)):
            token.denied = True
            token.doubted = by.has("doubt_before") or by.has("doubt_after") or by.has("feared_before")


def _is_bare(clause: Sequence[Token], group: tuple[int, int]) -> bool:
    rest = [*clause[: group[0]], *clause[group[1] :]]
    return all(token.has("history") or token.has("connectors") for token in rest)


def _deny_without_items(clause: Sequence[Token], previous: Sequence[Token], cured_counts: bool) -> None:
    """A clause that names no disease may deny the one before it: 甲亢，没有."""
    contrast = _sets_self_apart(clause, previous)
    after = _denied_after(clause, 1 if contrast else 0, cured_counts) if clause else None
    doubted = after is not None and after.has("doubt_after") and clause[-1] is not after
    if after and previous and not after.has("doubt_before") and not doubted:
        _mark(previous[_own_part(previous, 0, len(previous), after) :], after)


def _looks_for_cause(clause: Sequence[Token]) -> Token | None:
    """发热待查：… lists what may be the cause."""
    return clause[-1] if clause and clause[-1].has("behind") and clause[-1].has("doubt_before") else None


def mark_denials(tokens: Sequence[Token]) -> None:
    """Mark each disease that the text denies, doubts, fears, excludes or calls cured."""
    cured_counts = not any(token.has("restart") for token in tokens)
    previous: list[Token] = []
    by_list: Token | None = None
    for clause, colon in _with_colons(tokens):
        found = groups(clause)
        cause = _looks_for_cause(colon)
        if not found:
            if clause:
                _deny_without_items(clause, previous, cured_counts)
            by_list = None
            continue
        if _only_benign(clause):
            _deny_tumours(previous)
        carried = by_list if by_list and _is_bare(clause, found[0]) else None
        by_list = None
        last: tuple[int, int, Token | None] = (0, 0, None)
        for start, end in found:
            before = _denied_before(clause, start) or cause or _feared_outcome(clause, start, last)
            by = before or _denied_after(clause, end, cured_counts) or carried
            if by:
                _mark(clause[start if before else _own_part(clause, start, end, by) : end], by)
                # 没有高血压，糖尿病，冠心病: the list goes on over the comma; 不是1型，2型 does not.
                goes_on = end == len(clause) and by.has("deny_before") and "是" not in by.text
                by_list = by if goes_on and not _treats(clause[end - 1]) else None
            last = start, end, by
        previous = clause[found[-1][0] : found[-1][1]]


def _feared_outcome(clause: Sequence[Token], start: int, last: tuple[int, int, Token | None]) -> Token | None:
    """担心乙肝发展成肝癌: what is feared is what the first may become, not the first."""
    begin, end, by = last
    becomes = any(token.has("becomes") for token in clause[end:start])
    if by is None or not becomes or not (by.has("doubt_before") or by.has("feared_before")):
        return None
    for token in clause[begin:end]:
        token.denied = token.doubted = False
    return by


def mark_earlier_stages(tokens: Sequence[Token]) -> None:
    """老慢支拖成肺心病: the first is what became of it; nothing more is to be asked of it."""
    for clause in clauses(tokens):
        becomes = [place for place, token in enumerate(clause) if token.has("becomes")]
        for token in clause[: becomes[-1]] if becomes else ():
            token.became = token.is_item


def _with_colons(tokens: Sequence[Token]) -> Iterable[tuple[list[Token], list[Token]]]:
    """Each clause with the clause before it, where a colon joins the two (else an empty one)."""
    parts = clauses(tokens)
    marks = [token.text for token in tokens if token.is_break and token.text != "?"]
    return [(part, parts[i - 1] if i and marks[i - 1] == ":" else []) for i, part in enumerate(parts)]


def mark_alternatives(tokens: Sequence[Token]) -> None:
    """是肺炎还是肺癌: of two diseases offered as alternatives neither is stated."""
    for place in range(1, len(tokens) - 1):
        one, other = tokens[place - 1], tokens[place + 1]
        if tokens[place].has("or_rather") and one.is_item and other.is_item and one.signs != other.signs:
            _mark((one, other), tokens[place])
            one.doubted = other.doubted = True


def mark_first_guesses(tokens: Sequence[Token]) -> None:
    """考虑肺结核，最后确诊是肺炎: what was thought first gives way to the final diagnosis."""
    concluded = later_items = False
    for clause in reversed(clauses(tokens)):
        for start, end in groups(clause) if concluded else ():
            if any(t.has("tentative") or t.has("doubt_before") for t in clause[max(0, start - 3) : start]):
                for token in clause[start:end]:
                    token.denied = True
        items = [place for place, token in enumerate(clause) if token.is_item]
        finals = [place for place, token in enumerate(clause) if token.has("final")]
        concluded = concluded or (bool(finals) and (later_items or (bool(items) and items[-1] >= finals[0])))
        later_items = later_items or bool(items)
