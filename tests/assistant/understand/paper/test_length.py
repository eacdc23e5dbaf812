"""Reading takes time in proportion to the length, whatever is pasted."""

import time

import pytest

from assistant.understand.paper.fields import find

#: Ten times the text may take this many times longer; a square would take a hundred.
MOST = 35
SHORT, LONG = 4_000, 40_000


def seconds(text: str) -> float:
    taken = []
    for _ in range(2):
        start = time.process_time()
        find(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize(
    "part",
    ["总费用 41000.00 ", "总 费 用 ", "1 234 567 ", "统筹", "总费用\n", "总费用,政策内费用,统筹支付\n", "1,2,3\n",
     "{", '[{"a":', '"总费用":"1",', "<a>1</a>", "（(",
     "总费用：1\n统筹支付：2\n", "出院诊断：1.胃癌 2.肺癌 ", "2024-01-01 "],
)  # fmt: skip
def test_time_grows_with_the_length(part: str) -> None:
    short, long = ((part * length)[:length] for length in (SHORT, LONG))
    find(short)
    assert seconds(long) < MOST * max(seconds(short), 0.002)
