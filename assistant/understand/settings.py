"""What an amount is about besides this stay: a month, the years before, what is still to come, an earlier stay."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from assistant.understand.money import Amount
from assistant.understand.regexes import joined, regexes
from assistant.understand.text import Message
from assistant.understand.visits import tells_of_two
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "settings.yaml"
#: So many characters before an amount may tell what it is about.
_REACH = 26


@cache
def _rules() -> Mapping[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
    def made(spec: Mapping[str, list[str]], side: str) -> re.Pattern[str] | None:
        return re.compile(joined(spec[side])) if side in spec else None

    return {name: (made(spec, "before"), made(spec, "after")) for name, spec in read_yaml(_FILE).items()}


class Settings:
    """The settings of the amounts of one message."""

    def __init__(self, message: Message, amounts: Sequence[Amount]) -> None:
        self._message = message
        words = regexes("cash")
        text = message.plain
        two = tells_of_two(message, amounts)
        now = [] if two else [match.start() for match in words["this_time"].finditer(text)]
        before = [match.start() for match in words["earlier"].finditer(text)] if now else []
        stops = [match.end() for match in re.finditer(r"[。！!？?\n]", text)]
        self._turns = sorted([(at, False) for at in (*now, *stops)] + [(at, True) for at in before])
        self._places = [at for at, _ in self._turns]

    def of(self, amount: Amount, floor: int, ceiling: int) -> str | None:
        """``period``, ``span``, ``future``, ``years``, ``void``, ``stays`` or ``earlier``; None for this stay.

        `floor` and `ceiling` are the end of the amount before and the start of the amount behind.
        """
        clause = self._message.clause_at(amount.start)
        text = self._message.plain
        start = max(floor, clause.start, amount.start - _REACH)
        lead, trail = text[start : amount.start], text[amount.end : min(clause.end, ceiling, amount.end + 8)]
        cut = list(regexes("cash")["this_stay"].finditer(lead))
        lead = lead[cut[-1].end() :] if cut else lead
        for name, (before, after) in _rules().items():
            if (before and before.search(lead)) or (after and after.match(trail)):
                return name
        return "earlier" if self.earlier(amount.start) else None

    def earlier(self, place: int) -> bool:
        """Whether the words at `place` tell of an earlier stay, in a message that tells of this one as well."""
        at = bisect_right(self._places, place) - 1
        return at >= 0 and self._turns[at][1]
