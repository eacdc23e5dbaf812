"""The process in which a file from outside is opened: ``python -m assistant.batch.formats.child KIND NAME FD``.

It holds itself to the limits and says on its output, in lines of JSON: first what is known of the file, or why it is
refused; then, when it was told on its input what is wanted, the rows as an Arrow stream whose batches carry what
cannot be told apart, the share done, and at the end the count of lines or the reason to stop. Whatever else happens
here ends this process alone.
"""

import json
import os
import sys
from typing import Any, BinaryIO, NoReturn

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow, limits
from assistant.batch.formats.source import Batch, Source, Wanted

#: Asks for all cells of a small workbook at once.
GRIDS = "grids"
_TOO_LARGE = "文件太大或者内容不正常，读它需要的内存太多，先不读；请另存为 CSV，或分成几个文件再试。"
_ODD = "文件打不开：不完整、已损坏，或者内容和文件名的结尾不符，请另存一份再试。"


def main() -> None:
    """Open, tell, read."""
    kind, name, handle = sys.argv[1], sys.argv[2], int(sys.argv[3])
    limits.set_limits()
    out = sys.stdout.buffer
    with os.fdopen(handle, "rb") as stream:
        if kind == GRIDS:
            _line(out, {"grids": _or_refused(out, lambda: _grids(stream))})
            _end(out)
        source = _or_refused(out, lambda: _open(kind, stream, name))
        told = source.told
        _line(
            out, {"tops": [[top.name, top.rows] for top in told.tops], "encoding": told.encoding, "hidden": told.hidden}
        )
        said = sys.stdin.buffer.readline()
        if said:
            _send(out, source, Wanted(*json.loads(said)))
    out.flush()
    os._exit(0)


def _grids(stream: BinaryIO) -> Any:
    from assistant.batch.formats.grids import grids

    return grids(stream)


def _open(kind: str, stream: BinaryIO, name: str) -> Source:
    if kind == ".csv":
        from assistant.batch.formats.csv_rows import CsvSource

        return CsvSource(stream, os.fstat(stream.fileno()).st_size)
    if kind == ".parquet":
        from assistant.batch.formats.parquet_rows import ParquetSource

        return ParquetSource(stream, name)
    from assistant.batch.formats.xlsx_rows import XlsxSource

    return XlsxSource(stream, name)


def _or_refused(out: BinaryIO, work: Any) -> Any:
    try:
        return work()
    except BaseException as fault:
        _line(out, {"refused": why(fault)})
        _end(out)


def why(fault: BaseException) -> str:
    """What is wrong with a file, in a sentence."""
    if isinstance(fault, limits.TooMuchError | limits.BrokenError):
        return str(fault)
    return _TOO_LARGE if isinstance(fault, MemoryError) else _ODD


def _send(out: BinaryIO, source: Source, wanted: Wanted) -> None:
    """All rows as a stream of batches of one kind, and at the end the count of lines or the reason to stop."""
    rows, stream = source.batches(wanted), _Stream(out)
    end: dict[str, object] = {}
    while not end:
        try:
            batch = next(rows, None)
        except BaseException as fault:
            end = {"refused": why(fault)}
            break
        if batch is None:
            end = {"lines": source.lines}
        else:
            stream.write(batch)
    stream.close(end)


class _Stream:
    """Batches with what is said of each."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._writer: Any = None
        self._none: Any = None

    def write(self, batch: Batch) -> None:
        about = {"ragged": batch.ragged, "done": batch.done}
        if len(batch.numbers) or self._none is None:
            columns = [arrow.numbers(batch.numbers.astype("int64")), *batch.cells, *batch.given]
            names = ["number", *(f"c{i}" for i in range(len(batch.cells))), *(f"g{i}" for i in range(len(batch.given)))]
            self._put(pa.record_batch(columns, names), about)
        else:
            self._put(self._none, about)

    def close(self, end: dict[str, object]) -> None:
        self._put(pa.record_batch([arrow.words([])], ["end"]) if self._none is None else self._none, end)
        self._writer.close()

    def _put(self, rows: Any, about: dict[str, object]) -> None:
        if self._writer is None:
            self._writer = pa.ipc.new_stream(self._out, rows.schema)
            self._none = rows.slice(0, 0)
        self._writer.write_batch(rows, custom_metadata={"about": json.dumps(about, ensure_ascii=False)})


def _line(out: BinaryIO, value: object) -> None:
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    out.flush()


def _end(out: BinaryIO) -> NoReturn:
    out.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
