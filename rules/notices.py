"""Warnings that hold for every policy: the document's standing, bills to look at twice, names and codes ignored."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge import library
from knowledge.glossary import label
from knowledge.yamlfile import read_yaml
from rules.case import Bill, Case
from rules.figures import Source
from rules.policies import Policy
from rules.result import NoticeResult


def case_notices(case: Case, rules: Policy, identities: int, identity: int) -> Iterator[NoticeResult]:
    """What is to be said of this case under any policy.

    ``identities``: how many there were to choose among; ``identity``: the place of the one taken, or −1.
    """
    facts = library.document(case.policy).facts
    standing = tuple(Source(c.clause, c.quote) for c in facts.sources.get("status", ()))
    begins = tuple(Source(c.clause, c.quote) for c in facts.sources["in_force_from"])
    if facts.status != "in_force":
        yield common_notice(facts.status, standing, note=facts.status_note)
    if facts.in_force_assumed:
        yield common_notice("in_force_assumed", begins, note=facts.in_force_note)
    early = [i for i, bill in enumerate(case.bills) if bill.date < facts.in_force_from]
    if early:
        since = f"{facts.in_force_from.year}年{facts.in_force_from.month}月{facts.in_force_from.day}日"
        yield common_notice("before_in_force", begins, bills=_places(early), document=facts.short_name, date=since)
    for code in case.person.identities:
        if code not in rules.parameters.codes:
            yield common_notice("foreign_identity", label=label("identity", code), document=facts.short_name)
    if identities > 1:
        yield _own_notice(rules, "highest_identity")
    if identity >= 0 and (warning := rules.parameters.identities[identity].warning):
        yield _own_notice(rules, warning)
    if case.premium is not None and not rules.family.SUBSIDISES_PREMIUM:
        yield common_notice("premium_not_covered", document=facts.short_name)
    for same in _duplicates(case.bills):
        yield common_notice("duplicate_bill", bills=_places(same))
    for name in dict.fromkeys(name for bill in case.bills for name in bill.unlisted):
        yield common_notice("unlisted_disease", name=name)


def _own_notice(rules: Policy, notice_id: str) -> NoticeResult:
    told = rules.parameters.warnings[notice_id]
    return NoticeResult(notice_id, told.text, told.citations)


def _duplicates(bills: tuple[Bill, ...]) -> Iterator[list[int]]:
    """Bills that agree in date, care, hospital level and amounts (spec, common rules)."""
    if len(bills) < 2:
        return
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, b in enumerate(bills):
        amounts = (b.total, b.eligible, b.basic_paid, b.catastrophic_paid, b.civil_aid_paid, b.relief_fund_paid)
        alike[b.date, b.care, b.hospital_level, amounts].append(i)
    yield from (places for places in alike.values() if len(places) > 1)


def _places(places: list[int]) -> str:
    return "、".join(str(i + 1) for i in places)


@cache
def _texts() -> dict[str, str]:
    return read_yaml(Path(__file__).with_name("notices.yaml"))


def common_notice(notice_id: str, sources: tuple[Source, ...] = (), **words: str) -> NoticeResult:
    """A notice of ``notices.yaml`` with its words filled in."""
    return NoticeResult(notice_id, _texts()[notice_id].format_map(words), sources)
