"""The papers read back: every word and amount of the content, fonts inside, nothing of a text taken for markup."""

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest
from report_cases import CASES, bare, pages, paper, paper_of, printed, read_back

from assistant import report
from assistant.report.model import Content

KINDS = ("pdf", "docx", "xlsx")
HOSTILE = [
    "=HYPERLINK(1)",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "#let x = 1",
    "*粗* _斜_ `码` $x$",
    "<b>&amp;</b>",
    "{{ view }} {=PAGE}",
    "\\n // 注 /* 注 */",
    "= 标题",
    "- 列表",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", CASES)
def test_a_paper_holds_every_word_of_its_content(name: str, kind: str) -> None:
    view, text = paper(name), read_back(printed(name, kind), kind)
    for words in _words(view):
        assert bare(words) in text, words


def _words(view: Content):
    yield from (view.title, view.date_text, view.verdict, view.sentence, view.amount)
    yield from (view.policy.title, view.policy.number, view.policy.in_force, view.policy.status, view.policy.version)
    yield from (view.counter, *view.next_steps)
    for group in view.facts:
        yield from (word for fact in group.facts for word in (fact.label, "" if fact.amount else fact.value))
    premium = [view.premium.benefit] if view.premium else []
    for benefit in [*premium, *(b for bill in view.bills for b in bill.benefits)]:
        yield from (benefit.title, benefit.status_in_short)
        yield from (condition.label for condition in benefit.conditions)
        yield from (word for step in benefit.steps for word in (step.label, step.formula))
        yield from (ref.label for item in (*benefit.steps, *benefit.conditions) for ref in view.refs(item.citations))
    for reading in (*view.readings, *(view.premium.readings if view.premium else ())):
        yield from (reading.question, reading.ask, *(choice.label for choice in reading.choices))
    yield from (word for d in view.differences for word in (d.text, d.change_text))
    yield from (p.text for p in (*view.standing, *view.warnings, *view.entitlements, *view.open_points))
    for clause in view.clauses:
        yield from (clause.ref.id, clause.cite, clause.text)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
@pytest.mark.parametrize("name", CASES)
def test_every_amount_is_printed_as_a_person_reads_it(name: str, kind: str) -> None:
    view, text = paper(name), read_back(printed(name, kind), kind)
    for bill in view.bills:
        for payer in bill.payers:
            assert bare(payer.label + ("" if kind == "pdf" else payer.bounded.text)) in text
            assert bare(payer.bounded.text) in text
        for benefit in bill.benefits:
            assert bare(benefit.headline) in text
            for step in benefit.steps:
                assert bare(step.formula + step.amount.text) in text
    for reading in view.readings:
        assert all(bare(choice.amount.text) in text for choice in reading.choices)


@pytest.mark.parametrize("name", CASES)
def test_amounts_in_the_workbook_are_numbers_in_yuan_and_nothing_is_a_formula(name: str) -> None:
    view = paper(name)
    book = openpyxl.load_workbook(BytesIO(printed(name, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    steps = book["计算步骤"]
    found = [
        Decimal(str(row[6])) for row in steps.iter_rows(min_row=2, values_only=True) if row[6] is not None and row[3]
    ]
    premium = [view.premium.benefit] if view.premium else []
    layers = [*(b for bill in view.bills for b in bill.benefits), *premium]
    assert found == [Decimal(s.amount.fen) / 100 for b in layers for s in b.steps]
    summary = {row[0]: row[1] for row in book["估算单"].iter_rows(values_only=True)}
    assert Decimal(str(summary["医疗救助合计"])) * 100 == view.aid.fen
    if view.bills:
        assert Decimal(str(summary["救助后个人负担"])) * 100 == view.self_pay.fen


@pytest.mark.parametrize("name", CASES)
def test_every_page_says_who_decides_and_which_page_it_is(name: str) -> None:
    found = pages(printed(name, "pdf"))
    for number, text in enumerate(found, 1):
        assert "以经办机构审核为准" in text
        assert f"第{number}页，共{len(found)}页" in text
    document = docx.Document(BytesIO(printed(name, "docx")))
    (section,) = document.sections
    assert "以经办机构审核为准" in section.footer.paragraphs[0].text
    fields = [e.text for e in section.footer._element.iter() if e.tag.endswith("instrText")]
    assert fields == ["PAGE", "NUMPAGES"]
    for sheet in openpyxl.load_workbook(BytesIO(printed(name, "xlsx"))):
        assert sheet.oddFooter.left.text == "以经办机构审核为准"
        assert "&P" in sheet.oddFooter.right.text


def test_the_pdf_brings_its_chinese_fonts_as_subsets_and_is_tagged_a4_in_chinese() -> None:
    data = printed("one bill", "pdf")
    reader = pypdf.PdfReader(BytesIO(data))
    names = set()
    for page in reader.pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        for font in page["/Resources"]["/Font"].values():
            inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile3" in inside
            names.add(str(inside["/FontName"]))
    assert {name.split("+")[-1] for name in names} == {"NotoSansSC-Regular", "NotoSerifSC-Regular"}
    assert all(len(name.split("+")[0]) == len("/ABCDEF") for name in names), "a subset bears a tag"
    assert reader.trailer["/Root"]["/Lang"].lower().startswith("zh")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "医疗救助待遇估算单"
    assert len(data) < 600_000


def test_word_and_excel_are_a4() -> None:
    section = docx.Document(BytesIO(printed("one bill", "docx"))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {sheet.page_setup.paperSize for sheet in openpyxl.load_workbook(BytesIO(printed("one bill", "xlsx")))} == {9}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_stays_text(kind: str, text: str) -> None:
    case = {**CASES["one bill"], "bills": [{**CASES["one bill"]["bills"][0], "diseases": [text]}]}
    view = paper_of(case, person=text)
    data = getattr(report, kind)(view)
    found = read_back(data, kind) if kind != "pdf" else "".join(pages(data))
    assert found.count(bare(text)) >= 2
    if kind == "xlsx":
        cells = [c for s in openpyxl.load_workbook(BytesIO(data)) for row in s.iter_rows() for c in row]
        typed = [cell for cell in cells if cell.value == text]
        assert typed
        assert {cell.data_type for cell in typed} == {"s"}
        if text[0] in "=+-@":
            assert all(cell.quotePrefix for cell in typed)


@pytest.mark.parametrize("kind", KINDS)
def test_what_no_paper_can_hold_is_left_out(kind: str) -> None:
    view = paper_of(CASES["one bill"], person="样例\x00甲\x1b\ud83d\u202e乙\uffff")
    data = getattr(report, kind)(view)
    assert "样例甲乙" in ("".join(pages(data)) if kind == "pdf" else read_back(data, kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["样例𠮷", "样例😀", "ยน", "\ue000"])
def test_a_character_that_the_font_has_not_does_not_stop_the_paper(kind: str, text: str) -> None:
    data = getattr(report, kind)(paper_of(CASES["one bill"], person=text))
    if kind == "pdf":
        assert "25,400元" in "".join(pages(data))
    else:
        assert text in read_back(data, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_very_long_text_is_printed_or_cut_but_never_breaks_the_paper(kind: str) -> None:
    case = {**CASES["one bill"], "bills": [{**CASES["one bill"]["bills"][0], "diseases": ["长" * 40_000]}]}
    assert getattr(report, kind)(paper_of(case, person="长" * 40_000))


_PRINT = """
import hashlib
from report_cases import CASES, paper
from assistant import report
for kind in ("pdf", "docx", "xlsx"):
    print(hashlib.sha256(getattr(report, kind)(paper("three bills"))).hexdigest())
"""


def test_the_same_content_is_the_same_bytes_in_another_process_and_time_zone() -> None:
    own = [hashlib.sha256(printed("three bills", kind)).hexdigest() for kind in KINDS]
    environment = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(p for p in sys.path if p)}
    other = subprocess.run([sys.executable, "-c", _PRINT], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.split() == own


@pytest.mark.parametrize("kind", KINDS)
def test_many_sessions_print_at_once(kind: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: getattr(report, kind)(paper("one bill")), range(8)))
    assert set(made) == {printed("one bill", kind)}
