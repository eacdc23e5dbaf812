"""The papers' speed: how long one takes in each format, and the first one of a fresh process.

    python benchmarks/report.py

Wall time, for a person waits for it, and CPU time, for the machine may be shared; the median of many, each with new
words so that nothing is taken from a cache. Beside it the size of the file.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from statistics import median

from assistant import report
from assistant.report import Content
from rules.calculate import calculate
from rules.door import read_case
from rules.what_if import what_if

STAY = {"care": "inpatient", "total": "90000", "eligible": "80000", "basic_paid": "40000", "catastrophic_paid": "10000"}
ONE = [{**STAY, "date": "2024-03-01", "diseases": ["special-2012/06"]}]
SIX = [{**STAY, "date": f"2024-0{month}-01"} for month in range(1, 7)]
PRINT = {"PDF": report.pdf, "Word": report.docx, "Excel": report.xlsx}
TIMES = 30


def paper(policy: str, identity: str, bills: list[dict[str, object]]) -> Content:
    case = read_case({"policy": policy, "person": {"identities": [identity]}, "bills": bills})
    return report.content(case, calculate(case), date(2026, 3, 5), what_if(case))


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU time of one call."""
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - start) * 1e3, (time.process_time() - cpu) * 1e3


def medians(spent: list[tuple[float, float]]) -> str:
    wall, cpu = zip(*spent, strict=True)
    return f"p50 {median(wall):7.1f} ms   CPU {median(cpu):7.1f} ms   max {max(wall):7.1f} ms"


def warm(name: str, view: Content) -> None:
    for kind, printed in PRINT.items():
        size = len(printed(view))
        new = [replace(view, person=f"样例{i}") for i in range(TIMES)]
        spent = [milliseconds(partial(printed, one)) for one in new]
        print(f"{name:10} {kind:8} {medians(spent)}   {size / 1024:6.0f} KiB")


def cold() -> None:
    """A first paper: loading the library that prints, and the fonts, included; loading the rules is not."""
    for kind in ("pdf", "docx", "xlsx"):
        code = (
            "import sys, time; sys.path.insert(0, 'benchmarks'); import report as benchmark; "
            "view = benchmark.paper('jiulongpo-2023', 'dibao', benchmark.ONE); start = time.perf_counter(); "
            f"benchmark.report.{kind}(view); print((time.perf_counter() - start) * 1e3)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        print(f"first {kind:5} of a process {float(done.stdout):7.0f} ms")


def main() -> None:
    one = paper("jiulongpo-2023", "dibao", ONE)
    case = read_case({"policy": "jiulongpo-2023", "person": {"identities": ["dibao"]}, "bills": ONE})
    result = calculate(case)
    spent = [milliseconds(lambda: report.content(case, result, date(2026, 3, 5))) for _ in range(TIMES)]
    print(f"one bill   content  {medians(spent)}")
    warm("one bill", one)
    warm("six bills", paper("pengshui-2023", "dibao", SIX))
    cold()


if __name__ == "__main__":
    main()
