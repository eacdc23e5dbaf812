"""Text and number never drift apart: each printed formula is arithmetic that gives the step's value."""

import re
from collections.abc import Iterator

import pytest
from arithmetic import fen
from vector_data import POLICIES, calculated

from knowledge import library
from rules.audit.report import figures_of
from rules.figures import Source
from rules.policies import policy
from rules.result import BenefitResult, Result, StepResult


def _benefits(name: str) -> Iterator[tuple[str, int, Result, BenefitResult]]:
    for vector, _, result in calculated(name):
        for place, bill in enumerate(result.bills):
            for benefit in bill.benefits:
                yield vector.name, place, result, benefit


def _steps(name: str) -> Iterator[tuple[str, StepResult]]:
    for vector, place, _, benefit in _benefits(name):
        for step in benefit.steps:
            yield f"{vector} bills[{place}].{benefit.id}.{step.key}", step


@pytest.mark.parametrize("name", POLICIES)
def test_every_formula_gives_its_value(name: str) -> None:
    wrong = [f"{where}: {s.formula} ≠ {s.value} fen" for where, s in _steps(name) if fen(s.formula) != s.value]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("name", POLICIES)
def test_the_last_step_is_the_amount(name: str) -> None:
    for vector, place, _, benefit in _benefits(name):
        if benefit.status in ("granted", "zero"):
            assert benefit.steps[-1].value == benefit.amount, (vector, place, benefit.id)
        else:
            assert not benefit.steps, (vector, place, benefit.id)
            assert benefit.amount == 0


@pytest.mark.parametrize("name", POLICIES)
def test_a_number_in_a_formula_is_an_input_an_earlier_step_or_a_figure(name: str) -> None:
    """No number comes from nowhere."""
    figures = {f.in_formula for f in figures_of(policy(name).parameters)}
    for vector, case, result in calculated(name):
        known = figures | {"0"} | _pools(result) | _given(vector.case) | {f"{case.local.get('rate', 0) / 100:g}%"}
        for place, bill in enumerate(result.bills):
            earlier = {f"{b.amount / 100:.2f}" for b in bill.benefits}
            for benefit in bill.benefits:
                for step in benefit.steps:
                    numbers = set(re.findall(r"\d+(?:\.\d+)?%?", step.formula))
                    new = numbers - known - earlier
                    assert not new or step.key in _SUMMED, (vector.name, place, benefit.id, step.formula, new)
                    earlier.add(f"{step.value / 100:.2f}")


#: Steps that show a sum of inputs, or a running sum over the year's earlier bills.
_SUMMED = ("over", "base", "amount", "outpatient")


def _given(case: dict[str, object]) -> set[str]:
    """Every amount of the case as a formula would print it."""
    return {f"{float(n):.2f}" for n in re.findall(r"\d+(?:\.\d+)?", str(case))} | {"0.00"}


def _pools(result: Result) -> set[str]:
    states = [b.pool for bill in result.bills for b in bill.benefits if b.pool is not None]
    return {f"{fen_ / 100:.2f}" for state in states for fen_ in (state.used, state.limit or 0)}


@pytest.mark.parametrize("name", POLICIES)
def test_every_step_has_a_clause_and_every_quote_stands_in_it(name: str) -> None:
    cited: set[Source] = set()
    for where, step in _steps(name):
        assert step.citations, f"{where} rests on no clause"
        cited.update(step.citations)
    for _, _, result in calculated(name):
        for bill in result.bills:
            cited.update(c for b in bill.benefits for condition in b.conditions for c in condition.citations)
        cited.update(c for notice in (*result.warnings, *result.entitlements) for c in notice.citations)
        cited.update(reading.source for reading in result.readings)
    assert len(cited) > 5
    for clause, quote in cited:
        assert quote
        assert quote in library.clause(clause).text, (clause, quote)


@pytest.mark.parametrize("name", POLICIES)
def test_a_condition_that_fails_names_its_clause(name: str) -> None:
    for vector, place, _, benefit in _benefits(name):
        if benefit.status in ("not_met", "undetermined"):
            failed = [c for c in benefit.conditions if not c.met]
            assert failed, (vector, place, benefit.id)
            assert all(c.citations and c.label for c in failed), (vector, place, benefit.id)


@pytest.mark.parametrize("name", POLICIES)
def test_every_share_line_and_limit_of_a_formula_stands_in_a_quote(name: str) -> None:
    """A figure that the policy sets is printed in a citation of the very step that uses it."""
    rate = f"{0:g}%"
    for (where, step), local in zip(_steps(name), _local_rates(name), strict=True):
        quotes = "".join(c.quote for c in step.citations)
        for share in re.findall(r"\d+(?:\.\d+)?%", step.formula):
            said = share in quotes or f"{share[:-1]}个百分点" in quotes or (share == "100%" and "全额" in quotes)
            assert said or share in (local, rate), f"{where}: {share} of {step.formula} stands in none of {quotes}"


def _local_rates(name: str) -> Iterator[str]:
    """The city's own rate that a step may show instead of the document's, for each step."""
    for _, case, result in calculated(name):
        count = sum(len(b.steps) for bill in result.bills for b in bill.benefits)
        yield from [f"{case.local.get('rate', 0) / 100:g}%"] * count


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("80000.00 − 40000.00 − 10000.00", 3_000_000),
        ("max(0, 10.00 − 20.00) × 70%", 0),
        ("0.05 × 90%", 5),  # 4.5 fen is rounded up
        ("0.05 × 89%", 4),
        ("1.00 × (80% − 20%)", 60),
        ("min(5.00, 10.00 − 2.00) + 3 × 2.00", 1100),
        ("max(0, 1.00 + 2.00 − 2.50) − max(0, 1.00 − 2.50)", 50),
    ],
)
def test_the_reader_of_formulas_reads_arithmetic(formula: str, value: int) -> None:
    assert fen(formula) == value


@pytest.mark.parametrize("formula", ["", "1 +", "max(1)", "— × 90%", "1 2", "(1", "1 - 2", "1,000.00"])
def test_the_reader_of_formulas_refuses_what_is_none(formula: str) -> None:
    with pytest.raises(ValueError, match=r"formula|number|missing|arithmetic|expected"):
        fen(formula)
