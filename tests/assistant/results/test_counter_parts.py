"""A counter's case with bills on both sides of a document's first day: its parts, and the papers that print each."""

from datetime import date
from io import BytesIO

import docx as word
import openpyxl
import pypdf
import pytest

from assistant.report import Content, docx, of_explanation, pdf, xlsx
from assistant.results.casework import Reckoned, reckon_at
from knowledge import library
from rules.errors import CaseError
from rules.parts import calculate_parts

AREA = library.facts("jiulongpo-2023").area.code
STAY = {"care": "inpatient", "diseases": ["special-2012/01"], "eligible": "40000.00", "basic_paid": "20000.00"}
CASE = {
    "person": {"identities": ["dibao"]},
    "bills": [STAY | {"date": "2023-11-05"}, STAY | {"date": "2023-09-01"}],
}


@pytest.fixture(scope="module")
def found() -> Reckoned:
    return reckon_at(CASE, AREA)


@pytest.fixture(scope="module")
def paper(found: Reckoned) -> Content:
    return of_explanation(found.told, date(2024, 1, 5))


def test_each_part_is_computed_under_its_document_with_the_bill_numbers_of_the_whole(found: Reckoned) -> None:
    expected = calculate_parts(CASE, AREA)
    assert [part.result for part in found.parts] == [part.result for part in expected.parts]
    assert [part.told.places for part in found.parts] == [(1,), (0,)]
    assert [part.told.bills[0].title for part in found.parts] == ["第2笔费用", "第1笔费用"]
    assert found.at(1) == (found.parts[0], 0)
    assert found.at(0) == (found, 0)


def test_a_fault_names_the_bill_of_the_whole() -> None:
    wrong = {**CASE, "bills": [CASE["bills"][0], STAY | {"date": "2023-09-01", "basic_paid": "50000"}]}
    with pytest.raises(CaseError) as refused:
        reckon_at(wrong, AREA)
    assert refused.value.field == "bills[1].basic_paid"


def test_the_paper_has_a_part_for_each_document_and_the_sum_first(paper: Content) -> None:
    parts = (paper, *paper.further)
    assert [part.policy.id for part in parts] == ["chongqing-2012", "jiulongpo-2023"]
    assert len(paper.whole) == 2
    assert "合起来" in paper.whole[0].text
    assert paper.further[0].whole == ()
    assert [part.facts[1].title for part in parts] == ["第2笔费用", "第1笔费用"]


def test_every_kind_of_paper_prints_every_part(paper: Content) -> None:
    texts = {
        "pdf": "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf(paper))).pages),
        "docx": "\n".join(p.text for p in word.Document(BytesIO(docx(paper))).paragraphs),
        "xlsx": "\n".join(
            str(cell.value or "")
            for sheet in openpyxl.load_workbook(BytesIO(xlsx(paper)))
            for row in sheet
            for cell in row
        ),
    }
    for kind, text in texts.items():
        said = "".join(text.split())
        for part in (paper, *paper.further):
            assert "".join(part.sentence.split()) in said, kind
        assert "".join(paper.whole[0].text.split()) in said, kind
