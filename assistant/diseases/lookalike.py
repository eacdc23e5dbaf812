"""Names that only look like a listed disease: another kind of it (酒精性心脏病), a drug, a code that is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.diseases.lexicon import SUFFIX, UNLISTED, Lexicon
from assistant.diseases.segment import Token

_TREATMENTS = frozenset({"chemo", "chemo_drug"})
#: How far behind a name the form of a drug may stand (肾衰宁胶囊).
_DRUG_REACH = 2
#: A letter and two figures without a point are also a vertebra (C23), an isotope (C13) or a vitamin (B20).
_SHORT_CODE = re.compile(r"[a-z]\d\d")


def _drop(token: Token) -> None:
    token.signs, token.word, token.organ = (), None, None


def _makes_another(kind: Token, joint: Token, known: Lexicon) -> bool:
    if joint.has("causes"):
        return kind.has(UNLISTED) or kind.word is None or bool(set(kind.signs) & _TREATMENTS) or kind.has("cause_kind")
    disease = any(known.signs[key].rules for key in kind.signs if key in known.signs)  # 糖尿病性心脏病
    return disease or kind.has(UNLISTED) or kind.word is None or kind.has("cause_kind")


def drop_other_kinds(tokens: Sequence[Token], known: Lexicon) -> None:
    """胰源性 + 糖尿病, 外伤性 + 脑出血, 出血后 + 贫血: what kind it is makes another disease of it.

    溃疡型胃癌 and 动脉瘤性蛛网膜下腔出血 stay what they are: only some names, and any injury, change by it.
    """
    for place in range(2, len(tokens)):
        kind, joint, token = tokens[place - 2 : place + 1]
        if not (joint.has("kind_joint") or joint.has("causes")) or not token.signs or kind.is_break:
            continue
        bare = any(known.signs[key].bare for key in token.signs if key in known.signs)
        if (bare and _makes_another(kind, joint, known)) or (kind.has("injures") and joint.has("kind_joint")):
            _drop(token)


def drop_drugs(tokens: Sequence[Token]) -> None:
    """尿毒清颗粒, 抗癌平丸, 硬腭裂 + 伤: the name goes on and means something else."""
    for place, token in enumerate(tokens):
        if not token.signs:
            continue
        for later in tokens[place + 1 : place + 2 + _DRUG_REACH]:
            if later.has("drug_form") or (later is tokens[place + 1] and later.text == "伤"):
                _drop(token)
            elif later.word is not None or later.is_break or later.gap:
                break


def drop_codes(tokens: Sequence[Token]) -> None:
    """C13尿素呼气试验, 颈椎间盘C23突出: letter and figures beside words that name no such disease are no code."""
    for place, token in enumerate(tokens):
        if token.why.startswith("ICD") and _SHORT_CODE.fullmatch(token.text):
            beside = [*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]]
            others = any(
                set(t.signs) & set(token.signs) for t in tokens[max(0, place - 4) : place + 5] if t is not token
            )
            if not others and any(_is_foreign(t) for t in beside):
                _drop(token)


def _is_foreign(token: Token) -> bool:
    """Whether a word beside a code is about something else than a diagnosis."""
    if not "一" <= token.text[-1] <= "鿿":
        return False
    return (
        token.word is None or token.has(UNLISTED) or token.has(SUFFIX) or token.has("medical") or token.has("drug_form")
    )
