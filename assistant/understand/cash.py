"""Which field each amount of a message belongs to: 总费用, 政策范围内, 医保报了 …; own payments belong to none."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.understand.facts import Fact
from assistant.understand.money import Amount, sums
from assistant.understand.noughts import nought_facts
from assistant.understand.regexes import regexes
from assistant.understand.roles import AMOUNTS, PAYMENTS, Role, roles
from assistant.understand.settings import Settings
from assistant.understand.text import Clause, Message
from assistant.understand.used import used_fact
from assistant.understand.visits import Marker, markers

_PARAMETERS = ("disposable_income", "deductible", "cap", "outpatient_cap")
_PATHS = {
    **{name: f"parameters.{name}" for name in _PARAMETERS},
    "income": "parameters.disposable_income",
    "tier1": "premium.tier1",
    "tier2": "premium.due",
    "vague": "total",
}
#: What the person paid himself: no field of a case, but held against the others.
OWN_SHARE = "own_share"
#: No field takes the amount: an own payment, or one amount for two payers together.
_NOWHERE = ("none", "joint", "outside")
_IN_SO_MANY_WORDS = 3
#: Words farther from an amount than this say nothing of it.
_FAR = 30


@dataclass(frozen=True, slots=True)
class Cash:
    """The amounts of a message that a field takes, and the places of all amounts that it names."""

    facts: tuple[Fact, ...]
    named: tuple[Amount, ...]
    last: tuple[int, ...]
    """Where the words about each amount begin: behind the amount before it."""


@dataclass(slots=True)
class _Reading:
    """One message on the way: its amounts, the words for amounts, and what was read so far."""

    message: Message
    found: list[Amount]
    words: list[Role]
    known: Mapping[str, Any]
    visits: list[Marker]
    settings: Settings
    first: dict[int, str | None] = field(default_factory=dict)  # what the first amount of each visit is
    last: str | None = None

    def floor(self, i: int) -> int:
        return self.found[i - 1].end if i else 0

    def ceiling(self, i: int) -> int:
        return self.found[i + 1].start if i + 1 < len(self.found) else len(self.message.plain)


def cash(message: Message, known: Mapping[str, Any]) -> Cash:
    """The amounts of the message: those that a field takes, payments said to be nothing, and where any amount stands.

    `known` are the fields of the bill so far, so that 不是3万，是3万5 finds the one that was 3万.
    """
    found = sums(message.plain)
    words = roles(message.plain)
    reading = _Reading(message, found, words, known, markers(message, found), Settings(message, found))
    facts = [fact for i in range(len(found)) for fact in _facts_of(reading, i)]
    facts += nought_facts(message, words, found)
    facts += _all_in(message.plain, facts)
    ordered = sorted(facts, key=lambda fact: fact.start)
    named = tuple(replace(amount, denied=_is_denied(message.plain, amount)) for amount in found)
    return Cash(tuple(ordered), named, tuple(reading.floor(i) for i in range(len(found))))


def _facts_of(reading: _Reading, i: int) -> list[Fact]:
    """What the amount at place `i` states, if a field takes it."""
    message, amount = reading.message, reading.found[i]
    text = message.plain
    name, weak = _role_of(message, amount, reading.words, reading.floor(i), reading.ceiling(i))
    denied = _is_denied(text, amount)
    if name is None and denied:
        name = _known_as(amount, reading.known)
    if name is None:
        name, weak = _back_to(reading, i), False
    between = text[reading.floor(i) : amount.start]
    if name is None and i and len(between) <= _FAR and regexes("cash")["carry"].fullmatch(between):
        name, weak = reading.last, False  # 不是3万5，是5万3
    visit = bisect_right(reading.visits, amount.start, key=lambda marker: marker.start)
    if name is None and visit and _bare(text, reading.visits[visit - 1], amount):
        spent = "total" if regexes("cash")["spent"].search(_before(text, amount, _FAR)) else None
        name, weak = reading.first.get(visit - 1) or spent, True  # 第一次花了3万，第二次2万
    reading.first.setdefault(visit, name)
    reading.last = name
    if not amount.certain:
        return []
    setting = reading.settings.of(amount, reading.floor(i), reading.ceiling(i))
    if name in PAYMENTS and regexes("cash")["premium"].search(_before(text, amount, 6)):
        name = "none"  # 交了380的医保
    if setting is None and _is_left_over(message, amount, reading.floor(i), name):
        name = "none"
    own = name == "none" and not denied and _is_own_share(message, reading.words, amount)
    if own and setting in (None, "future"):
        return [Fact(OWN_SHARE, amount.yuan(), amount.start, amount.end, amount.approximate)]
    if name == "used":
        return used_fact(amount, between)
    strength = _strength(reading, amount, name or "", weak)
    if setting == "span" and strength == _IN_SO_MANY_WORDS:
        setting = None  # 一个月总费用四千二
    if name is None or name in _NOWHERE or (setting is not None and name in (*AMOUNTS, "vague")):
        return []
    path = _PATHS.get(name, name)
    return [
        *_tier(name, amount),
        Fact(path, amount.yuan(), amount.start, amount.end, amount.approximate, denied, weak, strength=strength),
    ]


def _tier(name: str, amount: Amount) -> list[Fact]:
    """The tier of a contribution whose amount is told; beside tier 2 that of tier 1 says only what that costs."""
    tiers = {"tier1": 1, "tier2": 2}
    if name not in tiers:
        return []
    return [Fact("premium.tier", tiers[name], amount.start, amount.end, weak=name == "tier1")]


def _before(text: str, amount: Amount, reach: int) -> str:
    return text[max(0, amount.start - reach) : amount.start]


def _strength(reading: _Reading, amount: Amount, name: str, weak: bool) -> int:
    """How plainly the words say what the amount is: 总费用 outweighs 花了, and that outweighs 药费."""
    if weak or name == "vague":
        return 0
    if name != "total":
        return 2
    clause = reading.message.clause_at(amount.start)
    near = [r for r in _within(reading.words, clause.start, amount.end + _FAR) if r.name == "total"]
    beside = [r for r in near if r.end <= amount.start][-1:] or near[:1]
    words = "".join(reading.message.plain[r.start : r.end] for r in beside)
    if _beside_the_stay(reading.message, clause):
        return 1
    if regexes("cash")["part_of_total"].match(words):
        return 1
    return 3 if regexes("cash")["plain_total"].search(words) else 2


def _beside_the_stay(message: Message, clause: Clause) -> bool:
    """门诊花了300，住院花了3万: the visit beside the stay that the message is about."""
    care = regexes("cash")
    return bool(
        care["visit"].search(message.text(clause))
        and not care["stay"].search(message.text(clause))
        and care["stay"].search(message.plain)
    )


def _is_left_over(message: Message, amount: Amount, floor: int, name: str | None) -> bool:
    """报完以后还花了1万8, 医保报销后的花费: what is left to the person, not the whole cost and no payment."""
    if name not in ("total", "vague", *PAYMENTS):
        return False
    clause = message.clause_at(amount.start)
    lead = message.plain[max(floor, clause.start) : amount.start]
    return bool(regexes("cash")["left_over" if name not in PAYMENTS else "left_after"].search(lead))


def _back_to(reading: _Reading, i: int) -> str | None:
    """还是3万，那个3万5是总的: the field that is known to be the other amount."""
    text, amount = reading.message.plain, reading.found[i]
    if not regexes("cash")["back_to"].search(_before(text, amount, 8)):
        return None
    fields = {_known_as(other, reading.known) for other in reading.found if other is not amount} - {None}
    if len(fields) == 1:
        return fields.pop()
    held = [name for name in AMOUNTS if reading.known.get(name) not in (None, "0.00")]
    return held[0] if len(held) == 1 and len(reading.found) == 1 else None  # 不对，是3万5


def _is_own_share(message: Message, words: list[Role], amount: Amount) -> bool:
    """Whether an amount is all that the person paid himself, not a deposit, a deductible or a part of it."""
    clause = message.clause_at(amount.start)
    near = [r for r in _within(words, clause.start, clause.end) if r.end <= clause.end and r.name == "none"]
    beside = [r for r in near if r.end <= amount.start][-1:] or [r for r in near if r.start >= amount.end][:1]
    own = any(regexes("cash")["own_share"].match(message.plain[r.start : r.end]) for r in beside)
    return own and regexes("cash")["own_part"].search(message.plain) is None


def _bare(text: str, visit: Marker, amount: Amount) -> bool:
    """Whether an amount stands right behind the words that begin a visit."""
    return bool(regexes("cash")["bare"].fullmatch(text[visit.end : amount.start]))


def _is_denied(text: str, amount: Amount) -> bool:
    words = regexes("cash")
    return bool(words["denied"].search(_before(text, amount, 12)) or words["wrong"].match(text, amount.end))


def _known_as(amount: Amount, known: Mapping[str, Any]) -> str | None:
    """The one field of the bill that has this amount."""
    fields = [name for name in AMOUNTS if known.get(name) == amount.yuan()]
    return fields[0] if len(fields) == 1 else None


def _role_of(message: Message, amount: Amount, words: list[Role], floor: int, ceiling: int) -> tuple[str | None, bool]:
    """What an amount is, and whether that is weak: by 是大病报的 behind it, or the nearest words before it."""
    text, clause = message.plain, message.clause_at(amount.start)
    after = _after(text, amount, words, clause.end, ceiling)
    if after is not None:
        return after, False
    before = [role for role in _within(words, floor, amount.start) if role.end <= amount.start]
    near = [role for role in before if role.start >= clause.start]
    if not near and before and len(text[clause.start : amount.start].strip()) <= 3:
        near = [role for role in before if role.start >= _previous_start(message, clause.start)]
    if near:
        if near[-1].name == "total" and regexes("cash")["paid_in_all"].search(text[clause.start : near[-1].end]):
            payer = [role for role in near if role.name in PAYMENTS]
            return (payer[-1].name if payer else "joint"), False
        return _nearest(text, near, amount), near[-1].name == "vague"
    lead = text[max(floor, clause.start) : amount.start]
    if not lead.strip():  # 报销 8000
        lead = text[max(floor, _previous_start(message, clause.start)) : amount.start]
    if regexes("cash")["reported"].search(lead):
        return ("joint" if regexes("cash")["reported_together"].search(lead) else "basic_paid"), True
    if regexes("cash")["only"].match(lead) and regexes("cash")["spent"].search(_before(text, amount, _FAR)):
        return "total", True  # 没花好多，才八百块
    if regexes("cash")["treated"].search(lead) or _leads(message, amount, words, clause):
        return "total", True
    behind = next(iter(_within(words, amount.end, min(clause.end, ceiling))), None)
    loose = behind is not None and len(text[amount.end : behind.start]) <= 1 and behind.end >= clause.end - 1
    return (behind.name if behind is not None and loose else None), True  # 大概两万多吧总费用


def _within(words: Sequence[Role], start: int, end: int) -> Sequence[Role]:
    """The words for amounts that begin between two places."""
    first = bisect_left(words, start, key=lambda role: role.start)
    return words[first : bisect_left(words, end, lo=first, key=lambda role: role.start)]


def _leads(message: Message, amount: Amount, words: list[Role], clause: Clause) -> bool:
    """2万，目录内1万9，医保1万1: an amount alone in front of the others."""
    first = clause == message.clauses[0] and not message.text(clause).replace(
        message.plain[amount.start : amount.end], ""
    )
    return first and any(role.start > clause.end and role.name in ("eligible", "basic_paid") for role in words)


def _previous_start(message: Message, start: int) -> int:
    at = bisect_left(message.clauses, start, key=lambda clause: clause.start)
    return message.clauses[at - 1].start if at else start


def _nearest(text: str, near: list[Role], amount: Amount) -> str:
    """Of the words before an amount the nearest, but 医保一共报了 is the insurance's."""
    last = near[-1]
    before = near[-2] if len(near) > 1 else None
    if before is not None:
        between = text[before.end : last.start]
        if last.name == "total" and before.name == "eligible" and regexes("cash")["in_all"].fullmatch(between):
            return "eligible"  # 合规费用一共五万五
        if last.name == "total" and before.name in PAYMENTS and len(between) <= 4:
            if len(near) > 2 and near[-3].name in PAYMENTS and near[-3].name != before.name:
                return "joint"
            if regexes("cash")["paid"].search(text[before.start : amount.start]):
                return before.name
        own = before.name == "none" and regexes("cash")["own"].search(text[before.start : before.end])
        if last.name == "total" and own and len(between) <= 3:
            return "none"
        two = last.name in PAYMENTS and before.name in PAYMENTS and before.name != last.name
        if two and regexes("cash")["joint"].match(between):
            return "joint"
    if last.name == "vague" and before is not None and regexes("cash")["paid_so"].match(text[before.end : last.start]):
        return before.name  # 大病报销下来四千五
    if last.name == "total" and regexes("cash")["only_reported"].match(text[last.end : amount.start]):
        return "joint"  # 总的报了一万: who paid is not said
    if last.name in PAYMENTS and regexes("cash")["after_pay"].search(text[last.end : amount.start]):
        return "none"
    return last.name


