"""未参保: aid is computed on what the insurances leave, so of a person without insurance the text supposes too much.

Nothing is computed then (a third kind of silence), unless the bill says what insurance has paid all the same.
"""

import numpy as np

from rules.columns import Columns
from rules.figures import Source
from rules.worksheet import Condition, Conditions


def insured_first(
    b: Columns, asked: Conditions, cite: tuple[Source, ...], label: str | None = None
) -> tuple[Condition, ...]:
    """What leaves a benefit undetermined where all that it asks holds but no insurance has paid; nothing where all are
    insured. ``cite``: the words that put insurance before aid; ``label``: said where enrolling is no remedy.
    """
    if np.logical_and.reduce(b.insured):
        return ()
    known = b.insured | (b.basic_paid > 0) | ~asked.met
    return (Condition("insured", label or LABEL, known, cite),)


#: What is said of it, and what helps.
LABEL = "没有参加医保：救助是在医保报销以后算的，没有报销就定不了。先参保，参保本身也可能有资助"
