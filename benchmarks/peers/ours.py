"""The rule as this library has it, every step of a single case with clause and quote."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import work

from rules.batch import Held, compute
from rules.calculate import calculate
from rules.case import Bill, Case, Person
from rules.codes import CARE
from rules.columns import Columns
from rules.diseases import DiseaseSets
from rules.policies import policy

POLICY = "jiulongpo-2023"
DISEASE = "special-2012/06"


def prepare(inputs: work.Columns) -> tuple[Any, Any, Columns]:
    """(person, identities held, columns), codes in a byte as the batch reads them from a file."""
    rows = len(inputs["eligible"])
    nothing = np.zeros(rows, np.int64)
    outpatient = ~inputs["inpatient"]
    sets = DiseaseSets()
    columns = Columns(
        identity=nothing,
        age=nothing - 1,
        needs_maintenance=nothing > 0,
        insured=nothing == 0,
        day=nothing + 738_886,
        care=outpatient.astype(np.int8),
        treatment=np.where(inputs["long_term"], 6, 0).astype(np.int8),
        hospital_level=inputs["hospital_level"].astype(np.int8),
        designated=inputs["designated"],
        place=np.where(inputs["in_city"], 0, 3).astype(np.int8),
        referral=np.where(inputs["referral_kept"], 0, 1).astype(np.int8),
        diseases=np.where(inputs["listed"], sets.place((DISEASE,)), 0),
        total=inputs["eligible"].astype(np.int64),
        eligible=inputs["eligible"].astype(np.int64),
        basic_paid=inputs["basic_paid"].astype(np.int64),
        catastrophic_paid=inputs["catastrophic_paid"].astype(np.int64),
        civil_aid_paid=nothing,
        relief_fund_paid=nothing,
        disease_sets=sets,
        readings=dict.fromkeys(policy(POLICY).parameters.readings, False),
    )
    held = Held(inputs["identity"].astype(np.int64), [(code,) for code in policy(POLICY).parameters.codes])
    return np.arange(rows), held, columns


def batch(prepared: tuple[Any, Any, Columns]) -> list[Any]:
    """The amounts of the three benefits."""
    amounts = compute(POLICY, *prepared).amounts
    return [amounts[name] for name in work.BENEFITS]


def one(inputs: Mapping[str, Any]) -> Any:
    """A case with its full trace."""
    bill = Bill(
        work_day(),
        CARE[0 if inputs["inpatient"] else 1],
        inputs["eligible"],
        inputs["eligible"],
        inputs["basic_paid"],
        inputs["catastrophic_paid"],
        treatment="long_term_medication" if inputs["long_term"] else "other",
        diseases=(DISEASE,) if inputs["listed"] else (),
        hospital_level=inputs["hospital_level"],
        designated=inputs["designated"],
        place="in_county" if inputs["in_city"] else "out_of_province",
        referral="standard" if inputs["referral_kept"] else "irregular",
    )
    identity = policy(POLICY).parameters.codes[inputs["identity"]]
    return calculate(Case(POLICY, Person((identity,)), (bill,)))


def work_day() -> Any:
    """The day of every bill."""
    from datetime import date

    return date(2024, 1, 1)


if __name__ == "__main__":
    work.measure(prepare, batch, one)
