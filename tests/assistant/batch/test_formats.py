"""CSV, XLSX and Parquet, codes and Chinese words: the same bills give the same answers."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter ships no types
from made_rows import HEADER, csv_text, made_file, read_csv
from python_calamine import CalamineWorkbook

from assistant.batch import Memory, run

ANSWERS = ("identity", "special", "large", "tilt", "aid_total", "self_pay", "warnings")
ROWS = [
    {
        "person_id": f"00{person}",
        "policy": "jiulongpo-2023",
        "identities": identities,
        "age": "82",
        "needs_maintenance": "否",
        "date": day,
        "care": care,
        "treatment": treatment,
        "diseases": diseases,
        "hospital_level": level,
        "designated": "true",
        "total": "90000.5",
        "eligible": "80000",
        "basic_paid": "40000.25",
    }
    for person, identities, day, care, treatment, diseases, level in (
        (1, "dibao", "2024-03-01", "inpatient", "", "special-2012/06", "3"),
        (2, "dibao;extreme_poverty", "2024-03-02", "inpatient", "", "", "2"),
        (1, "dibao", "2024-04-01", "outpatient", "long_term_medication", "肺癌", "1"),
    )
]


def answers(source: Memory, target: str = "out.csv", **how: Any) -> list[tuple[str, ...]]:
    out = Memory(target)
    summary = run(source, out, **how)
    assert summary.bad == 0
    return [tuple(row[name] for name in ANSWERS) for row in read_csv(out.data)]


@pytest.fixture(scope="module")
def expected() -> list[tuple[str, ...]]:
    return answers(Memory("in.csv", csv_text(ROWS).encode()))


def book(header: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet, day = made.add_worksheet(), made.add_format({"num_format": "yyyy-mm-dd"})
    for place, name in enumerate(header):
        sheet.write_string(0, place, name)
    for row, cells in enumerate(rows, start=1):
        for place, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, place, cell, day)
            elif cell != "":
                sheet.write(row, place, cell)
    made.close()
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_encodings_are_read_and_utf8_gets_its_mark(encoding: str, expected: list[tuple[str, ...]]) -> None:
    text = csv_text([{**row, "备注": "镕𠮷"} for row in ROWS], (*HEADER, "备注"))
    data = ("\ufeff" if encoding == "utf-16-be" else "") + text
    out = Memory("out.csv")
    run(Memory("in.csv", data.encode(encoding)), out)
    rows = read_csv(out.data, "gb18030" if encoding == "gb18030" else "utf-8-sig")
    assert [tuple(row[name] for name in ANSWERS) for row in rows] == expected
    assert {row["备注"] for row in rows} == {"镕𠮷"}
    assert out.data.startswith(b"\xef\xbb\xbf") == (encoding != "gb18030")


def test_chinese_headers_and_words(expected: list[tuple[str, ...]]) -> None:
    words = {"inpatient": "住院", "outpatient": "门诊", "dibao": "低保对象", "extreme_poverty": "特困人员"}
    words |= {"long_term_medication": "门诊慢特病长期用药", "jiulongpo-2023": "九龙坡区2023办法", "true": "是"}
    words |= {"special-2012/06": "乳腺癌", "1": "一级", "2": "二级", "3": "三级甲等"}
    headers = {
        "人员编号": "person_id",
        "适用文件": "policy",
        "救助身份": "identities",
        "年龄": "age",
        "需院外维持治疗": "needs_maintenance",
        "结算时间": "date",
        "医疗类别": "care",
        "门诊治疗方式": "treatment",
        "病种名称": "diseases",
        "医院等级": "hospital_level",
        "是否定点": "designated",
        "医疗费总额（元）": "total",
        " 符合政策范围金额 (元)": "eligible",
        "基本医疗保险统筹基金支出": "basic_paid",
    }
    rows = [
        {name: "；".join(words.get(part, part) for part in row[code].split(";")) for name, code in headers.items()}
        for row in ROWS
    ]
    out = Memory("out.csv")
    run(Memory("in.csv", csv_text(rows, tuple(headers)).encode()), out)
    assert [tuple(row[name] for name in ANSWERS) for row in read_csv(out.data)] == expected


def test_the_national_platforms_record(expected: list[tuple[str, ...]]) -> None:
    header = ("psn_no", "insu_admdvs", "identities", "age", "setl_time", "med_type", "dise_name", "hosp_lv")
    header += ("medfee_sumamt", "inscp_scp_amt", "hifp_pay", "hifmi_pay", "hifob_pay")
    money = ("90000.5", "80000", "40000.25")
    rows = [
        ("001", "500107", "dibao", "82", "2024-03-01 10:11:12", "21", "乳腺癌", "三级", *money, "0", "0"),
        ("002", "500107", "dibao;extreme_poverty", "", "2024-03-02", "24", "", "二级", *money, "", ""),
        ("001", "500107", "dibao", "82", "2024-04-01", "14", "肺癌", "一级", *money, "0", "0"),
    ]
    text = csv_text([dict(zip(header, row, strict=True)) for row in rows], header)
    assert answers(Memory("in.csv", text.encode())) == expected


@pytest.mark.parametrize(
    ("area", "identities", "document"),
    [
        ("500243", "dibao", "pengshui-2023"),
        ("500113", "registered_poor", "banan-2018"),
        ("500113", "dibao", "chongqing-2012"),
        ("500101", "dibao", "chongqing-2012"),
        ("320100", "dibao", "jiangsu-2023-draft"),
    ],
)
def test_the_document_follows_from_the_place_of_insurance(area: str, identities: str, document: str) -> None:
    header = ("person_id", "identities", "care", "eligible")
    row = {"person_id": "1", "identities": identities, "care": "inpatient", "eligible": "50000"}
    by_area, by_policy = Memory("a.csv"), Memory("b.csv")
    run(Memory("in.csv", csv_text([{**row, "insu_admdvs": area}], (*header, "insu_admdvs")).encode()), by_area)
    run(Memory("in.csv", csv_text([row], header).encode()), by_policy, policy=document)
    found, wanted = read_csv(by_area.data)[0], read_csv(by_policy.data)[0]
    warned = set(found.pop("warnings").split(";")) - {"district_rules_missing"}
    assert warned == set(wanted.pop("warnings").split(";"))
    assert {name: cell for name, cell in found.items() if name != "insu_admdvs"} == wanted


def test_a_place_without_a_document_is_a_bad_row() -> None:
    header = ("person_id", "identities", "care", "eligible", "insu_admdvs")
    row = dict(zip(header, ("1", "dibao", "inpatient", "5", "110101"), strict=True))
    summary = run(Memory("in.csv", csv_text([row], header).encode()), Memory("out.csv"))
    assert [(found.field, found.code) for found in summary.refused] == [("policy", "missing_field")]


def test_xlsx_cells_of_every_kind(expected: list[tuple[str, ...]]) -> None:
    numbers = ("age", "hospital_level", "total", "eligible", "basic_paid")
    rows: list[list[Any]] = []
    for row in ROWS:
        cells: dict[str, Any] = {name: float(row[name]) if name in numbers else row.get(name, "") for name in HEADER}
        cells |= {"date": date.fromisoformat(row["date"]), "designated": True, "needs_maintenance": False}
        rows.append(list(cells.values()))
    rows.insert(1, [""] * len(HEADER))
    assert answers(Memory("in.xlsx", book(HEADER, rows))) == expected


def test_an_identity_number_kept_as_a_number_is_refused() -> None:
    header = ("person_id", "identities", "care", "eligible")
    source = Memory(
        "in.xlsx", book(header, [[500107198001011234, "dibao", "inpatient", 5], [17, "dibao", "inpatient", 5]])
    )
    out = Memory("out.csv")
    summary = run(source, out, policy="jiulongpo-2023")
    assert [(found.row, found.field) for found in summary.refused] == [(2, "person_id")]
    assert [row["person_id"] for row in read_csv(out.data)] == ["17"]


def test_parquet_columns_of_every_kind(expected: list[tuple[str, ...]]) -> None:
    columns = {
        "person_id": [row["person_id"] for row in ROWS],
        "policy": pa.array([row["policy"] for row in ROWS]).dictionary_encode(),
        "identities": [row["identities"].split(";") for row in ROWS],
        "age": [82, 82, 82],
        "date": [date.fromisoformat(row["date"]) for row in ROWS],
        "care": [row["care"] for row in ROWS],
        "treatment": [row["treatment"] or None for row in ROWS],
        "diseases": [[row["diseases"]] if row["diseases"] else [] for row in ROWS],
        "hospital_level": pa.array([int(row["hospital_level"]) for row in ROWS], pa.int8()),
        "designated": [True, True, True],
        "total": [Decimal("90000.50")] * 3,
        "eligible": [80000.0] * 3,
        "basic_paid": [40000.25] * 3,
        "when": [datetime(2024, 1, 2, 3)] * 3,
    }
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    assert answers(Memory("in.parquet", stream.getvalue())) == expected
    out = Memory("out.parquet")
    run(Memory("in.parquet", stream.getvalue()), out)
    kept = parquet.read_table(io.BytesIO(out.data))
    assert kept.column("total").to_pylist() == columns["total"]
    assert kept.column("identities").to_pylist() == columns["identities"]
    assert kept.column("aid_total").to_pylist() == [Decimal(row[4]) for row in expected]
    assert kept.column("identity").to_pylist() == [row[0] or None for row in expected]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_from_format_to_format_and_back(ending: str, expected: list[tuple[str, ...]]) -> None:
    """An OUT can be given again: its answers are made anew, its input is as it was."""
    between = Memory(f"between.{ending}")
    run(Memory("in.csv", csv_text(ROWS).encode()), between)
    out = Memory("out.csv")
    summary = run(Memory(between.name, between.data), out)
    rows = read_csv(out.data)
    assert set(summary.replaced) == set(ANSWERS)
    assert [tuple(row[name] for name in ANSWERS) for row in rows] == expected
    assert [row["person_id"] for row in rows] == ["001", "002", "001"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_same_file_twice_gives_the_same_bytes(ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, order = made_file(Random("twice"), 20)
    data = csv_text(made[who].cells[bill] for who, bill in order).encode()
    first, second = Memory(f"out.{ending}"), Memory(f"out.{ending}")
    run(Memory("in.csv", data), first)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    run(Memory("in.csv", data), second)
    assert first.data == second.data
    if ending == "xlsx":
        about = zipfile.ZipFile(io.BytesIO(first.data)).read("docProps/core.xml").decode()
        assert "2024-01-01T00:00:00Z" in about


DANGEROUS = ["=1+1", "＝1+1", "＋1", "－cmd", "＠SUM(A1)", "+cmd|x", "-2+3"]
DANGEROUS += ["@SUM(A1)", "\t=1", '="a,b"', "=1\n2"]


def test_cells_that_a_spreadsheet_would_run() -> None:
    rows = [{**ROWS[0], "person_id": cell, "备注": cell} for cell in DANGEROUS]
    source = Memory("in.csv", csv_text(rows, (*HEADER, "备注", "=x")).encode())
    out, sheet = Memory("out.csv"), Memory("out.xlsx")
    run(source, out)
    run(source, sheet)
    text = out.data.decode()
    table = list(csv.reader(io.StringIO(text, newline="")))
    assert "'=x" in table[0]
    place = table[0].index("备注")
    assert [row[place] for row in table[1:]] == [f"'{cell}" for cell in DANGEROUS]
    again = Memory("again.csv")
    run(Memory("in.csv", out.data), again)
    assert again.data == out.data
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet.data)).get_sheet_by_index(0).to_python()
    assert [row[place] for row in cells[1:]] == DANGEROUS
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(sheet.data)).read("xl/worksheets/sheet1.xml")


def test_negative_numbers_stay_numbers() -> None:
    rows = [{**ROWS[0], "备注": "-12.50"}]
    out = Memory("out.csv")
    run(Memory("in.csv", csv_text(rows, (*HEADER, "备注")).encode()), out)
    assert read_csv(out.data)[0]["备注"] == "-12.50"


def test_xlsx_holds_numbers_and_says_what_the_warnings_are() -> None:
    out = Memory("out.xlsx")
    run(Memory("in.csv", csv_text(ROWS).encode()), out)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(out.data))
    header, first, *_ = workbook.get_sheet_by_index(0).to_python()
    row = dict(zip(header, first, strict=True))
    assert (row["person_id"], row["total"], row["aid_total"]) == ("001", 90000.5, 34799.77)
    told = {line[0]: line[2] for line in workbook.get_sheet_by_name("说明").to_python()[1:]}
    assert set(told) == {"special_list_2012", "highest_identity"}
    assert all(len(text) > 10 for text in told.values())


def test_a_clerks_checks_are_warnings() -> None:
    record = {
        "medfee_sumamt": "100",
        "inscp_scp_amt": "80",
        "fund_pay_sumamt": "50",
        "psn_part_amt": "49",
        "fulamt_ownpay_amt": "10",
        "overlmt_selfpay": "5",
        "preselfpay_amt": "5",
        "hifob_pay": "7",
        "oth_pay": "1",
        "hifp_pay": "40",
    }
    header = ("person_id", "policy", "identities", "care", *record)
    row = {"person_id": "1", "policy": "banan-2018", "identities": "registered_poor", "care": "inpatient", **record}
    right = {**row, "psn_part_amt": "50", "oth_pay": "0", "hifob_pay": "", "preselfpay_amt": "", "person_id": "2"}
    out = Memory("out.csv")
    run(Memory("in.csv", csv_text([row, right], header).encode()), out)
    wrong, plain = (set(found["warnings"].split(";")) for found in read_csv(out.data))
    notes = {"total_differs", "employee", "not_subtracted", "prepaid_share"}
    assert notes <= wrong
    assert not (notes | {"eligible_differs"}) & plain
    assert "eligible_differs" not in wrong
