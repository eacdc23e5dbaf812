"""The calculator's speed: one bill with its full trace, a million bills without, the command as a cold process.

    python benchmarks/calculator.py

CPU time where the machine is shared (one bill, a million bills), wall time where a person waits (cold process). Each
line has its goal beside it, and the time of a fixed piece of pure Python, so that runs on other machines compare.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from ledgers import random_bills

from rules.batch import compute
from rules.calculate import calculate
from rules.door import read_case
from rules.policies import policy, policy_ids

CASE = {
    "policy": "jiulongpo-2023",
    "person": {"identities": ["dibao"]},
    "bills": [
        {
            "date": "2024-03-01",
            "care": "inpatient",
            "diseases": ["special-2012/06"],
            "total": "90000",
            "eligible": "80000",
            "basic_paid": "40000",
            "catastrophic_paid": "10000",
        }
    ],
}
BILLS = 1_000_000


def cpu_seconds(work: Callable[[], object], times: int, rounds: int = 7) -> float:
    """The best round's CPU seconds for one call."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - start) / times)
    return best


def yardstick() -> None:
    """A fixed piece of pure Python, about 0.1 ms on a fast machine."""
    total = 0
    for number in range(2_000):
        total += number * number % 7


def one_bill() -> None:
    case = read_case(CASE)
    reference = cpu_seconds(yardstick, 1_000)
    traced = cpu_seconds(lambda: calculate(case), 1_000)
    whole = cpu_seconds(lambda: calculate(read_case(CASE)).to_json(), 1_000)
    print(f"yardstick (2,000 turns of pure Python)    {reference * 1e3:8.3f} ms")
    print(f"one bill, full trace, result object       {traced * 1e3:8.3f} ms   goal 0.2    ×{traced / reference:.2f}")
    print(f"the same from JSON values to JSON values  {whole * 1e3:8.3f} ms              ×{whole / reference:.2f}")


def million_bills() -> None:
    for name in policy_ids():
        for per_person in (3, 1):
            person, identities, bills = random_bills(BILLS, per_person, policy(name))
            seconds = cpu_seconds(lambda p=person, i=identities, b=bills, n=name: compute(n, p, i, b), 1, 3)
            goal = "goal 2" if per_person == 3 else "goal 10"
            print(f"{name:20} {per_person} a person {BILLS / seconds / 1e6:8.2f} million bills/s   {goal}")


def cold_process() -> None:
    source = json.dumps(CASE).encode()
    command = [sys.executable, "-m", "assistant", "calc"]
    seconds = []
    for _ in range(9):
        start = time.perf_counter()
        subprocess.run(command, input=source, stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - start)
    bare = []
    for _ in range(9):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import numpy, pydantic"], check=True)
        bare.append(time.perf_counter() - start)
    ratio = median(seconds) / median(bare)
    print(f"assistant calc, cold process              {median(seconds):8.3f} s    goal 0.5    ×{ratio:.2f}")
    print(f"importing numpy and pydantic alone        {median(bare):8.3f} s")


if __name__ == "__main__":
    np.seterr(all="raise")
    one_bill()
    million_bills()
    cold_process()
