"""What surrounds the table of a ledger, how persons are numbered, and what is said of the file and of its rows."""

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_rows import csv_text, read_csv
from openpyxl.worksheet.worksheet import Worksheet

from assistant.batch import BatchError, Memory, Summary, run
from assistant.batch.formats.arrow import words
from assistant.batch.formats.xlsx_rows import MERGED
from assistant.batch.headers import read_header
from assistant.batch.persons import doubtful, key
from assistant.commands.cli import main

HEADER = ["身份证号", "救助身份", "医疗类别", "结算时间", "总费用", "政策范围内费用", "统筹支付", "大病保险支付"]
ROW = ["A", "低保", "住院", "2024-03-01", 90000, 80000, 40000, 10000]
Rows = list[dict[str, str]]


def ran(source: Memory, **how: Any) -> tuple[Summary, Rows, Rows]:
    out, errors = Memory("out.csv"), Memory("errors.csv")
    summary = run(source, out, "jiulongpo-2023", errors, **how)
    return summary, read_csv(out.data), read_csv(errors.data)


def sheet_of(rows: list[list[Any]], title: str = "台账") -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return made


def saved(made: openpyxl.Workbook, name: str = "in.xlsx") -> Memory:
    stream = io.BytesIO()
    made.save(stream)
    return Memory(name, stream.getvalue())


def lines(*rows: list[Any]) -> Memory:
    return Memory("in.csv", "\n".join(",".join(map(str, row)) for row in rows).encode())


@pytest.mark.parametrize("titles", [[], [["某区医疗救助台账"]], [["某区医疗救助台账"], ["单位：元", "", "2024年"], []]])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_title_rows_above_the_header(titles: list[list[str]], kind: str) -> None:
    rows = [*titles, HEADER, ROW, ["B", *ROW[1:5], "x", *ROW[6:]]]
    found, out, errors = ran(saved(sheet_of(rows)) if kind == "xlsx" else lines(*rows))
    assert [row["aid_total"] for row in out] == ["25400.00"]
    assert [row["row"] for row in errors] == [str(len(titles) + 3)]
    assert any(f"表头在第{len(titles) + 1}行" in said for said in found.said) == bool(titles)
    assert found.lines == 2


def test_the_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    made = sheet_of([["封面"], ["某区医保局"]], "封面")
    made.create_sheet("明细").append(HEADER)
    made["明细"].append(ROW)
    made.create_sheet("附表").append(["另一张"])
    found, out, _ = ran(saved(made))
    assert out[0]["aid_total"] == "25400.00"
    assert "“明细”" in found.said[0]
    assert "“封面”" in found.said[0]
    assert "“附表”" in found.said[0]


def test_a_hidden_sheet_is_never_read_without_a_word() -> None:
    made = sheet_of([HEADER, ["B", *ROW[1:]]], "旧数据")
    made["旧数据"].sheet_state = "hidden"
    made.create_sheet("明细").append(HEADER)
    made["明细"].append(ROW)
    found, out, _ = ran(saved(made))
    assert [row["身份证号"] for row in out] == ["A"]
    assert "隐藏的没有读：“旧数据”" in found.said[0]


@pytest.mark.parametrize("place", range(8))
@pytest.mark.parametrize("word", ["=1/0", "=VLOOKUP(1,Z:Z,1,0)"])
def test_a_formula_that_was_never_calculated_refuses_its_row(place: int, word: str) -> None:
    rows = [HEADER, [word if i == place else cell for i, cell in enumerate(ROW)], ["B", *ROW[1:]]]
    _, out, errors = ran(saved(sheet_of(rows)))
    assert [row["身份证号"] for row in out if row["身份证号"] == "B"] == ["B"]
    assert [row["row"] for row in errors] == ["2"]


def test_an_error_that_a_sheet_holds_is_not_nothing() -> None:
    rows = [HEADER, ROW]
    source = saved(sheet_of(rows))
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<c r="G2" t="n"><v>40000</v></c>' in data
                data = data.replace(b'<c r="G2" t="n"><v>40000</v></c>', b'<c r="G2" t="e"><f>X()</f><v>#N/A</v></c>')
            new.writestr(name, data)
    _, out, errors = ran(Memory("in.xlsx", stream.getvalue()))
    assert out == []
    assert errors[0]["field"] == "basic_paid"
    assert "#N/A" in errors[0]["reason"]


