"""Parquet files as text columns, with the file's own columns beside them."""

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow
from assistant.batch.formats.files import BatchError, File, open_to_read
from assistant.batch.formats.rows import Chunk, Look

#: Rows read at a time.
ROWS = 65_536


class ParquetRows:
    """The rows of a Parquet file. Row numbers count as in a sheet: the first bill is row 2."""

    def __init__(self, file: File) -> None:
        self.look = Look()
        self._file = file
        with open_to_read(file) as stream:
            try:
                about = parquet.ParquetFile(stream)
                self.header = list(about.schema_arrow.names)
                self._count = max(about.metadata.num_rows, 1)
            except pa.ArrowException:
                raise _broken(file) from None

    def chunks(self, repeating: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows in the order of the file. Raises BatchError where it is broken."""
        number = 2
        with open_to_read(self._file) as stream:
            try:
                for batch in parquet.ParquetFile(stream).iter_batches(ROWS):
                    numbers = np.arange(number, number + batch.num_rows)
                    number += batch.num_rows
                    cells = [_text(column) for column in batch.columns]
                    yield Chunk(numbers, cells, (), min((number - 2) / self._count, 1.0), batch.columns)
            except pa.ArrowException:
                raise _broken(self._file) from None


def _text(column: Any) -> Any:
    """A typed column as a person would write it."""
    column = arrow.plain(column)
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        column = pc.binary_join(column.cast(pa.list_(pa.string())), ";")
    elif pa.types.is_timestamp(kind):
        column = pc.strftime(column, format="%Y-%m-%d")
    return pc.fill_null(column.cast(pa.string()), "")


def _broken(file: File) -> BatchError:
    return BatchError("bad_value", "file", f"“{file.name}”不是完整的 Parquet 文件，或有不认识的列类型，请检查。")
