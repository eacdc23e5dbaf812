"""What is told beside the amounts: the document's warnings and entitlements that apply to a bill or to the person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from knowledge import library
from rules import codes, concerned
from rules.case import Bill, Case
from rules.columns import Choice
from rules.figures import Source
from rules.ledger import Change, Chosen, Ledger
from rules.parameters import Notice
from rules.policies import Policy, policy_ids
from rules.result import NoticeResult


class Told(NamedTuple):
    """The document's warnings and entitlements, in its order."""

    warnings: tuple[NoticeResult, ...]
    entitlements: tuple[NoticeResult, ...]


def told_of_bills(ledger: Ledger, chosen: Chosen) -> Told:
    """What applies to at least one of the bills; what rests on a day that was assumed is not told."""
    evaluation, parameters = chosen.traced, ledger.policy.parameters
    assert evaluation is not None
    rows = slice(chosen.rows.start, chosen.rows.stop)
    bills = [concerned.facts(ledger, evaluation, place, row) for place, row in enumerate(chosen.rows)]
    computed = {
        name: where if isinstance(where, bool) else True in where[rows].tolist()
        for name, where in ledger.policy.family.notices(evaluation.columns, evaluation.benefits, parameters)
    }

    return Told(
        tuple(_applying(parameters.warnings, computed, bills)),
        tuple(_applying(parameters.entitlements, computed, bills)),
    )


def _applying(
    notices: Mapping[str, Notice], computed: Mapping[str, bool], bills: Sequence[Mapping[str, Any]]
) -> Iterator[NoticeResult]:
    for name, notice in notices.items():
        applies, when = computed.get(name, False), notice.when
        if when is not None and name not in computed:
            for bill in bills[-1:] if when.lasting else bills:
                if when.holds(bill):
                    applies = True
                    break
        if applies:
            yield own_notice(name, notice)


#: No cost yet, of whatever kind: every care, place, referral, and whether the institution is designated.
_NO_COST = Bill(date.min, codes.CARE[codes.INPATIENT], eligible=0, total=0)
_KINDS = {"care": codes.CARE, "place": codes.PLACE, "referral": codes.REFERRAL, "designated": (False, True)}
_EVERY_KIND = [
    tuple(Change(field, code) for field, code in zip(_KINDS, kind, strict=True))
    for kind in product(*(range(len(values)) for values in _KINDS.values()))
]


def told_of_the_person(case: Case, rules: Policy, identity: Change) -> Told:
    """What applies to a person of this identity who has no bill yet: what would be told of any bill that may come."""
    ledger = Ledger(replace(case, bills=(_NO_COST,)), rules)
    evaluation = ledger.evaluate([(identity, *kind) for kind in _EVERY_KIND])
    columns, benefits, parameters = evaluation.columns, evaluation.benefits, rules.parameters
    warnings = concerned.warnings(columns, benefits, rules)
    entitlements = concerned.entitlements(columns, benefits, rules)
    return Told(
        tuple(_those_of_every_row(warnings, parameters.warnings)),
        tuple(_those_of_every_row(entitlements, parameters.entitlements)),
    )


def _those_of_every_row(notices: Iterable[tuple[str, Choice]], texts: Mapping[str, Notice]) -> Iterator[NoticeResult]:
    for name, where in notices:
        if bool(np.all(where)):
            yield own_notice(name, texts[name])


def own_notice(name: str, notice: Notice, **words: str) -> NoticeResult:
    """A notice of the document, with the clauses of other documents that name the one it speaks of."""
    if not words and not notice.document:
        return NoticeResult(name, notice.text, notice.citations)
    text = notice.text
    for word, value in words.items():
        text = text.replace(f"{{{word}}}", value)
    elsewhere = _naming(notice.document) if notice.document else ()
    return NoticeResult(name, text, (*notice.citations, *elsewhere))


@cache
def _naming(number: str) -> tuple[Source, ...]:
    """Where the documents of the library name a document that is not among them."""
    named = [
        item.citation
        for policy_id in policy_ids()
        for item in (*library.facts(policy_id).basis, *library.facts(policy_id).refers_to)
        if item.number == number
    ]
    return tuple(Source(citation.clause, citation.quote) for citation in named)
