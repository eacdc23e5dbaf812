"""Made rows of a file, each with the same bill as JSON, so that a file can be held against the single cases in it."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from assistant.diseases.named import resolve_disease
from rules import codes
from rules.calculate import calculate
from rules.diseases import entry_ids
from rules.door import read_case
from rules.money import to_yuan
from rules.policies import policy, policy_ids
from rules.result import Result

HEADER = (
    "person_id",
    "policy",
    "identities",
    "age",
    "needs_maintenance",
    "insured",
    "date",
    "care",
    "treatment",
    "diseases",
    "hospital_level",
    "designated",
    "place",
    "referral",
    "total",
    "eligible",
    "basic_paid",
    "catastrophic_paid",
    "civil_aid_paid",
    "relief_fund_paid",
    "disposable_income",
    "deductible",
    "rate",
    "cap",
    "outpatient_cap",
)
_TRUE, _FALSE = ("true", "TRUE", "1", "是"), ("false", "False", "0", "否")
_SUMS = (0, 1, 29_999_99, 30_000_00, 30_000_01, 4_000_00, 80_000_00, 1_234_567, 333_333_33, 12_345_678_90)


@dataclass
class Made:
    """One person under one policy: the cells of each bill, and the whole as a case."""

    cells: list[dict[str, str]] = field(default_factory=list)
    case: dict[str, Any] = field(default_factory=dict)

    def result(self) -> Result:
        """What the single case gives."""
        return calculate(read_case(self.case, resolve_disease))


def made_person(random: Random, name: str, policy_id: str) -> Made:
    """A person with one to six bills, cells written in every way that is allowed."""
    known = [e.code for e in policy(policy_id).parameters.identities]
    held = random.sample(known, min(random.choice((1, 1, 1, 2, 3)), len(known)))
    if random.random() < 0.1:
        held.append(random.choice([c for c in ("student", "dibao_margin", "registered_poor") if c not in held]))
    age = random.choice((None, 8, 79, 80, 92))
    maintenance, insured = random.random() < 0.2, random.random() < 0.9
    person = {"identities": held, "age": age, "needs_maintenance": maintenance, "insured": insured}
    shared = {
        "person_id": name,
        "policy": policy_id,
        "identities": random.choice((";", "；", " ; ")).join(held),
        "age": "" if age is None else str(age),
        "needs_maintenance": random.choice(_TRUE if maintenance else (*_FALSE, "")),
        "insured": random.choice((*_TRUE, "") if insured else _FALSE),
    }
    parameters = _parameters(random) if policy_id.startswith("jiangsu") else {}
    made = Made(case={"policy": policy_id, "person": person, "parameters": parameters, "bills": []})
    for _ in range(random.randint(1, 6)):
        cells, bill = _bill(random)
        if made.cells and random.random() < 0.1:
            cells, bill = {k: made.cells[-1][k] for k in cells}, made.case["bills"][-1]
        made.cells.append(shared | parameters | cells)
        made.case["bills"].append(bill)
    return made


def _parameters(random: Random) -> dict[str, str]:
    figures = {"disposable_income": "49862", "deductible": "3000", "rate": "85.5", "cap": "200000.5"}
    chosen = {name: figure for name, figure in figures.items() if random.random() < 0.6}
    if random.random() < 0.3:
        chosen["outpatient_cap"] = "12000"
    return chosen


def _bill(random: Random) -> tuple[dict[str, str], dict[str, Any]]:
    eligible = random.choice(_SUMS) if random.random() < 0.5 else random.randrange(10 ** random.randint(3, 9))
    total = eligible + (0 if random.random() < 0.3 else random.randrange(eligible // 5 + 2))
    amounts = {"eligible": eligible, "total": total}
    left = eligible
    for name in ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid"):
        amounts[name] = random.choice((0, random.randrange(left // 2 + 1)))
        left -= amounts[name]
    day = date(2023, 12, 1) + timedelta(random.randrange(400))
    bill: dict[str, Any] = {
        "date": day.isoformat(),
        "care": random.choice(codes.CARE),
        "treatment": random.choice(codes.TREATMENT),
        "diseases": random.sample(sorted(entry_ids()), random.choice((0, 1, 1, 2))),
        "hospital_level": random.randrange(4),
        "designated": random.random() < 0.9,
        "place": random.choice(codes.PLACE),
        "referral": random.choice(codes.REFERRAL),
        **{name: to_yuan(fen) for name, fen in amounts.items()},
    }
    if random.random() < 0.1:
        bill["diseases"] = [random.choice(("肺癌", "普通感冒", "尿毒症"))]
    cells = {name: str(value) for name, value in bill.items()}
    cells["diseases"] = random.choice((";", "；")).join(bill["diseases"])
    cells["designated"] = random.choice(_TRUE if bill["designated"] else _FALSE)
    if amounts["total"] == eligible and random.random() < 0.5:
        cells["total"] = ""
    for name in ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid"):
        if amounts[name] == 0 and random.random() < 0.5:
            cells[name] = random.choice(("", "0", "0.0"))
    return cells, bill


def made_file(random: Random, people: int, policies: Sequence[str] = policy_ids()) -> tuple[list[Made], list[Any]]:
    """People under documents taken at random, and their rows mixed: (made, [(person, bill), …] in the file's order)."""
    made = [made_person(random, f"样例{i}", random.choice(policies)) for i in range(people)]
    rows = [(i, bill) for i, person in enumerate(made) for bill in range(len(person.cells))]
    random.shuffle(rows)
    for i, person in enumerate(made):  # the bills of a case are given in the order of the file
        order = [bill for who, bill in rows if who == i]
        person.case["bills"] = [person.case["bills"][bill] for bill in order]
        person.cells = [person.cells[bill] for bill in order]
    places: dict[int, int] = {}
    ordered = []
    for who, _ in rows:
        places[who] = places.get(who, -1) + 1
        ordered.append((who, places[who]))
    return made, ordered


def csv_text(rows: Iterable[dict[str, str]], header: Sequence[str] = HEADER) -> str:
    """Rows as CSV, cells in the order of ``header``."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(header)
    lines.writerows([row.get(name, "") for name in header] for row in rows)
    return text.getvalue()


def read_csv(data: bytes | Path, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """A CSV file's rows."""
    data = data.read_bytes() if isinstance(data, Path) else data
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline="")))
