"""Files by their ending, on disk or in memory; what is written appears whole or not at all."""

import fcntl
import io
import os
import shutil
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


def kind_to_read(file: File) -> str:
    """The kind of a file that is read. Raises BatchError for another ending."""
    if Path(file.name).suffix.lower() == ".xls":
        why = "是旧格式，表里算不出的格子在里面读不到，会被当成没有；请在表格软件里另存为 .xlsx 再试。"
        raise BatchError("bad_value", "file", f"“{file.name}”{why}")
    return kind(file)


def size(file: File) -> int:
    """Bytes. Raises BatchError where there is no such file."""
    if isinstance(file, Memory):
        return len(file.data)
    try:
        return file.stat().st_size
    except OSError:
        raise BatchError("bad_value", "file", f"读不到文件“{file.name}”，请检查路径和权限。") from None


#: What begins the names of folders with rows that did not fit in memory, and ends those of files being written.
_FOLDER, _PART = "medical-assistance-", ".medical-assistance-part"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that nobody else can read; those that a killed run left behind are cleared."""
    for left in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    name = tempfile.mkdtemp(prefix="starting-")  # gets its name when it is held, so that no other run takes it away
    with _held(os.open(name, os.O_RDONLY)):
        folder = Path(name).rename(Path(tempfile.gettempdir(), f"{_FOLDER}{Path(name).name}"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(handle: int) -> Iterator[None]:
    """Holds a file or folder, so that another run sees that it is in use."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_left(path: Path) -> bool:
    """Whether a file or folder of ours is held by no run any more."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # a pipe of this name is not waited for
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(handle).st_uid == os.getuid()
    except OSError:
        return False
    finally:
        os.close(handle)


def _clear_parts(folder: Path) -> None:
    """Remove what a killed run was writing in a folder."""
    for left in folder.glob(f".*{_PART}"):
        if _is_left(left):
            left.unlink(missing_ok=True)


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
        _clear_parts(file.parent)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".starting")
    except OSError:
        raise BatchError("bad_value", "file", f"不能写入“{file.name}”所在的文件夹，请检查路径和权限。") from None
    part = Path(name)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        part = part.rename(part.with_suffix(_PART))
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
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
