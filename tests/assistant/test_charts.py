"""The charts say what the result says, in picture, sentence and table; they fetch nothing and need no colour."""

import json
from itertools import pairwise

from assistant.charts.payers import payers_chart, payers_rows, payers_text
from assistant.explain import Payer

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
