"""From when to when the people of rosters held their identities: 新增 opens, 减少 ends."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.batch.persons import key
from assistant.roster.categories import category
from assistant.roster.model import Roster


@dataclass(frozen=True, slots=True)
class Held:
    """An identity with the days on which it is held, both ends counted; None: open on that side."""

    code: str
    since: date | None = None
    until: date | None = None

    def to_json(self) -> dict[str, str]:
        """As the interface writes it."""
        days = {"from": self.since, "to": self.until}
        return {"code": self.code, **{name: day.isoformat() for name, day in days.items() if day is not None}}


def held(rosters: Sequence[Roster]) -> dict[str, list[Held]]:
    """By person's number what was held and when, from rosters in any order.

    The day of a change is that of its row, else the day on which its roster was reported. From that day on a new
    identity is held, and one that was cancelled is held no more. A row whose day is not known opens nothing and ends
    nothing: the identity counts as held, or as not held, throughout.
    """
    changes: defaultdict[tuple[str, str], list[tuple[date | None, bool]]] = defaultdict(list)
    for roster in rosters:
        reported = roster.counted_on if roster.reported else None
        for row in roster.good:
            for code in category(row.category).codes:
                changes[key(row.id_number), code].append((row.changed_on or reported, row.change != "减少"))
    found: defaultdict[str, list[Held]] = defaultdict(list)
    for (number, code), steps in changes.items():
        found[number] += _spans(
            code, sorted(steps, key=lambda step: (step[0] is not None, step[0] or date.min, step[1]))
        )
    return {number: spans for number, spans in found.items() if spans}


def _spans(code: str, steps: Sequence[tuple[date | None, bool]]) -> list[Held]:
    spans: list[Held] = []
    since: date | None = None
    is_open = not steps[0][1] and steps[0][0] is not None  # what is cancelled was held before
    for day, opens in steps:
        if opens and not is_open:
            since, is_open = day, True
        elif not opens and is_open:
            spans.append(Held(code, since, day - timedelta(1) if day is not None else None))
            is_open = False
    return [*spans, Held(code, since)] if is_open else spans
