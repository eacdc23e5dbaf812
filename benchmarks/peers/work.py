"""What every engine does in the comparison, said once: the inputs, the sizes, the sums, the clock.

Runs in each engine's own environment, so it needs nothing but NumPy.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

#: One bill a person under 九龙坡 2023: amounts in whole fen, identities by their place in the document.
INPUTS = (
    "identity",
    "listed",
    "inpatient",
    "long_term",
    "hospital_level",
    "designated",
    "in_city",
    "referral_kept",
    "eligible",
    "basic_paid",
    "catastrophic_paid",
)
TRUTHS = frozenset({"listed", "inpatient", "long_term", "designated", "in_city", "referral_kept"})
BENEFITS = ("special", "large", "tilt")
SIZES = (1_000, 100_000, 1_000_000)
ONE_CASE_TIMES = 50
#: The best round counts; what takes longer than this (seconds) is done once.
ROUNDS, LONG = 9, 1.0

#: The figures of the document: shares by identity in percent, amounts in fen.
SPECIAL_RATE = (90, 80, 70, 65, 60, 60)
TILT_RATE = (70, 70, 70, 60, 60, 60)
SPECIAL_LIMIT, LARGE_LIMIT, TILT_LIMIT = 10_000_000, 6_000_000, 2_000_000
LARGE_OVER, TILT_LINE = 3_000_000, 400_000

Columns = Mapping[str, Any]


def checksum(amounts: Sequence[Any]) -> list[int]:
    """For each benefit the sum of all amounts, and of each amount times its place: a wrong fen or order shows."""
    place = np.arange(1, len(amounts[0]) + 1) % 9_973
    return [
        int(total) for amount in amounts for total in (np.sum(amount), np.sum(np.asarray(amount, np.int64) * place))
    ]


def measure(
    prepare: Callable[[Columns], Any],
    batch: Callable[[Any], Sequence[Any]],
    one: Callable[[Mapping[str, Any]], Any],
) -> None:
    """Time an engine over the bills of one file and write its figures, as JSON, to another.

    Args:
        prepare: columns to what the engine takes; not timed, for a program would have its bills in that form.
        batch: that to the amounts of the benefits, in whole fen.
        one: computes one case with its trace.
    """
    columns = dict(np.load(sys.argv[1]))
    seconds, sums = {}, {}
    for size in SIZES:
        part = prepare({name: column[:size] for name, column in columns.items()})
        best = float("inf")
        for _ in range(ROUNDS):
            start = time.process_time()
            amounts = batch(part)
            best = min(best, time.process_time() - start)
            if best > LONG:
                break
        seconds[str(size)] = best
        sums[str(size)] = checksum(amounts)
    cases = [{name: column[i].item() for name, column in columns.items()} for i in range(ONE_CASE_TIMES)]
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for case in cases:
            one(case)
        best = min(best, (time.process_time() - start) / len(cases))
    seconds["one"] = best
    Path(sys.argv[2]).write_text(json.dumps({"seconds": seconds, "sums": sums}))
