"""A result in plain Chinese: the verdict first, then who pays what, each step, what is open.

Words only: every figure is taken from the result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.answers.questions import fen_as_money, has_question, question
from assistant.results import contribution, shares
from assistant.results.formulas import in_words
from assistant.results.next_steps import at_the_counter, next_steps
from assistant.results.outcome import Outcome
from assistant.results.shares import Payer as Payer
from assistant.results.supposed import supposed
from assistant.results.verdicts import PROVISO as PROVISO
from assistant.results.verdicts import VERDICTS as VERDICTS
from assistant.results.verdicts import Verdict as Verdict
from knowledge import glossary, library
from rules.chain import wider_document
from rules.figures import Source
from rules.result import BenefitResult, BillResult, NoticeResult, Result

#: Warnings about the document itself, which are said before anything else.
_STANDING = ("draft", "may_have_ended")


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence with the clauses that it rests on."""

    text: str
    citations: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One step of a benefit: what is done, the formula in words, the amount."""

    label: str
    formula: str
    amount: str
    citations: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ExplainedBenefit:
    """One layer: its name, what comes of it in a sentence, its steps, and the conditions that fail or are open."""

    id: str
    title: str
    status: str
    status_label: str
    amount: str
    sentence: str
    steps: tuple[ExplainedStep, ...]
    reasons: tuple[Cited, ...]
    pool: str


@dataclass(frozen=True, slots=True)
class ExplainedBill:
    """One bill: who pays what and how each layer was computed."""

    title: str
    payers: tuple[Payer, ...]
    benefits: tuple[ExplainedBenefit, ...]


@dataclass(frozen=True, slots=True)
class ExplainedReading:
    """An open reading: both ways with what each gives, and whom to ask."""

    question: str
    chosen: str
    others: tuple[str, ...]
    ask: str
    source: Source


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """An answer that is missing, and where to find it."""

    field: str
    label: str
    where: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A result as a person reads it, from top to bottom."""

    standing: tuple[Cited, ...]
    verdict: Verdict
    sentence: str
    amount: str
    identity: str
    bills: tuple[ExplainedBill, ...]
    open_points: tuple[OpenPoint, ...]
    readings: tuple[ExplainedReading, ...]
    differences: tuple[str, ...]
    entitlements: tuple[Cited, ...]
    warnings: tuple[Cited, ...]
    document: Cited | None
    next_steps: tuple[Cited, ...]
    counter: str
    offer: str
    ask: str

    def citations(self) -> tuple[Source, ...]:
        """Every clause that the explanation rests on, in reading order, once."""
        found: list[Source] = [s for cited in self.standing for s in cited.citations]
        for bill in self.bills:
            for benefit in bill.benefits:
                found += [s for step in benefit.steps for s in step.citations]
                found += [s for reason in benefit.reasons for s in reason.citations]
        found += [reading.source for reading in self.readings]
        return tuple(dict.fromkeys(found))


def explain(found: Outcome) -> Explanation:
    """The outcome in words."""
    result = found.result
    verdict = _verdict(found)
    return Explanation(
        standing=tuple(_cited(w) for w in result.warnings if w.id in _STANDING),
        verdict=verdict,
        sentence=_sentence(found, verdict),
        amount="" if _points_elsewhere(found, verdict) else aid_in_words(found),
        identity=glossary.label("identity", result.identity, result.policy) if result.identity else "",
        bills=tuple(_bill(i, bill, found) for i, bill in enumerate(result.bills)),
        open_points=tuple(_open_points(found)),
        readings=tuple(_readings(found)),
        differences=tuple(_differences(found)),
        entitlements=tuple(_cited(e) for e in result.entitlements) if result.identity else (),
        warnings=tuple(_warnings(found)),
        document=Cited(found.why.reason, found.why.sources) if found.why else None,
        next_steps=tuple(Cited(text, (source,)) for text, source in next_steps(result)),
        counter=at_the_counter(found.frame, result),
        offer=_offer(found),
        ask=glossary.ask(result.policy),
    )


def _warnings(found: Outcome) -> Iterator[Cited]:
    """What to mind: what was estimated first, then what the calculator and the choice of the document say."""
    for bill, amount in found.estimated.items():
        which = f"第{bill + 1}笔的" if len(found.result.bills) > 1 else ""
        yield Cited(
            f"{which}民政医疗救助您没有填，这里先按《{_estimated_by(found)}》估算为 {fen_as_money(amount)}；"
            "实际付了多少，以结算单为准，填上就按您填的算。"
        )
    notices = (*found.result.warnings, *(found.why.warnings if found.why else ()))
    yield from dict.fromkeys(_cited(w) for w in notices if w.id not in _STANDING)


def _estimated_by(found: Outcome) -> str:
    """The document under which civil aid was estimated."""
    other = wider_document(found.result.policy)
    return library.facts(other).short_name if other else ""


