"""An entry of a paper: a label as printed with the value that belongs to it."""

from dataclasses import dataclass

from assistant.understand.paper.lexicon import Meaning


@dataclass(frozen=True, slots=True)
class Entry:
    """``meaning`` None: the label is not explained. ``start``, ``end``: the value's place; None in a record.

    ``line``: the line of the label, from 0. ``further``: more values behind the first, in order.
    """

    label: str
    meaning: Meaning | None
    value: str
    start: int | None = None
    end: int | None = None
    line: int = 0
    further: tuple["Entry", ...] = ()

    @property
    def code(self) -> str | None:
        """The field that the label names."""
        return self.meaning.code if self.meaning else None

    @property
    def is_amount(self) -> bool:
        """Whether the label is one of an amount."""
        return self.meaning is not None and self.meaning.kind == "amount"
