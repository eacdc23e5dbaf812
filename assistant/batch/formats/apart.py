"""Files from outside, opened in a process of their own with limits: what happens there becomes one sentence here."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import limits
from assistant.batch.formats.files import BatchError, File, Memory, kind_to_read
from assistant.batch.formats.rows import Chunk, Look, Ragged
from assistant.batch.formats.source import Top

#: Bytes of a CSV file that are read at a time.
BLOCK = 8 << 20
_CHILD = "assistant.batch.formats.child"
_ROOT = Path(__file__).parents[3]


class ApartRows:
    """The rows of a file that another process reads.

    ``tops``: the first rows of each sheet that is seen, to find the header in; :meth:`take` says which it is.
    """

    def __init__(self, file: File) -> None:
        self._file = file
        self._kind = kind_to_read(file)
        self._running: _Reader | None = _Reader(file, self._kind)
        told = self._running.told
        self.tops = [Top(name, rows) for name, rows in told["tops"]]
        self.hidden: list[str] = told["hidden"]
        self.look = Look("gb18030" if told["encoding"] == "gb18030" else "utf-8-sig")
        self.header: list[str] = []
        self.lines = 0
        self._sheet = self._place = 0
        self._amounts: tuple[int, ...] = ()

    def close(self) -> None:
        """End the other process, whether or not its rows were read."""
        if self._running is not None:
            self._running.stop()

    def take(self, sheet: int, place: int) -> None:
        """The header is this row of the sheet; columns without a name at its end are none."""
        self._sheet, self._place = sheet, place
        rows = self.tops[sheet].rows
        self.header = [name.strip() for name in rows[place]] if place < len(rows) else []
        while self.header and not self.header[-1]:
            self.header.pop()

    def samples(self) -> list[list[str]]:
        """Some rows below the header."""
        return self.tops[self._sheet].rows[self._place + 1 :]

    def chunks(self, repeating: Collection[int] = (), amounts: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows in the order of the file. Raises BatchError where they cannot be read to the end."""
        reader = self._running if self._running and not self._running.used else _Reader(self._file, self._kind)
        self._running = reader
        with ExitStack() as ending:
            ending.callback(reader.stop)
            wanted = (self._sheet, self._place, len(self.header), sorted(repeating), sorted(amounts), BLOCK)
            for rows, about in reader.batches(wanted):
                if "refused" in about:
                    raise BatchError("bad_value", "file", about["refused"])
                if "lines" in about:
                    self.lines = about["lines"]
                    return
                yield self._chunk(rows, about)
            raise reader.ended()

    def _chunk(self, rows: Any, about: dict[str, Any]) -> Chunk:
        count = len(self.header)
        columns = rows.columns
        ragged = [Ragged(number, tuple(cells)) for number, cells in about["ragged"]]
        numbers = columns[0].to_numpy()
        given = columns[count + 1 :] or None
        return Chunk(numbers, columns[1 : count + 1], ragged, about["done"], given)


def read_grids(file: File) -> list[dict[str, Any]]:
    """All cells of a small workbook by sheet, as of :func:`assistant.batch.formats.grids.grids`. Raises BatchError."""
    reader = _Reader(file, "grids")
    reader.stop()
    grids: list[dict[str, Any]] = reader.told["grids"]
    return grids


class _Reader:
    """The other process, from its start to its end."""

    def __init__(self, file: File, kind: str) -> None:
        self._name, self.used = file.name, False
        with ExitStack() as opened:
            stream = opened.enter_context(_opened(file))
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
            self._process = subprocess.Popen(
                [sys.executable, "-m", _CHILD, kind, file.name, str(stream.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(stream.fileno(),),
                env=environment,
            )
        self.told = self._first_line()

    def _first_line(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._patiently(self._process.stdout.readline)
        told: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        if not told:
            raise self.ended()
        if "refused" in told:
            self.stop()
            raise BatchError("bad_value", "file", told["refused"])
        return told

    def _patiently(self, work: Any) -> Any:
        """Something that the other process is waited for, which ends it where it keeps silent too long."""
        watch = Timer(limits.SILENCE, self._process.kill)
        watch.start()
        try:
            return work()
        finally:
            watch.cancel()

    def batches(self, wanted: object) -> Iterator[tuple[Any, dict[str, Any]]]:
        """The batches as they come, each with what is said of it; they end early where the process does."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.used = True
        try:
            self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._process.stdin.close()
            stream = self._patiently(lambda: pa.ipc.open_stream(self._process.stdout))
            while True:
                rows, metadata = self._patiently(stream.read_next_batch_with_custom_metadata)
                yield rows, json.loads(metadata["about"])
        except (pa.ArrowException, OSError, StopIteration, KeyError):
            return

    def ended(self) -> BatchError:
        """Why there is nothing more."""
        self.stop()
        why = "读的时候停住了：文件太大、不完整，或者内容和文件名的结尾不符。请另存一份，或分成几个文件再试。"
        return BatchError("bad_value", "file", f"“{self._name}”{why}")

    def stop(self) -> None:
        """End the process if it has not ended."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


def _opened(file: File) -> Any:
    """The file's bytes where another process can read them. Raises BatchError for what is no file."""
    if isinstance(file, Memory):
        stream: Any = os.fdopen(_nameless(), "w+b")
        stream.write(file.data)
        stream.flush()
        stream.seek(0)
        return stream
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise BatchError("bad_value", "file", f"“{file.name}”不是普通文件，请给出文件的路径。")
        return file.open("rb")
    except OSError:
        raise BatchError("bad_value", "file", f"读不到文件“{file.name}”，请检查路径和权限。") from None


def _nameless() -> int:
    """A file without a name, so that nobody else finds it and it ends with its readers."""
    handle, name = tempfile.mkstemp(prefix="starting-")
    Path(name).unlink()
    return handle
