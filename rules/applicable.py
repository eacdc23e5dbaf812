"""Which document applies: residence sets it, a date before it was in force changes it; each is said with its clause.

There is no silent fallback: a place or a date that no document of the library covers has no document.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from knowledge import library
from knowledge.divisions import contains
from knowledge.facts import Citation, Facts
from knowledge.glossary import label
from rules.figures import Source
from rules.notices import common_notice
from rules.policies import left_out, policy_ids
from rules.result import NoticeResult


@dataclass(frozen=True, slots=True)
class Applicable:
    """The document for a place, a person and a date, with the reason.

    ``policy`` None: the library has none, and ``reason`` says what it covers. ``warnings``: what to check all the same.
    """

    policy: str | None
    reason: str
    sources: tuple[Source, ...]
    warnings: tuple[NoticeResult, ...] = ()


def applicable(area: str, on: date | None = None, identities: Collection[str] = ()) -> Applicable:
    """The document for a residence.

    Args:
        area: division code of the residence as far as it is known: ``500107``, ``50``, ``3201``.
        on: date of the bill; None asks for the current document.
        identities: what the person is known to be; a document for certain people only applies to those.
    """
    here = [f for f in _facts() if contains(f.area.code, area)]
    if not here:
        covered = "、".join(dict.fromkeys(f.area.name for f in _facts()))
        return Applicable(None, f"资料库里没有这个地方的文件；目前有：{covered}。请向当地医保部门询问。", ())
    own = [f for f in here if len(f.area.code) == max(len(g.area.code) for g in here)]
    not_yet = [f for f in here if on is not None and on < f.in_force_from]
    open_to = [f for f in here if f not in not_yet and _is_for(f, identities)]
    if not open_to:
        first = min(here, key=lambda f: f.in_force_from)
        when = f"{_day(first.in_force_from)}以前，资料库里没有适用于{first.area.name}的文件，不能计算。"
        return Applicable(None, when + "请向当地医保部门询问当时的规定。", _begins(first))
    chosen = max(open_to, key=lambda f: (len(f.area.code), f.in_force_from))
    warnings = (*_warnings(chosen), *_of_left_out(area, chosen))
    return Applicable(chosen.id, *_reason(chosen, own, not_yet, identities), warnings)


def _facts() -> list[Facts]:
    return [library.document(policy).facts for policy in policy_ids()]


def _is_for(facts: Facts, identities: Collection[str]) -> bool:
    """Whether a document speaks of the person, be it to say that they are aided no longer and hold nothing else."""
    audience = facts.only_for
    if audience is None or any(code in audience.identities for code in identities):
        return True
    return bool(identities) and all(code in audience.excluded for code in identities)


def _reason(
    chosen: Facts, own: list[Facts], not_yet: list[Facts], identities: Collection[str]
) -> tuple[str, tuple[Source, ...]]:
    for facts in own:
        if facts in not_yet and facts is not chosen and _is_for(facts, identities):
            when = f"《{facts.short_name}》从{_day(facts.in_force_from)}起施行，费用发生在这以前"
            return f"{when}，所以按当时的《{chosen.short_name}》计算。", _begins(facts)
    if chosen.only_for is not None:
        why = f"{chosen.area.name}的{_audience(chosen)}，适用《{chosen.short_name}》。"
        return why, (_source(chosen.only_for.citation),)
    for facts in own:
        if facts.only_for is not None and facts is not chosen:
            why = f"《{facts.short_name}》只适用于{_audience(facts)}；其他人按《{chosen.short_name}》计算。"
            return why, (_source(facts.only_for.citation),)
    return f"户籍（认定）地在{chosen.area.name}，适用《{chosen.short_name}》。", tuple(
        _source(c) for c in chosen.sources["area"]
    )


def _audience(facts: Facts) -> str:
    """The people whom a document for certain people is for, in its own words."""
    codes = facts.only_for.identities if facts.only_for else ()
    return "、".join(label("identity", code, facts.id) for code in codes)


def _warnings(chosen: Facts) -> Iterator[NoticeResult]:
    """A municipal document leaves room for rules of the districts, which the library may lack."""
    if chosen.local_rules is not None:
        source = _source(chosen.local_rules)
        yield common_notice("district_rules_missing", (source,), document=chosen.short_name)


def _of_left_out(area: str, chosen: Facts) -> Iterator[NoticeResult]:
    """A nearer document whose folder is not complete, so that the wider one stands in for it."""
    for name in left_out():
        with suppress(library.DocumentError):
            facts = library.facts(name)
            if contains(facts.area.code, area) and len(facts.area.code) > len(chosen.area.code):
                yield common_notice("document_left_out", document=facts.short_name)


def _begins(facts: Facts) -> tuple[Source, ...]:
    return tuple(_source(c) for c in facts.sources["in_force_from"])


def _source(citation: Citation) -> Source:
    return Source(citation.clause, citation.quote)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
