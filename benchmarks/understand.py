"""The understanding's speed and its score on our own labelled messages.

python benchmarks/understand.py
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "assistant" / "understand"))

from conversations import score as talked
from message_scores import lines, score

from assistant.understand import understand

FILES = (
    "messages.jsonl",
    "messages_second.jsonl",
    "messages_third.jsonl",
    "messages_fourth.jsonl",
    "messages_fifth.jsonl",
)
#: Scored through the whole conversation.
TALKED = (
    "strangers.jsonl",
    "strangers_second.jsonl",
    "strangers_third.jsonl",
    "messages_sixth.jsonl",
    "messages_seventh.jsonl",
    "messages_eighth.jsonl",
)
#: Goals in milliseconds.
P50, P99 = 3.0, 12.0


def main() -> None:
    begin = time.perf_counter()
    understand("你好，彭水低保，胃癌住院，总费用八万三")
    print(f"first message, with word lists read: {time.perf_counter() - begin:.2f} s")
    rows = [row for name in FILES for row in lines(name)]
    taken = []
    for _ in range(5):
        for row in rows:
            begin = time.perf_counter()
            understand(row["text"], asking=row.get("asking"))
            taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"{len(rows)} messages: p50 {p50:.2f} ms (goal {P50}), p99 {p99:.2f} ms (goal {P99}), max {taken[-1]:.1f} ms")
    for name in (*FILES, *TALKED):
        result = (talked if name in TALKED else score)(lines(name))
        print(f"{name}: F1 {result.f1:.4f}, {len(result.faults)} of {result.lines} lines not exact")


if __name__ == "__main__":
    main()
