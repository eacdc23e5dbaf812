"""Random bills as columns, for measuring: plausible amounts, every code, persons in order with their bills by date."""

import numpy as np

from rules import codes
from rules.batch import Held
from rules.columns import Columns
from rules.diseases import DiseaseSets, entry_ids
from rules.money import Ints
from rules.policies import Policy

_FIRST_DAY = 738_886  # 2024-01-01 as a proleptic ordinal


def random_bills(rows: int, per_person: int, rules: Policy, seed: int = 1) -> tuple[Ints, Held, Columns]:
    """(person, identities held, columns) of ``rows`` bills, ``per_person`` for each person, one identity each."""
    random = np.random.default_rng(seed)
    person = np.repeat(np.arange(-(-rows // per_person)), per_person)[:rows]
    recipients = [(e.code,) for e in rules.parameters.identities if e.standing == "recipient"]
    identities = Held(random.integers(0, len(recipients), person[-1] + 1)[person], recipients)
    sets = DiseaseSets()
    listed = np.array([sets.place((entry,)) for entry in sorted(entry_ids())])
    day = _FIRST_DAY + random.integers(0, 365, rows)
    day = day[np.lexsort((day, person))]
    eligible = random.integers(10_000, 20_000_000, rows)
    basic = (eligible * random.uniform(0.3, 0.7, rows)).astype(np.int64)
    catastrophic = ((eligible - basic) * random.uniform(0, 0.4, rows)).astype(np.int64)
    nothing = np.zeros(rows, np.int64)
    columns = Columns(
        identity=nothing,
        age=random.integers(-1, 100, rows),
        needs_maintenance=random.random(rows) < 0.1,
        insured=np.ones(rows, np.bool_),
        day=day,
        care=random.integers(0, len(codes.CARE), rows),
        treatment=random.integers(0, len(codes.TREATMENT), rows),
        hospital_level=random.integers(0, 4, rows),
        designated=random.random(rows) < 0.97,
        place=random.integers(0, len(codes.PLACE), rows),
        referral=random.integers(0, len(codes.REFERRAL), rows),
        diseases=np.where(random.random(rows) < 0.6, random.choice(listed, rows), 0),
        total=eligible + random.integers(0, 1_000_000, rows),
        eligible=eligible,
        basic_paid=basic,
        catastrophic_paid=catastrophic,
        civil_aid_paid=nothing,
        relief_fund_paid=nothing,
        disease_sets=sets,
        local=dict.fromkeys(rules.family.local, -1),
        readings=dict.fromkeys(rules.parameters.readings, False),
    )
    if "disposable_income" in rules.family.local:
        columns.local = {**columns.local, "disposable_income": 5_000_000}
    return person, identities, columns
