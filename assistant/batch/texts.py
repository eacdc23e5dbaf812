"""Arrow columns of text, plain or as dictionaries, seen alike."""

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from rules.money import Bools, Ints


def distinct(column: Any) -> tuple[list[str], Ints]:
    """The different cells, and for each row the place of its cell."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    places: Ints = encoded.indices.to_numpy(zero_copy_only=False)
    return encoded.dictionary.to_pylist(), places


def plain(column: Any) -> Any:
    """The column with its words in place of places in a dictionary."""
    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def some(column: Any, rows: Ints) -> Any:
    """Some rows of a column."""
    return column.take(pa.array(rows))


def is_empty(column: Any) -> Bools:
    """Which cells hold nothing but white space."""
    empty: Bools = pc.binary_length(pc.utf8_trim_whitespace(plain(column))).to_numpy(zero_copy_only=False) == 0
    return empty
