"""The clause search's speed and its recall on our own labelled questions.

python benchmarks/search.py
"""

import json
import time
from pathlib import Path
from typing import Any

from assistant.search import search

FOLDER = Path(__file__).parents[1] / "tests" / "assistant" / "search"
FILES = tuple(sorted(path.name for path in FOLDER.glob("questions*.jsonl")))
#: Goal in milliseconds.
P50 = 1.0


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def main() -> None:
    begin = time.perf_counter()
    search("九龙坡没办转诊能报吗")
    search("肝硬化算慢性病吗")
    print(f"first questions, with the documents read: {time.perf_counter() - begin:.2f} s")
    taken = []
    for row in (row for _ in range(5) for name in FILES for row in rows(name)):
        begin = time.perf_counter()
        search(row["q"], row["policy"])
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"p50 {p50:.2f} ms (goal {P50}), p99 {p99:.2f} ms, max {taken[-1]:.1f} ms")
    for name in FILES:
        asked = [(row, [hit.clause for hit in search(row["q"], row["policy"])]) for row in rows(name)]
        answerable = [(row, found) for row, found in asked if row["gold"]]
        silent = [found for row, found in asked if not row["gold"]]
        first = sum(bool(set(found[:1]) & set(row["gold"])) for row, found in answerable)
        three = sum(bool(set(found[:3]) & set(row["gold"])) for row, found in answerable)
        print(
            f"{name}: recall@1 {first / len(answerable):.3f}, recall@3 {three / len(answerable):.3f}, "
            f"left empty {sum(not found for found in silent)} of {len(silent)}"
        )


if __name__ == "__main__":
    main()
