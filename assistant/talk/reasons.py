"""Why a question is asked: the conditions and steps of the calculation that its answers change, with their clauses."""

from dataclasses import dataclass

from assistant.answers.frame import Frame, Slot, split_bill_field
from assistant.answers.questions import Question, question
from assistant.answers.situation import Situation
from assistant.results.outcome import computable
from knowledge import library
from rules.calculate import calculate
from rules.door import CaseError, NamedDisease, read_case
from rules.figures import Source
from rules.result import BenefitResult, Result

#: How many clauses are shown.
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason in a sentence, and the clauses in which the answers make a difference."""

    text: str
    citations: tuple[Source, ...] = ()


def reason(seen: Situation, path: str) -> Reason:
    """Why ``path`` is asked under the chosen policy. Raises KeyError for a field that has no question."""
    frame, policy_id = seen.governed, seen.policy
    asked = question(path, policy_id, frame.bills)
    if policy_id is None or path in ("policy", "bills"):
        return Reason(asked.why)
    results = [found for value in _tried(asked) if (found := _result(frame, path, value)) is not None]
    return Reason(asked.why, tuple(_differences(results))[:_SHOWN])


def _tried(asked: Question) -> tuple[object, ...]:
    if asked.options:
        return tuple(option.value for option in asked.options)
    if asked.kind == "number":
        return (50, 79, 80, 90)
    return ("0", "30000.00", "30000.01", "60000.00")


def _result(frame: Frame, path: str, value: object) -> Result | None:
    """The result if the answer were this, other things as known and, where unknown, most favourable."""
    try:
        return calculate(read_case(computable(_favourable(frame, path).put(path, Slot(value))), _on_no_list))
    except CaseError:
        return None


def _favourable(frame: Frame, path: str) -> Frame:
    place = split_bill_field(path)
    bill = place[0] if place else 0
    likely = {"eligible": "80000.00", "total": "100000.00"}
    for name, value in likely.items():
        field = f"bills[{bill}].{name}"
        if not frame.known(field):
            frame = frame.put(field, Slot(value))
    if not frame.known("person.identities"):
        policy_id = str(frame.value("policy"))
        first = question("person.identities", policy_id).options[0].value
        frame = frame.put("person.identities", Slot(first))
    return frame


def _on_no_list(name: str, _: object) -> NamedDisease:
    return NamedDisease()


def _differences(results: list[Result]) -> dict[Source, None]:
    """The clauses of the conditions that hold in some results only; where there is none, of the steps that differ."""
    found: dict[Source, None] = {}
    by_benefit: dict[tuple[int, str], list[BenefitResult]] = {}
    for result in results:
        for i, bill in enumerate(result.bills):
            for benefit in bill.benefits:
                by_benefit.setdefault((i, benefit.id), []).append(benefit)
    for variants in by_benefit.values():
        for key in {c.key: None for benefit in variants for c in benefit.conditions}:
            same = [c for benefit in variants for c in benefit.conditions if c.key == key]
            if len({c.met for c in same}) > 1:
                found.update(dict.fromkeys(same[0].citations[:1]))
    if not found:
        for variants in by_benefit.values():
            for key in {s.key: None for benefit in variants for s in benefit.steps}:
                steps = [s for benefit in variants for s in benefit.steps if s.key == key]
                if len({(s.formula, s.value) for s in steps}) > 1:
                    found.update(dict.fromkeys(steps[0].citations[:1]))
    return {source: None for source in found if library.clause(source.clause)}
