"""Several visits told in one message: 第一次住院花了3万，第二次2万. Each is a bill of its own."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.understand.facts import Fact
from assistant.understand.money import Amount
from assistant.understand.numerals import whole
from assistant.understand.regexes import regexes
from assistant.understand.roles import AMOUNTS
from assistant.understand.text import Message

#: Said before the first visit is named, these hold for every visit: 我在二级医院住了两次院，第一次…
_SHARED = ("care", "treatment", "diseases", "hospital_level", "designated", "place", "referral")
#: An earlier stay with so many amounts is a bill of its own.
_TOLD = 2


@dataclass(frozen=True, slots=True)
class Marker:
    """Words that begin a visit. ``ordinal``: 第一次 and the like, which need no more to tell visits apart."""

    start: int
    end: int
    ordinal: bool


def tells_of_two(message: Message, amounts: Sequence[Amount]) -> bool:
    """Whether an earlier stay is told with amounts of its own beside this one: 上次花了5万报了3万，这次花了9万."""
    words = regexes("visits")
    then, now = words["then"].search(message.plain), words["now"].search(message.plain)
    if then is None or now is None:
        return False
    first, second = sorted((then.start(), now.start()))
    told = (sum(first <= a.start < second for a in amounts), sum(second <= a.start for a in amounts))
    return min(told) >= 1 and (told[0] if then.start() == first else told[1]) >= _TOLD


def markers(message: Message, amounts: Sequence[Amount] = ()) -> list[Marker]:
    """All words that may begin a visit, first to last."""
    text, found = message.plain, []
    if tells_of_two(message, amounts):
        for name in ("then", "now"):
            match = regexes("visits")[name].search(text)
            found += [Marker(match.start(), match.end(), True)] if match else []
    for name in ("ordinal", "one", "month", "again"):
        matches = [match for match in regexes("visits")[name].finditer(text) if match.end() > match.start()]
        if name in ("one", "month") and len(matches) < 2:
            continue
        found += [Marker(_clause_start(message, match, name), match.end(), name != "again") for match in matches]
    return _apart(sorted(found, key=lambda marker: (marker.start, -marker.end)))


def _clause_start(message: Message, match: re.Match[str], name: str) -> int:
    return message.clause_at(match.start()).start if name == "again" else match.start()


def _apart(found: Sequence[Marker]) -> list[Marker]:
    """Of markers in one another's words, or in one clause with nothing told between them, the first."""
    kept: list[Marker] = []
    for marker in found:
        if not kept or marker.start >= kept[-1].end:
            kept.append(marker)
    return kept


def told_apart(message: Message, facts: Collection[Fact], amounts: Sequence[Amount]) -> list[Fact]:
    """The facts, each with the visit it is about; all of the first where the message does not tell several."""
    begins = _begins(message, facts, amounts)
    if len(begins) < 2:
        return list(facts)
    told = [replace(fact, bill=_visit(fact, begins)) for fact in facts]
    shared = [fact for fact in told if fact.field in _SHARED and not fact.denied and fact.start < begins[0]]
    for visit in range(1, len(begins)):
        own = {fact.field for fact in told if fact.bill == visit}
        told += [replace(fact, bill=visit) for fact in shared if fact.field not in own]
    diseases = [fact for fact in told if fact.field == "diseases"]
    if len(diseases) == 1 and not diseases[0].denied:  # one illness is named: it is that of every visit
        told += [replace(diseases[0], bill=visit) for visit in range(len(begins)) if visit != diseases[0].bill]
    return told


def spans(message: Message, facts: Collection[Fact], amounts: Sequence[Amount]) -> list[tuple[int, int]]:
    """Where each visit is told, first to last; the whole message where there is one."""
    begins = _begins(message, facts, amounts)
    if len(begins) < 2:
        return [(0, len(message.plain))]
    ends = [*begins[1:], len(message.plain)]
    return [(0 if i == 0 else start, end) for i, (start, end) in enumerate(zip(begins, ends, strict=True))]


def _visit(fact: Fact, begins: Sequence[int]) -> int:
    if "." in fact.field or fact.field in ("policy", "insured", "needs_maintenance"):
        return 0
    return max(0, bisect_right(begins, fact.start) - 1)


def _begins(message: Message, facts: Iterable[Fact], named: Sequence[Amount]) -> list[int]:
    """Where the visits begin that tell amounts of their own."""
    found = markers(message, named)
    if not found:
        return []
    amounts = [fact for fact in facts if fact.field in AMOUNTS and not fact.denied]
    if not found[0].ordinal or any(fact.start < found[0].start for fact in amounts):
        found = [Marker(0, 0, False), *found]
    begins: list[int] = []
    before: set[str] = set()
    for i, marker in enumerate(found):
        end = found[i + 1].start if i + 1 < len(found) else len(message.plain)
        fields = {fact.field for fact in amounts if marker.start <= fact.start < end}
        if not fields:
            continue
        if not begins or (marker.ordinal and found[i - 1].ordinal) or fields & before:
            begins.append(marker.start)
            before = fields
        else:
            before |= fields
    return begins


def stays_told(message: Message) -> int:
    """How many stays the message says there were; 1 where it does not say."""
    match = regexes("visits")["count"].search(message.plain)
    if match is None:
        return 1
    words = next(value for value in match.groupdict().values() if value)
    return whole(words) or 1


def is_like_before(message: Message) -> bool:
    """和上次一样."""
    return regexes("visits")["like_before"].search(message.plain) is not None
