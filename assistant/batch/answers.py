"""The answers to all rows of a file, in the order of the file, in memory or in files that are thrown away."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.batch import family
from rules.batch import BatchResult
from rules.money import Ints
from rules.policies import policy_ids


def benefits_of(policies: list[int]) -> list[str]:
    """The benefits of documents, each once, in the order of the interface."""
    names = (name for number in policies for name in family.benefits(policy_ids()[number]))
    return list(dict.fromkeys(names))


@dataclass(slots=True)
class Answers:
    """One row a place. Amounts in fen; ``identity`` as a place in the document's order, −1 none.

    ``fault``: as in :class:`assistant.batch.checking.Checked`. ``told``: bits of :func:`rules.batch.note_ids`;
    ``notes``: bits of :class:`assistant.batch.notes.Note`. A benefit that the row's document has not is 0.
    """

    fault: Ints
    policy: Ints
    identity: Ints
    aid: Ints
    self_pay: Ints
    told: Ints
    notes: Ints
    amounts: dict[str, Ints]

    @classmethod
    def for_rows(cls, count: int, benefits: list[str], folder: Path | None) -> "Answers":
        """Room for ``count`` rows, in files of ``folder`` where one is given."""

        def room(name: str, kind: type[np.generic]) -> Ints:
            if folder is None or count == 0:
                return np.zeros(count, kind)
            return np.memmap(folder / f"answer-{name}", kind, "w+", shape=(count,))

        return cls(
            room("fault", np.int32),
            room("policy", np.int16),
            room("identity", np.int16),
            room("aid", np.int64),
            room("self_pay", np.int64),
            room("told", np.int64),
            room("notes", np.int32),
            {name: room(name, np.int64) for name in benefits},
        )

    def put(self, place: Ints, policy_number: int, result: BatchResult, notes: Ints) -> None:
        """The result of one document's rows."""
        self.policy[place] = policy_number
        self.identity[place] = result.identity
        self.aid[place] = result.aid
        self.self_pay[place] = result.self_pay
        self.told[place] = 0 if result.notes is None else result.notes
        self.notes[place] = notes
        for name, amount in result.amounts.items():
            self.amounts[name][place] = amount

    def part(self, start: int, end: int) -> "Answers":
        """The answers to some rows that follow each other."""
        return self.some(slice(start, end))

    def some(self, rows: Ints | slice) -> "Answers":
        """The answers to some rows."""
        return Answers(
            self.fault[rows],
            self.policy[rows],
            self.identity[rows],
            self.aid[rows],
            self.self_pay[rows],
            self.told[rows],
            self.notes[rows],
            {name: amount[rows] for name, amount in self.amounts.items()},
        )
