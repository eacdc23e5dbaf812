"""How a statement stands: stated, or feared, possible, asked about, applied for, refused. One account for all fields.

Whose it is tells :mod:`assistant.understand.people`; what is supposed (要是有低保) or unknown tells
:mod:`assistant.understand.control`.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from assistant.understand.control import asks, is_generic
from assistant.understand.regexes import joined
from assistant.understand.text import Clause, Message
from knowledge.yamlfile import read_yaml

Standing = Literal["stated", "refused", "waiting", "applied"]
_FILE = Path(__file__).parent / "standing.yaml"
#: 低保申请了三回，都没办下来: so short a clause behind an identity may tell what became of it.
_SHORT = 16


@cache
def _rules(matter: str) -> Mapping[str, re.Pattern[str]]:
    spec: Mapping[str, Any] = read_yaml(_FILE)[matter]
    return {name: re.compile(joined(value)) for name, value in spec.items()}


def unstated_illness(message: Message) -> list[tuple[int, int]]:
    """The places in which a disease is named without being there: feared, possible, asked about, somebody's met."""
    spans: list[tuple[int, int]] = []
    for clause in message.clauses:
        words = message.text(clause)
        asked = asks(message, clause) or _rules("illness")["interrogative"].search(words)
        if asked and asks_of_illness(words):
            spans.append((clause.start, clause.end))
            continue
        spans += _parts(clause, words)
    return spans


def _parts(clause: Clause, words: str) -> list[tuple[int, int]]:
    rules = _rules("illness")
    found = [(clause.start + m.start(), clause.end) for m in rules["ahead"].finditer(words)][:1]
    found += [(clause.start, clause.start + m.end()) for m in rules["behind"].finditer(words)]
    found += [(clause.start + m.start(), clause.start + m.end()) for m in rules["between"].finditer(words)]
    return found


def asks_of_illness(words: str) -> bool:
    """Whether a question is about an illness itself (怎么治, 会传染吗), not about what aid it gets."""
    return bool(_rules("illness")["asked"].search(words)) and not is_generic(words)


def is_still_to_come(message: Message, place: int) -> bool:
    """Whether the clause of a treatment only plans it."""
    return bool(_rules("treatment")["to_come"].search(message.text(message.clause_at(place))))


def standing_of_identity(message: Message, start: int, end: int) -> Standing:
    """How the identity named from `start` to `end` stands: held, refused, not decided yet, or only applied for."""
    clause = message.clause_at(start)
    rules = _rules("identity")
    before = message.plain[max(clause.start, start - _SHORT) : start]
    after = message.plain[end : min(clause.end, end + _SHORT)]
    told = after + _told_on(message, clause)
    if rules["refused"].search(told):
        return "refused"
    if rules["waiting"].search(told):
        return "waiting"
    if rules["granted"].search(told):
        return "stated"
    if rules["wished"].search(before) or rules["applied"].match(after):
        return "applied"
    return "stated"


def _told_on(message: Message, clause: Clause) -> str:
    """The next clause, where it goes on about the same matter without naming another: 社区不给办."""
    following = message.clause_at(clause.end + 1)
    if following.start < clause.end or clause.stop in ("。", "！", "!", "；", ";", "\n"):
        return ""
    words = message.text(following)
    return "，" + words if len(words) <= _SHORT and _rules("identity")["goes_on"].match(words) else ""
