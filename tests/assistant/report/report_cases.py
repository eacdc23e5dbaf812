"""Cases that papers are made of, and the papers read back as text without white space."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf

from assistant import report
from assistant.report.model import Content
from rules.calculate import calculate
from rules.door import NamedDisease, read_case
from rules.what_if import what_if

ON = date(2026, 3, 5)
VECTORS = Path(__file__).parents[2] / "rules" / "vectors"

CANCER_STAY = {
    "date": "2024-03-01",
    "care": "inpatient",
    "diseases": ["special-2012/06"],
    "total": "90000",
    "eligible": "80000",
    "basic_paid": "40000",
    "catastrophic_paid": "10000",
}
OTHER_STAY = {"date": "2024-05-01", "care": "inpatient", "total": "60000", "eligible": "50000", "basic_paid": "20000"}
DIALYSIS = {
    "date": "2024-06-01",
    "care": "outpatient",
    "treatment": "dialysis",
    "diseases": ["special-2012/10"],
    "total": "6000.55",
    "eligible": "5000.55",
    "basic_paid": "2000",
}

CASES = {
    "one bill": {"policy": "jiulongpo-2023", "person": {"identities": ["dibao"], "age": 82}, "bills": [CANCER_STAY]},
    "three bills": {
        "policy": "pengshui-2023",
        "person": {"identities": ["dibao", "dibao_margin"]},
        "year_to_date": {"special": "3000"},
        "bills": [CANCER_STAY, OTHER_STAY, DIALYSIS],
        "premium": {"tier": 2, "tier1": "380", "due": "760"},
    },
    "floors": {"policy": "chongqing-2012", "person": {"identities": ["dibao"], "age": 70}, "bills": [OTHER_STAY]},
    "may have ended": {
        "policy": "banan-2018",
        "person": {"identities": ["registered_poor"]},
        "bills": [{**CANCER_STAY, "diseases": [], "civil_aid_paid": "500"}],
    },
    "draft": {
        "policy": "jiangsu-2023-draft",
        "person": {"identities": ["dibao_margin"]},
        "parameters": {"disposable_income": "49000", "rate": "82.5"},
        "bills": [OTHER_STAY],
    },
    "undetermined": {
        "policy": "jiangsu-2023-draft",
        "person": {"identities": ["dibao_margin"]},
        "bills": [OTHER_STAY],
    },
    "deferred identity": {
        "policy": "jiulongpo-2023",
        "person": {"identities": ["entitled_veteran"]},
        "bills": [CANCER_STAY],
    },
    "no identity": {"policy": "jiulongpo-2023", "person": {"identities": []}, "bills": [CANCER_STAY]},
    "premium only": {
        "policy": "jiulongpo-2023",
        "person": {"identities": ["illness_poverty"]},
        "premium": {"tier": 2, "tier1": "380"},
    },
    "premium not covered": {
        "policy": "banan-2018",
        "person": {"identities": ["registered_poor"]},
        "premium": {"tier": 1, "tier1": "380"},
    },
    "premium refused": {
        "policy": "chongqing-2012",
        "person": {"identities": ["dibao"]},
        "premium": {"tier": 1, "tier1": "380", "employee_scheme": True},
    },
}


def paper_of(data: object, person: str = "") -> Content:
    """The content of a case given as the interface's JSON values; names of diseases are on no list."""
    case = read_case(data, lambda name, _: NamedDisease())
    return report.content(case, calculate(case), ON, what_if(case), person)


@cache
def paper(name: str) -> Content:
    return paper_of(CASES[name])


def vector_cases() -> Iterator[tuple[str, object]]:
    for path in sorted(VECTORS.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            data = json.loads(line)
            if "error" not in data["expected"]:
                yield f"{path.stem}:{number}", data["case"]


def bare(text: str) -> str:
    return "".join(text.split())


@cache
def printed(name: str, kind: str) -> bytes:
    return {"pdf": report.pdf, "docx": report.docx, "xlsx": report.xlsx}[kind](paper(name))


def read_back(data: bytes, kind: str) -> str:
    """All words of a paper in order, white space removed, page furniture left out."""
    return {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[kind](data)


def pages(data: bytes) -> list[str]:
    return [bare(page.extract_text()) for page in pypdf.PdfReader(BytesIO(data)).pages]


def _pdf(data: bytes) -> str:
    """The pages joined, so that what runs over a page's end is whole again."""
    found = pages(data)
    texts: list[str] = []
    for number, text in enumerate(found, 1):
        start = text.index("以经办机构审核为准估算只供参考")
        end = text.index(f"第{number}页，共{len(found)}页") + len(f"第{number}页，共{len(found)}页")
        head = bare(f"医疗救助待遇估算单{ON.year}年{ON.month}月{ON.day}日") if number > 1 else ""
        texts.append((text[:start] + text[end:]).replace(head, "", 1))
    return "".join(texts)


def _docx(data: bytes) -> str:
    return bare("".join(docx.Document(BytesIO(data)).element.body.itertext()))


def _xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(data))
    return bare("".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row))
