"""What the project stands on: pinned with hashes, under licences that allow it, and comparable with advisories."""

import json
import re
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PINS = ROOT / "requirements.txt"
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(\[[\w,]+\])?==(\S+)", re.MULTILINE)
#: Beginnings of the licences under which a package may be used and passed on.
ALLOWED = ("MIT", "BSD", "3-Clause BSD", "0BSD", "Apache", "PSF", "Mozilla Public License 2.0", "SIL Open Font", "ISC")


def licence(name: str) -> str:
    """What a package says of itself, or nothing where it is not installed on this system."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    stated = about.get("License-Expression")
    classified = [c.rpartition("::")[2].strip() for c in about.get_all("Classifier", []) if c.startswith("License ::")]
    return stated or (classified[0] if classified else (about.get("License") or "").splitlines()[0])


def test_every_requirement_is_exact_and_has_a_hash() -> None:
    for file in (PINS, ROOT / "requirements-test.txt"):
        for block in re.split(r"\n(?=\S)", file.read_text("utf-8").strip()):
            assert _PIN.match(block), block.splitlines()[0]
            assert "--hash=sha256:" in block, block.splitlines()[0]


def test_licences_are_listed_and_allow_the_use() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    for name, _, _ in _PIN.findall(PINS.read_text("utf-8")):
        row = re.search(rf"^\| {re.escape(name)} \| ([^|]+) \|", listed, re.MULTILINE)
        assert row, f"docs/licences.md lacks {name}"
        stated = licence(name)
        assert not stated or row[1].strip() == stated, f"docs/licences.md: {name} is under {stated}"
        assert row[1].startswith(ALLOWED), f"{name}: {row[1]}"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of advisories: one of a pinned version, one of another version, one withdrawn."""
    version = {name: version for name, _, version in _PIN.findall(PINS.read_text("utf-8"))}["numpy"]
    package = {"ecosystem": "PyPI", "name": "NumPy"}
    advisories = {
        "A-1": {"id": "A-1", "summary": "样例", "affected": [{"package": package, "versions": [version]}]},
        "A-2": {"id": "A-2", "affected": [{"package": package, "versions": ["0.0.1"]}]},
        "A-3": {"id": "A-3", "withdrawn": "x", "affected": [{"package": package, "versions": [version]}]},
    }
    file = tmp_path / "all.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in advisories.items():
            archive.writestr(f"{name}.json", json.dumps(content))
    return file


def test_pins_are_held_against_advisories(export: Path, tmp_path: Path) -> None:
    def run(file: Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, ".ci/advisories.py", str(file)]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    done = run(export)
    assert done.returncode == 1
    assert "A-1" in done.stdout
    assert "A-2" not in done.stdout + done.stderr
    assert "A-3" not in done.stdout
    assert run(tmp_path / "none.zip").returncode == 2
