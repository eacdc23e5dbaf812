"""The ``warnings`` of rows: ids as in a single case's result, separated by ``;``, and what each id says."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.compute as pc  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch.answers import Answers
from assistant.batch.formats import arrow
from assistant.batch.notes import Note
from knowledge import library
from knowledge.yamlfile import read_yaml
from rules.batch import note_ids
from rules.money import Ints
from rules.policies import policy, policy_ids

_IDS = {note: note.name.lower() for note in Note if note.name}


class Told(NamedTuple):
    """A warning of a file: its id, the document it is of (empty: any), what it says, in how many rows it stands."""

    id: str
    policy: str
    text: str
    rows: int


class Warnings:
    """Warnings as text, counted as they are written."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def column(self, answers: Answers) -> Any:
        """The rows' warnings as an Arrow column."""
        place, different = _distinct(answers.policy, answers.notes, answers.told)
        rows = np.bincount(place, minlength=len(different))
        told = []
        for (number, notes, own), count in zip(different, rows.tolist(), strict=True):
            name = policy_ids()[number]
            ids = warning_ids(name, own, notes)
            self._counts.update({(warning, name): count for warning in ids})
            told.append(";".join(ids))
        return pa.DictionaryArray.from_arrays(arrow.numbers(place.astype(np.int32)), arrow.words(told))

    def told(self) -> tuple[Told, ...]:
        """Every warning that was written, the most frequent first."""
        ordered = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Told(warning, name, text_of(name, warning), rows) for (warning, name), rows in ordered)


def _distinct(*columns: Ints) -> tuple[Ints, list[tuple[int, ...]]]:
    """For each row the place of its combination of values, and the combinations."""
    place = np.zeros(len(columns[0]), np.int64)
    known: list[tuple[int, ...]] = [()]
    for column in columns:
        encoded = pc.dictionary_encode(arrow.numbers(column))
        values = encoded.dictionary.to_pylist()
        pairs = pc.dictionary_encode(arrow.numbers(place * max(len(values), 1) + arrow.values(encoded.indices)))
        both = [divmod(pair, len(values)) for pair in pairs.dictionary.to_pylist()]
        known = [(*known[before], values[here]) for before, here in both]
        place = arrow.values(pairs.indices).astype(np.int64)
    return place, known


def warning_ids(name: str, told: int, notes: int) -> tuple[str, ...]:
    """The ids for a row of a document: its standing, the file's notes, its own warnings, then what is left open."""
    own = [warning for place, warning in enumerate(note_ids(name)) if told >> place & 1]
    return (*standing(name), *(_IDS[note] for note in Note if notes & note), *own)


@cache
def standing(name: str) -> tuple[str, ...]:
    """What holds for every row of a document: that it is a draft, or may have ended, or when it begins."""
    facts = library.document(name).facts
    status = () if facts.status == "in_force" else (facts.status,)
    return (*status, *(("in_force_assumed",) if facts.in_force_assumed else ()))


def text_of(name: str, warning: str) -> str:
    """What a warning says."""
    facts, own = library.document(name).facts, policy(name).parameters.warnings
    if warning in own:
        return own[warning].in_general
    if warning == facts.status:
        return facts.status_note
    if warning == "in_force_assumed":
        return facts.in_force_note
    words: dict[str, str] = _words()
    return words[warning.partition(":")[0]]


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = read_yaml(Path(__file__).with_name("notes.yaml"))
    return words