def test_merged_cells_hold_for_each_row_but_an_amount_does_not() -> None:
    made = sheet_of([HEADER, ROW, ["A", None, *ROW[2:]], ["A", *ROW[1:6], None, 0]])
    made["台账"].merge_cells("B2:B3")
    made["台账"].merge_cells("G3:G4")
    _, out, errors = ran(saved(made))
    assert [row["identity"] for row in out] == ["dibao"]
    assert [(row["row"], row["field"]) for row in errors] == [("3", "basic_paid"), ("4", "basic_paid")]
    assert errors[1]["统筹支付"] == MERGED


def test_all_that_is_wrong_with_a_row_is_told() -> None:
    _, _, errors = ran(lines(HEADER, ["A", "没有这种", "酒店", "昨天", "九万", "80000", "#REF!", "0"]))
    assert errors[0]["field"] == "identities"
    for word in ("没有这种", "酒店", "日期", "医疗费总额", "#REF!"):
        assert word in errors[0]["reason"]


@pytest.mark.parametrize(
    "number",
    [
        "99999919600101002x",
        " 999999 1960 0101 002X",
        "'99999919600101002X",
        "９９９９９９１９６００１０１００２Ｘ",
        "\u200b99999919600101002X",
    ],
)
def test_a_persons_number_is_one_key_however_it_is_typed(number: str) -> None:
    """One limit for both bills: the second gets what is left of it."""
    large = [*ROW[1:4], 900000, 800000, 100000, 0]
    _, out, _ = ran(lines(HEADER, ["99999919600101002X", *large], [number, *large]))
    apart = ran(lines(HEADER, ["99999919600101002X", *large], ["B", *large]))[1]
    total = sum(float(row["aid_total"]) for row in out)
    assert total < sum(float(row["aid_total"]) for row in apart)
    assert out[0]["身份证号"] == "99999919600101002X"
    assert key(number) == "99999919600101002X"


def test_a_number_as_a_formula_is_that_number() -> None:
    source = csv_text([dict(zip(HEADER, map(str, ['="001"', *ROW[1:]]), strict=True))], HEADER)
    assert ran(Memory("in.csv", source.encode()))[0].computed == 1
    assert key('="001"') == "001"


def test_doubtful_numbers_and_two_ages_are_warnings() -> None:
    numbers = ["999999194201150010", "999999194201150011", "999999194213150010", "12345", "样例甲"]
    assert doubtful(words(numbers)).tolist() == [False, True, True, False, False]
    rows = [[numbers[1], *ROW[1:], 82], [numbers[0], *ROW[1:], 82], [numbers[0], *ROW[1:], 52]]
    found, out, _ = ran(lines([*HEADER, "年龄"], *rows))
    assert "number_doubtful" in out[0]["warnings"]
    assert "number_doubtful" not in out[1]["warnings"]
    assert ["two_ages" in row["warnings"] for row in out] == [False, True, True]
    assert {told.id for told in found.warnings} >= {"number_doubtful", "two_ages"}


def test_no_date_and_a_date_to_come_get_a_hint() -> None:
    ahead = (date.today() + timedelta(400)).isoformat()
    days = ["", ahead, "2024-03-01"]
    _, out, _ = ran(lines(HEADER, *([f"P{i}", *ROW[1:3], day, *ROW[4:]] for i, day in enumerate(days))))
    hints = [[word for word in row["warnings"].split(";") if word.startswith("date_")] for row in out]
    assert hints == [["date_missing"], ["date_ahead"], []]


def test_an_undated_bill_counts_in_the_year_of_the_persons_other_bills() -> None:
    large = [*ROW[1:3], "{}", 900000, 800000, 100000, 0]
    bills = [[cell if cell != "{}" else day for cell in ["A", *large]] for day in ("2025-05-05", "")]
    _, out, _ = ran(lines(HEADER, *bills))
    _, dated, _ = ran(lines(HEADER, bills[0], [cell if cell != "" else "2025-05-05" for cell in bills[1]]))
    assert [row["aid_total"] for row in out] == [row["aid_total"] for row in dated]


