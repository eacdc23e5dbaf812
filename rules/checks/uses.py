"""Who rests on each clause: found in the traced computation, the notices, readings, facts and disease lists.

This is the mechanical half of the coverage register: what a clause is used for is not remembered but looked up.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from knowledge import catalogues, library
from rules.case import Bill, Case, Person
from rules.checks.documents import citations_of
from rules.checks.register import Use
from rules.columns import PremiumColumns
from rules.figures import Figure, Source, Table
from rules.ledger import Change, Ledger
from rules.parameters import Parameters
from rules.prepared import Policy
from rules.worksheet import Benefit, Condition, Step


def uses(policy: Policy) -> dict[str, set[Use]]:
    """For each leaf or paragraph of the policy's own document that something rests on, what does: (role, name)."""
    found: dict[str, set[Use]] = defaultdict(set)
    for use, source in each_use(policy):
        if source.clause.startswith(f"{policy.id}#"):
            found[_paragraph(source)].add(use)
    return dict(found)


def _paragraph(source: Source) -> str:
    """The clause cited; where it has several paragraphs, the one that holds the quote."""
    clause = library.clause(source.clause)
    held = [part for part in clause.paragraph_ids if source.quote in library.clause(part).text]
    return held[0] if held else clause.id


def each_use(policy: Policy) -> Iterator[tuple[Use, Source]]:
    """Everything that quotes, with the words it quotes, other documents of the library among them."""
    for benefit in (*_traced(policy), *_traced_premium(policy)):
        for source in _sources(benefit):
            yield ("computed", benefit.id), source
    for entry in catalogues.entries():
        if entry.catalogue in policy.parameters.lists:
            yield ("computed", entry.catalogue), Source(entry.clause, entry.quote)
    yield from _told(policy.parameters)
    for record, citation in citations_of(library.document(policy.id).facts):
        name = record.removeprefix("sources.").partition("[")[0]
        yield ("told", f"facts.{name}"), Source(citation.clause, citation.quote)


def _told(parameters: Parameters) -> Iterator[tuple[Use, Source]]:
    for kind in ("warnings", "entitlements"):
        for name, notice in getattr(parameters, kind).items():
            for source in notice.citations:
                yield ("told", f"{kind}.{name}"), source
    for name, reading in parameters.readings.items():
        yield ("told", f"readings.{name}"), reading.source
    for name, offer in parameters.offers.items():
        for source in offer.sources:
            yield ("told", f"offers.{name}"), source
    for rule in parameters.read_as_rules:
        yield ("told", "read_as"), rule.source
    for rule_out in parameters.excluded:
        yield ("told", "excluded"), rule_out.source
    if parameters.lost_identity is not None:
        yield ("told", "lost_identity"), parameters.lost_identity.source


def _traced(policy: Policy) -> tuple[Benefit, ...]:
    """The benefits of one empty bill with every step written down: those of the other readings, of a person without
    insurance and of what the document leaves open among them.
    """
    bill = Bill(date(2024, 1, 1), "inpatient", 0, 0)
    ledger = Ledger(Case(policy.id, Person(policy.parameters.codes[:1], insured=False), (bill,)), policy)
    other = [(Change(f"reading:{name}", 1),) for name, r in policy.parameters.readings.items() if not r.of_premium]
    return ledger.evaluate([(), *other], trace=True).benefits


def _traced_premium(policy: Policy) -> Iterator[Benefit]:
    if policy.family.premium is not None:
        nothing, no = np.zeros(1, np.int64), np.zeros(1, np.bool_)
        readings = {name: no for name, reading in policy.parameters.readings.items() if reading.of_premium}
        columns = PremiumColumns(nothing, nothing + 1, nothing, nothing, no, readings)
        yield policy.family.premium(columns, policy.parameters, True)


def _sources(benefit: Benefit) -> Iterator[Source]:
    yield from _of_conditions((*benefit.conditions, *benefit.undetermined))
    for step in benefit.steps:
        yield from _of_step(step)


def _of_conditions(conditions: Iterable[Condition]) -> Iterator[Source]:
    for condition in conditions:
        yield from (*condition.citations, *condition.by_identity)


def _of_step(step: Step) -> Iterator[Source]:
    yield from step.citations
    for operand in step.operands.values():
        if isinstance(operand, Figure):
            yield operand.source
        elif isinstance(operand, Table):
            yield from (figure.source for figure in operand.root.values())
