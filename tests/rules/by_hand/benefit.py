"""What comes of one benefit for one bill, and the yearly limits and running sums of a person."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple


class Benefit(NamedTuple):
    """A benefit's status and amount (fen)."""

    status: str
    amount: int = 0


NOT_MET = Benefit("not_met")
#: The text points elsewhere: to another document, or to a city's own standard.
UNDETERMINED = Benefit("undetermined")


def granted(amount: int) -> Benefit:
    """Its conditions are met: an amount, or nothing to pay."""
    return Benefit("granted", amount) if amount else Benefit("zero")


class Sums:
    """What a person has used of each yearly limit, and sums that run through a year; each year begins at nothing."""

    def __init__(self, used: Mapping[str, int], first_year: str) -> None:
        self._sums = defaultdict(int, {(name, first_year): fen for name, fen in used.items()})

    def copy(self) -> "Sums":
        """The same sums, to go on from in two ways."""
        other = Sums({}, "")
        other._sums = self._sums.copy()
        return other

    def so_far(self, name: str, year: str) -> int:
        return self._sums[name, year]

    def add(self, name: str, year: str, amount: int) -> None:
        self._sums[name, year] += amount

    def room(self, name: str, year: str, limit: int) -> int:
        """What is left of a yearly limit."""
        return max(0, limit - self.so_far(name, year))

    def above(self, name: str, year: str, amount: int, line: int) -> int:
        """What of ``amount`` lies above a line that counts once a year; ``amount`` joins the running sum."""
        before = self.so_far(name, year)
        self.add(name, year, amount)
        return max(0, before + amount - line) - max(0, before - line)

    def pay(self, name: str, year: str, amount: int, limit: int) -> int:
        """What a yearly limit still pays of ``amount``."""
        paid = min(amount, self.room(name, year, limit))
        self.add(name, year, paid)
        return paid


class Untouched(Sums):
    """For a bill that nothing is decided of: it draws on no limit and joins no sum."""

    def __init__(self) -> None:
        super().__init__({}, "")

    def add(self, name: str, year: str, amount: int) -> None:
        """Nothing is added."""

    def pay(self, name: str, year: str, amount: int, limit: int) -> int:
        """Nothing is paid."""
        return 0
