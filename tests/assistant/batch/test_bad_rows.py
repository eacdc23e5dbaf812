"""Bad rows go to the errors file in the door's own words; the good ones are computed all the same."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import HEADER, csv_text, read_csv

from assistant.batch import BatchError, Memory, Summary, run
from assistant.batch.cells import amount, says_nothing
from assistant.diseases.named import resolve_disease
from rules.door import CaseError, read_case

GOOD = {
    "person_id": "样例甲",
    "policy": "jiulongpo-2023",
    "identities": "dibao",
    "date": "2024-03-01",
    "care": "inpatient",
    "diseases": "special-2012/06",
    "total": "90000",
    "eligible": "80000",
    "basic_paid": "40000",
    "catastrophic_paid": "10000",
}


Rows = list[dict[str, str]]


def ran(text: str | bytes, name: str = "in.csv", **how: Any) -> tuple[Summary, Rows, Rows]:
    target, errors = Memory("out.csv"), Memory("errors.csv")
    data = text.encode() if isinstance(text, str) else text
    summary = run(Memory(name, data), target, errors=errors, **how)
    return summary, read_csv(target.data), read_csv(errors.data)


def refused(cells: Mapping[str, str]) -> tuple[str, str, str]:
    """(field, reason, code) of the second of three rows; the others are good."""
    rows = [GOOD, {**GOOD, "person_id": "样例乙", **cells}, {**GOOD, "person_id": "样例丙"}]
    summary, out, errors = ran(csv_text(rows))
    assert [row["person_id"] for row in out] == ["样例甲", "样例丙"]
    assert [row["aid_total"] for row in out] == ["25400.00", "25400.00"]
    assert len(errors) == summary.bad == 1
    assert errors[0]["row"] == "3"
    assert {name: errors[0][name] for name in HEADER} == {name: rows[1].get(name, "") for name in HEADER}
    assert [tuple(found) for found in summary.refused] == [
        (3, errors[0]["field"], errors[0]["reason"], errors[0]["code"])
    ]
    return errors[0]["field"], errors[0]["reason"], errors[0]["code"]


def said_by_the_door(field: str, value: object) -> tuple[str, str, str]:
    """What the door says of the same bill as a single case."""
    bill = {name: cell for name, cell in GOOD.items() if name not in ("person_id", "policy", "identities")}
    case: dict[str, Any] = {"policy": GOOD["policy"], "person": {"identities": ["dibao"]}, "bills": [bill]}
    bill["diseases"] = [GOOD["diseases"]]  # type: ignore[assignment]  # JSON is of any kind
    place = case if field == "policy" else case["person"] if field in ("identities", "age", "insured") else bill
    if field in ("deductible", "rate"):
        place = case.setdefault("parameters", {})
    place[field] = value
    with pytest.raises(CaseError) as wrong:
        read_case(case, resolve_disease)
    name = wrong.value.field.rpartition(".")[2]
    return name, wrong.value.message.replace("第1笔费用的", ""), wrong.value.code


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("policy", "nowhere-2020", "nowhere-2020"),
        ("identities", "nobody", ["nobody"]),
        ("age", "131", 131),
        ("age", "-1", -1),
        ("age", "八十", "八十"),
        ("insured", "maybe", "maybe"),
        ("care", "hotel", "hotel"),
        ("treatment", "prayer", "prayer"),
        ("hospital_level", "4", 4),
        ("hospital_level", "很好", "很好"),
        ("place", "moon", "moon"),
        ("referral", "perhaps", "perhaps"),
        ("date", "2024-02-30", "2024-02-30"),
        ("date", "01.03.2024", "01.03.2024"),
        ("total", "-1", "-1"),
        ("eligible", "80000.001", "80000.001"),
        ("eligible", "8,00", "8,00"),
        ("eligible", "八万", "八万"),
        ("eligible", "8e4", "8e4"),
        ("eligible", ".5", ".5"),
        ("eligible", "5.", "5."),
        ("total", "100000000.01", "100000000.01"),
        ("total", "100000001", "100000001"),
        ("eligible", "90000.01", "90000.01"),
        ("basic_paid", "80000.01", "80000.01"),
        ("catastrophic_paid", "40000.01", "40000.01"),
        ("relief_fund_paid", "30000.01", "30000.01"),
        ("diseases", "special-2012/99", ["special-2012/99"]),
        ("diseases", "糖尿病", ["糖尿病"]),
        ("rate", "82.5", "82.5"),
        ("deductible", "1000", "1000"),
    ],
)
def test_a_row_is_refused_as_a_single_case_is(field: str, cell: str, value: object) -> None:
    assert refused({field: cell}) == said_by_the_door(field, value)


def of_the_door(cell: str) -> object:
    """The amount in fen, or the code of the refusal."""
    bill = {"care": "inpatient", "eligible": "0", "total": amount(cell)}
    try:
        case = read_case({"policy": "jiulongpo-2023", "person": {"identities": []}, "bills": [bill]})
    except CaseError as wrong:
        return wrong.code
    return case.bills[0].total


@given(st.lists(st.text(alphabet="0123456789.,-+eE ５一", max_size=14), min_size=30, max_size=60))
@settings(max_examples=4, deadline=None)
def test_any_amount_is_read_or_refused_as_by_the_door(cells: list[str]) -> None:
    said = [cell for cell in cells if not says_nothing(cell)]
    shared = {"identities": "dibao", "care": "inpatient", "eligible": "0"}
    rows = [{"person_id": f"{i}", **shared, "total": cell} for i, cell in enumerate(said)]
    _, out, errors = ran(csv_text(rows, ("person_id", *shared, "total")), policy="jiulongpo-2023")
    found: dict[str, object] = {row["person_id"]: row["code"] for row in errors}
    found |= {row["person_id"]: round(float(row["self_pay"]) * 100) for row in out}
    assert [found[f"{i}"] for i in range(len(said))] == [of_the_door(cell) for cell in said]


@pytest.mark.parametrize("field", ["person_id", "policy", "care", "eligible"])
@pytest.mark.parametrize("cell", ["", "  "])
def test_an_empty_cell_that_is_needed_is_named(field: str, cell: str) -> None:
    named, reason, code = refused({field: cell, "person_id": "样例乙" if field != "person_id" else cell})
    assert (named, code) == (field, "missing_field")
    assert reason.startswith("缺少")


@pytest.mark.parametrize("cell", ["", " ", "无"])
def test_an_empty_list_of_identities_is_no_identity(cell: str) -> None:
    summary, out, errors = ran(csv_text([{**GOOD, "identities": cell}], HEADER))
    assert errors == []
    assert (out[0]["identity"], out[0]["aid_total"], summary.computed) == ("", "0.00", 1)


def test_bounds_of_a_city_are_checked_for_each_combination() -> None:
    city = {"policy": "jiangsu-2023-draft", "disposable_income": "40000"}
    good, low = {**GOOD, **city, "rate": "85"}, {**GOOD, **city, "rate": "75", "person_id": "样例乙"}
    margin = {**low, "identities": "dibao_margin", "person_id": "样例丙"}
    _, out, errors = ran(csv_text([good, low, margin, good]))
    assert [row["person_id"] for row in out] == ["样例甲", "样例丙", "样例甲"]
    assert [(row["row"], row["field"], row["code"]) for row in errors] == [("3", "rate", "out_of_bounds")]
    assert "80%" in errors[0]["reason"]


def test_the_first_fault_in_the_doors_order_is_told() -> None:
    assert refused({"eligible": "x", "age": "200", "date": "x", "basic_paid": "x"})[0] == "age"
    assert refused({"eligible": "x", "date": "x", "basic_paid": "x"})[0] == "eligible"
    assert refused({"diseases": "special-2012/99", "basic_paid": "80001"})[0] == "basic_paid"


def test_other_bills_of_the_person_are_computed_with_a_warning() -> None:
    rows = [GOOD, {**GOOD, "eligible": "x"}, {**GOOD, "person_id": "样例乙"}]
    _, out, _ = ran(csv_text(rows))
    assert ["other_rows_refused" in row["warnings"].split(";") for row in out] == [True, False]


def test_each_bill_is_computed_under_what_is_held_on_its_day() -> None:
    held = ("dibao", "extreme_poverty", "dibao;dibao")
    rows = [{**GOOD, "identities": cell, "date": f"2024-0{i}-01"} for i, cell in enumerate(held, start=1)]
    _, out, errors = ran(csv_text(rows))
    assert errors == []
    assert [row["identity"] for row in out] == ["dibao", "extreme_poverty", "dibao"]
    alone = [ran(csv_text([{**row, "date": "2024-01-01"}]))[1][0]["aid_total"] for row in rows]
    assert out[0]["aid_total"] == alone[0]


def test_identities_may_differ_between_documents() -> None:
    rows = [GOOD, {**GOOD, "policy": "chongqing-2012", "identities": "three_no"}]
    _, out, errors = ran(csv_text(rows))
    assert errors == []
    assert [row["identity"] for row in out] == ["dibao", "three_no"]


@pytest.mark.parametrize("number", ["5.00107E+17", "5e+17"])
def test_a_person_number_that_a_spreadsheet_has_rounded_is_refused(number: str) -> None:
    field, reason, code = refused({"person_id": number})
    assert (field, code) == ("person_id", "bad_value")
    assert "末几位" in reason


def test_rows_that_do_not_fit_the_header_and_rows_without_cells() -> None:
    header = ("person_id", "identities", "care", "eligible")
    more = ["", "样例乙,dibao", ",,,", '"样例\n丙",dibao,inpatient,2', "样例丁,a,b,c,d", '样例戊,5"x",inpatient']
    text = csv_text([{**GOOD, "eligible": "1"}], header) + "\n".join(more)
    summary, out, errors = ran(text, policy="jiulongpo-2023")
    assert [row["person_id"] for row in out] == ["样例甲", "样例\n丙"]
    assert [(row["row"], row["code"], row["person_id"]) for row in errors] == [
        ("4", "bad_value", "样例乙"),
        ("7", "bad_value", "样例丁"),
        ("8", "bad_value", "样例戊"),
    ]
    assert summary.bad == 3


def test_a_bad_row_is_found_wherever_the_reading_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.batch.formats.apart.BLOCK", 700)
    header = ("person_id", "identities", "care", "eligible")
    lines = [f"样例{i},dibao,inpatient,{i}" if i % 7 else f"样例{i},dibao" for i in range(200)]
    _, out, errors = ran("\n".join([",".join(header), *lines]), policy="jiulongpo-2023", in_memory=0)
    assert [row["row"] for row in errors] == [str(i + 2) for i in range(0, 200, 7)]
    assert [row["person_id"] for row in out] == [f"样例{i}" for i in range(200) if i % 7]


def test_the_errors_file_mended_can_be_given_again() -> None:
    target, errors = Memory("out.csv"), Memory("errors.csv")
    run(Memory("in.csv", csv_text([GOOD, {**GOOD, "eligible": "x"}]).encode()), target, errors=errors)
    mended = errors.data.decode().replace(",x,", ",80000,").encode()
    summary, out, _ = ran(mended)
    assert (summary.computed, summary.bad) == (1, 0)
    assert out[0]["aid_total"] == "25400.00"


@pytest.mark.parametrize(
    ("text", "policy", "code", "field"),
    [
        ("person_id,care,eligible\n1,inpatient,1\n", "jiulongpo-2023", "missing_field", "identities"),
        ("person_id,identities,care,eligible\n1,dibao,inpatient,1\n", None, "missing_field", "policy"),
        ("person_id,identities,care,eligible\n1,dibao,inpatient,1\n", "nowhere", "unknown_policy", "policy"),
        ("person_id,identities,care,eligible,政策范围内费用\n", "jiulongpo-2023", "bad_value", "eligible"),
        ("", "jiulongpo-2023", "bad_value", "file"),
    ],
)
def test_a_file_that_cannot_be_computed_is_refused_whole(text: str, policy: str | None, code: str, field: str) -> None:
    with pytest.raises(BatchError) as wrong:
        ran(text, policy=policy)
    assert (wrong.value.code, wrong.value.field) == (code, field)


@pytest.mark.parametrize(
    "row", ['"2,dibao,inpatient,1', '2,dibao,inpatient,"1', '2,dibao,inpatient,"1\n3,dibao,inpatient,1\n']
)
def test_an_open_quote_that_would_swallow_rows_is_found(row: str) -> None:
    with pytest.raises(BatchError, match="从第3行起引号没有成对"):
        ran("person_id,identities,care,eligible\n1,dibao,inpatient,1\n" + row, policy="jiulongpo-2023")


def test_a_quote_inside_a_word_is_no_fault() -> None:
    summary, _, _ = ran('person_id,identities,care,eligible,n\n1,dibao,inpatient,1,5" x\n', policy="jiulongpo-2023")
    assert summary.computed == 1


@pytest.mark.parametrize("name", ["in.xlsx", "in.parquet"])
def test_a_broken_file_is_refused(name: str) -> None:
    with pytest.raises(BatchError, match="不是完整的"):
        ran(b"PK\x03\x04 no more than this", name, policy="jiulongpo-2023")


def test_text_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(BatchError, match="编码"):
        ran(b"person_id,identities,care,eligible\n\xff\xff,dibao,inpatient,1\n", policy="jiulongpo-2023")
