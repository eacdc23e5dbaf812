"""The paper as a workbook: 估算单, 计算步骤, 条款原文. Amounts are numbers in yuan; words are text, never formulas."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]  # annotated, but the package has no py.typed

from assistant.report.appendix import Ref
from assistant.report.model import Content, printable
from assistant.results.amounts import Amount
from assistant.results.explained import Cited, ExplainedBenefit, ExplainedReading, OpenPoint

Cell = str | Amount

_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_MONEY = {"": '#,##0.00"元"', "至少": '"至少 "#,##0.00"元"', "最多": '"最多 "#,##0.00"元"'}
_LONGEST = 32_767  # characters that a cell holds
#: How wide the columns of each sheet are, in half characters.
_SUMMARY, _STEPS, _CLAUSES = (30, 52, 24, 20), (12, 18, 18, 5, 36, 36, 18, 28, 32), (30, 36, 90)
_LINE = 17  # points
_STEP_HEAD = ("费用", "救助项目", "结果", "步", "做什么", "算式（元）", "得数", "依据条款", "条款编号")


def render(view: Content) -> bytes:
    """The paper as XLSX bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(view.on.year, view.on.month, view.on.day)
    book.set_properties({"title": view.title, "author": view.policy.issuer, "created": day})
    pen = _Pen(book)
    for place, part in enumerate((view, *view.further), start=1):
        number = f" {place}" if view.further else ""  # of several documents each has its own three sheets
        _fill(_sheet(book, part, f"估算单{number}", _SUMMARY), pen, _SUMMARY, list(_summary(part)))
        _fill(_sheet(book, part, f"计算步骤{number}", _STEPS, True), pen, _STEPS, list(_steps(part)), head=1)
        _fill(_sheet(book, part, f"条款原文{number}", _CLAUSES, True), pen, _CLAUSES, list(_clauses(part)), head=1)
    book.close()
    return target.getvalue()


class Title(str):
    """The heading of a part of a sheet."""

    __slots__ = ()


class _Pen:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        grid = {**_FONT, "border": 1, "border_color": "#999999"}
        self.text = book.add_format(grid)
        # The mark that a spreadsheet itself sets before a text that begins like a formula.
        self.plain_text = book.add_format({**grid, "quote_prefix": True})
        self.title = book.add_format({"font_name": "黑体", "font_size": 13, "bold": True, "valign": "vcenter"})
        self.head = book.add_format({**grid, "bold": True, "bg_color": "#EEEEEE"})
        self.money = {
            bound: book.add_format({**grid, "num_format": shown, "align": "right"}) for bound, shown in _MONEY.items()
        }


def _sheet(book: Any, view: Content, name: str, widths: Sequence[int], landscape: bool = False) -> Any:
    sheet = book.add_worksheet(name)
    for i, width in enumerate(widths):
        sheet.set_column(i, i, width)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    if landscape:
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_footer(f"&L{view.proviso}&C{view.date_text}&R第 &P 页，共 &N 页")
    return sheet


def _fill(sheet: Any, pen: _Pen, widths: Sequence[int], rows: Sequence[Sequence[Cell]], head: int = 0) -> None:
    for i, row in enumerate(rows):
        sheet.set_row(i, _LINE * max(_lines(cell, width) for cell, width in zip(row, widths, strict=False)) + 3)
        for j, cell in enumerate(row):
            if isinstance(cell, Amount):
                sheet.write_number(i, j, Decimal(cell.fen) / 100, pen.money[cell.bound])
            elif isinstance(cell, Title):
                sheet.write_string(i, j, cell, pen.title)
            else:
                form = pen.head if i < head else pen.plain_text if cell[:1] in tuple("=+-@") else pen.text
                sheet.write_string(i, j, printable(cell)[:_LONGEST], form)


