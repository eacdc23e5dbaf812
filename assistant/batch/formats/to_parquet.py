"""A table to Parquet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Look
from assistant.batch.table import Column


class RowWriter:
    """Appends rows to a Parquet file."""

    def __init__(self, stream: BinaryIO, names: Sequence[str]) -> None:
        self._stream, self._names = stream, names
        self._file: Any = None

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows."""
        rows = pa.table([arrow.plain(column) for column in columns], list(self._names))
        if self._file is None:
            self._file = parquet.ParquetWriter(self._stream, rows.schema, compression="zstd")
        self._file.write_table(rows)

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A Parquet file is one table."""

    def close(self) -> None:
        """Finish the file; one without rows has its columns all the same."""
        if self._file is None:
            self.write([arrow.words([])] * len(self._names))
        self._file.close()


@contextmanager
def parquet_writer(stream: BinaryIO, columns: Sequence[Column], look: Look) -> Iterator[RowWriter]:
    """A writer into ``stream``."""
    opened = RowWriter(stream, [column.name for column in columns])
    try:
        yield opened
    finally:
        opened.close()
