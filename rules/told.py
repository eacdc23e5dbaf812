"""What is told beside the amounts: the document's warnings and entitlements that apply to a bill or to the person."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import NamedTuple

from rules import codes
from rules.case import Bill, Case
from rules.columns import Choice
from rules.family import Policy
from rules.figures import Notice
from rules.ledger import Change, Evaluation, Ledger
from rules.money import Bools
from rules.result import NoticeResult


class Told(NamedTuple):
    """The document's warnings and entitlements, in its order."""

    warnings: tuple[NoticeResult, ...]
    entitlements: tuple[NoticeResult, ...]


def told_of_bills(evaluation: Evaluation, rules: Policy, rows: range) -> Told:
    """What applies to at least one of the bills in ``rows``."""

    def applies(where: Bools) -> bool:
        return bool(where[rows.start]) if len(rows) == 1 else bool(where[rows.start : rows.stop].any())

    return _told(evaluation, rules, applies)


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
    return _told(evaluation, rules, lambda where: bool(where.all()))


def _told(evaluation: Evaluation, rules: Policy, applies: Callable[[Bools], bool]) -> Told:
    family, parameters, columns = rules.family, rules.parameters, evaluation.columns
    warnings = family.notices(columns, evaluation.benefits, parameters)
    entitlements = family.entitlements(columns, parameters)
    return Told(
        tuple(_those_that_apply(warnings, parameters.warnings, applies)),
        tuple(_those_that_apply(entitlements, parameters.entitlements, applies)),
    )


def _those_that_apply(
    notices: Iterator[tuple[str, Choice]], texts: dict[str, Notice], applies: Callable[[Bools], bool]
) -> Iterator[NoticeResult]:
    for name, where in notices:
        if where is True or (where is not False and applies(where)):
            yield NoticeResult(name, texts[name].text, texts[name].citations)
