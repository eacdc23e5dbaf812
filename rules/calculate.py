"""One case to one result: the best identity, the open readings, every step explained."""

from collections.abc import Iterator, Sequence

from rules.case import Case
from rules.contribution import premium_result
from rules.figures import Parameters
from rules.ledger import Change, Ledger, Scenario, identity_scenarios
from rules.notices import case_notices
from rules.policies import policy
from rules.result import ReadingResult, Result, open_reading
from rules.told import told_of_bills, told_of_the_person
from rules.traced import bill_result


def calculate(case: Case) -> Result:
    """Compute a case: the whole ledger under each identity held, the best taken (就高), with the open readings.

    Raises KeyError for a policy that is not in the library; a case from :mod:`rules.door` never does.
    """
    rules = policy(case.policy)
    parameters = rules.parameters
    ledger = Ledger(case, rules)
    identities = identity_scenarios(parameters, case.person.identities)
    variants: list[Sequence[Change]] = [()]
    for name, _, other in _other_readings(case, parameters):
        variants.append((Change(f"reading:{name}", int(other != parameters.readings[name].default)),))
    scenarios: list[Scenario] = [(identity, *variant) for variant in variants for identity in identities]
    evaluation = ledger.evaluate(scenarios, trace=True)
    totals = evaluation.totals().reshape(len(variants), len(identities))
    best = totals.argmax(axis=1)  # of equal ones the first in the document's order
    chosen = int(best[0])
    identity = identities[chosen].value
    rows = range(chosen * evaluation.bills, (chosen + 1) * evaluation.bills)
    bills = {given: bill_result(evaluation, rules, row) for given, row in zip(ledger.order, rows, strict=True)}
    recipient = identity >= 0 and parameters.identities[identity].standing == "recipient"
    told = told_of_bills(evaluation, rules, rows) if rows else told_of_the_person(case, rules, identities[chosen])
    reading_totals = [int(totals[variant, held]) for variant, held in enumerate(best)]
    return Result(
        policy=case.policy,
        identity=parameters.codes[identity] if recipient else None,
        aid_total=reading_totals[0],
        at_least=any(b.at_least for bill in bills.values() for b in bill.benefits),
        bills=tuple(bills[i] for i in range(len(bills))),
        readings=tuple(_open_readings(case, parameters, reading_totals)),
        premium=premium_result(case, rules, identity) if case.premium else None,
        entitlements=told.entitlements,
        warnings=(*case_notices(case, rules, len(identities), identity), *told.warnings),
    )


def _other_readings(case: Case, parameters: Parameters) -> Iterator[tuple[str, str, str]]:
    """Each reading of the aid: (reading, value chosen, the other value)."""
    for name, reading in parameters.readings.items():
        if not reading.of_premium:
            chosen = case.readings.get(name, reading.default)
            yield name, chosen, reading.other(chosen)


def _open_readings(case: Case, parameters: Parameters, totals: Sequence[int]) -> Iterator[ReadingResult]:
    """The readings whose choice changes the aid; ``totals``: the chosen one first, then each other in order."""
    for (name, chosen, other), total in zip(_other_readings(case, parameters), totals[1:], strict=True):
        if total != totals[0]:
            yield open_reading(case.policy, name, parameters.readings[name].source, chosen, other, total)
