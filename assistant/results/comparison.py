"""The same ledger under every identity and every reading, in one columns call: what a clerk weighs side by side."""

from dataclasses import dataclass

from knowledge import glossary
from rules.case import Case
from rules.ledger import Change, Ledger, Scenario
from rules.policies import policy


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read the document: the chosen one first, then each with one reading turned over."""

    label: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class ByIdentity:
    """One identity of the document: ``aids`` the aid of the whole ledger under each way (fen).

    ``held``: the person has it. ``open``: the document leaves the aid of this identity to other rules.
    """

    code: str
    label: str
    held: bool
    open: bool
    aids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Identities in the document's order against ways of reading."""

    ways: tuple[Way, ...]
    identities: tuple[ByIdentity, ...]


def compare(case: Case) -> Comparison:
    """Every identity of the document under the chosen readings and under each other reading of the aid."""
    rules = policy(case.policy)
    parameters = rules.parameters
    ways = [Way("现在的理解")]
    changes: list[Scenario] = [()]
    for name, reading in parameters.readings.items():
        if reading.of_premium:
            continue
        other = reading.other(case.readings.get(name, reading.default))
        ways.append(Way(glossary.reading(name, case.policy).values[other], reading.clause))
        changes.append((Change(f"reading:{name}", int(other != reading.default)),))
    entries = [(place, entry) for place, entry in enumerate(parameters.identities) if entry.standing != "excluded"]
    scenarios: list[Scenario] = [(Change("identity", place), *change) for place, _ in entries for change in changes]
    totals = Ledger(case, rules).evaluate(scenarios).totals().reshape(len(entries), len(changes)).tolist()
    return Comparison(
        tuple(ways),
        tuple(
            ByIdentity(
                entry.code,
                glossary.label("identity", entry.code, case.policy),
                entry.code in case.person.identities,
                entry.standing == "deferred",
                tuple(aids),
            )
            for (_, entry), aids in zip(entries, totals, strict=True)
        ),
    )