def _offer(found: Outcome) -> str:
    """The offer to compute under another document a person whom this one leaves to earlier rules."""
    if found.offered is None:
        return ""
    name = library.document(found.offered).facts.short_name
    return f"也可以改按《{name}》算一算，作为参考。"


#: How many differences are told.
_MOST_DIFFERENCES = 6


def _differences(found: Outcome) -> Iterator[str]:
    """What would change the aid: 如果……，可能多/少……元."""
    policy_id = found.result.policy
    for other in found.differences[:_MOST_DIFFERENCES]:
        more = "多" if other.difference > 0 else "少"
        condition = supposed(other, policy_id, len(found.result.bills))
        yield f"如果{condition}，可能{more} {fen_as_money(abs(other.difference))}"
    if len(found.differences) > _MOST_DIFFERENCES and policy_id:
        yield f"还有 {len(found.differences) - _MOST_DIFFERENCES} 种情况也会有变化，可以改一改上面的回答试试"


def aid_in_words(found: Outcome) -> str:
    """The aid: an amount, a floor, or a range; nothing while a cost is not known. Of a case that asks only for the
    subsidy to the contribution, the subsidy.
    """
    if contribution.asks_only(found.result):
        return contribution.amount(found.result)
    if not found.costs_known:
        return ""
    least = "至少 " if found.result.at_least else ""
    if found.is_range and found.low != found.high:
        return f"{least}{fen_as_money(found.low)} 到 {fen_as_money(found.high)} 之间"
    return f"{least}{fen_as_money(found.result.aid_total)}"


def _verdict(found: Outcome) -> Verdict:
    if contribution.asks_only(found.result):
        return contribution.verdict(found.result)
    if found.is_range and found.low == 0 and found.high:
        return "undecided"
    if found.result.aid_total > 0 or found.low > 0:
        return "likely"
    statuses = {benefit.status for bill in found.result.bills for benefit in bill.benefits}
    if "undetermined" in statuses:
        return "undecided"
    return "likely" if "zero" in statuses and not found.is_range else "unlikely"


def _points_elsewhere(found: Outcome, verdict: Verdict) -> bool:
    """Whether nothing is decided because the text points elsewhere: then nothing is not an amount."""
    return verdict == "undecided" and not found.high and not contribution.asks_only(found.result)


def _sentence(found: Outcome, verdict: Verdict) -> str:
    result = found.result
    if contribution.asks_only(result):
        return contribution.sentence(result)
    document = f"《{library.document(result.policy).facts.short_name}》"
    if verdict == "likely":
        if not found.costs_known:
            return f"您可能符合{document}的救助条件，金额要知道费用以后才能算（{PROVISO}）。"
        if found.result.aid_total == 0 and not found.is_range:
            return f"您可能符合{document}的救助条件，但这次按文件算下来，可以救助的金额是 0 元（{PROVISO}）。"
        return f"您可能符合{document}的救助条件，估计可以得到医疗救助 {aid_in_words(found)}（{PROVISO}）。"
    if verdict == "unlikely":
        reasons = "；".join(dict.fromkeys(_failed(result)))
        why = f"原因：{reasons}。" if reasons else ""
        return f"按{document}，您这次可能不符合救助条件（{PROVISO}）。{why}"
    if _points_elsewhere(found, verdict):
        reasons = "；".join(dict.fromkeys(_undetermined(result)))
        return f"尚不能判断：{reasons}。请向{glossary.ask(result.policy)}核实。"
    if not found.costs_known:
        return (
            f"尚不能判断：还有 {len(found.settled_by)} 项没有弄清楚。"
            f"按{document}，要知道费用以后才能算金额（{PROVISO}）。"
        )
    now = f"按现在知道的先算是 {fen_as_money(result.aid_total)}。" if result.aid_total and found.payments_known else ""
    return (
        f"尚不能判断：还有 {len(found.settled_by)} 项没有弄清楚。按{document}，"
        f"救助可能在 {aid_in_words(found)}（{PROVISO}）。{now}"
    )


def _failed(result: Result) -> Iterator[str]:
    """Why nothing is granted: what fails everywhere, else of each layer the first condition that fails."""
    benefits = [benefit for bill in result.bills for benefit in bill.benefits]
    failed = [{c.key: c.label for c in b.conditions if not c.met} for b in benefits]
    common = [label for key, label in failed[0].items() if all(key in f for f in failed)] if failed else []
    if common:
        yield f"没有满足“{common[0]}”"
        return
    for benefit, keys in zip(benefits, failed, strict=True):
        for label in list(keys.values())[:1]:
            yield f"{benefit.title}没有满足“{label}”"


def _undetermined(result: Result) -> Iterator[str]:
    for bill in result.bills:
        for benefit in bill.benefits:
            if benefit.status == "undetermined":
                yield from _missing(benefit)


def _missing(benefit: BenefitResult) -> list[str]:
    """What the document leaves to others: it stands first among the conditions."""
    return [c.label for c in benefit.conditions if not c.met][:1]


