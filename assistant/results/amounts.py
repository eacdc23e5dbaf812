"""An amount of money as a result tells it: exact, at least, or at most."""

from dataclasses import dataclass
from typing import Literal

from assistant.answers.questions import fen_as_money

#: How an amount is to be read where the document sets a floor only: the aid is at least, what is left at most.
Bound = Literal["", "至少", "最多"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money (fen), with its bound.

    >>> Amount(2_400_000, "至少").text
    '至少 24,000元'
    """

    fen: int
    bound: Bound = ""

    @property
    def text(self) -> str:
        """As a person reads it: 至少 24,000元."""
        return f"{self.bound} {fen_as_money(self.fen)}" if self.bound else fen_as_money(self.fen)


def floor(fen: int, at_least: bool) -> Amount:
    """An amount of aid (fen), marked where the document sets a floor only."""
    return Amount(fen, "至少" if at_least else "")
