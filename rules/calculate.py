"""One case to one result: the best identity of each spell, the open readings, every step explained."""

from collections.abc import Iterator, Sequence

from rules.case import Case
from rules.contribution import Asked, premium_result
from rules.held import Spell, choice, held_on, held_still
from rules.ledger import Change, Chosen, Ledger, Variant
from rules.notices import case_notices
from rules.offers import offers
from rules.parameters import Parameters
from rules.policies import Policy, policy
from rules.result import BillResult, PremiumResult, ReadingResult, Result, open_reading
from rules.told import told_of_bills, told_of_the_person
from rules.traced import bill_result


def calculate(case: Case) -> Result:
    """Compute a case: each spell of the ledger under the best identity held (就高), with the open readings.

    Raises KeyError for a policy that is not in the library; a case from :mod:`rules.door` never does.
    """
    rules = policy(case.policy)
    parameters = rules.parameters
    ledger = Ledger(case, rules)
    spells = ledger.spells()
    chosen = ledger.choose([Variant((), spells), *_variants(ledger, parameters, spells)], trace=True)
    totals = chosen.totals()
    bills = _bills(ledger, chosen, rules)
    of_aid = int(chosen.identity[0, -1]) if bills else spells[-1].choice.places[0]
    premium = _premium(ledger, of_aid, totals[0] > 0) if case.premium is not None else None
    taken = of_aid if bills or premium is None else parameters.place(premium.identity or "")
    told = told_of_bills(ledger, chosen) if bills else told_of_the_person(case, rules, Change("identity", taken))
    return Result(
        policy=case.policy,
        identity=parameters.codes[taken] if parameters.recipients[taken] else None,
        aid_total=totals[0],
        at_least=any(b.at_least for bill in bills for b in bill.benefits),
        bills=bills,
        readings=tuple(_open_readings(case, parameters, totals)),
        premium=premium,
        entitlements=told.entitlements,
        warnings=(*case_notices(ledger, chosen, spells), *told.warnings),
        offers=offers(ledger, chosen),
    )


def _premium(ledger: Ledger, of_aid: int, aided: bool) -> PremiumResult | None:
    """The subsidy under the identity chosen for the aid, or under those held last."""
    case, rules = ledger.case, ledger.policy
    held = choice(rules.parameters, _held_last(ledger), case.readings).places
    return premium_result(case, rules, Asked(of_aid, held, aided))


def _held_last(ledger: Ledger) -> tuple[str, ...]:
    """The codes held on the day of the last bill; without bills those without an end."""
    person = ledger.case.person
    if not ledger.order:
        return held_still(person)
    return held_on(person, ledger.case.bills[ledger.order[-1]], ledger.policy.parameters)


def _bills(ledger: Ledger, chosen: Chosen, rules: Policy) -> tuple[BillResult, ...]:
    """The bills' results in the order in which they were given."""
    assert chosen.traced is not None
    found = {
        given: bill_result(chosen.traced, rules, row) for given, row in zip(ledger.order, chosen.rows, strict=True)
    }
    return tuple(found[given] for given in range(len(found)))


def _variants(ledger: Ledger, parameters: Parameters, as_chosen: tuple[Spell, ...]) -> Iterator[Variant]:
    """The case under each other reading of the aid, the identity picked again."""
    for name, _, other in _other_readings(ledger.case, parameters):
        reading = parameters.readings[name]
        spells = ledger.spells({**ledger.case.readings, name: other}) if reading.of_identity else as_chosen
        yield Variant((Change(f"reading:{name}", int(other != reading.default)),), spells)


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
