"""The clause search's speed and what it finds on labelled questions.

python benchmarks/search.py

Sets ending in ``_kept`` were never learned from; the others only show that nothing was lost.
"""

import json
import time
from pathlib import Path
from typing import Any

from assistant.search import search

FOLDER = Path(__file__).parents[1] / "tests" / "assistant" / "search"
FILES = tuple(sorted(path.name for path in FOLDER.glob("*.jsonl")))
#: Goal in milliseconds.
P50 = 1.0


def rows(name: str) -> list[dict[str, Any]]:
    """The questions of a set."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def main() -> None:
    """Print both."""
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
        print(f"{name}: {found(name)}")


def found(name: str) -> str:
    """What is found of a set, in figures."""
    asked = [(row, [hit.clause for hit in search(row["q"], row["policy"])]) for row in rows(name)]
    answerable = [(clauses, set(row["gold"])) for row, clauses in asked if row["gold"]]
    silent = [clauses for row, clauses in asked if not row["gold"]]
    figures = [f"left empty {sum(not clauses for clauses in silent)} of {len(silent)}"]
    if answerable:
        many = len(answerable)
        first, three = (sum(bool(set(clauses[:k]) & gold) for clauses, gold in answerable) / many for k in (1, 3))
        empty = sum(not clauses for clauses, _ in answerable) / many
        figures = [f"recall@1 {first:.3f}, recall@3 {three:.3f}, needlessly empty {empty:.3f}", *figures]
    return ", ".join(figures)


if __name__ == "__main__":
    main()
