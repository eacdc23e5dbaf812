"""Ledgers as offices, hospitals and the platform write them: read right, or nothing is computed."""

import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_rows import csv_text, read_csv

from assistant.batch import BatchError, Memory, run
from assistant.batch.formats.files import Memory as File
from assistant.batch.headers import header_of, read_header
from assistant.diseases.named import resolve_disease
from rules.calculate import calculate
from rules.door import read_case
from rules.money import to_yuan
from rules.result import BillResult

LAYOUTS: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("ledger_layouts.yaml").read_text("utf-8"), yaml.BaseLoader
)
named = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["layout"])


def cells(layout: dict[str, Any]) -> list[list[str]]:
    return [row[0] for row in layout.get("rows", ())]


def given(layout: dict[str, Any]) -> dict[str, str | None]:
    return {**layout.get("mapped", {}), **dict.fromkeys(layout.get("ignored", ()))}


def as_csv(layout: dict[str, Any]) -> bytes:
    header = layout["header"]
    return csv_text([dict(zip(header, row, strict=True)) for row in cells(layout)], header).encode()


@named
def test_every_column_is_read_set_aside_or_asked_about(layout: dict[str, Any]) -> None:
    reads, asks = layout.get("reads"), layout.get("asks", [])
    if reads is None:
        with pytest.raises(BatchError) as wrong:
            header_of(layout["header"], cells(layout), bool(layout["policy"]))
        for field in layout.get("missing", ()):
            assert f"（{field}）" in wrong.value.message
        found = read_header(layout["header"], cells(layout))
        assert [column.name for column in found if column.state == "unclear"] == asks
        return
    header = header_of(layout["header"], cells(layout), bool(layout["policy"]), given(layout))
    assert {column.name: column.field for column in header.columns if column.is_read} == reads
    assert all(column.reason for column in header.columns if column.state == "aside")


def expected(layout: dict[str, Any]) -> dict[int, BillResult]:
    """What ``calc`` gives for each row that is to be computed: the bills of a person and a document are one case."""
    cases: defaultdict[tuple[str, str], dict[int, dict[str, Any]]] = defaultdict(dict)
    who = layout["header"].index(next(name for name, field in layout["reads"].items() if field == "person_id"))
    for place, (row, case) in enumerate(layout["rows"]):
        if "refuse" not in case:
            person = row[who].strip("'=\"").upper()
            cases[person, case.get("policy", layout["policy"])][place] = case
    found = {}
    for (_, policy), rows in cases.items():
        result = calculate(read_case(as_case(policy, list(rows.values())), resolve_disease))
        found |= dict(zip(rows, result.bills, strict=True))
    return found


def as_case(policy: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    person: dict[str, Any] = {"identities": rows[0]["of"], "insured": rows[0].get("insured") != "false"}
    if "age" in rows[0]:
        person["age"] = int(rows[0]["age"])
    kinds = {"hospital_level": int, "designated": lambda word: word == "true"}
    bills = [
        {name: kinds.get(name, lambda same: same)(value) for name, value in row.items() if name not in _NOT_OF_BILL}
        for row in rows
    ]
    return {"policy": policy, "person": person, "parameters": rows[0].get("parameters", {}), "bills": bills}


_NOT_OF_BILL = ("of", "age", "insured", "policy", "parameters")


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if "rows" in one], ids=lambda layout: layout["layout"])
def test_rows_are_computed_as_single_cases_or_refused(layout: dict[str, Any]) -> None:
    out, errors = Memory("out.csv"), Memory("errors.csv")
    summary = run(
        File("in.csv", as_csv(layout)),
        out,
        layout["policy"] or None,
        errors,
        columns=given(layout),
    )
    wanted = expected(layout)
    refused = {int(row["row"]) - 2: row["field"] for row in read_csv(errors.data)}
    assert refused == {i: case["refuse"] for i, (_, case) in enumerate(layout["rows"]) if "refuse" in case}
    got = [(row["aid_total"], row["self_pay"]) for row in read_csv(out.data)]
    assert got == [(to_yuan(bill.aid), to_yuan(bill.self_pay)) for _, bill in sorted(wanted.items())]
    assert summary.lines == summary.computed + summary.bad + summary.blank == len(layout["rows"])
    assert io.BytesIO(out.data).read(3) == b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("numbers", "names", "is_person"),
    [
        (["K07", "K11", "K07"], ["样例甲", "样例乙", "样例甲"], True),
        (["2013004", "2013019", "2013007"], ["样例甲", "样例乙", "样例丙"], True),
        (["1", "2", "3"], ["样例甲", "样例乙", "样例丙"], False),
        (["K07", "K11", "K12"], ["样例甲", "样例乙", "样例甲"], False),
        (["K07", "", "K12"], ["样例甲", "样例乙", "样例丙"], False),
        (["K07", "K07", "K07"], ["样例甲", "样例乙", "样例丙"], False),
    ],
)
def test_an_offices_number_is_a_persons_if_it_tells_persons_apart(
    numbers: list[str], names: list[str], is_person: bool
) -> None:
    rows = [list(row) for row in zip(numbers, names, strict=True)]
    number, name = read_header(["编号", "姓名"], rows)
    assert (number.is_read, number.field if number.is_read else "") == (is_person, "person_id" if is_person else "")
    assert not name.is_read


def test_that_persons_are_told_apart_by_an_offices_number_is_said() -> None:
    layout = next(one for one in LAYOUTS if one["layout"] == "numbers of the office, two persons")
    summary = run(File("in.csv", as_csv(layout)), Memory("out.csv"), layout["policy"])
    assert any("编号" in sentence and "认人" in sentence for sentence in summary.said)
