"""Files by their ending, on disk or in memory; what is written appears whole or not at all."""

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rules.errors import CaseError

KINDS = (".csv", ".xlsx", ".parquet")


class BatchError(CaseError):
    """Why no row can be computed: ``code`` as in the interface, ``field`` a column or ``file``.

    A file is refused as a whole only then; a single bad row never is a reason to stop.
    """


@dataclass(slots=True)
class Memory:
    """A file in memory: ``name`` tells the format by its ending, ``data`` is read from or written to."""

    name: str
    data: bytes = b""


File = Path | Memory


def kind(file: File) -> str:
    """``.csv``, ``.xlsx`` or ``.parquet``. Raises BatchError for another ending."""
    ending = Path(file.name).suffix.lower()
    if ending not in KINDS:
        raise BatchError("bad_value", "file", f"“{file.name}”的格式不认识，请用 {'、'.join(KINDS)} 文件。")
    return ending


def open_to_read(file: File) -> BinaryIO:
    """The file's bytes. Raises BatchError where it cannot be opened."""
    if isinstance(file, Memory):
        return io.BytesIO(file.data)
    try:
        return file.open("rb")
    except OSError:
        raise BatchError("bad_value", "file", f"读不到文件“{file.name}”，请检查路径和权限。") from None


def size(file: File) -> int:
    """Bytes. Raises BatchError where there is no such file."""
    if isinstance(file, Memory):
        return len(file.data)
    try:
        return file.stat().st_size
    except OSError:
        raise BatchError("bad_value", "file", f"读不到文件“{file.name}”，请检查路径和权限。") from None


@contextmanager
def written_whole(file: File) -> Iterator[BinaryIO]:
    """A place to write to, which takes the file's name only when everything has been written.

    An interrupted or failed run leaves the former file, or none.
    """
    if isinstance(file, Memory):
        buffer = io.BytesIO()
        yield buffer
        file.data = buffer.getvalue()
        return
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    except OSError:
        raise BatchError("bad_value", "file", f"不能写入“{file.name}”所在的文件夹，请检查路径和权限。") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        part.chmod(0o666 & ~_umask())
        _put_in_place(part, file)
    finally:
        part.unlink(missing_ok=True)


def _put_in_place(part: Path, file: Path) -> None:
    try:
        part.replace(file)
    except OSError:
        raise BatchError(
            "bad_value", "file", f"不能写入“{file.name}”，它可能正被别的程序打开，请关闭后再试。"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