def _after(text: str, amount: Amount, words: list[Role], end: int, ceiling: int) -> str | None:
    """两万一是大病报的, 8万的总费用: what follows the amount, unless it has an amount of its own."""
    behind_it = _within(words, amount.end, end + _FAR)
    role = next(iter(behind_it), None)
    if role is not None and len(behind_it) > 1 and regexes("cash")["not_this"].match(text[amount.end : role.start]):
        other = behind_it[1]
        return other.name if regexes("cash")["but_that"].match(text[role.end : other.start]) else None
    if role is None or role.start >= end:
        return None
    link = text[amount.end : role.start]
    if not regexes("cash")["link"].match(link):
        return None
    behind = any(role.end <= other.start < ceiling for other in words)  # 三万三的总费用医保报了两万一
    has_own = ceiling < len(text) and ceiling <= end and not behind
    payer = regexes("cash")["paid_by"].match(text[role.end : end])
    if any(word in link for word in ("是", "的", "属于")):
        return role.name if not has_own or (payer and payer[0].endswith("的")) else None
    return role.name if not link and not has_own and payer and role.name != "total" else None


def _all_in(text: str, facts: list[Fact]) -> list[Fact]:
    """全部目录内: the eligible amount is the total."""
    match = regexes("cash")["all_in"].search(text)
    total = next((fact for fact in facts if fact.field == "total" and not fact.denied), None)
    if match is None or total is None or any(fact.field == "eligible" for fact in facts):
        return []
    return [replace(total, field="eligible", start=match.start(), end=match.end())]
