"""The rule as variables of OpenFisca, and of PolicyEngine, which comes from it. The model is ours, not theirs.

Both hold whole numbers in 32 bits and amounts in 32-bit floats, so the formulas compute in 64 bits and keep whole fen.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import numpy as np
import work

YEAR = "2024"


def engine(core: str) -> tuple[Any, Any]:
    """(rule system, builder of simulations) of ``openfisca_core`` or ``policyengine_core``."""
    entities = import_module(f"{core}.entities")
    variable = import_module(f"{core}.variables").Variable
    year = import_module(f"{core}.periods").YEAR
    person = entities.build_entity(key="person", plural="persons", label="", is_person=True)
    system = import_module(f"{core}.taxbenefitsystems").TaxBenefitSystem([person])
    for name in work.INPUTS:
        kind = bool if name in work.TRUTHS else int
        system.add_variable(_variable(variable, person, year, name, kind, {}))
    for formula in (own, entitled, special, large, tilt):
        kind = bool if formula is entitled else int
        system.add_variable(_variable(variable, person, year, formula.__name__, kind, {"formula": formula}))
    return system, import_module(f"{core}.simulations").SimulationBuilder


def _variable(base: Any, person: Any, period: Any, name: str, kind: type, more: Mapping[str, Any]) -> Any:
    about = {"value_type": kind, "entity": person, "definition_period": period, "label": name}
    return type(name, (base,), {**about, **more})


def own(person: Any, period: Any) -> Any:
    """What insurance has left of the eligible costs."""
    paid = person("basic_paid", period) + person("catastrophic_paid", period)
    return np.maximum(person("eligible", period) - paid, 0)


def entitled(person: Any, period: Any) -> Any:
    """A designated institution, and the referral order kept."""
    return person("designated", period) & person("referral_kept", period)


def special(person: Any, period: Any) -> Any:
    """A disease on the special list."""
    met = person("entitled", period) & person("listed", period)
    rate = np.array(work.SPECIAL_RATE)[person("identity", period)]
    return np.minimum(np.where(met, _share(person("own", period), rate), 0), work.SPECIAL_LIMIT)


def large(person: Any, period: Any) -> Any:
    """Another disease, one stay above the line."""
    stay = person("inpatient", period) & (person("hospital_level", period) >= 2)
    met = person("entitled", period) & ~person("listed", period) & stay
    met &= person("eligible", period) > work.LARGE_OVER
    rate = np.array(work.SPECIAL_RATE)[person("identity", period)]
    return np.minimum(np.where(met, _share(person("own", period), rate), 0), work.LARGE_LIMIT)


def tilt(person: Any, period: Any) -> Any:
    """What is left above the line."""
    scope = person("inpatient", period) | person("listed", period) | person("long_term", period)
    met = person("entitled", period) & person("in_city", period) & scope
    left = person("own", period) - person("special", period) - person("large", period)
    base = np.where(met, np.maximum(left - work.TILT_LINE, 0), 0)
    rate = np.array(work.TILT_RATE)[person("identity", period)]
    return np.minimum(_share(base, rate), work.TILT_LIMIT)


def _share(amount: Any, percent: Any) -> Any:
    return (amount.astype(np.int64) * percent + 50) // 100


def run(core: str) -> None:
    """Measure one of the two."""
    system, builder = engine(core)

    def batch(columns: work.Columns) -> list[Any]:
        simulation = builder().build_default_simulation(system, count=len(columns["eligible"]))
        for name, column in columns.items():
            simulation.set_input(name, YEAR, column)
        return [simulation.calculate(name, YEAR) for name in work.BENEFITS]

    def one(case: Mapping[str, Any]) -> list[str]:
        given = {name: {YEAR: value} for name, value in case.items()}
        simulation = builder().build_from_entities(system, {"persons": {"one": given}})
        simulation.trace = True
        for name in work.BENEFITS:
            simulation.calculate(name, YEAR)
        lines: list[str] = simulation.tracer.computation_log.lines()
        return lines

    work.measure(lambda columns: columns, batch, one)
