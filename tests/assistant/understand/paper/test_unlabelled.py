"""What papers say without a label: the care, the day, the sum in words, the county of an aid office's form."""

from typing import Any

import pytest

from assistant.understand import read_paper
from assistant.understand.paper.capitals import amount_in_words, capital_sum

COSTS = "总费用：20000.00\n政策范围内：18000.00\n统筹支付：10000.00\n"


def fields(text: str) -> dict[str, Any]:
    paper = read_paper(text)
    assert paper is not None
    return {one.path.removeprefix("bills[0]."): one.value for one in paper.fields[0]}


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("住 院 医 疗 费 结 算 单\n" + COSTS, "inpatient"),
        ("医疗收费票据（住院）\n" + COSTS, "inpatient"),
        ("门诊慢特病结算单\n" + COSTS, "outpatient"),
        ("门诊/住院收费票据\n" + COSTS, None),
        (COSTS + "住院天数：8天", "inpatient"),
        (COSTS + "住院天数：0", None),
        (COSTS + "本年住院次数：2", None),
        (COSTS.replace("总费用", "住院总费用"), "inpatient"),
        ("出院日期：2024-03-01\n" + COSTS, None),
        ("门诊结算单\n出院日期：2024-03-01\n" + COSTS, None),
        ("低保户 普通住院 结算日期：2024-03-01\n" + COSTS, "inpatient"),
        ("医疗类别：普通门诊\n住院费用清单\n" + COSTS, "outpatient"),
        ("医疗类别：某某类\n住院费用清单\n" + COSTS, None),
    ],
)
def test_the_care_is_told_by_all_that_speaks_of_it_or_not_at_all(text: str, care: str | None) -> None:
    assert fields(text).get("care") == care


def test_each_settlement_has_its_own_care() -> None:
    paper = read_paper(f"第一次 普通住院\n{COSTS}第二次 普通门诊\n{COSTS.replace('00.00', '0.00')}")
    assert paper is not None
    care = [[one.value for one in bill if one.path.endswith("care")] for bill in paper.fields]
    assert care == [["inpatient"], ["outpatient"]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "【某县医保】样例甲于2024年3月9日在某县医院住院结算，总费用8000.50元，统筹支付5000.25元，个人支付3000.25元",
            "2024-03-09",
        ),
        ("您上次结算于2024年3月9日，本次总费用8000.50元，统筹支付5000.25元，个人支付3000.25元", None),
        ("您于2024年3月9日结算，2024年3月12日打印，总费用8000.50元，统筹支付5000.25元，个人支付3000.25元", None),
        ("收费日期：2024-03-09\n" + COSTS, "2024-03-09"),
        ("收费日期：2024-03-09\n结算日期：2024-03-08\n" + COSTS, "2024-03-08"),
        ("低保户 出院日期：2024-03-09\n" + COSTS, "2024-03-09"),
        ("上次 出院日期：2024-03-09\n" + COSTS, None),
    ],
)
def test_the_day_of_a_notice_or_a_receipt(text: str, day: str | None) -> None:
    assert fields(text).get("date") == day


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("住院收费票据\n金额合计（大写）：壹万贰仟叁佰元整 （小写）12,300.00", "12300.00"),
        ("住院收费票据\n合计（大写）壹万贰仟叁佰元整 ￥12300.00", "12300.00"),
        ("住院收费票据\n金额合计（大写）：壹万贰仟叁佰元整 （小写）12,800.00", None),
        ("住院收费票据\n合计（大写）：伍仟元整", None),
        ("医疗救助审批表\n金额合计（大写）：壹万贰仟叁佰元整 （小写）12,300.00", None),
        ("住院收费票据\n救助金额合计（大写）：壹万贰仟叁佰元整 （小写）12,300.00", None),
    ],
)
def test_the_total_in_words(text: str, total: str | None) -> None:
    shown = fields(f"{text}\n医保统筹基金支付：6,000.00\n大病保险支付：0.00\n个人现金支付：6,300.00")
    assert shown.get("total") == total


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("肆万捌仟肆佰柒拾捌元玖角", "48478.90"),
        ("壹佰万零叁元零伍分", "1000003.05"),
        ("拾贰元", "12.00"),
        ("贰仟零伍拾元", "2050.00"),
        ("拾佰元", None),
        ("贰叁元", None),
        ("元角", None),
        ("壹万", None),
    ],
)
def test_figures_in_words(words: str, yuan: str | None) -> None:
    found = amount_in_words(words)
    assert (None if found is None else f"{found}") == yuan


def test_two_sums_in_words_are_none() -> None:
    assert capital_sum("合计（大写）壹佰元整\n总计（大写）贰佰元整") is None


@pytest.mark.parametrize(
    ("title", "policy"),
    [
        ("彭水县医疗救助一站式结算单", "pengshui-2023"),
        ("健康扶贫结算单（巴南区）", "banan-2018"),
        ("医疗救助结算单\n彭水县医疗保障局", "pengshui-2023"),
        ("彭水县人民医院医疗救助一站式结算单", None),
        ("住院结算单（巴南区）", None),
        ("重庆市医疗救助结算单", None),
    ],
)
def test_the_county_of_a_form_of_its_own_aid(title: str, policy: str | None) -> None:
    assert fields(f"{title}\n{COSTS}").get("policy") == policy
