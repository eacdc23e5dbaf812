"""Arrow columns: text, plain or as dictionaries, seen alike; columns made from NumPy's and from lists.

They are made from buffers, for ``pyarrow.array`` loads pandas the first time, which takes longer than many a file.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types
from numpy.typing import NDArray

from rules.money import Bools, Ints

_ASCII = 0x80


def distinct(column: Any) -> tuple[list[str], Ints]:
    """The different cells, and for each row the place of its cell."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    places: Ints = values(encoded.indices)
    return encoded.dictionary.to_pylist(), places


def plain(column: Any) -> Any:
    """The column with its words in place of places in a dictionary."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def some(column: Any, rows: Ints) -> Any:
    """Some rows of a column."""
    return column.take(numbers(rows))


def is_empty(column: Any) -> Bools:
    """Which cells hold nothing but white space."""
    empty: Bools = values(pc.binary_length(pc.utf8_trim_whitespace(plain(column)))) == 0
    return empty


def trimmed(column: Any) -> Any:
    """Strings without white space at their ends; looked for in the first and last bytes before all are copied."""
    ends, data = buffers(column)
    begins, ends = ends[:-1], ends[1:]
    filled = ends > begins
    first, last = data[begins[filled]], data[ends[filled] - 1]
    plain_ends = (first > ord(" ")) & (first < _ASCII) & (last > ord(" ")) & (last < _ASCII)
    return column if plain_ends.all() else pc.utf8_trim_whitespace(column)


def buffers(column: Any) -> tuple[Any, Any]:
    """The offsets and bytes of an Arrow string array, as NumPy arrays that share its memory."""
    _, offsets, data = column.buffers()
    if offsets is None or not len(column):
        return np.zeros(1, np.int32), np.zeros(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return ends, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)


def values(column: Any) -> NDArray[Any]:
    """An Arrow column of numbers or truth values, without nulls, as a NumPy column that shares its memory."""
    data, end = column.buffers()[1], column.offset + len(column)
    if pa.types.is_boolean(column.type):
        bits = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
        return np.unpackbits(bits, bitorder="little")[column.offset : end].astype(np.bool_)
    kind = column.type.to_pandas_dtype()
    return np.frombuffer(data, kind)[column.offset : end] if len(column) else np.zeros(0, kind)


def numbers(values: NDArray[Any]) -> Any:
    """A NumPy column as an Arrow column of the same kind."""
    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, _bytes(values)])


def bitmap(values: Bools) -> Any:
    """Truth values as Arrow's buffer of bits."""
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def words(values: Sequence[str]) -> Any:
    """A list of words as an Arrow column of strings."""
    encoded = [value.encode() for value in values]
    offsets = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(encoded), [None, _bytes(offsets), pa.py_buffer(b"".join(encoded))])


def _bytes(values: NDArray[Any]) -> Any:
    return bitmap(values) if values.dtype == np.bool_ else pa.py_buffer(np.ascontiguousarray(values))
