"""The verdict of a result and the sentence that says it, with the amount; never a promise."""

from collections.abc import Iterator

from assistant.answers.questions import fen_as_money
from assistant.results import contribution
from assistant.results.differences import sets_floors
from assistant.results.outcome import Outcome
from assistant.results.verdicts import PROVISO, Verdict
from knowledge import glossary, library
from rules.policies import policy
from rules.result import BenefitResult, Result


def aid_in_words(found: Outcome) -> str:
    """The aid: an amount, a floor, or a range; nothing while a cost is not known. Of a case that asks only for the
    subsidy to the contribution, the subsidy.
    """
    if contribution.asks_only(found.result):
        return "" if found.is_range else contribution.amount(found.result)
    if not found.costs_known:
        return ""
    least = "至少 " if found.result.at_least or _floor_left_open(found.result) else ""
    if found.is_range and found.low != found.high:
        low = f"{least}{fen_as_money(found.low)}" if found.low else fen_as_money(0)
        return f"{low} 到 {'' if found.estimated else least}{fen_as_money(found.high)} 之间"
    return f"{least}{fen_as_money(found.result.aid_total)}"


def _floor_left_open(result: Result) -> bool:
    """Whether nothing could be computed yet under a document that sets floors, so that more may be paid."""
    undecided = any(b.status == "undetermined" for bill in result.bills for b in bill.benefits)
    return not result.aid_total and undecided and sets_floors(policy(result.policy).parameters)


def verdict_of(found: Outcome) -> Verdict:
    """Whether aid is likely, unlikely, or cannot be told yet."""
    if contribution.asks_only(found.result):
        return "undecided" if found.is_range else contribution.verdict(found.result)
    if found.is_range and found.low == 0 and found.high:
        return "undecided"
    if found.result.aid_total > 0 or found.low > 0:
        return "likely"
    statuses = {benefit.status for bill in found.result.bills for benefit in bill.benefits}
    if "undetermined" in statuses:
        return "undecided"
    return "likely" if "zero" in statuses and not found.is_range else "unlikely"


def points_elsewhere(found: Outcome, verdict: Verdict) -> bool:
    """Whether nothing is decided because the text points elsewhere: then nothing is not an amount."""
    return verdict == "undecided" and not found.high and not contribution.asks_only(found.result)


def sentence_of(found: Outcome, verdict: Verdict) -> str:
    """The verdict in a sentence, with the amount and the proviso."""
    result = found.result
    if contribution.asks_only(result):
        return contribution.OPEN if found.is_range else contribution.sentence(result)
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
    if points_elsewhere(found, verdict):
        reasons = "；".join(dict.fromkeys(_undetermined(result)))
        return f"尚不能判断：{reasons}。请向{glossary.ask(result.policy)}核实。"
    if not found.costs_known:
        return (
            f"尚不能判断：还有 {len(found.settled_by)} 项没有弄清楚。"
            f"按{document}，要知道费用以后才能算金额（{PROVISO}）。"
        )
    now = (
        f"按现在知道的先算{_bound(found)}是 {fen_as_money(result.aid_total)}。"
        if result.aid_total and found.payments_known
        else ""
    )
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


def _bound(found: Outcome) -> str:
    """Where other aid was estimated by a document that sets floors, more may have been paid, so that less is left."""
    return "最多" if found.estimated else "至少" if found.result.at_least else ""


def money_is_known(found: Outcome) -> bool:
    """Whether the amounts of the result come from costs and payments that were stated."""
    return found.costs_known and found.payments_known
