"""This library beside other rule engines: the same bills in the same run, sums equal to the fen, times as ratios.

    python benchmarks/peers/compare.py [FOLDER]

Each engine is installed from its registry into an environment of its own in FOLDER (a temporary one if left out).
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

import numpy as np
import work

HERE = Path(__file__).parent
#: Name → (package pinned to the version compared, its script).
PEERS = {
    "openfisca-core": ("openfisca-core==46.0.1", "openfisca.py"),
    "policyengine-core": ("policyengine-core==3.33.12", "policyengine.py"),
    "zen-engine": ("zen-engine==2.1.3", "zen_engine.py"),
}


def bills(rows: int) -> dict[str, Any]:
    """Plausible bills, one a person."""
    random = np.random.default_rng(7)
    eligible = random.integers(10_000, 20_000_000, rows)
    basic = eligible * random.integers(30, 70, rows) // 100
    return {
        "identity": random.integers(0, len(work.SPECIAL_RATE), rows).astype(np.int32),
        "listed": random.random(rows) < 0.4,
        "inpatient": random.random(rows) < 0.6,
        "long_term": random.random(rows) < 0.3,
        "hospital_level": random.integers(0, 4, rows).astype(np.int32),
        "designated": random.random(rows) < 0.97,
        "in_city": random.random(rows) < 0.8,
        "referral_kept": random.random(rows) < 0.95,
        "eligible": eligible.astype(np.int32),
        "basic_paid": basic.astype(np.int32),
        "catastrophic_paid": ((eligible - basic) * random.integers(0, 40, rows) // 100).astype(np.int32),
    }


def python_of(name: str, package: str, folder: Path) -> Path:
    """The interpreter of an engine's own environment, made if it is not there."""
    home = folder / name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(home, with_pip=True)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package, "numpy")
    subprocess.run(pip, check=True)
    return python


def measured(python: Path, script: str, data: Path, folder: Path) -> dict[str, Any]:
    """One engine's figures."""
    answer = folder / f"{script}.json"
    paths = os.pathsep.join((str(HERE), str(HERE.parent.parent)))
    subprocess.run([python, HERE / script, data, answer], check=True, env={**os.environ, "PYTHONPATH": paths})
    figures: dict[str, Any] = json.loads(answer.read_text())
    return figures


def main(folder: Path) -> None:
    """Run all and print the table."""
    data = folder / "bills.npz"
    np.savez(data, **bills(work.SIZES[-1]))
    found = {"this library": measured(Path(sys.executable), "ours.py", data, folder)}
    for name, (package, script) in PEERS.items():
        found[name] = measured(python_of(name, package, folder), script, data, folder)
    ours = found["this library"]
    for name, figures in found.items():
        if figures["sums"] != ours["sums"]:
            sys.exit(f"{name}: the sums differ: {figures['sums']} ≠ {ours['sums']}")
    print("all sums equal to the fen:", *ours["sums"][str(work.SIZES[-1])][::2])
    columns = {"one": "one case, with trace", **{str(size): f"{size:,} bills" for size in work.SIZES}}
    print("|", " | ".join(["engine", *columns.values()]), "|")
    print("|", " | ".join(["---", *["---:"] * len(columns)]), "|")
    for name, figures in found.items():
        cells = [_cell(figures["seconds"][key], ours["seconds"][key]) for key in columns]
        print("|", " | ".join([name, *cells]), "|")


def _cell(seconds: float, ours: float) -> str:
    shown = f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"
    return shown if seconds == ours else f"{shown} (×{seconds / ours:.3g})"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
