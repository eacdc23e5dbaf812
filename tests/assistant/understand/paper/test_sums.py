"""A paper's own sums: they confirm, they contradict, and what cannot be is left out."""

import pytest

from assistant.understand import read_paper
from assistant.understand.paper.reading import Paper

WHOLE = {"医疗费总额": "41000.00", "符合政策范围金额": "36000.00", "统筹支付": "19000.00", "大病支付": "3000.00"}


def read(**more: str) -> Paper:
    text = "\n".join(f"{label}：{value}" for label, value in {**WHOLE, **more}.items())
    paper = read_paper(text)
    assert paper is not None
    return paper


def fields(paper: Paper) -> dict[str, tuple[str, bool]]:
    return {one.path.rpartition(".")[2]: (one.value, one.sure) for one in paper.fields[0]}


def test_sums_that_hold_make_sure() -> None:
    paper = read(基金支付总额="22000.00", 个人负担="19000.00")
    assert all(sure for _, sure in fields(paper).values())
    assert [one.holds for one in paper.found.settlements[0].sums] == [True, True]
    assert paper.notes == ()


def test_a_sum_that_fails_makes_its_fields_unsure_unless_another_confirms_them() -> None:
    paper = read(基金支付总额="22000.00", 个人负担="18000.00")
    assert fields(paper)["total"] == ("41000.00", False)
    assert fields(paper)["basic_paid"] == ("19000.00", True)


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ({"医疗费总额": "5000.00"}, {"total"}),
        ({"统筹支付": "90000.00"}, {"basic_paid"}),
        ({"符合政策范围金额": "1000.00"}, {"eligible"}),
    ],
)
def test_an_amount_that_cannot_be_is_left_out_and_said(more: dict[str, str], gone: set[str]) -> None:
    paper = read(**more)
    assert gone.isdisjoint(fields(paper))
    assert len(fields(paper)) == len(WHOLE) - len(gone)
    assert {note.id for note in paper.notes} == {"left_out"}


def test_several_figures_for_one_field_are_none_unless_a_sum_tells() -> None:
    assert "basic_paid" not in fields(read(基本医保报销="19500.00"))
    told = read(基本医保报销="19500.00", 基金支付总额="22500.00", 个人负担="18500.00")
    assert fields(told)["basic_paid"] == ("19500.00", True)


def test_insurance_that_is_the_sum_of_all_funds_is_no_basic_payment() -> None:
    plain = {"总费用": "50000.00", "医保支付": "33000.00", "大病保险支付": "5000.00"}
    for own, right in (("17000.00", None), ("12000.00", "33000.00")):
        text = "\n".join(f"{label}：{value}" for label, value in {**plain, "个人支付": own}.items())
        paper = read_paper(text)
        assert paper is not None
        assert fields(paper).get("basic_paid", (None,))[0] == right


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        ("补偿金额 6000.00 大病补偿 500.00 民政救助 1000.00 自付 2500.00", "basic_paid", "6000.00"),
        ("补偿金额 6000.00 民政救助 1000.00 自付 3000.00", "basic_paid", None),
        ("补偿金额 7500.00 大病补偿 500.00 民政救助 1000.00 自付 2500.00", "basic_paid", None),
        ("可报 9000.00 自费 1000.00 统筹 6000.00", "eligible", "9000.00"),
        ("可报 9000.00 自费 500.00 统筹 6000.00", "eligible", None),
        ("可报 9000.00 自费 1000.00 统筹 9000.00", "eligible", None),
        ("可报 9000.00 统筹 6000.00", "eligible", None),
    ],
)
def test_a_vague_label_is_what_the_sums_confirm(lines: str, field: str, value: str | None) -> None:
    paper = read_paper("总费用 10000.00\n" + lines.replace("0 ", "0\n"))
    assert paper is not None
    shown = {one.path.removeprefix("bills[0]."): one.value for one in paper.fields[0]}
    assert shown.get(field) == value