def _lines(cell: Cell, width: int) -> int:
    """How many lines a cell needs, generously: a spreadsheet that does not fit rows itself shall hide nothing."""
    if isinstance(cell, Amount | Title):
        return 1
    return sum(1 + int(1.15 * _half_characters(line)) // width for line in cell.split("\n"))


def _half_characters(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def _summary(view: Content) -> Iterator[Sequence[Cell]]:
    yield (Title(view.title),)
    policy = view.policy
    yield "日期", view.date_text
    if view.person:
        yield "姓名或称呼", view.person
    for sentence in view.whole:
        yield "几份文件合起来", sentence.text
    yield "依据文件", f"《{policy.title}》"
    yield "文号", policy.number
    yield "发文机关", policy.issuer
    yield "施行", policy.in_force
    yield "状态", f"{policy.status}。{policy.status_note}"
    yield "文本版本", policy.version
    for point in view.standing:
        yield "请先注意", point.text
    yield (Title("结论"),)
    yield view.verdict, view.amount
    yield "说明", view.sentence
    for offer in view.offers:
        yield "另外", offer.text, _labels(view.refs(offer.citations))
    yield "医疗救助合计", view.aid or view.amount
    if view.bills and view.self_pay is not None:
        yield "救助后个人负担", view.self_pay
    if view.premium is not None:
        yield "参保资助", view.premium.benefit.amount or view.premium.benefit.status_in_short
    yield "提示", view.proviso
    for bill in view.bills:
        if bill.payers:
            yield (Title(f"钱由谁出　{bill.heading}　{bill.about}"),)
            yield from ((payer.label, payer.bounded) for payer in bill.payers)
            yield "医疗费总额", bill.total or ""
    for group in view.facts:
        yield (Title(f"填写的情况　{group.title}"),)
        yield from ((fact.label, fact.amount or fact.value) for fact in group.facts)
    yield from _points(view, "还没弄清楚的", view.open_points)
    readings = (*view.readings, *(view.premium.readings if view.premium else ()))
    if readings:
        yield (Title("条文有两种理解"),)
        for reading in readings:
            yield from _reading(view, reading)
    if view.differences:
        yield (Title("情况不同，结果会怎样"),)
        yield from ((str(i), d.text, d.aid, d.change_text) for i, d in enumerate(view.differences, 1))
    yield from _points(view, "请留意", view.warnings)
    yield from _points(view, "还可以问一问", view.entitlements)
    yield (Title("下一步"),)
    yield from ((str(i), step) for i, step in enumerate(view.next_steps, 1))
    yield (Title("到窗口可以这样说"),)
    yield "可以这样说", view.counter


def _points(view: Content, title: str, points: Sequence[Cited | OpenPoint]) -> Iterator[Sequence[Cell]]:
    if points:
        yield (Title(title),)
    for i, point in enumerate(points, 1):
        yield str(i), point.text, _labels(view.refs(point.citations))


def _reading(view: Content, reading: ExplainedReading) -> Iterator[Sequence[Cell]]:
    yield "问题", reading.question, _ids(view.refs(reading.citations))
    for choice in reading.choices:
        yield ("这张单子按这种算" if choice.chosen else "另一种"), choice.label, choice.amount
    yield "请问", reading.ask


def _steps(view: Content) -> Iterator[Sequence[Cell]]:
    yield _STEP_HEAD
    for bill in view.bills:
        for benefit in bill.benefits:
            yield from _benefit(view, bill.title, benefit)
    if view.premium is not None:
        yield from _benefit(view, "参保", view.premium.benefit)


def _benefit(view: Content, of: str, benefit: ExplainedBenefit) -> Iterator[Sequence[Cell]]:
    about = (of, benefit.title, benefit.status_in_short)
    for condition in benefit.conditions:
        refs = view.refs(condition.citations)
        yield *about, "", f"条件：{condition.label}", condition.state, "", _labels(refs), _ids(refs)
    for i, step in enumerate(benefit.steps, 1):
        refs = view.refs(step.citations)
        yield *about, str(i), step.label, step.formula, step.amount, _labels(refs), _ids(refs)


def _clauses(view: Content) -> Iterator[Sequence[Cell]]:
    yield "条款编号", "条款", "原文"
    for clause in view.clauses:
        yield clause.ref.id, clause.cite, clause.text


def _labels(refs: Sequence[Ref]) -> str:
    return "；".join(ref.label for ref in refs)


def _ids(refs: Sequence[Ref]) -> str:
    return "；".join(ref.id for ref in refs)
