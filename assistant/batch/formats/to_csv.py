"""A table to CSV: quotes only where a cell needs them, and no cell that a spreadsheet would run."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow, formula_signs
from assistant.batch.formats.rows import Column, Look

_SPECIAL = r'[",\r\n]'


class CsvWriter:
    """Appends rows to a CSV file."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column], look: Look) -> None:
        self._stream, self._encoding = stream, "utf-8" if look.encoding == "utf-8-sig" else look.encoding
        if look.encoding == "utf-8-sig":
            stream.write(codecs.BOM_UTF8)
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow([formula_signs.written(column.name) for column in columns])
        stream.write(line.getvalue().encode(self._encoding))
        self._names = [f"f{i}" for i in range(len(columns))]
        self._options = arrow_csv.WriteOptions(include_header=False, quoting_style="none")

    def write(self, columns: Sequence[Any]) -> None:
        """Append rows."""
        written = [_as_csv(column) for column in columns]
        try:
            self._put(written)
        except pa.ArrowInvalid:  # a cell with a comma, a quote or a line break
            self._stream.write(self._encoded(_lines([_quoted(column) for column in written])))

    def _put(self, columns: Sequence[Any]) -> None:
        buffer = pa.BufferOutputStream()
        arrow_csv.write_csv(pa.record_batch(columns, self._names), buffer, self._options)
        self._stream.write(self._encoded(buffer.getvalue()))

    def _encoded(self, text: Any) -> Any:
        return text if self._encoding == "utf-8" else bytes(text).decode("utf-8").encode(self._encoding)

    def tell(self, heading: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
        """A CSV file is one table."""


@contextmanager
def csv_writer(stream: BinaryIO, columns: Sequence[Column], look: Look) -> Iterator[CsvWriter]:
    """A writer into ``stream``."""
    yield CsvWriter(stream, columns, look)


def _as_csv(column: Any) -> Any:
    """A column as CSV takes it: numbers as they are, text without what a spreadsheet would run."""
    if pa.types.is_dictionary(column.type) or pa.types.is_string(column.type):
        return arrow.plain(formula_signs.as_written(column))
    return column


def _quoted(column: Any) -> Any:
    """A column as strings, quoted where a cell needs it."""
    text = arrow.plain(column) if not pa.types.is_decimal(column.type) else column.cast(pa.string())
    special = pc.fill_null(pc.match_substring_regex(text, _SPECIAL), False)
    if not pc.any(special).as_py():
        return text
    doubled = pc.replace_substring(text, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise('"', doubled, '"', ""), text)


def _lines(columns: Sequence[Any]) -> Any:
    """The cells of each row joined: the joined column's bytes are the file's lines."""
    filled = [pc.fill_null(column, "") for column in columns]
    lines = pc.binary_join_element_wise(*filled[:-1], pc.binary_join_element_wise(filled[-1], "\n", ""), ",")
    ends, data = arrow.buffers(lines)
    return data[ends[0] : ends[-1]].tobytes()
