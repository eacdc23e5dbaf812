"""From columns to one bill's explanation: the rows of a traced evaluation as results."""

from collections.abc import Sequence

import numpy as np

from rules.columns import Choice, PerRow
from rules.figures import Table
from rules.ledger import Evaluation
from rules.money import Ints, to_yuan
from rules.prepared import Policy
from rules.result import BenefitResult, BillResult, ConditionResult, PoolState, StepResult
from rules.worksheet import Benefit, Condition, Percent, Step


def bill_result(evaluation: Evaluation, policy: Policy, row: int) -> BillResult:
    """One row of a traced evaluation as the result of one bill."""
    b = evaluation.columns
    identity = int(b.identity[row])
    total = int(b.total[row])
    paid = int(b.basic_paid[row]) + int(b.catastrophic_paid[row])
    if policy.family.subtracts_other_aid:
        paid += int(b.civil_aid_paid[row]) + int(b.relief_fund_paid[row])
    told: dict[int, ConditionResult] = {}
    benefits = tuple(
        [_benefit(benefit, policy.titles[benefit.id], row, identity, told) for benefit in evaluation.benefits]
    )
    code = policy.parameters.codes[identity] if policy.parameters.recipients[identity] else None
    return BillResult(total, total - paid - sum(benefit.amount for benefit in benefits), benefits, code)


def _benefit(benefit: Benefit, title: str, row: int, identity: int, told: dict[int, ConditionResult]) -> BenefitResult:
    """One benefit of one row. ``told``: the conditions that other benefits of the row share with it, filled on."""
    amount: int = benefit.amount.item(row)
    conditions = [condition_result(c, row, identity) for c in benefit.undetermined if not c.met.item(row)]
    if conditions:
        status = "undetermined"
    elif not benefit.met.item(row):
        status = "not_met"
    else:
        status = "granted" if amount else "zero"
    for condition in benefit.conditions:
        if condition.when is not True and not _flag(condition.when, row):
            continue
        known = told.get(id(condition))
        if known is None:
            known = told[id(condition)] = condition_result(condition, row, identity)
        conditions.append(known)
    steps = step_results(benefit.steps, row, identity) if status in ("granted", "zero") else ()
    at_least = _flag(benefit.at_least, row)
    return BenefitResult(benefit.id, title, status, amount, at_least, steps, tuple(conditions), _pool(benefit, row))


def _pool(benefit: Benefit, row: int) -> PoolState | None:
    if benefit.used is None or benefit.limit is None:
        return None
    limit = at(benefit.limit, row)
    return PoolState(limit if limit >= 0 else None, at(benefit.used, row))


def condition_result(condition: Condition, row: int, identity: int) -> ConditionResult:
    """One condition as it stands in one row."""
    citations = condition.citations
    if condition.by_identity and identity >= 0:
        citations = (*citations, condition.by_identity[identity])
    return ConditionResult(condition.key, condition.label, condition.met.item(row), citations)


def step_results(steps: Sequence[Step], row: int, identity: int) -> tuple[StepResult, ...]:
    """The steps that one row's computation takes, with the numbers filled in."""
    return tuple([_step(s, row, identity) for s in steps if s.when is True or _flag(s.when, row)])


def _step(step: Step, row: int, identity: int) -> StepResult:
    printed: dict[str, str] = {}
    citations = step.citations
    for name, operand in step.operands.items():
        if isinstance(operand, np.ndarray):
            printed[name] = to_yuan(operand.item(row))
        elif isinstance(operand, int):
            printed[name] = to_yuan(operand)
        elif isinstance(operand, Percent):
            printed[name] = _percent(operand.points.item(row))
        else:
            figure = operand.of(identity) if isinstance(operand, Table) else operand
            if figure is not None:
                printed[name] = figure.in_formula
                if figure.source not in citations:
                    citations = (*citations, figure.source)
    return StepResult(step.key, step.label, step.formula.format_map(printed), step.value.item(row), citations)


def _percent(points: int) -> str:
    """Basis points as a percentage without needless zeros: 8250 → 82.5%."""
    whole, rest = divmod(points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%" if rest else f"{whole}%"


def at(value: PerRow | Ints, row: int) -> int:
    """A row's number, of a column or of a number for all rows."""
    return value.item(row) if isinstance(value, np.ndarray) else int(value)


def _flag(value: Choice, row: int) -> bool:
    return value.item(row) if isinstance(value, np.ndarray) else value
