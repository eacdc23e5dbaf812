"""The rule as a decision of zen-engine, whose numbers are decimals. The model is ours, not theirs."""

import json
from typing import Any

import work
import zen

SHARE = "floor(({} * {} + 50) / 100)"
EXPRESSIONS = {
    "own": "max([eligible - basic_paid - catastrophic_paid, 0])",
    "entitled": "designated and referral_kept",
    "rate": f"{list(work.SPECIAL_RATE)}[identity]",
    "share": SHARE.format("$.own", "$.rate"),
    "special": f"$.entitled and listed ? min([$.share, {work.SPECIAL_LIMIT}]) : 0",
    "stay": f"inpatient and hospital_level >= 2 and eligible > {work.LARGE_OVER}",
    "large": f"$.entitled and not listed and $.stay ? min([$.share, {work.LARGE_LIMIT}]) : 0",
    "base": f"max([$.own - $.special - $.large - {work.TILT_LINE}, 0])",
    "tilt_rate": f"{list(work.TILT_RATE)}[identity]",
    "tilt_share": SHARE.format("$.base", "$.tilt_rate"),
    "scope": "inpatient or listed or long_term",
    "tilt": f"$.entitled and in_city and $.scope ? min([$.tilt_share, {work.TILT_LIMIT}]) : 0",
}


def decision() -> Any:
    """The decision: bills in, one node of expressions, amounts out."""
    place = {"position": {"x": 0, "y": 0}}
    expressions = [{"id": key, "key": key, "value": value} for key, value in EXPRESSIONS.items()]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **place},
        {"id": "aid", "type": "expressionNode", "name": "aid", "content": {"expressions": expressions}, **place},
        {"id": "out", "type": "outputNode", "name": "out", **place},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "aid"},
        {"id": "2", "type": "edge", "sourceId": "aid", "targetId": "out"},
    ]
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def main() -> None:
    """Measure it: a case at a time, for it has no columns."""
    rule = decision()

    def prepare(columns: work.Columns) -> list[dict[str, Any]]:
        lists = [column.tolist() for column in columns.values()]
        return [dict(zip(columns, row, strict=True)) for row in zip(*lists, strict=True)]

    def batch(cases: list[dict[str, Any]]) -> list[list[int]]:
        results = [rule.evaluate(case)["result"] for case in cases]
        return [[int(result[name]) for result in results] for name in work.BENEFITS]

    work.measure(prepare, batch, lambda case: rule.evaluate(case, {"trace": True}))


main()
