"""From the signs a text states to entries of the lists: the decision tables of the vocabulary, applied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.diseases.segment import Token
from knowledge import catalogues
from knowledge.names import Rule, Sign

_AGE = re.compile(
    r"(\d{1,3}|[一二三四五六七八九十]{1,3})多?(?:周|来)?岁|(?:\d{1,2}|[一二三四五六七八九十]{1,2})个?多?月大"
)
_HAN_DIGITS = "一二三四五六七八九"
#: The lists say 儿童 without years; up to 14 is the usual bound of wards and insurance, 18 is majority.
_CHILD_TO, _ADULT_FROM = 14, 18
_PRESSURE = re.compile(r"(?<!\d)(\d{2,3})[/比](\d{2,3})(?!\d)|(?:高压|收缩压|血压)[^\d]{0,3}(\d{3})(?!\d)")


@dataclass(slots=True)
class Verdict:
    """Entries stated and entries left open, each with the sign and token they rest on; ``asks`` settle the open ones.

    ``apart`` are the open entries of a disease of its own, beside what is stated (肝硬化 in 乙型肝炎，肝硬化); what
    else is open only says more of a disease that is stated.
    """

    states: dict[str, tuple[str, Token]] = field(default_factory=dict)
    open: dict[str, tuple[str, Token]] = field(default_factory=dict)
    clear: set[str] = field(default_factory=set)
    questions: dict[str, str] = field(default_factory=dict)

    def asks(self, entries: Collection[str]) -> list[str]:
        """The questions that settle these open entries, each once."""
        keys = dict.fromkeys(self.open[entry][0] for entry in self.open if entry in entries)
        return list(dict.fromkeys(self.questions[key] for key in keys if key in self.questions))

    def apart(self, signs: Mapping[str, Sign]) -> set[str]:
        """The open entries of diseases that nothing stated is a form, a stage or a treatment of."""
        sure = {key for key, _ in self.states.values()}
        wide = set().union(*(_closure([key], signs) for key in sure)) if sure else set()
        return {
            entry
            for entry, (key, token) in self.open.items()
            if not token.became and key not in wide and not sure & _closure([key], signs) and not _by_treatment(entry)
        }


@cache
def _by_treatment(entry: str) -> bool:
    """Whether the entry lists a treatment rather than a disease."""
    return bool(catalogues.entry(entry).treatments)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, units = text.partition("十")
    if not ten:
        return _HAN_DIGITS.find(text[-1]) + 1
    return 10 * (_HAN_DIGITS.find(tens) + 1 if tens else 1) + (_HAN_DIGITS.find(units) + 1 if units else 0)


def age_signs(text: str) -> list[tuple[int, str]]:
    """Places where the text gives an age, and whether it is a child's or an adult's; 15 to 17 is neither."""
    found = []
    for age in _AGE.finditer(text):
        years = _number(age[1]) if age[1] else 0
        if years <= _CHILD_TO:
            found.append((age.start(), "child"))
        elif years >= _ADULT_FROM:
            found.append((age.start(), "adult"))
    return found


def pressure_sign(text: str) -> str | None:
    """The grade of a blood pressure given in numbers (中国高血压防治指南: 140/90, 160/100, 180/110)."""
    for found in _PRESSURE.finditer(text):
        upper = int(found[1] or found[3])
        lower = int(found[2] or 0)
        if not 90 <= upper <= 300 or lower > upper:
            continue
        for grade, (high, low) in (("grade3", (180, 110)), ("grade2", (160, 100)), ("grade1", (140, 90))):
            if upper >= high or lower >= low:
                return grade
    return None


def _closure(keys: Collection[str], signs: Mapping[str, Sign]) -> set[str]:
    """The signs and all the wider ones they are."""
    whole: set[str] = set()
    queue = list(keys)
    while queue:
        key = queue.pop()
        if key not in whole:
            whole.add(key)
            if key in signs:
                queue.extend(signs[key].groups)
    return whole


def _token_of(key: str, stated: Mapping[str, Token], signs: Mapping[str, Sign]) -> Token | None:
    """The token of a sign that was not said itself but is meant by a narrower one."""
    return next((token for narrower, token in stated.items() if key in _closure([narrower], signs)), None)


def _holds(alternative: str, facts: Collection[str]) -> bool:
    return all((part[1:] not in facts) if part[0] == "!" else part in facts for part in alternative.split())


def _rule(sign: Sign, facts: Collection[str]) -> Rule | None:
    for rule in sign.rules:
        if not rule.when or any(_holds(alternative, facts) for alternative in rule.when):
            return rule
    return None


def _whose_age(token: Token, ages: Sequence[tuple[int, int, str]]) -> str | None:
    """Child or adult, whichever is named nearest: in the clause, then before, then after; figures before words."""
    if not ages:
        return None
    # (clause, rank, sign): rank 0 for an age in figures, 1 for a child, 2 for an adult
    nearest = min(
        ages,
        key=lambda age: (abs(age[0] - token.clause) if age[0] <= token.clause else age[0] - token.clause + 0.5, age[1]),
    )
    return nearest[2]


def _unclear_tumour(key: str, signs: Mapping[str, Sign]) -> tuple[str, ...]:
    """Entries of the cancer that a tumour of this place would be, if it is one."""
    sign = signs[key.removeprefix("tumour of ")]
    return tuple(dict.fromkeys(entry for rule in sign.rules for entry in (*rule.states, *rule.open)))


def _either_or(tokens: Sequence[Token], signs: Mapping[str, Sign]) -> None:
    """不清楚是1型还是2型糖尿病: two forms offered as alternatives state neither, only the disease."""
    for place in range(2, len(tokens)):
        one, joint, other = tokens[place - 2 : place + 1]
        if joint.text not in ("还是", "或", "或者"):
            continue
        topics = {signs[key].topic for token in (one, other) for key in token.signs if key in signs}
        if len(topics) == 1 and (topic := topics.pop()):
            one.signs, other.signs = (), (topic,)


def decide(tokens: Sequence[Token], text: str, signs: Mapping[str, Sign]) -> Verdict:
    """Apply the rules of every sign that is stated and not made redundant by a narrower one."""
    _either_or(tokens, signs)
    stated: dict[str, Token] = {}
    topics: dict[str, Token] = {}
    for token in tokens:
        for key in token.signs:
            if not token.denied:
                stated.setdefault(key, token)
            elif key in signs and (signs[key].topic or signs[key].bare):
                topics.setdefault(signs[key].topic or key, token)
    grade = pressure_sign(text)
    facts = _closure(stated, signs)
    if grade and "hypertension" in facts:
        facts.add(grade)
    ages = _ages(tokens, text)
    facts -= {"child", "adult"}
    facts |= {f"no_{key}" for token in tokens if token.denied and not token.doubted for key in token.signs}
    verdict = Verdict()
    for key in sorted(facts, key=lambda fact: stated[fact].start if fact in stated else len(text)):
        found = stated.get(key) or _token_of(key, stated, signs)
        if found is None:
            continue
        if key.startswith("tumour of "):
            if "malignant" in facts:
                cancer = signs[key.removeprefix("tumour of ")]
                _apply(verdict, cancer, _rule(cancer, facts), found)
            elif "benign" not in facts:
                _leave_open(verdict, key, _unclear_tumour(key, signs), "肿瘤是恶性的（癌）吗？", found)
        elif key in signs and not any(wider in facts for wider in signs[key].yields):
            age = _whose_age(found, ages)
            _apply(verdict, signs[key], _rule(signs[key], facts | {age} if age else facts), found)
    for key, denied in topics.items():
        # 不是2型，是1型: the form is denied, the disease is not
        rule = _rule(signs[key], facts) if key not in facts else None
        if rule and rule.when and rule.states:
            _apply(verdict, signs[key], rule, denied)
    for entry in verdict.states:
        verdict.open.pop(entry, None)
    return verdict


def _ages(tokens: Sequence[Token], text: str) -> list[tuple[int, int, str]]:
    ages = []
    for token in tokens:
        for key in token.signs:
            if key in ("child", "adult"):
                ages.append((token.clause, 1 if key == "child" else 2, key))
    starts = [token.start for token in tokens]
    for place, key in age_signs(text):
        within = bisect_right(starts, place) - 1
        ages.append((tokens[within].clause if within >= 0 else 0, 0, key))
    return ages


def _apply(verdict: Verdict, sign: Sign, rule: Rule | None, token: Token) -> None:
    if rule is None:
        return
    for entry in rule.states:
        verdict.states.setdefault(entry, (sign.key, token))
    verdict.clear.update(rule.clear)
    if rule.open:
        _leave_open(verdict, sign.key, rule.open, rule.ask, token)


def _leave_open(verdict: Verdict, key: str, entries: Sequence[str], ask: str | None, token: Token) -> None:
    for entry in entries:
        verdict.open.setdefault(entry, (key, token))
    if ask:
        verdict.questions.setdefault(key, ask)
