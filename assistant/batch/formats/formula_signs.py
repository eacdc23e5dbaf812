"""Cells that a spreadsheet would run as a formula: written as text in XLSX, with an apostrophe in CSV.

A cell that begins with ``=``, ``+``, ``-``, ``@``, also in full width, or with a control character, and is not a plain
number, gets an apostrophe before it in CSV. Reading takes the apostrophe away again, so that what OUT is read as is
what IN said.
"""

import re
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow

#: Their first bytes; those of the full-width and small signs, of blanks and of signs without width begin alike.
_STARTS = b"=+-@\t\r\xef \xc2\xe2"
#: Signs of no width and blanks may stand before the sign; small forms run like the full ones.
_DANGEROUS = "^[ \u00a0\u200b\u2060\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫\t\r]"
_NUMBER = r"^[+-]?\d+(\.\d+)?$"
_MARKED = "^'[ \u00a0\u200b\u2060\ufeff]*[=+\\-@＝＋－＠﹦﹢﹣﹫\t\r]"


def as_written(column: Any) -> Any:
    """A column of text (Arrow strings) as CSV takes it."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, as_written(column.dictionary))
    if not _begins_with(column, _STARTS):
        return column
    dangerous = pc.and_(
        pc.match_substring_regex(column, _DANGEROUS), pc.invert(pc.match_substring_regex(column, _NUMBER))
    )
    return pc.if_else(dangerous, pc.binary_join_element_wise("'", column, ""), column)


def as_meant(column: Any) -> Any:
    """A column as read from CSV, without the apostrophes of :func:`as_written`."""
    if pa.types.is_dictionary(column.type):
        return pa.DictionaryArray.from_arrays(column.indices, as_meant(column.dictionary))
    if not _begins_with(column, b"'"):
        return column
    marked = pc.match_substring_regex(column, _MARKED)
    return pc.if_else(marked, pc.utf8_slice_codeunits(column, 1), column)


def written(cell: str) -> str:
    """One cell as CSV takes it."""
    dangerous = re.match(_DANGEROUS, cell) and not re.match(_NUMBER, cell)
    return f"'{cell}" if dangerous else cell


def meant(cell: str) -> str:
    """One cell as read from CSV."""
    return cell[1:] if re.match(_MARKED, cell) else cell


def _begins_with(column: Any, starts: bytes) -> bool:
    """Whether a cell begins with one of these bytes: asked of the bytes at once, for most columns have none."""
    offsets, data = arrow.buffers(column)
    begins = offsets[:-1][offsets[1:] > offsets[:-1]]
    if not len(begins):
        return False
    wanted = np.zeros(256, np.bool_)
    wanted[list(starts)] = True
    return bool(wanted[data[begins]].any())