def _bill(place: int, bill: BillResult, found: Outcome) -> ExplainedBill:
    title = f"第{place + 1}笔费用" if len(found.result.bills) > 1 else "这次费用"
    return ExplainedBill(
        title,
        shares.of_bill(place, found),
        tuple(_once(_benefit(b, found) for b in bill.benefits)),
    )


def _once(benefits: Iterable[ExplainedBenefit]) -> Iterator[ExplainedBenefit]:
    """The benefits, each step that was already shown for an earlier one left out."""
    shown: set[tuple[str, str, str]] = set()
    for benefit in benefits:
        new = tuple(s for s in benefit.steps if (s.label, s.formula, s.amount) not in shown)
        shown |= {(s.label, s.formula, s.amount) for s in new}
        yield replace(benefit, steps=new)


def _benefit(benefit: BenefitResult, found: Outcome) -> ExplainedBenefit:
    policy_id = found.result.policy
    least = "至少 " if benefit.at_least else ""
    amount = f"{least}{fen_as_money(benefit.amount)}"
    label = glossary.label("benefit_status", benefit.status)
    reasons = tuple(Cited(c.label, c.citations) for c in benefit.conditions if not c.met)
    if benefit.status == "undetermined" or found.result.identity is None:
        reasons = reasons[:1]  # the others were never asked
    if benefit.status == "not_met" and benefit.id in found.possible:
        label, reasons = "还不能确定", (Cited("要看还没弄清楚的几项"),)
    computed = benefit.status in ("granted", "zero") and _money_is_known(found)
    if benefit.status in ("granted", "zero") and not computed:
        label = "条件可能符合，金额还算不出来"
    steps = tuple(
        ExplainedStep(s.label, in_words(s.formula), fen_as_money(s.value), s.citations)
        for s in benefit.steps
        if computed
    )
    explained = glossary.term("benefit", benefit.id, policy_id).explain
    return ExplainedBenefit(
        benefit.id,
        benefit.title,
        benefit.status,
        label,
        amount if computed else "",
        explained,
        steps,
        reasons if benefit.status in ("not_met", "undetermined") else (),
        _pool(benefit) if computed else "",
    )


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


def _readings(found: Outcome) -> Iterator[ExplainedReading]:
    """Both ways with what each gives; without amounts while what they come from is not known."""
    for reading in found.result.readings:
        told = _money_is_known(found)
        here = f"：{fen_as_money(found.result.aid_total)}" if told else ""
        others = tuple(f"{a.label}：{fen_as_money(a.amount)}" if told else a.label for a in reading.alternatives)
        chosen = f"{reading.chosen_label}{here}（这里按这种算）"
        yield ExplainedReading(reading.question, chosen, others, reading.ask, reading.source)


def _money_is_known(found: Outcome) -> bool:
    """Whether the amounts of the result come from costs and payments that were stated."""
    return found.costs_known and found.payments_known


def _open_points(found: Outcome) -> Iterator[OpenPoint]:
    policy_id = found.result.policy
    for field in found.settled_by:
        where = question(field, policy_id).where if has_question(field) else glossary.ask(policy_id)
        label = glossary.field_label(field, policy_id)
        yield OpenPoint(field, label.removeprefix("第1笔费用的") if len(found.result.bills) == 1 else label, where)


def _cited(notice: NoticeResult) -> Cited:
    return Cited(notice.text, notice.citations)


def as_text(told: Explanation) -> str:
    """The explanation in a few lines, for a terminal: verdict, who pays what, each layer, what is open."""
    return "\n".join(_lines(told))


def _lines(told: Explanation) -> Iterable[str]:
    yield from (f"请先注意：{c.text}" for c in told.standing)
    yield told.sentence
    for bill in told.bills:
        if bill.payers:
            parts = (f"{p.label} {p.money}" for p in bill.payers)
            yield f"{bill.title}：" + "，".join(parts) + "。"
        for benefit in bill.benefits:
            if benefit.status == "granted":
                yield f"· {benefit.title} {benefit.amount}"
                for step in benefit.steps:
                    cited = "、".join(dict.fromkeys(library.cite(s.clause) for s in step.citations))
                    yield f"  {step.label}：{step.formula} = {step.amount}（{cited}）"
            elif benefit.status != "zero":
                reasons = "；".join(reason.text for reason in benefit.reasons)
                yield f"· {benefit.title}：{benefit.status_label}（{reasons}）"
    if told.offer:
        yield f"{told.offer}想算就说“按2012年市级文件算”。"
    for point in told.open_points:
        yield f"还没弄清楚：{point.label}（{point.where}）"
    for reading in told.readings:
        yield f"条文有两种理解：{reading.question}{reading.chosen}；{'；'.join(reading.others)}。请问{reading.ask}。"
    yield from (f"{sentence}。" for sentence in told.differences)
    yield from (f"接下来：{c.text}" for c in told.next_steps)
    yield f"问谁：{told.ask}。到窗口可以这样说：“{told.counter}”"
    yield from (f"提醒：{c.text}" for c in told.warnings)
    yield from (f"另外：{c.text}" for c in told.entitlements)
