"""Warnings that hold for every policy: the document's standing, bills to look at twice, names and codes ignored."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from knowledge import library
from knowledge.facts import Citation, Facts
from knowledge.glossary import label
from knowledge.yamlfile import read_yaml
from rules import days
from rules.case import Case
from rules.figures import Source
from rules.held import Spell
from rules.ledger import Chosen, Ledger, Variant
from rules.money import to_yuan
from rules.offers import not_looked_at
from rules.parameters import Exclusion
from rules.prepared import Policy
from rules.result import NoticeResult
from rules.told import own_notice


def case_notices(ledger: Ledger, chosen: Chosen, spells: Sequence[Spell]) -> Iterator[NoticeResult]:
    """What is to be said of this case under any policy. ``spells``: those of the readings chosen."""
    case, rules = ledger.case, ledger.policy
    facts = library.document(case.policy).facts
    yield from _of_the_document(case, facts)
    yield from _of_identities(ledger, chosen, spells, facts)
    if case.premium is not None and rules.family.premium is None:
        yield common_notice("premium_not_covered", document=facts.short_name)
    yield from _of_days(case, rules, facts)
    if _limit_shown(ledger, chosen):
        yield common_notice("calendar_year")
    for name in dict.fromkeys(name for bill in case.bills for name in bill.unlisted):
        yield common_notice("unlisted_disease", name=name)


def _of_the_document(case: Case, facts: Facts) -> Iterator[NoticeResult]:
    if facts.status != "in_force":
        yield common_notice(facts.status, _sources(facts.sources.get("status", ())), note=facts.status_note)
    if facts.in_force_assumed:
        yield common_notice("in_force_assumed", _sources(facts.sources["in_force_from"]), note=facts.in_force_note)
    early = [i for i, bill in enumerate(case.bills) if bill.dated and bill.date < facts.in_force_from]
    if early:
        since = days.printed(facts.in_force_from)
        begins = _sources(facts.sources["in_force_from"])
        yield common_notice("before_in_force", begins, bills=_places(early), document=facts.short_name, date=since)


def _sources(citations: Sequence[Citation]) -> tuple[Source, ...]:
    """The words of the document that state one of its facts."""
    return tuple(Source(c.clause, c.quote) for c in citations)


def _of_identities(ledger: Ledger, chosen: Chosen, spells: Sequence[Spell], facts: Facts) -> Iterator[NoticeResult]:
    case, parameters = ledger.case, ledger.policy.parameters
    for code in case.person.identities:
        if code not in parameters.known_codes:
            yield common_notice("foreign_identity", label=label("identity", code), document=facts.short_name)
    for rule in parameters.read_as_rules:
        for code in case.person.identities:
            if code in rule.codes:
                words = {"label": label("identity", code), "read": label("identity", rule.identity, case.policy)}
                yield common_notice("read_as", (rule.source,), document=facts.short_name, **words)
    if any(spell.choice.recipients > 1 for spell in spells):
        yield own_notice("highest_identity", parameters.warnings["highest_identity"])
    taken = dict.fromkeys(chosen.identity[0].tolist() if case.bills else spells[-1].choice.places[:1])
    told = dict.fromkeys(parameters.identities[place].warning for place in taken if place >= 0)
    for warning in filter(None, told):
        yield own_notice(warning, parameters.warnings[warning])
    for left_out in dict.fromkeys(rule for spell in spells for rule in spell.choice.left_out):
        if left_out.warning:
            total = to_yuan(_total_if_the_other(ledger, left_out))
            yield own_notice(left_out.warning, parameters.warnings[left_out.warning], amount=total)
    if not_looked_at(case, parameters.offers):
        yield common_notice("offers_not_looked_at", tuple(o.source for o in parameters.offers.values()))


def _total_if_the_other(ledger: Ledger, rule: Exclusion) -> int:
    """The aid if what was left out is what the person is, and what it stands beside is not (fen)."""
    case, parameters = ledger.case, ledger.policy.parameters
    kept = tuple(code for code in case.person.identities if parameters.read_as.get(code, code) not in set(rule.beside))
    other = Ledger(replace(case, person=replace(case.person, identities=kept)), ledger.policy)
    return other.choose([Variant((), other.spells())]).totals()[0]


def _of_days(case: Case, rules: Policy, facts: Facts) -> Iterator[NoticeResult]:
    """Bills whose days leave something open; only days that were given count."""
    several = len(case.bills) > 1
    for same in days.entered_twice(case.bills) if several else ():
        yield common_notice("duplicate_bill", bills=_places(same))
    if rules.family.stay_line is not None and several:
        line = rules.family.stay_line(rules.parameters)
        transferred = days.perhaps_one_stay(case.bills, line.amount)
        if transferred:
            yield common_notice("perhaps_one_stay", (line.source,), bills=_places(transferred), line=str(line))
    across = days.admitted_across(case.bills, facts.in_force_from)
    if across:
        yield common_notice("admitted_across", bills=_places(across))
    if rules.parameters.lost_identity is None:
        changed = days.identity_changed_during(case.bills, case.person, rules.parameters.known_codes)
        if changed:
            yield common_notice("identity_changed_during_stay", bills=_places(changed))


def _limit_shown(ledger: Ledger, chosen: Chosen) -> bool:
    """Whether an annual limit stands beside some amount."""
    traced = chosen.traced
    assert traced is not None
    rows = slice(chosen.rows.start, chosen.rows.stop)
    return any(any(benefit.amount[rows].tolist()) for benefit in traced.benefits if benefit.limit is not None)


def _places(places: Sequence[int]) -> str:
    return "、".join(str(i + 1) for i in places)


@cache
def _texts() -> dict[str, str]:
    return read_yaml(Path(__file__).with_name("notices.yaml"))


def common_notice(notice_id: str, sources: tuple[Source, ...] = (), **words: str) -> NoticeResult:
    """A notice of ``notices.yaml`` with its words filled in; braces in a person's own words stay as they are."""
    return NoticeResult(notice_id, _texts()[notice_id].format_map(words), sources)
