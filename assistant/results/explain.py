"""From an outcome to its words: the verdict first, then who pays what, each step, what is open.

Words only: every figure is taken from the result.
"""

from collections.abc import Iterator

from assistant.answers.questions import fen_as_money, has_question, question
from assistant.results.differences import differences_of, worth_telling
from assistant.results.explained import Cited, Explanation, OpenPoint
from assistant.results.layers import bills_of, offers_of, premium_of, readings_of
from assistant.results.next_steps import at_the_counter, next_steps
from assistant.results.outcome import Outcome
from assistant.results.sentences import aid_in_words, points_elsewhere, sentence_of, verdict_of
from assistant.results.year import limits
from knowledge import glossary, library
from rules.chain import wider_document
from rules.money import to_yuan
from rules.result import NoticeResult

#: Warnings about the document itself, which are said before anything else.
_STANDING = ("draft", "may_have_ended")


def explain(found: Outcome) -> Explanation:
    """The outcome in words."""
    result = found.result
    verdict = verdict_of(found)
    return Explanation(
        found=found,
        standing=tuple(_cited(w) for w in result.warnings if w.id in _STANDING),
        verdict=verdict,
        sentence=sentence_of(found, verdict),
        amount="" if points_elsewhere(found, verdict) else aid_in_words(found),
        identity=glossary.label("identity", result.identity, result.policy) if result.identity else "",
        bills=bills_of(found),
        limits=limits(found),
        premium=premium_of(result),
        open_points=tuple(_open_points(found)),
        readings=readings_of(found),
        differences=differences_of(worth_telling(found.differences, found.frame), result),
        entitlements=tuple(_to_ask_for(found)),
        warnings=tuple(_warnings(found)),
        document=Cited(found.why.reason, found.why.sources) if found.why else None,
        next_steps=tuple(Cited(text, (source,)) for text, source in next_steps(found, verdict)),
        counter=at_the_counter(found.frame, result),
        offer=_offer(found),
        ask=glossary.ask(result.policy),
        offers=offers_of(found),
    )


def _warnings(found: Outcome) -> Iterator[Cited]:
    """What to mind: what was estimated first, then what the calculator and the choice of the document say."""
    for bill, amount in found.estimated.items():
        which = f"第{bill + 1}笔的" if len(found.result.bills) > 1 else ""
        yield Cited(
            f"{which}民政医疗救助您没有填，这里先按《{_estimated_by(found)}》估算为至少 {fen_as_money(amount)}；"
            "付得比这多的，后面的救助就会少，所以后面算出的是“最多”。实际付了多少，以结算单为准，填上就按您填的算。"
        )
    notices = (*found.result.warnings, *(found.why.warnings if found.why else ()))
    # an identity of the wider document counts where the estimate rests on it
    left_out = (*_STANDING, *(("foreign_identity",) if found.estimated else ()))
    yield from dict.fromkeys(_cited(w) for w in notices if w.id not in left_out)


def _to_ask_for(found: Outcome) -> Iterator[Cited]:
    """What may be asked for beside the amounts: first what an earlier document would give, once the costs and what was
    paid of them are known; then what the document grants outside the numbers.
    """
    if found.costs_known and found.payments_known:
        supposed = "还没弄清楚的，这里按一般情形算。" if found.settled_by else ""
        for offer in found.result.offers:
            text = offer.text.replace(f"{to_yuan(offer.aid_total)} 元", fen_as_money(offer.aid_total))
            yield Cited(f"{text}{supposed}", offer.citations)
    yield from (_cited(notice) for notice in found.result.entitlements)


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


def _open_points(found: Outcome) -> Iterator[OpenPoint]:
    policy_id = found.result.policy
    for field in found.settled_by:
        where = question(field, policy_id).where if has_question(field) else glossary.ask(policy_id)
        label = glossary.field_label(field, policy_id)
        yield OpenPoint(field, label.removeprefix("第1笔费用的") if len(found.result.bills) == 1 else label, where)


def _cited(notice: NoticeResult) -> Cited:
    return Cited(notice.text, notice.citations)
