"""The same settlement printed in every layout gives the same fields, whatever stands around its labels."""

import json
import random
from collections.abc import Callable, Sequence

import pytest

from assistant.understand import read_paper

Pairs = Sequence[tuple[str, str]]
LABELS = {
    "total": ["总费用", "医疗费总额", "住院总费用", "本次医疗费用总额", "费用合计"],
    "eligible": ["政策范围内费用", "符合政策范围金额", "合规费用", "医保目录内费用", "可补偿费用"],
    "basic_paid": ["统筹支付", "基本医疗报销", "居民统筹支付", "统筹基金支出", "新农合补偿金额"],
    "catastrophic_paid": ["大病支付", "大病保险赔付", "重疾报销金额", "居民大病保险支付"],
}
#: Labels that fill none of these fields: known and set aside, or not known.
OTHERS = [
    "起付线", "目录外费用", "个人现金支付", "统筹自付", "进入大病费用", "本年累计统筹支付", "药品费", "渝快保报销金额",
    "某某补贴", "统筹支付合计", "公务员补助", "大病起付线", "二乙基金支付", "年度大病支付", "预交金",
]  # fmt: skip


def made(seed: int) -> tuple[Pairs, dict[str, str]]:
    chance = random.Random(seed)
    amounts = {
        "total": chance.randint(5_000_000, 9_000_000),
        "eligible": chance.randint(3_000_000, 4_900_000),
        "basic_paid": chance.randint(1_000_000, 2_000_000),
        "catastrophic_paid": chance.randint(100_000, 900_000),
    }
    wanted = {field: f"{fen / 100:.2f}" for field, fen in amounts.items()}
    pairs = [(chance.choice(LABELS[field]), value) for field, value in wanted.items()]
    pairs += [(label, f"{chance.randint(1, 99_999) / 100:.2f}") for label in chance.sample(OTHERS, 4)]
    chance.shuffle(pairs)
    if any("住院" in label for label, _ in pairs):
        wanted["care"] = "inpatient"
    return pairs, wanted


def spaced(value: str) -> str:
    whole, _, part = value.partition(".")
    return f"{int(whole):,}".replace(",", " ") + f".{part}"


LAYOUTS: dict[str, Callable[[Pairs], str]] = {
    "colons": lambda pairs: "\n".join(f"{label}：{value}" for label, value in pairs),
    "blanks": lambda pairs: "\n".join(f"{label} {value}元" for label, value in pairs),
    "glued": lambda pairs: "\n".join(f"{label}{value}" for label, value in pairs),
    "leaders": lambda pairs: "\n".join(f"{label}......{value}" for label, value in pairs),
    "numbered": lambda pairs: "\n".join(f"{n}、{label}：￥{value}" for n, (label, value) in enumerate(pairs, 1)),
    "two columns": lambda pairs: "\n".join(
        f"{a}：{x}    {b}：{y}" for (a, x), (b, y) in zip(pairs[::2], pairs[1::2], strict=True)
    ),
    "close columns": lambda pairs: "\n".join(
        f"{a} {x} {b} {y}" for (a, x), (b, y) in zip(pairs[::2], pairs[1::2], strict=True)
    ),
    "below": lambda pairs: "\n".join(f"{label}\n{value}" for label, value in pairs),
    "columns apart": lambda pairs: "\n".join([*(label for label, _ in pairs), *(value for _, value in pairs)]),
    "one line": lambda pairs: "，".join(f"{label}：{value}元" for label, value in pairs) + "。",
    "tabs": lambda pairs: "\n".join("\t".join(cells) for cells in zip(*pairs, strict=True)),
    "commas": lambda pairs: "\n".join(",".join(cells) for cells in zip(*pairs, strict=True)),
    "bars": lambda pairs: "\n".join("| " + " | ".join(cells) + " |" for cells in zip(*pairs, strict=True)),
    "wide": lambda pairs: "\n".join("   ".join(cells) for cells in zip(*pairs, strict=True)),
    "bands": lambda pairs: "\n".join(
        "\t".join(cells) for half in (pairs[:4], pairs[4:]) for cells in zip(*half, strict=True)
    ),
    "json": lambda pairs: json.dumps(dict(pairs), ensure_ascii=False),
    "named": lambda pairs: json.dumps([{"name": a, "value": b} for a, b in pairs], ensure_ascii=False),
    "nested": lambda pairs: json.dumps({"data": {"a": dict(pairs[:4]), "b": dict(pairs[4:])}}, ensure_ascii=False),
    "scanned": lambda pairs: "\n".join(f"{' '.join(label)} ： {spaced(value)}" for label, value in pairs),
    "full width": lambda pairs: "\n".join(
        f"{label}：{value.translate({c: c + 0xFEE0 for c in range(0x2E, 0x3A)})}" for label, value in pairs
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(12))
def test_every_layout_gives_the_same(layout: str, seed: int) -> None:
    pairs, wanted = made(seed)
    paper = read_paper(LAYOUTS[layout](pairs))
    assert paper is not None
    (fields,) = paper.fields
    assert {one.path.rpartition(".")[2]: one.value for one in fields} == wanted


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_what_fills_no_field_is_named_or_checked(layout: str, seed: int) -> None:
    pairs, _ = made(seed)
    used = {label for labels in LABELS.values() for label in labels}
    paper = read_paper(LAYOUTS[layout](pairs))
    assert paper is not None
    (settlement,) = paper.found.settlements
    checked = {code for one in settlement.sums for code in one.fields}
    told = [*paper.said(), *(settlement.held[code].label for code in checked if code in settlement.held)]
    said = "".join(told).replace(" ", "")
    assert [label for label, _ in pairs if label not in used and label not in said] == []
