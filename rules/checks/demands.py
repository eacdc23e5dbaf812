"""What a family demands of a document beside figures and texts: notices and readings.

Not listed a second time but found: the family is run once on an empty bill, and what it asks for is looked up.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from rules.case import Bill, Case, Person
from rules.checks.fault import Fault
from rules.contribution import PremiumColumns
from rules.family import Policy
from rules.ledger import Ledger


def demand_faults(policy: Policy) -> list[Fault]:
    """The readings and notices that the family asks for and ``parameters.yaml`` lacks."""
    file = f"{policy.id}/parameters.yaml"
    try:
        return [Fault(file, kind, "", message) for kind, message in _missing_notices(policy)]
    except KeyError as missing:
        name = missing.args[0]
        message = f"缺少读法“{name}”，这一类文件都要写明，请补上它的条款和原文"
        return [Fault(file, f"readings.{name}", "", message)]


def _missing_notices(policy: Policy) -> Iterator[tuple[str, str]]:
    """Notices that the family gives and the document has no words for. Raises KeyError for a missing reading."""
    family, parameters = policy.family, policy.parameters
    bill = Bill(date(2024, 1, 1), "inpatient", 0, 0)
    found = Ledger(Case(policy.id, Person(parameters.codes[:1]), (bill,)), policy).evaluate([()])
    if family.SUBSIDISES_PREMIUM:
        family.premium(_no_contribution(policy), parameters, False)
    given = (
        ("warnings", family.notices(found.columns, found.benefits, parameters), parameters.warnings),
        ("entitlements", family.entitlements(found.columns, parameters), parameters.entitlements),
    )
    for kind, notices, texts in given:
        for name in dict.fromkeys(name for name, _ in notices):
            if name not in texts:
                yield f"{kind}.{name}", "这一类文件都要说的一条，这里没有，请补上它的说法、条款和原文"


def _no_contribution(policy: Policy) -> PremiumColumns:
    nothing, no = np.zeros(1, np.int64), np.zeros(1, np.bool_)
    readings = {name: no for name, reading in policy.parameters.readings.items() if reading.of_premium}
    return PremiumColumns(nothing, nothing + 1, nothing, nothing, no, readings)
