"""Parquet files as text columns, with the file's own columns beside them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as parquet  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow, limits
from assistant.batch.formats.limits import BrokenError
from assistant.batch.formats.source import Batch, Told, Top, Wanted

#: Rows read at a time.
ROWS = 65_536


class ParquetSource:
    """The rows of a Parquet file. Row numbers count as in a sheet: the first bill is row 2."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._why = f"“{name}”不是完整的 Parquet 文件，或有不认识的列类型，请检查。"
        self._stream = stream
        try:
            about = parquet.ParquetFile(stream)
            header = list(about.schema_arrow.names)
            limits.check_columns(len(header))
            self._count = max(about.metadata.num_rows, 1)
            self.lines = about.metadata.num_rows
            first = next(about.iter_batches(limits.TOP), None)
            columns = [_text(column).to_pylist() for column in first.columns] if first is not None else []
        except (pa.ArrowException, OSError, ValueError):
            raise BrokenError(self._why) from None
        self.told = Told([Top("", [header, *map(list, zip(*columns, strict=True))])])

    def batches(self, wanted: Wanted) -> Iterator[Batch]:
        """All rows in the order of the file."""
        number = 2
        self._stream.seek(0)
        try:
            for batch in parquet.ParquetFile(self._stream).iter_batches(ROWS):
                numbers = np.arange(number, number + batch.num_rows)
                number += batch.num_rows
                cells = [_text(column) for column in batch.columns]
                for column in cells:
                    limits.check_cell(pc.max(pc.utf8_length(column)).as_py() or 0, "文件里")
                yield Batch(numbers, cells, batch.columns, (), min((number - 2) / self._count, 1.0))
        except (pa.ArrowException, OSError, ValueError):
            raise BrokenError(self._why) from None


def _text(column: Any) -> Any:
    """A typed column as a person would write it."""
    column = arrow.plain(column)
    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        column = pc.binary_join(column.cast(pa.list_(pa.string())), ";")
    elif pa.types.is_timestamp(kind):
        column = pc.strftime(column, format="%Y-%m-%d")
    text = pc.fill_null(column.cast(pa.string()), "")
    text.validate(full=True)
    return text
