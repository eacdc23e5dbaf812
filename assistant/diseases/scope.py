"""Whose disease it is and whether it is there: denials, doubts, the past, other people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.diseases.lexicon import SUFFIX
from assistant.diseases.segment import Token

#: A denial behind the disease ("甲亢没有") counts only at the end of the clause: 肺癌没有转诊 denies nothing.
_FINAL = frozenset(
    {
        "没有",
        "没得",
        "无",
        "不是",
        "可能",
        "好了",
        "不存在",
        "阴性",
        "没有了",
        "怀疑",
        "疑似",
        "?",
        "都没有",
        "都没得",
        "也没有",
        "也没得",
        "没发现",
        "否认",
        "不像",
        "不符合",
        "不支持",
        "不考虑",
        "不管",
        "不算",
        "未定",
        "不好说",
        "不确定",
        "还不确定",
        "没确定",
        "未明确",
        "存疑",
        "都无",
        "皆无",
    }
)
#: What may follow a cure in one breath: 甲流好了现在是肺炎.
_NOW = frozenset({"现在", "目前", "这次", "如今", "后来", "又", "今年", "这回"})
_BRACKETS = frozenset("()[]【】“”\"' ")
_CURED = frozenset(
    [
        "治好",
        "治好了",
        "已治愈",
        "已经治好了",
        "已经治好",
        "治愈",
        "治愈了",
        "已经治愈",
        "痊愈",
        "已痊愈",
        "痊愈了",
        "好了",
        "已经好了",
        "早好了",
    ]
)
#: What is done when it is 好了 without anybody being cured: 办好了, 联系好了.
_DONE = frozenset("办弄开交备搞系说谈填写签排妥算结转定打选找问做")
_SCREENS = frozenset({"筛查", "排查", "普查", "早筛"})
_FOUND = frozenset(
    {"查到", "查出", "查出来", "发现", "检出", "确诊", "诊断", "提示", "出", "是", "显示", "有", "阳性", "得了", "考虑"}
)
_FAMILY = frozenset({"家族史", "家族遗传史", "家族病史"})
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
#: Whose illness is told only to compare (邻居尿毒症能报，我肾结石能报吗).
_STRANGERS = frozenset(
    {"别人", "人家", "别个", "旁人", "邻居", "隔壁", "同事", "工友", "病友", "对门", "楼上", "有人", "街坊"}
)
_PRONOUNS = frozenset("他她它")
_CLAIMS = frozenset({"的", "问", "申请", "办", "报", "咨询", "办理", "问一下", "报销"})
_MOTHER, _FATHER = "妈母娘", "爸父爹汉"


def _skippable_left(token: Token) -> bool:
    return token.has("light") or token.has("connectors") or token.text in _BRACKETS or token.has("history")


def _group_bounds(tokens: Sequence[Token], start: int) -> int:
    """The end (exclusive) of the run of disease words, joined by 、和及, that begins at `start`."""
    end = start + 1
    place = end
    while place < len(tokens):
        token = tokens[place]
        if token.is_item and not token.has("deny_before") and not token.has("deny_after"):
            end = place + 1
        elif token.text == "的" and set(tokens[place - 1].signs) & _TREATMENTS:
            break  # 没有做透析的尿毒症: the treatment is denied, the disease is not
        elif token.is_break or not (
            (token.has("connectors") and not token.has("deny_before")) or token.text in _BRACKETS or _qualifies(token)
        ):
            break
        place += 1
    return end


def _qualifies(token: Token) -> bool:
    """慢性, 早期, 左侧 and single unknown characters inside a run of names do not part it."""
    return token.has(SUFFIX) or (
        token.has("plain") and not token.has("deny_before") and token.text in ("慢性", "急性", "早期", "中期", "的")
    )


def _denied_before(tokens: Sequence[Token], start: int) -> Token | None:
    place = start - 1
    while place >= 0 and (not tokens[place].is_break or (place == 0 and tokens[place].text == "?")):
        token = tokens[place]
        if token.is_break:
            return token  # ？肺癌
        if token.text in _SCREENS and tokens[place + 1].text in _FOUND:
            return None  # 筛查查到 is a finding, 筛查 alone is not
        if token.has("deny_before") or token.has("doubt_before"):
            return token
        if token.has("decline"):
            return token if set(tokens[start].signs) & _TREATMENTS else None
        if not _skippable_left(token) or (token.is_item and token.signs):
            return None
        place -= 1
    return None


def _denied_after(tokens: Sequence[Token], end: int, cured_counts: bool) -> Token | None:
    place = end
    while place < len(tokens):
        token = tokens[place]
        if token.has("deny_after") or token.has("doubt_after"):
            rest = [t for t in tokens[place + 1 :] if t.text not in _BRACKETS and t.text not in ("了", "的", "吗")]
            goes_on = rest and not rest[0].is_break and rest[0].text not in _NOW
            if token.text in _FINAL and goes_on and not (rest[0].has("doubt_after") or rest[0].has("deny_after")):
                return None
            if token.text in _CURED and (not cured_counts or (place and tokens[place - 1].text[-1] in _DONE)):
                return None  # 手续办好了 is no cure
            return token
        skipped = token.has("after_light") or token.has("history") or token.has("self") or token.text in _BRACKETS
        if token.is_break or not skipped:
            return None
        place += 1
    return None


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


def _clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_break and token.text != "?":
            clauses.append([])
        else:
            clauses[-1].append(token)
    return clauses


def _groups(clause: Sequence[Token]) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    place = 0
    while place < len(clause):
        if clause[place].is_item and not clause[place].has("deny_before"):
            end = _group_bounds(clause, place)
            groups.append((place, end))
            place = end
        else:
            place += 1
    return groups


def _mark(items: Iterable[Token], by: Token) -> None:
    for token in items:
        if token.is_item and not (by.has("decline") and not set(token.signs) & _TREATMENTS):
            token.denied = True
            token.doubted = by.has("doubt_before") or by.has("doubt_after")


def mark_denials(tokens: Sequence[Token]) -> None:
    """Mark each disease that the text denies, doubts, excludes or calls cured."""
    cured_counts = not any(token.has("restart") for token in tokens)
    previous: list[Token] = []
    by_list: Token | None = None
    for clause in _clauses(tokens):
        groups = _groups(clause)
        if not groups:
            contrast = _sets_self_apart(clause, previous)
            after = _denied_after(clause, 1 if contrast else 0, cured_counts) if clause else None
            doubted = after is not None and after.has("doubt_after") and clause[-1] is not after
            if after and previous and not after.has("doubt_before") and not doubted:
                _mark(previous, after)
            by_list = None
            continue
        if _only_benign(clause):
            _deny_tumours(previous)
        carried = by_list if by_list and _is_bare(clause, groups[0]) else None
        by_list = None
        for start, end in groups:
            run = clause[start:end]
            by = _denied_before(clause, start) or _denied_after(clause, end, cured_counts) or carried
            if by:
                _mark(run, by)
                # 没有高血压，糖尿病，冠心病: the list goes on over the comma; 不是1型，2型 does not.
                goes_on = end == len(clause) and by.has("deny_before") and "是" not in by.text
                by_list = by if goes_on and not set(run[-1].signs) & _TREATMENTS else None
        previous = clause[groups[-1][0] : groups[-1][1]]


def mark_first_guesses(tokens: Sequence[Token]) -> None:
    """考虑肺结核，最后确诊是肺炎: what was thought first gives way to the final diagnosis."""
    clauses = _clauses(tokens)
    for place, clause in enumerate(clauses):
        later = [t for following in clauses[place + 1 :] for t in following]
        finals = [i for i, t in enumerate(later) if t.has("final")]
        if not finals or not any(t.is_item for t in later[finals[0] :]):
            continue
        for start, end in _groups(clause):
            before = clause[max(0, start - 3) : start]
            if any(t.has("tentative") or t.has("doubt_before") for t in before):
                for token in clause[start:end]:
                    token.denied = True


def mark_family(tokens: Sequence[Token]) -> None:
    """家族史：父亲胃癌。本人…: what the family had is not the patient's, to the end of the sentence."""
    family = False
    for place, token in enumerate(tokens):
        if token.text in _FAMILY:
            family = not (place and tokens[place - 1].has("deny_before"))
        elif token.text in ("。", ";", "\n") or token.has("self") or token.text in ("患者", "病人"):
            family = False
        elif family and token.is_item:
            token.denied = True


