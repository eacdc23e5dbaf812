"""A fact as it was found in a message, before it becomes an act."""

from dataclasses import dataclass, replace
from typing import Any

from assistant.answers.acts import Words
from assistant.understand.text import Message


@dataclass(frozen=True, slots=True)
class Fact:
    """`field` (of a bill without its path: care) has `value`, by the words from `start` to `end`; or it is denied."""

    field: str
    value: Any
    start: int
    end: int
    approximate: bool = False
    denied: bool = False
    weak: bool = False  # the words alone would fit another field as well
    bill: int = 0  # which of the visits that the message tells of
    strength: int = 2  # of several amounts for one field: 3 said in so many words, 2 said, 1 a part, 0 left to guess

    def words(self, message: Message) -> Words:
        """The words as written."""
        return Words(message.raw[self.start : self.end], self.start, self.end)

    def turned(self) -> "Fact":
        """The same, denied."""
        return replace(self, denied=True)
