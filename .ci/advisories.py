#!/usr/bin/env python3
"""Holds the pinned packages against published advisories, offline: ``python3 .ci/advisories.py all.zip``.

``all.zip`` is the export of the Open Source Vulnerabilities data for PyPI (one JSON file an advisory), brought to this
machine by whatever way the office allows. Prints each pinned version that an advisory names; exits 1 if there is one, 2
if the file cannot be read.
"""

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

PINS = Path(__file__).resolve().parents[1] / "requirements-test.txt"
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def plain_name(name: str) -> str:
    """A package's name as the registry compares it.

    >>> plain_name("Typing_Extensions")
    'typing-extensions'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    """Version by name, from a requirements file."""
    return {plain_name(name): version for name, version in _PIN.findall(text)}


def named(advisory: dict[str, object], pinned: dict[str, str]) -> Iterator[str]:
    """The pinned packages that an advisory names in their pinned version."""
    if advisory.get("withdrawn"):
        return
    affected = advisory.get("affected")
    for one in affected if isinstance(affected, list) else []:
        package = one.get("package", {})
        name = plain_name(str(package.get("name", "")))
        if package.get("ecosystem") == "PyPI" and pinned.get(name) in one.get("versions", []):
            yield f"{name} {pinned[name]}：{advisory.get('id')} {advisory.get('summary', '')}".rstrip()


def found_in(export: Path, pinned: dict[str, str]) -> list[str]:
    """Every finding of an export, sorted. Raises OSError, BadZipFile and ValueError."""
    with zipfile.ZipFile(export) as archive:
        advisories = (json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json"))
        return sorted({line for advisory in advisories for line in named(advisory, pinned)})


def main() -> int:
    """Print what was found; returns the exit status."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    pinned = pins(PINS.read_text("utf-8"))
    try:
        lines = found_in(Path(sys.argv[1]), pinned)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        print(f"漏洞通告文件读不出来：{error}。请重新下载 PyPI 的 all.zip 再试。", file=sys.stderr)
        return 2
    print("\n".join(lines) or f"{len(pinned)} 个固定版本的软件包都没有通告。")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
