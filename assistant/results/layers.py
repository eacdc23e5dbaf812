"""The layers of each bill and the subsidy in words: what comes of each, its conditions and steps with their clauses."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answers.questions import fen_as_money, value_label
from assistant.results import contribution, shares
from assistant.results.amounts import Amount, floor
from assistant.results.explained import (
    Choice,
    Cited,
    ExplainedBenefit,
    ExplainedBill,
    ExplainedCondition,
    ExplainedPremium,
    ExplainedReading,
    ExplainedStep,
)
from assistant.results.formulas import in_words
from assistant.results.outcome import Outcome
from assistant.results.sentences import money_is_known
from assistant.results.verdicts import VERDICTS
from knowledge import glossary
from rules.result import BenefitResult, ConditionResult, PremiumResult, ReadingResult, Result, StepResult


def bills_of(found: Outcome) -> tuple[ExplainedBill, ...]:
    """Every bill in the order in which it was told."""
    return tuple(_bill(place, found) for place in range(len(found.result.bills)))


def _bill(place: int, found: Outcome) -> ExplainedBill:
    bill = found.result.bills[place]
    known = ((path, found.frame.value(path)) for path in (f"bills[{place}].date", f"bills[{place}].care"))
    return ExplainedBill(
        f"第{place + 1}笔费用" if len(found.result.bills) > 1 else "这次费用",
        "　".join(value_label(path, value) for path, value in known if value is not None),
        Amount(bill.total) if money_is_known(found) else None,
        shares.of_bill(place, found),
        tuple(_once(_benefit(b, found) for b in bill.benefits)),
        _under(place, found),
    )


def _under(place: int, found: Outcome) -> str:
    """The identity that a bill was computed under, where bills differ in it."""
    if len({bill.identity for bill in found.result.bills}) < 2:
        return ""
    code = found.result.bills[place].identity
    return f"按“{glossary.label('identity', code, found.result.policy)}”算" if code else "结账那天没有救助身份"


def offers_of(found: Outcome) -> tuple[Cited, ...]:
    """What an earlier document would give where the text points to it: told beside the aid, never added to it.

    Nothing while costs, payments or answers that move the amounts are open.
    """
    if not money_is_known(found) or shares.is_open(found):
        return ()
    return tuple(Cited(f"另外，{offer.text}", offer.citations) for offer in found.result.offers)


def _once(benefits: Iterable[ExplainedBenefit]) -> Iterator[ExplainedBenefit]:
    """The benefits, each step marked that was already shown for an earlier one."""
    shown: set[tuple[str, str, Amount]] = set()
    for benefit in benefits:
        steps = tuple(replace(s, repeated=(s.label, s.formula, s.amount) in shown) for s in benefit.steps)
        shown |= {(s.label, s.formula, s.amount) for s in steps}
        yield replace(benefit, steps=steps)


def _benefit(benefit: BenefitResult, found: Outcome) -> ExplainedBenefit:
    """One layer; where the costs are not known its conditions only, for its steps would be of no money."""
    applies = benefit.status in ("granted", "zero")
    computed = applies and money_is_known(found)
    label = in_short = glossary.label("benefit_status", benefit.status)
    if applies and not computed:
        label, in_short = "条件可能符合，金额还算不出来", VERDICTS["undecided"]
    reasons = _reasons(benefit, found)
    if benefit.status == "not_met" and benefit.id in found.possible:
        label = in_short = "还不能确定"
        reasons = (Cited("要看还没弄清楚的几项"),)
    return ExplainedBenefit(
        benefit.id,
        benefit.title,
        benefit.status,
        label,
        in_short,
        _bounded(benefit, found) if computed else None,
        glossary.term("benefit", benefit.id, found.result.policy).explain,
        tuple(_condition(c, benefit.status == "undetermined") for c in benefit.conditions),
        tuple(_step(s) for s in benefit.steps if computed),
        reasons,
        _pool(benefit) if computed else "",
    )


def _bounded(benefit: BenefitResult, found: Outcome) -> Amount:
    """What a layer pays; at most so much where other aid before it was estimated by a floor."""
    return Amount(benefit.amount, "最多") if found.estimated else floor(benefit.amount, benefit.at_least)


def _reasons(benefit: BenefitResult, found: Outcome) -> tuple[Cited, ...]:
    """Why a layer is not granted: the conditions that fail, or the one that the document leaves to others."""
    if benefit.status not in ("not_met", "undetermined"):
        return ()
    reasons = tuple(Cited(c.label, c.citations) for c in benefit.conditions if not c.met)
    # Where something is left to others, or the person is none of the recipients, the rest was never asked.
    return reasons[:1] if benefit.status == "undetermined" or found.result.identity is None else reasons


def _condition(condition: ConditionResult, undetermined: bool) -> ExplainedCondition:
    state = "满足" if condition.met else "未定" if undetermined else "不满足"
    return ExplainedCondition(condition.label, state, condition.citations)


def _step(step: StepResult) -> ExplainedStep:
    return ExplainedStep(step.label, in_words(step.formula), Amount(step.value), step.citations)


def _pool(benefit: BenefitResult) -> str:
    """What the annual limit had, what this bill takes and what is left of it."""
    pool = benefit.pool
    if pool is None or pool.limit is None:
        return ""
    left = pool.limit - pool.used - benefit.amount
    before = f"此前已用 {fen_as_money(pool.used)}，" if pool.used else ""
    return (
        f"年度限额 {fen_as_money(pool.limit)}：{before}这次用 {fen_as_money(benefit.amount)}，还剩 {fen_as_money(left)}"
    )


def readings_of(found: Outcome) -> tuple[ExplainedReading, ...]:
    """The open readings of the aid: both ways with what each gives."""
    result = found.result
    known = money_is_known(found)
    return tuple(_reading(r, result.aid_total, result.at_least, known) for r in result.readings)


def _reading(reading: ReadingResult, chosen: int, at_least: bool, known: bool = True) -> ExplainedReading:
    """Both ways to read it; ``chosen``: what the one computed with gives (fen)."""
    ways = (
        Choice(reading.chosen_label, floor(chosen, at_least), True),
        *(Choice(a.label, floor(a.amount, at_least), False) for a in reading.alternatives),
    )
    return ExplainedReading(reading.question, ways, reading.ask, reading.source, known)


def premium_of(result: Result) -> ExplainedPremium | None:
    """The subsidy to the year's contribution, where it was asked for."""
    asked = result.premium
    if asked is None:
        return None
    readings = tuple(_reading(r, asked.amount, asked.at_least) for r in asked.readings)
    return ExplainedPremium(contribution.sentence(result), _subsidy(asked), readings)


def _subsidy(asked: PremiumResult) -> ExplainedBenefit:
    label = glossary.label("benefit_status", asked.status)
    undetermined = asked.status == "undetermined"
    failed = tuple(Cited(c.label, c.citations) for c in asked.conditions if not c.met)
    return ExplainedBenefit(
        "premium",
        glossary.label("field", "premium"),
        asked.status,
        label,
        label,
        floor(asked.amount, asked.at_least) if asked.status in ("granted", "zero") else None,
        glossary.term("premium", "amount").explain,
        tuple(_condition(c, undetermined) for c in asked.conditions),
        tuple(_step(s) for s in asked.steps),
        failed or ((Cited(asked.reason.rstrip("。")),) if asked.reason else ()),
    )
