"""The paper as a Word document on A4: the same words in the same order, for whoever has to edit or forward it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from assistant.report.appendix import Clause, Ref
from assistant.report.docx_parts import Cell, Paper, Strong
from assistant.report.model import Content
from assistant.results.explained import Cited, ExplainedBenefit, ExplainedBill, ExplainedReading, OpenPoint


def render(view: Content) -> bytes:
    """The paper as DOCX bytes; words of the content are text and never fields or markup."""
    paper = Paper(view.title, view.policy.issuer, datetime(view.on.year, view.on.month, view.on.day))
    paper.header(f"{view.title}　{view.person}　{view.date_text}")
    paper.footer(f"{view.proviso}　估算只供参考，不是待遇审批结果")
    for part in (view, *view.further):
        _part(paper, part)
    return paper.saved()


def _part(paper: Paper, view: Content) -> None:
    """All that is said under one document."""
    _first_page(paper, view)
    _facts(paper, view)
    _computation(paper, view)
    _open(paper, view)
    if view.clauses:
        paper.heading("附：条款原文", 2)
        paper.paragraph("逐字照录。加下划线的是这张单子所依据的原话。")
        for clause in view.clauses:
            _clause(paper, clause)


def _first_page(paper: Paper, view: Content) -> None:
    paper.heading(view.title, 1)
    paper.paragraph(f"{view.person}　{view.date_text}".strip("　"))
    for sentence in view.whole:
        paper.paragraph(Strong(sentence.text))
    policy = view.policy
    paper.table(
        (
            ("依据文件", f"《{policy.title}》"),
            ("文号", f"{policy.number}（{policy.issuer}）"),
            ("施行", policy.in_force),
            ("状态", f"{policy.status}。{policy.status_note}"),
            ("文本版本", f"{policy.version}（原文校验值前 12 位）"),
        ),
        widths=(2, 9),
    )
    for point in view.standing:
        paper.paragraph(Strong("请先注意："), point.text, _note(view.refs(point.citations)))
    paper.heading("结论", 2)
    paper.paragraph(Strong("　".join(part for part in (view.verdict, view.amount) if part)), large=True)
    paper.paragraph(view.sentence)
    for offer in view.offers:
        paper.paragraph(offer.text, _note(view.refs(offer.citations)))
    payable = [bill for bill in view.bills if bill.payers]
    if payable:
        paper.heading("钱由谁出", 2)
        for bill in payable:
            _payers(paper, bill, len(view.bills) > 1)
        if len(view.bills) > 1 and view.aid is not None and view.self_pay is not None:
            paper.paragraph(f"合起来：医疗救助 {view.aid.text}，您自己出 {view.self_pay.text}。")
    if view.premium is not None and view.bills:
        paper.heading("参保资助", 2)
        paper.paragraph(view.premium.sentence)
    paper.heading("下一步", 2)
    for step in view.next_steps:
        paper.paragraph(f"□ {step}")
    paper.heading("到窗口可以这样说", 2)
    paper.paragraph(view.counter)


def _payers(paper: Paper, bill: ExplainedBill, several: bool) -> None:
    if several:
        paper.heading(f"{bill.heading}　{bill.about}", 3)
    rows: list[Sequence[Cell]] = [(p.label, p.bounded.text, f"{p.permille(bill.total) / 10:.1f}%") for p in bill.payers]
    if bill.total is not None:
        rows.append((Strong("医疗费总额"), Strong(bill.total.text), ""))
    paper.table(rows, head=("谁出", "多少钱", "占总费用"), widths=(6, 3, 2), right=(1, 2))


def _facts(paper: Paper, view: Content) -> None:
    paper.heading("填写的情况", 2)
    for group in view.facts:
        paper.heading(group.title, 3)
        cells = [word for fact in group.facts for word in (fact.label, fact.value)]
        cells += ["", ""] if len(group.facts) % 2 else []
        paper.table([cells[i : i + 4] for i in range(0, len(cells), 4)], widths=(6, 5, 6, 5))


def _computation(paper: Paper, view: Content) -> None:
    if view.bills:
        paper.heading("怎么算出来的", 2)
    for bill in view.bills:
        for benefit in bill.benefits:
            _benefit(paper, view, benefit, f"{bill.title}　" if len(view.bills) > 1 else "")
    if view.premium is not None:
        paper.heading("参保资助怎么算", 2)
        _benefit(paper, view, view.premium.benefit)
        for reading in view.premium.readings:
            _reading(paper, view, reading)


def _benefit(paper: Paper, view: Content, benefit: ExplainedBenefit, lead: str = "") -> None:
    paper.heading(f"{lead}{benefit.headline}", 3)
    paper.paragraph(benefit.sentence)
    for state in ("不满足", "未定", "满足"):
        found = [f"{c.label}{_note(view.refs(c.citations))}" for c in benefit.conditions if c.state == state]
        if found:
            paper.paragraph(Strong(f"{state}："), "；".join(found) + "。")
    if benefit.steps:
        paper.table(
            [
                (str(i), s.label, s.formula, s.amount.text, _labels(view.refs(s.citations)))
                for i, s in enumerate(benefit.steps, 1)
            ],
            head=("步", "做什么", "算式（元）", "得数", "依据条款"),
            widths=(0.8, 4, 3.6, 2.4, 3),
            right=(3,),
        )
    if benefit.pool:
        paper.paragraph(f"{benefit.pool}。")


def _reading(paper: Paper, view: Content, reading: ExplainedReading) -> None:
    paper.paragraph(Strong(reading.question))
    rows = [(f"{c.label}（这张单子按这种算）" if c.chosen else c.label, c.amount.text) for c in reading.choices]
    paper.table(rows, head=("理解", "算下来"), widths=(8, 3), right=(1,))
    paper.paragraph(f"以哪一种为准，请问{reading.ask}。条款：{_labels(view.refs(reading.citations))}")


def _open(paper: Paper, view: Content) -> None:
    """What is not settled, what would change the answer, what to mind."""
    _points(paper, view, "还没弄清楚的", view.open_points)
    if view.readings:
        paper.heading("条文有两种理解", 2)
        for reading in view.readings:
            _reading(paper, view, reading)
    if view.differences:
        paper.heading("情况不同，结果会怎样", 2)
        rows = [(d.text, d.aid.text, d.change_text) for d in view.differences]
        paper.table(rows, head=("如果……", "救助", "和现在比"), widths=(6, 3, 3), right=(1, 2))
    _points(paper, view, "请留意", view.warnings)
    _points(paper, view, "还可以问一问", view.entitlements)


def _points(paper: Paper, view: Content, title: str, points: Sequence[Cited | OpenPoint]) -> None:
    if points:
        paper.heading(title, 2)
    for i, point in enumerate(points, 1):
        paper.paragraph(f"{i}. {point.text}{_note(view.refs(point.citations))}")


def _clause(paper: Paper, clause: Clause) -> None:
    paper.paragraph(Strong(clause.cite), f"　{clause.ref.id}", with_next=True)
    for runs in clause.paragraphs:
        paper.quoted((run.text, run.quoted) for run in runs)


def _labels(refs: Iterable[Ref]) -> str:
    return "；".join(ref.label for ref in refs)


def _note(refs: Sequence[Ref]) -> str:
    return f"〔{_labels(refs)}〕" if refs else ""