def _is_bare(clause: Sequence[Token], group: tuple[int, int]) -> bool:
    rest = [*clause[: group[0]], *clause[group[1] :]]
    return all(token.has("history") or token.has("connectors") for token in rest)


def _kin(text: str) -> str:
    if any(c in text for c in _MOTHER) and "丈母" not in text:
        return "mother"
    if any(c in text for c in _FATHER):
        return "father"
    return text


def mark_persons(tokens: Sequence[Token]) -> None:
    """Say of each token whose it is: "self", a relative, or None where nobody has been named."""
    person: str | None = None
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.has("self") and not (following and following.has("kin")):
            person = "self"
        elif token.text in _PRONOUNS:
            person = person if person not in (None, "self") else token.text
        elif token.has("kin"):
            person = _kin(token.text)
        token.person = person


def _claimant(tokens: Sequence[Token]) -> str | None:
    """The person the claim is said to be for, if the text singles one out."""
    if any(token.has("claim_self") for token in tokens):
        return "self"
    for place, token in enumerate(tokens):
        if token.has("claim_kin"):
            ahead = [t for t in tokens[place + 1 : place + 5] if not t.has("self")]
            if ahead and ahead[0].has("kin") and any(t.text in _CLAIMS for t in ahead[1:3]):
                return _kin(ahead[0].text)
    return None


def mark_others(tokens: Sequence[Token]) -> None:
    """Deny what is only somebody else's, where the claim is said to be for one person, and what a dead relative had."""
    claimant = _claimant(tokens)
    dead = {token.person for token in tokens if token.has("dead")} - {None, "self"}
    living = {token.person for token in tokens if token.is_item and not token.has("kin")} - dead
    own = any(token.is_item and token.person == "self" and not token.has("kin") for token in tokens)
    for token in tokens:
        if not token.is_item or token.person is None:
            continue
        not_claimed = claimant is not None and token.person != claimant
        died = token.person in dead and bool(living - {None})
        if not_claimed or died or (own and token.person in _STRANGERS):
            token.denied = True
