"""OUT's rows: the input's columns and the answers, as one table for every format."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types

from assistant.batch import headers
from assistant.batch.amounts import to_yuan
from assistant.batch.answers import Answers
from assistant.batch.formats import arrow
from assistant.batch.formats.rows import Chunk, Column
from assistant.batch.headers import Header
from assistant.batch.warnings import Warnings
from knowledge import glossary
from rules.policies import policy, policy_ids


class Table:
    """Makes OUT's rows chunk by chunk."""

    def __init__(self, header: Sequence[str], read: Header, benefits: Sequence[str], typed: bool) -> None:
        """``typed``: keep the types of a file that has types."""
        self._typed = typed
        self._kept = [i for i, name in enumerate(header) if not headers.is_answer(name)]
        numbers = {*read.amounts, read.fields.get("age", -1)}
        person = read.fields["person_id"]
        self._benefits = benefits
        self.warnings = Warnings()
        self.columns = [
            *(Column(header[i], i in numbers, i == person) for i in self._kept),
            Column("identity"),
            *(Column(name, True) for name in (*benefits, "aid_total", "self_pay")),
            Column("warnings"),
        ]

    def rows(self, chunk: Chunk, answers: Answers) -> list[Any]:
        """The computed rows of a chunk as Arrow columns, in the order of :attr:`columns`."""
        rows = np.flatnonzero(answers.fault == 0)
        whole = len(rows) == len(answers.fault)
        given = chunk.given if self._typed and chunk.given is not None else chunk.cells
        kept = [given[i] if whole else arrow.some(given[i], rows) for i in self._kept]
        good = answers if whole else answers.some(rows)
        amounts = [to_yuan(good.amounts[name], _has(name)[good.policy]) for name in self._benefits]
        return [*kept, _identity(good), *amounts, to_yuan(good.aid), to_yuan(good.self_pay), self.warnings.column(good)]


def _has(benefit: str) -> Any:
    """For each document whether it has the benefit."""
    return np.array([benefit in glossary.codes("benefit", name) for name in policy_ids()])


def _identity(answers: Answers) -> Any:
    """The codes of the identities taken; null where none is a recipient."""
    documents = policy_ids()
    here = [number for number in range(len(documents)) if (answers.policy == number).any()]
    codes = {number: policy(documents[number]).parameters.codes for number in here}
    begins = np.zeros(len(documents), np.int32)
    begins[here] = np.cumsum([0, *(len(codes[number]) for number in here[:-1])])[: len(here)]
    taken = answers.identity >= 0
    places = np.where(taken, begins[answers.policy] + answers.identity, 0).astype(np.int32)
    indices = pa.Array.from_buffers(pa.int32(), len(places), [arrow.bitmap(taken), pa.py_buffer(places)])
    return pa.DictionaryArray.from_arrays(indices, arrow.words([code for number in here for code in codes[number]]))
