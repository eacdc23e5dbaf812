"""A county's year from file to file: a million bills from CSV to CSV, aid columns and warnings included.

    python benchmarks/batch_file.py [ROWS]

Wall and CPU time and peak memory of a fresh process, with the goals; and Arrow beside Polars at what the batch asks of
either (Polars only where it is installed), the measurement behind the choice.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rules import codes
from rules.diseases import entry_ids

GOALS = "goal: ≤ 6 s, ≤ 1500 MB"
RUN = """
import resource, sys, time
from assistant.batch import run
start = time.perf_counter()
summary = run(sys.argv[1], sys.argv[2], policy="jiulongpo-2023")
wall = time.perf_counter() - start
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
here, there = (f"{use.ru_utime + use.ru_stime:.2f} s CPU, {use.ru_maxrss // 1024} MB" for use in used)
print(f"{summary.computed:,} bills: {wall:.2f} s wall; here {here}; the process that reads {there}")
"""


def write_bills(file: Path, rows: int) -> None:
    """Three bills a person, in no order, every field of the interface filled."""
    random = np.random.default_rng(1)
    person = np.repeat(np.arange(-(-rows // 3)), 3)[:rows]
    random.shuffle(person)
    held = random.choice(["extreme_poverty", "dibao", "returned_poverty", "illness_poverty"], person.max() + 1)
    eligible = random.integers(10_000, 20_000_000, rows)
    basic = eligible * random.integers(30, 70, rows) // 100
    catastrophic = (eligible - basic) * random.integers(0, 40, rows) // 100
    columns = {
        "person_id": [f"P{number:07d}" for number in person.tolist()],
        "identities": held[person].tolist(),
        "age": random.integers(1, 100, rows).tolist(),
        "needs_maintenance": ["false"] * rows,
        "insured": ["true"] * rows,
        "date": (np.datetime64("2024-01-01") + random.integers(0, 366, rows)).astype(str).tolist(),
        "care": random.choice(codes.CARE, rows).tolist(),
        "treatment": random.choice(codes.TREATMENT, rows).tolist(),
        "diseases": random.choice(["", "", *sorted(entry_ids())], rows).tolist(),
        "hospital_level": random.integers(0, 4, rows).tolist(),
        "designated": ["true"] * rows,
        "place": random.choice(codes.PLACE, rows).tolist(),
        "referral": random.choice(codes.REFERRAL, rows).tolist(),
        "total": [f"{fen // 100}.{fen % 100:02d}" for fen in (eligible + 5_000).tolist()],
        "eligible": [f"{fen // 100}.{fen % 100:02d}" for fen in eligible.tolist()],
        "basic_paid": [f"{fen // 100}.{fen % 100:02d}" for fen in basic.tolist()],
        "catastrophic_paid": [f"{fen // 100}.{fen % 100:02d}" for fen in catastrophic.tolist()],
        "civil_aid_paid": ["0"] * rows,
        "relief_fund_paid": ["0"] * rows,
    }
    with file.open("w", encoding="utf-8") as out:
        out.write(",".join(columns) + "\n")
        out.writelines(",".join(map(str, row)) + "\n" for row in zip(*columns.values(), strict=True))


def cpu(work: Callable[[], object]) -> float:
    """The best of three, CPU seconds of all threads."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def arrow_and_polars(file: Path, out: Path) -> None:
    """Reading all columns as text and writing them again."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    with file.open() as lines:
        names = lines.readline().strip().split(",")
    text = arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()))
    plain = arrow_csv.WriteOptions(quoting_style="none")
    rows = arrow_csv.read_csv(file, convert_options=text)
    print(f"Arrow   read {cpu(lambda: arrow_csv.read_csv(file, convert_options=text)):.2f} s CPU", end=", ")
    print(f"write {cpu(lambda: arrow_csv.write_csv(rows, out, plain)):.2f} s CPU")
    try:
        import polars
    except ImportError:
        print("Polars  is not installed")
        return
    frame = polars.read_csv(file, infer_schema=False)
    print(f"Polars  read {cpu(lambda: polars.read_csv(file, infer_schema=False)):.2f} s CPU", end=", ")
    print(f"write {cpu(lambda: frame.write_csv(out)):.2f} s CPU")


def main(rows: int) -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        write_bills(source, rows)
        print(f"{source.stat().st_size / 1e6:.0f} MB of CSV; {GOALS}")
        for _ in range(3):
            subprocess.run([sys.executable, "-c", RUN, source, target], check=True)
        arrow_and_polars(source, target)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
