"""The platform's fields in a pasted text: as JSON, as lines with a label and a value, or as a table."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from knowledge import glossary
from knowledge.yamlfile import read_yaml

FILE = Path(__file__).parent / "labels.yaml"
#: With fewer labels a text is read as ordinary words.
_FEWEST = 3
#: A value ends at a stop, at the end of its cell or line, or where the next label begins.
_VALUE = re.compile(
    r"(?P<mark>[\s:：=|（(元)）]*)"
    r"(?P<value>-?¥?\d[\d,]*(?:\.\d+)?(?:[-/年.]\d{1,2}[-/月.]\d{1,2})?|[^\s，,；;。|：:]{1,30})"
)
_CELLS = re.compile(r"\t|\||｜| {2,}|,(?!\d{3})|，")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as printed; with its place in the text, except in JSON."""

    text: str
    start: int | None = None
    end: int | None = None


Fields = dict[str, Value]


def find_fields(text: str) -> list[Fields]:
    """The fields of each settlement in the text; empty if it is neither a paper nor a record."""
    if text.lstrip().startswith(("{", "[")):
        return _records(text)
    if "\n" not in text and "|" not in text and "\t" not in text:
        return []
    rows = _table(text)
    if rows:
        return rows
    found = _lines(text)
    return [found] if len(found) >= _FEWEST else []


@cache
def _codes() -> frozenset[str]:
    return frozenset(read_yaml(FILE)["labels"])


@cache
def _labels() -> Mapping[str, str]:
    """Printed label → field, the official labels first."""
    labels = {glossary.label("settlement", code): code for code in glossary.codes("settlement")}
    for code, words in read_yaml(FILE)["labels"].items():
        for word in words:
            labels.setdefault(word, code)
    return labels


@cache
def _label_regex() -> re.Pattern[str]:
    words = sorted([*_labels(), *_codes()], key=len, reverse=True)
    return re.compile("|".join(r"\s?".join(map(re.escape, word)) for word in words))


def _code(label: str) -> str:
    plain = re.sub(r"\s", "", label)
    return _labels().get(plain, plain)


def _records(text: str) -> list[Fields]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    found = []
    for record in _objects(data, 0):
        fields = {
            _code(str(key)): Value(str(value))
            for key, value in record.items()
            if _code(str(key)) in _codes() and isinstance(value, str | int | float) and not isinstance(value, bool)
        }
        if len(fields) >= _FEWEST:
            found.append(fields)
    return found


def _objects(data: Any, depth: int) -> Iterator[Mapping[Any, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, Mapping):
        yield data
        for value in data.values():
            yield from _objects(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _objects(value, depth + 1)


def _lines(text: str) -> Fields:
    found: Fields = {}
    labels = list(_label_regex().finditer(text))
    for i, label in enumerate(labels):
        end = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        value = _VALUE.match(text, label.end(), end)
        if value and _is_value(value):
            found.setdefault(_code(label[0]), Value(value["value"], value.start("value"), value.end("value")))
    return found


def _is_value(match: re.Match[str]) -> bool:
    """Words that follow a label without any mark are no value: 医保支付比例."""
    return bool(match["mark"]) or bool(re.match(r"-?¥?\d", match["value"]))


def _table(text: str) -> list[Fields]:
    """A row of labels with rows of values below it."""
    lines = [(match[0], match.start()) for match in re.finditer(r"[^\n\r]+", text)]
    for i, (line, _) in enumerate(lines):
        header = [_code(cell.strip()) for cell in _CELLS.split(line.strip().strip("|"))]
        if sum(code in _codes() for code in header) >= _FEWEST:
            rows = [_row(header, *below) for below in lines[i + 1 :]]
            return [row for row in rows if len(row) >= _FEWEST]
    return []


def _row(header: list[str], line: str, start: int) -> Fields:
    cells = [cell.strip() for cell in _CELLS.split(line.strip().strip("|"))]
    if len(cells) != len(header):
        return {}
    found: Fields = {}
    at = 0
    for code, cell in zip(header, cells, strict=True):
        at = line.index(cell, at)
        if code in _codes() and cell and not set(cell) <= set("-:："):
            found[code] = Value(cell, start + at, start + at + len(cell))
        at += len(cell)
    return found
