"""From a result to what a paper says. Every figure is taken from the result, every verdict from the explanation."""

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answers.frame import Frame
from assistant.answers.questions import value_label
from assistant.report.advice import at_the_counter, next_steps
from assistant.report.appendix import Citations
from assistant.report.differences import differences
from assistant.report.facts import facts, frame_of
from assistant.report.model import (
    Amount,
    Benefit,
    Bill,
    Choice,
    Condition,
    Content,
    Payer,
    Point,
    Policy,
    Premium,
    Reading,
    Step,
    day_text,
    floor,
)
from assistant.results import contribution
from assistant.results.explain import PROVISO, VERDICTS, Cited, ExplainedBenefit, ExplainedBill, Explanation, explain
from assistant.results.formulas import in_words
from assistant.results.outcome import Outcome
from assistant.results.shares import may_be_less
from knowledge import glossary, library
from rules.case import Case
from rules.result import BenefitResult, BillResult, ConditionResult, ReadingResult, Result, StepResult
from rules.what_if import Difference as Changed

TITLE = "医疗救助待遇估算单"
#: Of the version, the first digits of the text's sha256: enough to tell two versions apart.
_VERSION_DIGITS = 12
#: What fits on the line at the top of every page.
_LONGEST_PERSON = 40


def content(case: Case, result: Result, on: date, what_if: Sequence[Changed] = (), person: str = "") -> Content:
    """The paper of a case that is known in full.

    Args:
        case: what was asked; every fact of it is told as entered.
        result: its result.
        on: the day that stands on the paper.
        what_if: what would change the answer, the largest first (:func:`rules.what_if.what_if`); empty leaves it out.
        person: whose paper it is, as the person at the desk wrote it, up to 40 characters; never kept.
    """
    return of_outcome(Outcome(result, frame_of(case), result.aid_total, result.aid_total), on, what_if, person)


def of_outcome(found: Outcome, on: date, what_if: Sequence[Changed] = (), person: str = "") -> Content:
    """The paper of a conversation: only what was answered is told as a fact; open answers are named, with the range.

    Arguments as of :func:`content`.
    """
    result, told = found.result, explain(found)
    cited = Citations(result.policy)
    standing = _points(told.standing, cited)
    bills = tuple(_bill(i, told.bills[i], found, cited) for i in range(len(result.bills)))
    return Content(
        title=TITLE,
        person=person[:_LONGEST_PERSON],
        on=on,
        proviso=PROVISO,
        policy=_policy(result.policy, bool(standing)),
        standing=standing,
        verdict=VERDICTS[told.verdict],
        sentence=told.sentence,
        amount=_headline(told),
        facts=facts(found.frame, result.policy),
        bills=bills,
        aid=None if found.is_range else floor(result.aid_total, result.at_least),
        self_pay=None if found.is_range else _self_pay(result),
        premium=_premium(result, cited),
        open_points=tuple(Point(f"{p.label}：{p.where}") for p in told.open_points),
        readings=tuple(_reading(r, result.aid_total, result.at_least, cited) for r in result.readings),
        differences=differences(what_if, result),
        warnings=_points(told.warnings, cited),
        entitlements=_points(told.entitlements, cited),
        next_steps=tuple(next_steps(told, result)),
        counter=at_the_counter(told, result),
        clauses=cited.clauses(),
    )


def _headline(told: Explanation) -> str:
    return "" if told.verdict == "unlikely" or (told.verdict == "undecided" and not told.open_points) else told.amount


def _policy(policy_id: str, said: bool) -> Policy:
    """The document; ``said``: its standing is told by itself, and not once more."""
    found = library.document(policy_id).facts
    since = f"自{day_text(found.in_force_from)}起" + ("（推定）" if found.in_force_assumed else "")
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


def _points(sentences: Sequence[Cited], cited: Citations) -> tuple[Point, ...]:
    return tuple(Point(cited_sentence.text, cited.refs(cited_sentence.citations)) for cited_sentence in sentences)


def _self_pay(result: Result) -> Amount:
    return Amount(result.self_pay, "最多" if any(may_be_less(bill) for bill in result.bills) else "")


def _bill(place: int, told: ExplainedBill, found: Outcome, cited: Citations) -> Bill:
    bill, known = found.result.bills[place], found.costs_known and found.payments_known
    pairs = zip(told.benefits, bill.benefits, strict=True)
    return Bill(
        told.title,
        _about(found.frame, place),
        Amount(bill.total) if known else None,
        tuple(_payers(told, bill)),
        tuple(_benefit(said, benefit, known, cited) for said, benefit in pairs),
    )


def _about(frame: Frame, place: int) -> str:
    """The bill in a few words: when and what for."""
    known = ((path, frame.value(path)) for path in (f"bills[{place}].date", f"bills[{place}].care"))
    return "　".join(value_label(path, value) for path, value in known if value is not None)


def _payers(told: ExplainedBill, bill: BillResult) -> Iterator[Payer]:
    whole = bill.total or 1
    for payer in told.payers:
        amount = Amount(payer.amount, "最多" if payer.at_most else "至少" if payer.at_least else "")
        yield Payer(payer.label, amount, payer.kind, round(1000 * payer.amount / whole))


def _benefit(told: ExplainedBenefit, benefit: BenefitResult, costs_known: bool, cited: Citations) -> Benefit:
    """One layer; where the costs are not known its conditions only, for its steps would be of no money."""
    applies = benefit.status in ("granted", "zero")
    computed = applies and costs_known
    return Benefit(
        benefit.title,
        told.sentence,
        VERDICTS["undecided"] if applies and not costs_known else told.status_label,
        floor(benefit.amount, benefit.at_least) if computed else None,
        tuple(_condition(c, benefit.status == "undetermined", cited) for c in benefit.conditions),
        tuple(_step(s, cited) for s in benefit.steps if computed),
        told.pool if computed else "",
    )


def _condition(condition: ConditionResult, undetermined: bool, cited: Citations) -> Condition:
    state = "满足" if condition.met else "未定" if undetermined else "不满足"
    return Condition(condition.label, state, cited.refs(condition.citations))


def _step(step: StepResult, cited: Citations) -> Step:
    return Step(step.label, in_words(step.formula), Amount(step.value), cited.refs(step.citations))


def _reading(reading: ReadingResult, chosen: int, at_least: bool, cited: Citations) -> Reading:
    """Both ways to read it; ``chosen``: what the one computed with gives (fen)."""
    ways = (
        Choice(reading.chosen_label, floor(chosen, at_least), True),
        *(Choice(a.label, floor(a.amount, at_least), False) for a in reading.alternatives),
    )
    return Reading(reading.question, ways, reading.ask, cited.refs((reading.source,))[0])


def _premium(result: Result, cited: Citations) -> Premium | None:
    asked = result.premium
    if asked is None:
        return None
    met = all(c.met for c in asked.conditions) and bool(asked.conditions)
    status = "granted" if asked.amount else "zero" if met else "not_met" if asked.conditions else "undetermined"
    benefit = Benefit(
        glossary.label("field", "premium"),
        glossary.term("premium", "amount").explain,
        glossary.label("benefit_status", status),
        floor(asked.amount, asked.at_least) if met else None,
        tuple(_condition(c, False, cited) for c in asked.conditions),
        tuple(_step(s, cited) for s in asked.steps),
    )
    readings = tuple(_reading(r, asked.amount, asked.at_least, cited) for r in asked.readings)
    return Premium(contribution.sentence(result), benefit, readings)
