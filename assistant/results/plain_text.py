"""A result in a few lines of plain text, for a terminal: verdict, who pays what, each layer, what is open."""

from collections.abc import Iterable

from assistant.results.explained import Cited, ExplainedStep, Explanation
from knowledge import library

#: How many differences are told where there is little room.
MOST_DIFFERENCES = 6


def as_text(told: Explanation) -> str:
    """The explanation in a few lines; of several documents one after another, the oldest first."""
    if told.whole is None:
        return "\n".join(_lines(told))
    lines = [told.whole.text]
    for part in told.parts:
        lines += [f"〔{part_title(part)}〕", *_lines(part)]
    return "\n".join([*lines, *(f"提醒：{c.text}{_cited(c)}" for c in told.whole.warnings)])


def part_title(part: Explanation) -> str:
    """What stands over the bills of one document among several: 第1笔，按《…》."""
    bills = "、".join(str(place + 1) for place in part.places)
    return f"第{bills}笔，按《{library.facts(part.found.result.policy).short_name}》"


def _lines(told: Explanation) -> Iterable[str]:
    yield from (f"请先注意：{c.text}" for c in told.standing)
    yield told.sentence
    for bill in told.bills:
        if bill.payers:
            parts = (f"{p.label} {p.money}" for p in bill.payers)
            yield f"{bill.heading}：" + "，".join(parts) + "。"
        for benefit in bill.benefits:
            if benefit.status == "granted":
                yield f"· {benefit.title} {benefit.amount.text if benefit.amount else benefit.status_label}"
                for step in benefit.new_steps:
                    yield f"  {step.label}：{step.formula} = {step.amount.text}{_cited(step)}"
            elif benefit.status != "zero":
                reasons = "；".join(reason.text for reason in benefit.reasons)
                yield f"· {benefit.title}：{benefit.status_label}（{reasons}）"
    if told.offer:
        yield f"{told.offer}想算就说“按2012年市级文件算”。"
    for offer in told.offers:
        yield f"{offer.text}{_cited(offer)}"
    if told.premium is not None and told.bills:
        yield told.premium.sentence
    for step in told.premium.benefit.steps if told.premium is not None else ():
        yield f"  {step.label}：{step.formula} = {step.amount.text}{_cited(step)}"
    for point in told.open_points:
        yield f"还没弄清楚：{point.label}（{point.where}）"
    for reading in (*told.readings, *(told.premium.readings if told.premium is not None else ())):
        yield f"条文有两种理解：{reading.question}{reading.chosen}；{'；'.join(reading.others)}。请问{reading.ask}。"
    yield from (f"{sentence}。" for sentence in differences_in_brief(told))
    yield from (f"接下来：{c.text}" for c in told.next_steps)
    yield f"问谁：{told.ask}。到窗口可以这样说：“{told.counter}”"
    yield from (f"提醒：{c.text}" for c in told.warnings)
    yield from (f"另外：{c.text}" for c in told.entitlements)


def _cited(part: Cited | ExplainedStep) -> str:
    """The clauses of a sentence or a step, in brackets."""
    clauses = "、".join(dict.fromkeys(library.cite(source.clause) for source in part.citations))
    return f"（{clauses}）" if clauses else ""


def differences_in_brief(told: Explanation) -> Iterable[str]:
    """The largest differences as sentences, and how many more there are."""
    yield from (difference.sentence for difference in told.differences[:MOST_DIFFERENCES])
    if (more := len(told.differences) - MOST_DIFFERENCES) > 0:
        yield f"还有 {more} 种情况也会有变化，可以改一改上面的回答试试"
