"""Cases of one policy as a county's rows: their bills' columns, and whose they are."""

from collections.abc import Sequence

import numpy as np
from joined_columns import joined

from rules.case import Case
from rules.columns import Columns
from rules.ledger import Ledger
from rules.money import Ints
from rules.policies import policy


class Rows:
    """The columns, a number and the identities held (a bit each) for each row's person.

    ``places``: for each row the case's place in ``cases``, and the bill's place in that case.
    """

    def __init__(self, name: str, cases: Sequence[Case]) -> None:
        rules = policy(name)
        parts: list[Columns] = []
        held: list[int] = []
        self.places: list[tuple[int, int]] = []
        for number, case in enumerate(cases):
            ledger = Ledger(case, rules)
            parts.append(ledger.evaluate([()]).columns)
            bits = sum(1 << i for i, code in enumerate(rules.parameters.codes) if code in case.person.identities)
            held += [bits] * len(case.bills)
            self.places += [(number, given) for given in ledger.order]
        self.columns = joined(parts)
        self.person: Ints = np.array([number for number, _ in self.places], np.int64)
        self.held: Ints = np.array(held, np.int64)
