"""Whom a notice concerns: the rows for which all holds that its ``when`` says, or that its family computes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from rules import codes
from rules.columns import Choice, Columns
from rules.diseases import list_entries
from rules.ledger import Evaluation, Ledger
from rules.money import Bools
from rules.parameters import Notice, Parameters, When
from rules.prepared import Policy
from rules.worksheet import Benefit


def warnings(b: Columns, benefits: Sequence[Benefit], rules: Policy) -> Iterator[tuple[str, Choice]]:
    """The document's warnings in its order, each with the rows that it concerns."""
    computed = dict(rules.family.notices(b, tuple(benefits), rules.parameters))
    yield from _each(rules.parameters.warnings, computed, b, benefits, rules.parameters)


def entitlements(b: Columns, benefits: Sequence[Benefit], rules: Policy) -> Iterator[tuple[str, Choice]]:
    """What the document grants outside the numbers, in its order, each with the rows that it concerns."""
    yield from _each(rules.parameters.entitlements, {}, b, benefits, rules.parameters)


def _each(
    notices: Mapping[str, Notice],
    computed: Mapping[str, Choice],
    b: Columns,
    benefits: Sequence[Benefit],
    p: Parameters,
) -> Iterator[tuple[str, Choice]]:
    for name, notice in notices.items():
        if name in computed:
            yield name, computed[name]
        elif notice.when is not None:
            yield name, concerned(notice.when, b, benefits, p)


def concerned(when: When, b: Columns, benefits: Sequence[Benefit], p: Parameters) -> Choice:
    """The rows for which everything holds that ``when`` names; True where it names nothing."""
    found: Choice = True
    for holds in (*_of_person(when, b, p), *_of_bill(when, b, p), *_of_result(when, benefits)):
        found = holds if found is True else found & holds
    return found


def facts(ledger: Ledger, evaluation: Evaluation, place: int, row: int) -> dict[str, Any]:
    """What :meth:`When.holds` asks of one bill: the bill at ``place`` in order of computation, in its traced row."""
    bill, p = ledger.case.bills[ledger.order[place]], ledger.policy.parameters
    identity, age = evaluation.columns.identity.item(row), ledger.case.person.age
    return {
        "identities": p.codes[identity] if identity >= 0 else None,
        "named": identity >= 0,
        "recipient": p.recipients[identity],
        "insured": ledger.case.person.insured,
        "care": bill.care,
        "treatment": bill.treatment,
        "place": bill.place,
        "referral": bill.referral,
        "designated": bill.designated,
        "listed": {part for part, name in p.catalogues.items() if not list_entries(name).isdisjoint(bill.diseases)},
        "insurance_paid": bill.basic_paid > 0,
        "other_aid": bill.civil_aid_paid + bill.relief_fund_paid > 0,
        "may_be_employed": age is None or age >= codes.WORKING_AGE,
        "billed": bill.eligible > 0,
        "day": bill.date if bill.dated else date.min,
        "granted": {benefit.id for benefit in evaluation.benefits if benefit.amount.item(row)},
        "met": {benefit.id for benefit in evaluation.benefits if benefit.met.item(row)},
    }


def _of_person(when: When, b: Columns, p: Parameters) -> Iterator[Bools]:
    if when.identities:
        yield p.among(when.identities)[b.identity]
    if when.named is not None:
        yield (b.identity >= 0) == when.named
    if when.recipient is not None:
        yield p.is_recipient(b.identity) == when.recipient
    if when.insured is not None:
        yield b.insured == when.insured
    if when.may_be_employed is not None:
        yield ((b.age == codes.NOT_GIVEN) | (b.age >= codes.WORKING_AGE)) == when.may_be_employed


def _of_bill(when: When, b: Columns, p: Parameters) -> Iterator[Bools]:
    if when.care is not None:
        yield b.care == codes.CARE.index(when.care)
    for column, given, known in (
        (b.treatment, when.treatment, codes.TREATMENT),
        (b.place, when.place, codes.PLACE),
        (b.referral, when.referral, codes.REFERRAL),
    ):
        if given:
            yield _among(given, known)[column]
    if when.designated is not None:
        yield b.designated == when.designated
    if when.listed is not None:
        yield b.has_any(list_entries(p.catalogues[when.listed]))
    if when.insurance_paid is not None:
        yield (b.basic_paid > 0) == when.insurance_paid
    if when.other_aid is not None:
        yield (b.civil_aid_paid + b.relief_fund_paid > 0) == when.other_aid
    if when.billed is not None:
        yield (b.eligible > 0) == when.billed
    if when.since is not None:
        yield b.day >= when.since.toordinal()


def _of_result(when: When, benefits: Sequence[Benefit]) -> Iterator[Bools]:
    if when.granted:
        paid = [benefit.amount > 0 for benefit in benefits if benefit.id in when.granted]
        yield np.logical_or.reduce(paid)
    if when.met:
        yield np.logical_or.reduce([benefit.met for benefit in benefits if benefit.id in when.met])


@cache
def _among(given: tuple[str, ...], known: tuple[str, ...]) -> Bools:
    """For each code by place, whether it is one of those given."""
    return np.array([code in given for code in known])
