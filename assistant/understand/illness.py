"""Diseases of a message, found by the matcher of disease names within the lists of the person's document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answers.acts import Propose, Words
from assistant.understand.control import asks
from assistant.understand.corrections import replaced_spans
from assistant.understand.facts import Fact
from assistant.understand.people import People
from assistant.understand.regexes import regexes
from assistant.understand.roles import roles
from assistant.understand.standing import unstated_illness
from assistant.understand.text import Message, without_halves
from knowledge.catalogues import list_ids
from knowledge.glossary import label
from knowledge.yamlfile import read_yaml
from rules.named_diseases import limited_by_treatment, limiting_treatments
from rules.policies import policy as rules_of

if TYPE_CHECKING:
    from assistant.diseases import Evidence, Match

#: Words of these fields help to tell a disease: 透析, 化疗, 住院, 3岁.
_TELLING = ("care", "treatment", "diseases", "person.age")
_FILE = Path(__file__).parent / "ailments.yaml"
_ASKING = re.compile(r"(?:我)?(?:来|是|想)?(?:替|帮|给|代|为)$")


def catalogues(policy: str | None) -> Collection[str]:
    """The disease lists that the document reads; all of them while the document is not known."""
    return list_ids() if policy is None else rules_of(policy).parameters.lists


def disease_facts(
    message: Message, policy: str | None, who: People, field: str, understood: Iterable[Fact]
) -> tuple[list[Fact], list[Propose]]:
    """Entries stated about the patient as one fact, and questions where a name does not tell which entry is meant.

    `understood` are the facts found so far: no part of a disease name is looked for in their words.
    """
    lists = catalogues(policy)
    if not lists:
        return [], []
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    facts = tuple(understood)
    said = _rest(message, who, facts)
    found = match(said, lists)
    evidence = [item for item in found.evidence if who.of_patient(item.start)]
    if found.evidence and not evidence:
        return [], []
    if found.status == "match":
        ids = [one for one in found.ids if not evidence or any(item.id == one for item in evidence)]
        start = min((item.start for item in evidence), default=0)
        end = max((item.end for item in evidence), default=len(message.raw))
        return ([Fact("diseases", ids, start, end)] if ids else []), []
    if found.status == "ambiguous" and not limited_by_treatment(found.open):
        return _stated_and_open(found, evidence, field)
    treated = [(fact.start, fact.end) for fact in facts if fact.field == "treatment"]
    named = [
        item
        for item in (evidence or found.elsewhere)
        if who.of_patient(item.start) and not any(item.start < end and start < item.end for start, end in treated)
    ]
    if not named or _asked_about(message, named[0].start):
        return _ailments(message, who), []
    covering = found.ids or _if_treated(said, lists)
    value = list(covering or dict.fromkeys(item.text for item in named))
    return [Fact("diseases", value, named[0].start, named[-1].end, weak=not covering)], []


def _stated_and_open(found: Match, evidence: Sequence[Evidence], field: str) -> tuple[list[Fact], list[Propose]]:
    """What is sure as a fact, and the question that chooses among the rest (乙型肝炎，肝硬化)."""
    sure = [item for item in evidence if item.id in found.sure]
    left = [item for item in evidence if item.id in found.open]
    ids = list(dict.fromkeys(item.id for item in sure))
    facts = [Fact("diseases", ids, min(i.start for i in sure), max(i.end for i in sure))] if sure else []
    if evidence and not left:
        return facts, []
    words = Words(left[0].text, left[0].start, left[0].end) if left else None
    return facts, [Propose(field, found.open, found.ask or "", words)]


def _if_treated(said: str, lists: Collection[str]) -> tuple[str, ...]:
    """The entries that would cover what is said if it were treated as they demand: 肺癌, if by 化疗."""
    from assistant.diseases import match

    found: dict[str, None] = {}
    for treatment in sorted(limiting_treatments(lists)):
        words = label("treatment", treatment)
        treated, alone = match(f"{said}，{words}", lists), match(words, lists)
        if treated.status == "match" and limited_by_treatment(treated.ids):
            # what the treatment alone states says nothing of the disease
            found.update(dict.fromkeys(one for one in treated.ids if alone.status != "match" or one not in alone.ids))
    return tuple(found)


def _asked_about(message: Message, place: int) -> bool:
    return asks(message, message.clause_at(place))


def _ailments(message: Message, who: People) -> list[Fact]:
    """What the patient has that stands on no list of any document, by its name: 骨折."""
    names, rules, unstated = _names(), _rules(), unstated_illness(message)
    spans: list[tuple[int, int]] = []
    for found in names.finditer(message.plain):
        clause = message.clause_at(found.start())
        before, after = message.plain[clause.start : found.start()], message.plain[found.end() : clause.end]
        stands = who.of_patient(found.start(), found.end()) and not asks(message, clause)
        stands = stands and not any(start <= found.start() < end for start, end in unstated)
        if stands and not rules["denied"].search(before) and not rules["over"].match(after):
            spans.append(found.span())
    if not spans:
        return []
    named = list(dict.fromkeys(message.plain[start:end] for start, end in spans))
    return [Fact("diseases", named, spans[0][0], spans[-1][1], weak=True)]


@cache
def _names() -> re.Pattern[str]:
    names = sorted(read_yaml(_FILE)["names"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, names)))


@cache
def _rules() -> Mapping[str, re.Pattern[str]]:
    data = read_yaml(_FILE)
    return {name: re.compile(data[name]) for name in ("denied", "over")}


def denied_diseases(message: Message, policy: str | None, known: Mapping[str, Any]) -> list[Fact]:
    """不是乳腺癌，是乳腺纤维瘤: what is left of the diseases when the first was wrong and the second is on no list."""
    lists = catalogues(policy)
    denial = regexes("corrections")["not_but"].search(message.plain)
    if denial is None or not lists:
        return []
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    wrong = set(match(denial["old"], lists).ids)
    if not wrong:
        return []
    left = [one for one in known.get("diseases") or () if one not in wrong]
    return [Fact("diseases", left, denial.start("old"), denial.end("new"))]


def _rest(message: Message, who: People, understood: Iterable[Fact]) -> str:
    """The message with what is understood already blanked, and the patient's name: 我帮我舅舅问 is not his denial."""
    chars = list(without_halves(message.raw))
    for fact in understood:
        if fact.field not in _TELLING and not fact.denied:
            chars[fact.start : fact.end] = "，" * (fact.end - fact.start)
    for start, end in (*replaced_spans(message), *unstated_illness(message)):
        chars[start:end] = "，" * (end - start)
    for role in roles(message.plain):
        chars[role.start : role.end] = "，" * (role.end - role.start)
    for mention in who.mentions:
        if who.patient is not None and mention.who == who.patient:
            asking = _ASKING.search(message.plain[: mention.start])
            start = asking.start() if asking else mention.start
            chars[start : mention.end] = "，" * (mention.end - start)
    return "".join(chars)
