"""The roster form: what it writes it reads, a clerk's sheet is read, and each fault names row, field and remedy."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from assistant import roster
from assistant.batch import identity_number
from assistant.roster.annex import annex
from knowledge import glossary, library

ON = date(2024, 3, 1)
#: Area 999999 is nobody's; born 1942-01-15 (82, a man), 1950-05-20 (73, a woman), 2010-03-02 (13, a woman).
MAN, WOMAN, GIRL = "999999194201150010", "99999919500520002X", "999999201003020023"
HEADS = ["序号", "姓名", "身份证号码", "年龄", "性别", "家庭住址", "所属镇街", "救助类别", "类型"]
A = roster.Row("样例甲", MAN, 82, "男", "样例路1号", "样例街道", "低保对象", "新增")
B = roster.Row("样例乙", WOMAN, 73, "女", "样例路2号", "样例镇", "特困人员", "减少")


def line(order: object, row: roster.Row, **changes: object) -> list[object]:
    values = {field: getattr(row, field) for field in roster.FIELDS} | {"order": order} | changes
    return [values[field] for field in roster.FIELDS]


def book(*lines: list[object]) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for cells in lines:
        sheet.append(cells)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def faults(*lines: list[object], on: date = ON) -> list[tuple[int, str, str]]:
    found = roster.read(book(HEADS, *lines), on)
    return [(fault.row, fault.field, fault.severity) for fault in found.faults]


def only_fault(*lines: list[object], on: date = ON) -> roster.Fault:
    (fault,) = roster.read(book(HEADS, *lines), on).faults
    return fault


def bare(row: roster.Row) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in roster.FIELDS if field != "order")


@pytest.mark.parametrize("number", [MAN, WOMAN, GIRL])
def test_the_samples_pass_the_standard_s_own_sum(number: str) -> None:
    values = [10 if digit == "X" else int(digit) for digit in number]
    assert sum(value * 2 ** (17 - place) for place, value in enumerate(values)) % 11 == 1
    assert identity_number.wrong(number, ON) is None


def test_what_is_written_is_read_without_a_fault(tmp_path: Path) -> None:
    data = roster.write([A, B], "样例街道办事处", "2024年3月1日")
    read = roster.read(data, ON)
    assert [bare(row) for row in read.rows] == [bare(A), bare(B)]
    assert read.faults == ()
    assert read.good == read.rows
    assert (read.unit, read.reported) == ("样例街道办事处", "2024年3月1日")
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert roster.read(path, ON) == read


def test_the_form_is_laid_out_as_the_annex_with_its_own_words() -> None:
    sheet = openpyxl.load_workbook(BytesIO(roster.write([A]))).active
    text = library.clause("jiulongpo-2023#附件").text
    words = [str(row[0].value) for row in sheet.iter_rows(max_row=4)]
    assert words[0] == "重庆市九龙坡区医疗救助人员信息汇总表"
    assert words[1] == "报送单位：（盖章）"
    assert sheet["G2"].value == "报送时间："
    assert words[2].startswith("填表说明：（1）")
    assert words[3].startswith("（2）")
    assert all(word in text for word in words)
    assert [cell.value for cell in sheet[5]] == HEADS
    assert list(annex().heads) == HEADS
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet["C6"].value, sheet["C6"].data_type, sheet["C7"].number_format) == (MAN, "s", "@")
    assert sheet["A6"].value == 1


def test_an_empty_form_has_lines_to_fill_in_and_no_rows() -> None:
    assert roster.read(roster.write([]), ON) == roster.Roster((), (), counted_on=ON)


def test_the_same_rows_are_the_same_bytes() -> None:
    assert roster.write([A, B]) == roster.write([A, B])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "样例\x00甲"])
def test_a_cell_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(roster.write([roster.Row(text, *bare(A)[1:])]))).active
    assert sheet["B6"].data_type == "s"
    assert sheet["B6"].value == text.replace("\x00", "")
    assert sheet["B6"].quotePrefix == (text[0] in "=+-@")


def test_a_clerk_s_sheet_is_read() -> None:
    made = openpyxl.Workbook()
    made.active.title = "封面"
    sheet = made.create_sheet("名单")
    sheet["A1"] = annex().title
    sheet.merge_cells("A1:I1")
    sheet["A2"] = "报送单位：样例镇人民政府（盖章）"
    sheet["F2"] = "报送时间：2024年3月1日"
    sheet["A4"] = "填表说明：（1）救助类别一栏填写救助对象的身份"
    heads = [
        "序 号",
        "姓  名",
        "公民身份号码",
        "年龄（周岁）",
        "性别",
        "现住址",
        "所属街镇",
        "救助对象类别",
        "变动类型",
    ]
    for column, head in enumerate(heads, 1):
        sheet.cell(5, column, head)
        sheet.merge_cells(start_row=5, end_row=6, start_column=column, end_column=column)
    sheet.append([])
    for cells in (
        [1, "样　甲 ", f" {MAN} ", "82岁", "男性", " 样例路1号 ", "样例镇", "低保户", "新增"],
        [2, "样例乙", "９９９９９９１９５００５２０００２ｘ", 73, "女", "样例路2号", None, "五保", "新增"],
        [],
        heads,
        [3, "样例丙", GIRL, 13.0, "女", "样例路3号", "样例镇", "低保边缘户、重残", "减少"],
        [None, None, None, None, None, None, None, None, None],
        ["合计", 3],
        ["填表人：样例丁", None, None, "审核人：样例戊"],
    ):
        sheet.append(cells)
    sheet.merge_cells("G7:G8")
    read = roster.read(saved(made), ON)
    assert read.faults == ()
    assert [row.name for row in read.rows] == ["样甲", "样例乙", "样例丙"]
    assert [row.row for row in read.rows] == [7, 8, 11]
    assert [row.id_number for row in read.rows] == [MAN, WOMAN, GIRL]
    assert [row.age for row in read.rows] == [82, 73, 13]
    assert [row.town for row in read.rows] == ["样例镇"] * 3
    assert [roster.category(row.category).codes for row in read.rows] == [
        ("dibao",),
        ("extreme_poverty",),
        ("dibao_margin", "severe_disability"),
    ]
    assert (read.unit, read.reported) == ("样例镇人民政府", "2024年3月1日")


def test_a_number_that_lost_its_end_is_told_as_such() -> None:
    fault = only_fault(line(1, A, id_number=int(MAN)))
    assert fault.field == "id_number"
    assert "丢失" in fault.problem
    assert "文本" in fault.remedy
    assert "丢失" in only_fault(line(1, A, id_number="9.99999E+17")).problem


def test_a_fault_names_row_field_and_remedy_and_not_the_number() -> None:
    fault = only_fault(line(1, A, id_number=MAN[:-1] + "1"))
    assert fault.text == "第2行　身份证号码：校验不通过，可能抄错了一位，请对照身份证重新填写。"
    assert roster.read(book(HEADS, line(1, A, id_number=MAN[:-1] + "1")), ON).good == ()


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("999999420115001", "旧号码"),
        (MAN[:-1], "有17位"),
        (MAN + "0", "有19位"),
        ("99999919420115O010", "不该有的字符"),
        ("X99999194201150010", "不该有的字符"),
        ("999999194213150010", "出生日期"),
        ("999999202402300010", "出生日期"),
        ("999999202403020010", "之后"),
        (MAN[:16] + "20", "校验"),
    ],
)
def test_each_way_a_number_can_be_wrong_has_its_words(number: str, word: str) -> None:
    assert word in only_fault(line(1, A, id_number=number)).problem


@pytest.mark.parametrize(("on", "age"), [(date(2024, 1, 14), 81), (date(2024, 1, 15), 82), (date(2024, 1, 16), 82)])
def test_age_is_counted_on_the_given_day(on: date, age: int) -> None:
    assert faults(line(1, A, age=age), on=on) == []
    fault = only_fault(line(1, A, age=age + 1), on=on)
    assert fault.field == "age"
    assert f"{age}周岁" in fault.problem


@pytest.mark.parametrize(
    ("changes", "field", "word"),
    [
        ({"sex": "女"}, "sex", "按身份证是“男”"),
        ({"sex": "M"}, "sex", "按身份证是“男”"),
        ({"sex": None}, "sex", "没有填"),
        ({"age": None}, "age", "没有填"),
        ({"age": "八十二"}, "age", "整数"),
        ({"age": 82.5}, "age", "整数"),
        ({"name": " "}, "name", "没有填"),
        ({"id_number": None}, "id_number", "没有填"),
        ({"address": None}, "address", "没有填"),
        ({"town": None}, "town", "没有填"),
        ({"category": None}, "category", "没有填"),
        ({"change": None}, "change", "没有填"),
        ({"category": "一般居民"}, "category", "一般居民"),
        ({"category": "非低保"}, "category", "非低保"),
        ({"category": "低保待审"}, "category", "低保待审"),
        ({"category": "在校大学生"}, "category", "在校大学生"),
        ({"change": "调整"}, "change", "调整"),
    ],
)
def test_each_cell_is_checked(changes: dict[str, object], field: str, word: str) -> None:
    fault = only_fault(line(1, A, **changes))
    assert (fault.field, fault.severity) == (field, "error")
    assert word in fault.problem
    assert fault.remedy.startswith(("请", "如果", "按身份证"))
    assert fault.label == HEADS[roster.FIELDS.index(field)]


def test_an_unknown_category_gets_a_guess_or_the_list() -> None:
    assert "低保对象" in only_fault(line(1, A, category="低保待审")).remedy
    assert "因病致贫重病患者" in only_fault(line(1, A, category="一般居民")).remedy


@pytest.mark.parametrize("code", glossary.codes("identity", "jiulongpo-2023"))
def test_every_official_word_is_known(code: str) -> None:
    assert roster.category(glossary.label("identity", code, "jiulongpo-2023")) == ((code,), ())


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("低保", "dibao"),
        ("特困", "extreme_poverty"),
        ("三无人员", "extreme_poverty"),
        ("孤儿", "extreme_poverty"),
        ("监测户", "monitored_rural"),
        ("低保边缘", "dibao_margin"),
        ("因病致贫", "illness_poverty"),
        ("返贫人口", "returned_poverty"),
        ("重度残疾人", "severe_disability"),
        ("优抚对象", "entitled_veteran"),
    ],
)
def test_everyday_words_are_known(word: str, code: str) -> None:
    assert roster.category(word).codes == (code,)


def test_a_word_for_the_change_is_read_and_mentioned() -> None:
    read = roster.read(book(HEADS, line(1, A, change="取消")), ON)
    assert read.rows[0].change == "减少"
    assert [(fault.field, fault.severity) for fault in read.faults] == [("change", "hint")]
    assert read.good == read.rows


def test_the_same_person_twice_is_told_at_the_later_row() -> None:
    twice = only_fault(line(1, A), line(2, A))
    assert (twice.row, twice.field) == (3, "id_number")
    assert "第2行相同" in twice.problem
    both = only_fault(line(1, A), line(2, B), line(3, A, change="减少"))
    assert both.row == 4
    assert "一行新增、一行减少" in both.problem


@pytest.mark.parametrize(
    ("orders", "rows"),
    [([1, 2], []), ([1, 3], [3]), ([2, 3], [2]), ([None, 2], [2]), (["一", 2], [2]), ([1, 1], [3]), ([5, 1], [2, 3])],
)
def test_a_gap_in_the_numbering_is_a_hint_only(orders: list[object], rows: list[int]) -> None:
    first, second = orders
    assert faults(line(first, A), line(second, B)) == [(row, "order", "hint") for row in rows]


def test_a_missing_column_is_told_once() -> None:
    without = [[cell for i, cell in enumerate(cells) if i != 8] for cells in (HEADS, line(1, A), line(2, B))]
    (fault,) = roster.read(book(*without), ON).faults
    assert (fault.row, fault.field, fault.problem) == (1, "change", "表里没有这一栏")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"a,b\n1,2\n", book(["没有", "表头"]), book()])
def test_a_file_that_is_no_roster_is_refused_in_chinese(data: bytes) -> None:
    with pytest.raises(roster.RosterError, match=r"请"):
        roster.read(data, ON)


def test_rows_changed_on_a_page_are_checked_alike() -> None:
    (fault,) = roster.check([roster.Row("样例甲", MAN, 81, "男", "路", "镇", "低保", "新增", "1", 7)], ON)
    assert (fault.row, fault.field) == (7, "age")


def reported(day: str, *lines: list[object]) -> bytes:
    return book([f"报送单位：样例镇　报送时间：{day}"], HEADS, *lines)


@pytest.mark.parametrize(
    ("day", "age"), [("2024年1月14日", 81), ("2024.1.15", 82), ("2025-01-14", 82), ("20250115", 83)]
)
def test_ages_are_counted_on_the_day_of_the_report(day: str, age: int) -> None:
    found = roster.read(reported(day, line(1, A, age=age)), date(2031, 1, 1))
    assert found.faults == ()
    wrong = roster.read(reported(day, line(1, A, age=age + 1)), date(2031, 1, 1)).faults
    assert [fault.field for fault in wrong] == ["age"]
    assert f"{age}周岁" in wrong[0].problem


def test_without_a_readable_day_of_report_ages_are_counted_on_the_given_day() -> None:
    assert roster.read(reported("年　月　日", line(1, A)), ON).counted_on == ON


@pytest.mark.parametrize(
    ("number", "paper"),
    [
        ("ABC123456789012", "永久居留证"),
        ("H12345678", "港澳"),
        ("m1234567890", "港澳"),
        ("12345678", "台湾"),
        ("E12345678", "护照"),
    ],
)
def test_another_paper_is_a_hint_and_no_wrong_number(number: str, paper: str) -> None:
    fault = only_fault(line(1, A, id_number=number))
    assert (fault.field, fault.severity) == ("id_number", "hint")
    assert paper in fault.problem


def test_nobody_was_born_in_1800() -> None:
    number = "99999918000115001"
    number += identity_number.check_digit(number + "0")
    assert "1800" in only_fault(line(1, A, id_number=number)).problem


def spans(*forms: bytes) -> dict[str, list[dict[str, str]]]:
    found = roster.held([roster.read(form, ON) for form in forms])
    return {number: [one.to_json() for one in held] for number, held in found.items()}


def test_what_is_new_is_held_from_its_report_and_what_is_cancelled_until_the_day_before() -> None:
    first = reported("2024-03-01", line(1, A), line(2, B, age=73))
    later = reported("2024-09-10", line(1, A, change="减少"))
    assert spans(later, first) == {
        MAN: [{"code": "dibao", "from": "2024-03-01", "to": "2024-09-09"}],
        WOMAN: [{"code": "extreme_poverty", "to": "2024-02-29"}],
    }


def test_the_day_of_a_row_counts_before_that_of_the_report() -> None:
    form = book(["报送时间：2024-03-01"], [*HEADS, "变动日期"], [*line(1, A), "2024/2/5"])
    assert spans(form) == {MAN: [{"code": "dibao", "from": "2024-02-05"}]}


def test_a_roster_without_a_day_opens_and_ends_nothing() -> None:
    assert spans(book(HEADS, line(1, A), line(2, B))) == {MAN: [{"code": "dibao"}]}
