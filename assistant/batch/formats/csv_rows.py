"""CSV files as text columns: UTF-8 with or without mark, or GB18030."""

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.csv as arrow_csv  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.formats import arrow, formula_signs
from assistant.batch.formats.files import BatchError, File, open_to_read, size
from assistant.batch.formats.rows import Chunk, Look, Ragged
from rules.money import Ints

#: Bytes read at a time.
BLOCK = 8 << 20


class CsvRows:
    """The rows of a CSV file."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._size = max(size(file), 1)
        self.look = Look(_encoding(file))
        self.header = _header(file, self.look.encoding)

    def chunks(self, repeating: Collection[int] = ()) -> Iterator[Chunk]:
        """All rows in the order of the file. Raises BatchError where its text or quoting is broken."""
        ragged: list[Ragged] = []
        next_number, first = 1, True
        with open_to_read(self._file) as stream:
            try:
                for batch in self._batches(stream, ragged, repeating):
                    done = min(stream.tell() / self._size, 1.0)
                    numbers = _numbers(next_number, batch.num_rows, {r.number for r in ragged})
                    if len(numbers):
                        next_number = int(numbers[-1]) + 1
                    here = [r for r in ragged if r.number < next_number]
                    ragged[:] = [r for r in ragged if r.number >= next_number]
                    skip = 1 if first else 0
                    cells = [formula_signs.as_meant(column) for column in batch.slice(skip).columns]
                    yield Chunk(numbers[skip:], cells, here, done)
                    first = False
            except (pa.ArrowInvalid, UnicodeError) as broken:
                raise BatchError("bad_value", "file", _what_is_broken(broken)) from None
        if ragged:
            yield Chunk(np.empty(0, np.int64), [arrow.words([])] * len(self.header), ragged, 1.0)

    def _batches(self, stream: Any, ragged: list[Ragged], repeating: Collection[int]) -> Iterator[Any]:
        def set_aside(row: Any) -> str:
            ragged.append(Ragged(row.number, tuple(next(csv.reader(io.StringIO(row.text, newline="")), ()))))
            return "skip"

        few = pa.dictionary(pa.int32(), pa.string())
        types = {f"f{i}": few if i in repeating else pa.string() for i in range(len(self.header))}
        yield from arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(
                autogenerate_column_names=True, use_threads=False, block_size=BLOCK, encoding=_plain(self.look.encoding)
            ),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=True, invalid_row_handler=set_aside, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(column_types=types, strings_can_be_null=False),
        )


def _numbers(start: int, count: int, ragged: set[int]) -> Ints:
    """The numbers of ``count`` rows from ``start`` on, without those of the rows that were set aside."""
    numbers = np.arange(start, start + count + len(ragged))
    if ragged:
        numbers = numbers[~np.isin(numbers, list(ragged))]
    return numbers[:count]


def _encoding(file: File) -> str:
    """Python's name of the encoding: what the first bytes say, else UTF-8 if the whole file is that, else GB18030.

    Raises BatchError where a quote is left open: it would swallow all rows behind it.
    """
    quotes, encoding = 0, "utf-8"
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_to_read(file) as stream:
        while block := stream.read(BLOCK):
            quotes += block.count(b'"')
            if encoding == "utf-8":
                try:
                    decoder.decode(block, final=len(block) < BLOCK)
                except UnicodeDecodeError:
                    encoding = "gb18030"
        stream.seek(0)
        if stream.read(3) == codecs.BOM_UTF8:
            encoding = "utf-8-sig"
    if quotes % 2:
        _find_open_quote(file, encoding)
    return encoding


def _find_open_quote(file: File, encoding: str) -> None:
    """Read in the slow way a file whose quotes are odd in number; a quote inside a word is no fault."""
    with open_to_read(file) as stream:
        lines, begins = csv.reader(io.TextIOWrapper(stream, encoding, "replace", newline=""), strict=True), 1
        try:
            for _ in lines:
                begins = lines.line_num + 1
        except csv.Error:
            why = f"从第{begins}行起引号没有成对，后面的行会连成一格，请改正后再试。"
            raise BatchError("bad_value", "file", why) from None


def _plain(encoding: str) -> str:
    """Arrow skips the mark of UTF-8 by itself."""
    return "utf-8" if encoding == "utf-8-sig" else encoding


def _header(file: File, encoding: str) -> list[str]:
    with open_to_read(file) as stream:
        text = io.TextIOWrapper(stream, encoding, newline="")
        try:
            header = next(csv.reader(text), [])
        except (UnicodeError, csv.Error) as broken:
            raise BatchError("bad_value", "file", _what_is_broken(broken)) from None
    if len(header) < 2:
        raise BatchError("bad_value", "file", "第一行应是列名，各列用逗号分隔，请检查文件。")
    return [formula_signs.meant(name) for name in header]


def _what_is_broken(error: Exception) -> str:
    if isinstance(error, UnicodeError) or "UTF" in str(error):
        return "文件里的文字不是 UTF-8，也不是 GB18030（GBK）编码，请另存为 UTF-8 的 CSV 再试。"
    return "文件不是完整的 CSV，可能有引号没有成对，请检查后再试。"