def test_identities_held_from_and_to() -> None:
    header = [*HEADER, "身份开始日期", "身份结束日期"]
    days = [("", ""), ("2024-03-01", "2024-03-01"), ("2024-03-02", ""), ("", "2024-02-29"), ("2024年1月1日", "")]
    _, out, _ = ran(lines(header, *([f"P{i}", *ROW[1:], *span] for i, span in enumerate(days))))
    assert [row["identity"] for row in out] == ["dibao", "dibao", "", "", "dibao"]


def test_an_admission_after_the_settlement_is_refused() -> None:
    _, out, errors = ran(lines([*HEADER, "入院时间"], [*ROW, "2024-03-02"], [*ROW, "2024-02-02"]))
    assert [row["field"] for row in errors] == ["admitted"]
    assert len(out) == 1


def test_a_column_in_doubt_stops_the_run_until_it_is_mapped_or_set_aside() -> None:
    source = lines([*HEADER[:-1], "报销金额"], ROW)
    with pytest.raises(BatchError, match="“报销金额”没有写明是哪一种报销"):
        ran(source)
    assert ran(source, columns={"报销金额": "catastrophic_paid"})[1][0]["aid_total"] == "25400.00"
    found, out, _ = ran(source, columns={"报销金额": None})
    assert out[0]["aid_total"] != "25400.00"
    assert any("居民大病保险资金支出" in said for said in found.said)
    with pytest.raises(BatchError, match="没有“没有的列”这一列"):
        ran(source, columns={"没有的列": None})
    with pytest.raises(BatchError, match="不是可用的项目"):
        ran(source, columns={"报销金额": "nonsense"})


def test_two_columns_of_one_payment_are_asked_about() -> None:
    with pytest.raises(BatchError, match="“统筹支付”和“居民统筹支付”两列都是"):
        ran(lines([*HEADER, "居民统筹支付"], [*ROW, 0]))


def test_a_preview_says_what_each_column_is() -> None:
    header = [*HEADER, "备注", "报销金额", "起付线", "审批日期"]
    found = {column.name: column for column in read_header(header, [[*map(str, ROW), "", "5", "800", "2024-01-01"]])}
    assert found["统筹支付"].field == "basic_paid"
    assert found["报销金额"].state == "unclear"
    assert {found[name].state for name in ("备注", "起付线", "审批日期")} == {"aside"}
    assert all(column.reason for column in found.values() if column.state != "read")


def test_the_command_takes_a_mapping_and_says_what_was_not_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in.csv").write_bytes(lines([*HEADER[:-1], "报销金额", "备注"], [*ROW, "样例"]).data)
    (tmp_path / "columns.yaml").write_text("报销金额: catastrophic_paid\n备注:\n", "utf-8")
    where = [str(tmp_path / "in.csv"), str(tmp_path / "out.csv"), "--policy", "jiulongpo-2023"]
    assert main(["batch", *where]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["field"] == "columns"
    assert main(["batch", *where, "--columns", str(tmp_path / "columns.yaml")]) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["aid_total"] == "25400.00"
    assert (told["lines"], told["computed"], told["blank"]) == (1, 1, 0)
    assert told["set_aside"] == {"备注": "已指定不用"}
    assert "没有用到：备注" in err
    (tmp_path / "columns.yaml").write_text("- 报销金额\n", "utf-8")
    assert main(["batch", *where, "--columns", str(tmp_path / "columns.yaml")]) == 2


def test_a_persons_number_is_text_in_a_workbook() -> None:
    out = Memory("out.xlsx")
    run(lines(HEADER, ["001", *ROW[1:]]), out, "jiulongpo-2023")
    sheet = openpyxl.load_workbook(io.BytesIO(out.data))["结果"]
    assert (sheet["A2"].value, sheet["A2"].number_format) == ("001", "@")
    assert sheet["E2"].value == 90000
