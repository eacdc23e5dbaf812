"""What a file from outside may take at most, and the sentences for what takes more."""

import resource
from pathlib import Path

#: Memory beyond what the reader itself needs (bytes), processor time (seconds), silence (seconds of the clock).
MEMORY = 1 << 30
CPU = 600
SILENCE = 180
#: Columns, characters of a cell, cells of a sheet with the empty ones among them, sheets looked into.
COLUMNS = 1_000
CELL = 100_000
CELLS = 60_000_000
SHEETS = 12
#: Rows from the top among which the header is looked for, and from which cells are taken to know a column by.
TOP = 60
#: Bytes of a CSV file that may come before the end of these rows.
TOP_BYTES = 8 << 20


class TooMuchError(Exception):
    """A file that is more than may be read; the message is the sentence for the person."""


class BrokenError(Exception):
    """A file that is not what its ending says; the message is the sentence for the person."""


def set_limits() -> None:
    """Hold this process to :data:`MEMORY` and :data:`CPU`."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 1 << 17
    most = pages * resource.getpagesize() + MEMORY
    for kind, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CPU, CPU), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def check_columns(count: int) -> None:
    """Refuse a table that is too wide. Raises TooMuchError."""
    if count > COLUMNS:
        raise TooMuchError(f"文件有{count}列，最多{COLUMNS}列，请只留下需要的列。")


def check_cell(length: int, where: str) -> None:
    """Refuse a cell that is too long. Raises TooMuchError."""
    if length > CELL:
        raise TooMuchError(f"{where}有一格超过{CELL // 10_000}万字，不像账单，请检查文件。")
