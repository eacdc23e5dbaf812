"""The charts say what the result says, in picture, sentence and table; they fetch nothing and need no colour."""

import json
from itertools import pairwise

from assistant.charts.payers import payers_chart, payers_rows, payers_text
from assistant.results.shares import Payer

PAYERS = (
    Payer("基本医疗保险统筹基金支出", 4_000_000, "insurance"),
    Payer("居民大病保险资金支出", 1_000_000, "insurance"),
    Payer("特殊疾病救助", 2_400_000, "aid"),
    Payer("倾斜救助", 140_000, "aid", at_least=True),
    Payer("您自己出", 1_460_000, "self"),
)


def bars() -> list[dict[str, object]]:
    return list(payers_chart(PAYERS)["layer"][1]["data"]["values"])


def test_the_waterfall_goes_from_the_whole_cost_down_to_what_is_left() -> None:
    drawn = bars()
    assert drawn[0]["start"] == 0
    assert drawn[0]["end"] == 90_000
    assert [row["end"] for row in drawn[1:]] == [90_000, 50_000, 40_000, 16_000, 14_600]
    assert drawn[-1]["start"] == 0, "what nobody else pays reaches down to nothing"


def test_each_bar_has_its_name_and_amount_in_words() -> None:
    drawn = bars()
    assert [row["label"] for row in drawn[1:]] == [payer.label for payer in PAYERS]
    assert [row["amount"] for row in drawn] == [
        "90,000元",
        "40,000元",
        "10,000元",
        "24,000元",
        "至少 1,400元",
        "14,600元",
    ]


def test_kinds_differ_in_fill_and_not_only_in_hue() -> None:
    fills = {row["fill"] for row in bars()}
    lightness = sorted(sum(int(f"{fill}"[i : i + 2], 16) for i in (1, 3, 5)) // 3 for fill in fills)
    assert all(b - a > 40 for a, b in pairwise(lightness))


def test_table_and_sentence_hold_the_same_amounts() -> None:
    rows = payers_rows(PAYERS)
    assert rows[-1] == {"项目": "您自己出", "金额": "14,600元", "其后还剩": ""}
    assert rows[-2]["其后还剩"] == rows[-1]["金额"]
    for row in rows:
        assert row["项目"] in payers_text(PAYERS)
        assert row["金额"] in payers_text(PAYERS)


def test_no_address_is_named() -> None:
    assert "http" not in json.dumps(payers_chart(PAYERS))


def test_what_is_open_is_drawn_with_dashes_and_the_type_fits_the_widest_line() -> None:
    payers = (
        Payer("基本医疗保险统筹基金支出", 4_000_000, "insurance"),
        Payer("还不能确定的救助", 720_000, "open", at_most=True),
        Payer("您自己出", 1_460_000, "self", said="14,600元 到 21,800元"),
    )
    layers = payers_chart(payers, 16, "政策范围内费用")["layer"]
    dashed = [layer for layer in layers if layer["mark"].get("strokeDash") == [7, 5]]
    assert [row["label"] for row in dashed[0]["data"]["values"]] == ["还不能确定的救助"]
    assert payers_text(payers, "政策范围内费用").startswith("政策范围内费用 61,800元：")
    assert payers_rows(payers, "政策范围内费用")[-1]["金额"] == "14,600元 到 21,800元"
    sizes = {layer["mark"]["fontSize"]["expr"] for layer in layers if layer["mark"]["type"] == "text"}
    widest = len("您自己出元到元") + 0.6 * len("14,600  21,800 ") + 1
    assert sizes == {f"min(16, (width - 8) / {max(widest, 12 + 1 + 0.6 * 6 + 1):.1f})"}
