"""Cases of one policy as a county's rows: their bills' columns, whose they are, what is held on each row's day."""

from collections.abc import Sequence

import numpy as np
from joined_columns import joined

from rules.batch import Held
from rules.case import Case
from rules.columns import Columns
from rules.held import held_on
from rules.ledger import Ledger
from rules.money import Ints
from rules.policies import policy


class Rows:
    """The columns, a number for each row's person and the identities held on its day.

    ``places``: for each row the case's place in ``cases``, and the bill's place in that case.
    """

    def __init__(self, name: str, cases: Sequence[Case]) -> None:
        rules = policy(name)
        parts: list[Columns] = []
        sets: list[tuple[str, ...]] = []
        self.places: list[tuple[int, int]] = []
        for number, case in enumerate(cases):
            ledger = Ledger(case, rules)
            parts.append(ledger.evaluate([()]).columns)
            sets += [held_on(case.person, case.bills[given], rules.parameters) for given in ledger.order]
            self.places += [(number, given) for given in ledger.order]
        self.columns = joined(parts)
        self.person: Ints = np.array([number for number, _ in self.places], np.int64)
        distinct = list(dict.fromkeys(sets))
        self.held = Held(np.array([distinct.index(codes) for codes in sets], np.int64), distinct)

    def held_in(self, order: Ints) -> Held:
        """What is held, with the rows in another order."""
        return self.held._replace(at=self.held.at[order])
