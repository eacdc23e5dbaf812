"""From an explained result to what a paper says: every figure and every word is taken from there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.report.advice import at_the_counter, next_steps
from assistant.report.appendix import appendix
from assistant.report.model import Content, Policy
from assistant.report.stated import facts, frame_of
from assistant.results.amounts import Amount, floor
from assistant.results.explain import explain
from assistant.results.explained import Cited, Explanation
from assistant.results.outcome import of_case
from assistant.results.verdicts import PROVISO, VERDICTS
from knowledge import glossary, library
from knowledge.days import in_chinese
from rules.case import Case
from rules.result import Result
from rules.what_if import Difference

TITLE = "医疗救助待遇估算单"
#: Of the version, the first digits of the text's sha256: enough to tell two versions apart.
_VERSION_DIGITS = 12
#: What fits on the line at the top of every page.
_LONGEST_PERSON = 40
#: How many differences are printed; the largest come first.
_MOST_DIFFERENCES = 8


def content(case: Case, result: Result, on: date, what_if: Sequence[Difference] = (), person: str = "") -> Content:
    """The paper of a case that is known in full.

    Args:
        case: what was asked; every fact of it is told as entered.
        result: its result.
        on: the day that stands on the paper.
        what_if: what would change the answer, the largest first (:func:`rules.what_if.what_if`); empty leaves it out.
        person: whose paper it is, as the person at the desk wrote it, up to 40 characters; never kept.
    """
    return of_explanation(told_in_full(case, result, what_if), on, person)


def told_in_full(case: Case, result: Result, what_if: Sequence[Difference] = ()) -> Explanation:
    """A case that is known in full in words, every fact of it told as entered."""
    return explain(of_case(case, result, frame_of(case), differences=what_if))


def of_explanation(told: Explanation, on: date, person: str = "") -> Content:
    """The paper of a result: only what was answered is told as a fact; open answers are named, with the range.

    Of several documents one paper after another, the sum before the first. Arguments as of :func:`content`.
    """
    first, *further = (_of_part(part, on, person) for part in told.parts)
    if told.whole is None:
        return first
    return replace(first, whole=(Cited(told.whole.text), *told.whole.warnings), further=tuple(further))


def _of_part(told: Explanation, on: date, person: str) -> Content:
    found, result = told.found, told.found.result
    return Content(
        title=TITLE,
        person=person[:_LONGEST_PERSON],
        on=on,
        proviso=PROVISO,
        policy=_policy(result.policy, bool(told.standing)),
        standing=told.standing,
        verdict=VERDICTS[told.verdict],
        sentence=told.sentence,
        amount=_headline(told),
        facts=facts(found.frame, result.policy, told.places),
        bills=told.bills,
        aid=None if found.is_range else floor(result.aid_total, result.at_least),
        self_pay=None if found.is_range else _self_pay(result),
        premium=told.premium,
        open_points=told.open_points,
        readings=told.readings,
        differences=told.differences[:_MOST_DIFFERENCES],
        warnings=told.warnings,
        entitlements=told.entitlements,
        offers=told.offers,
        next_steps=tuple(next_steps(told, result)),
        counter=at_the_counter(told, result),
        appendix=appendix(result.policy, told.every_citation()),
    )


def _headline(told: Explanation) -> str:
    return "" if told.verdict == "unlikely" or (told.verdict == "undecided" and not told.open_points) else told.amount


def _policy(policy_id: str, said: bool) -> Policy:
    """The document; ``said``: its standing is told by itself, and not once more."""
    found = library.document(policy_id).facts
    since = f"自{in_chinese(found.in_force_from)}起" + ("（推定）" if found.in_force_assumed else "")
    return Policy(
        policy_id,
        found.title,
        found.number or "没有文号",
        found.issuer,
        f"{since}。{found.in_force_note}" if found.in_force_note else f"{since}施行。",
        glossary.label("document_status", found.status),
        "" if said else found.status_note,
        found.sha256[:_VERSION_DIGITS],
    )


def _self_pay(result: Result) -> Amount:
    return Amount(result.self_pay, "最多" if any(bill.at_most for bill in result.bills) else "")
