"""Aid by cost: one case at many costs, under every identity, in one columns call.

The other facts stay as in the case: insurance pays the same share of the eligible cost, the whole cost grows with it.
Where a line bends is read off the traced steps and conditions of the same call; nothing is computed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

import numpy as np

from assistant.answers.questions import fen_as_money
from rules.case import Case
from rules.figures import Figure, Source, Table
from rules.ledger import Change, Evaluation, Ledger
from rules.money import Bools, Ints
from rules.policies import Policy, policy
from rules.traced import at
from rules.worksheet import Benefit, Step

#: About how many equal steps the costs go up in, and what a step is a multiple of (fen).
PARTS = 300
_ROUND = 10_000
#: A rise within one fen that is a jump and no rounding (fen).
_JUMP = 1_000
#: How far from each other two bends may be and still be the same one, in places of the grid.
_NEAR = 4


class Point(NamedTuple):
    """Aid at an eligible cost (both in fen)."""

    cost: int
    aid: int


@dataclass(frozen=True, slots=True)
class Line:
    """The aid of the identities that fare the same, at the costs where the line bends. ``at_least``: floors (不低于).

    ``layer``: the benefit whose part of the aid it is; empty where it is the whole.
    """

    codes: tuple[str, ...]
    points: tuple[Point, ...]
    at_least: bool
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where lines bend, and the words that make them.

    ``kind``: a condition that begins to hold, a part that begins to count, a limit that is reached. ``places``: line
    (its place in the curve) and point.
    """

    kind: Literal["condition", "start", "limit"]
    label: str
    sources: tuple[Source, ...]
    places: tuple[tuple[int, Point], ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Aid by cost under one document. ``open``: what the document leaves to others, in sentences."""

    policy: str
    up_to: int
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    open: tuple[str, ...]

    @property
    def at_least(self) -> bool:
        """Whether an amount is a floor."""
        return any(line.at_least for line in self.lines)

    @property
    def top(self) -> int:
        """The highest aid (fen)."""
        return max((point.aid for line in self.lines for point in line.points), default=0)


def aid_by_cost(case: Case, up_to: int) -> Curve:
    """The curve of a case with one bill, up to an eligible cost (fen): a line for the identities that fare the same.

    Where all recipients of the document fare the same, its layers get lines of their own beside the whole.
    """
    rules = policy(case.policy)
    entries = rules.parameters.identities
    held = [place for place, entry in enumerate(entries) if entry.standing == "recipient"]
    costs = _costs(case, up_to)
    at_costs = [tuple(_at_cost(case, cost)) for cost in costs]
    scenarios = [(Change("identity", identity), *changes) for identity in held for changes in at_costs]
    evaluation = Ledger(case, rules).evaluate(scenarios, trace=True)
    totals = evaluation.totals().reshape(len(held), len(costs))
    traced = _Traced(evaluation, rules, costs)
    groups = [group for group in _alike(totals) if totals[group[0]].any()]
    lines = [
        _Drawn(totals[rows[0]], held[rows[0]], traced.section(rows[0]), tuple(entries[held[r]].code for r in rows))
        for rows in groups
    ]
    if len(lines) == 1:
        lines = [*lines, *_layers(evaluation, lines[0])]
    return Curve(
        case.policy,
        up_to,
        tuple(Line(d.codes, _bends(costs, d.aid), traced.at_least(d), d.layer) for d in lines),
        traced.marks(lines),
        _open(evaluation, totals),
    )


class _Drawn(NamedTuple):
    """A line on the grid: aid at each cost, the identity and the rows it was computed in, whom it is for."""

    aid: Ints
    identity: int
    section: slice
    codes: tuple[str, ...]
    layer: str = ""


def _alike(totals: Ints) -> list[list[int]]:
    """Rows with the same aid everywhere together, the highest first."""
    groups: list[list[int]] = []
    for row in range(len(totals)):
        same = next((g for g in groups if np.array_equal(totals[g[0]], totals[row])), None)
        if same is None:
            groups.append([row])
        else:
            same.append(row)
    return sorted(groups, key=lambda group: -int(totals[group[0]].sum()))


def _layers(evaluation: Evaluation, whole: _Drawn) -> Iterator[_Drawn]:
    """Each layer that pays something, unless it is all there is."""
    paying = [b for b in evaluation.benefits if b.amount[whole.section].any()]
    for benefit in paying if len(paying) > 1 else ():
        yield whole._replace(aid=benefit.amount[whole.section], layer=benefit.id)


def _costs(case: Case, up_to: int) -> list[int]:
    """Equal steps and a fen after each, so that a jump is seen where it is; the case's own cost too."""
    step = max(up_to // PARTS // _ROUND, 1) * _ROUND
    steps = [*range(0, up_to, step), up_to]
    own = [bill.eligible for bill in case.bills if bill.eligible <= up_to]
    return sorted({*steps, *(cost + 1 for cost in steps[:-1]), *own})


def _at_cost(case: Case, cost: int) -> Iterator[Change]:
    """The bill as it would be at another eligible cost, everything else in proportion."""
    bill = case.bills[0]
    whole = max(bill.eligible, 1)
    for name in ("total", "eligible", "basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid"):
        yield Change(name, getattr(bill, name) * cost // whole if name != "eligible" else cost)


def _bends(costs: Sequence[int], aid: Ints) -> tuple[Point, ...]:
    """The points where the line changes direction; rounding to the fen is no bend."""
    points = [Point(cost, int(a)) for cost, a in zip(costs, aid, strict=True)]
    coarse = [
        p
        for before, p in zip([None, *points], points, strict=False)
        if before is None or p.cost - before.cost > 1 or abs(p.aid - before.aid) > _JUMP
    ]
    kept = coarse[:1]
    for p, following in pairwise(coarse[1:]):
        a = kept[-1]
        if following.cost == p.cost + 1 or p.cost == a.cost + 1 or _off_line(a, p, following):
            kept.append(p)
    return (*kept, *coarse[-1:])


def _off_line(a: Point, p: Point, b: Point) -> bool:
    """Whether ``p`` lies more than rounding off the straight line from ``a`` to ``b``."""
    return abs((p.aid - a.aid) * (b.cost - a.cost) - (b.aid - a.aid) * (p.cost - a.cost)) > 3 * (b.cost - a.cost)


#: Of a mark: kind, words, sources.
_Words = tuple[Literal["condition", "start", "limit"], str, tuple[Source, ...]]


@dataclass(frozen=True, slots=True)
class _Traced:
    """The evaluation of all identities at all costs, one after the other."""

    evaluation: Evaluation
    rules: Policy
    costs: Sequence[int]

    def section(self, row: int) -> slice:
        """The rows of one identity."""
        return slice(row * len(self.costs), (row + 1) * len(self.costs))

    def at_least(self, line: _Drawn) -> bool:
        """Whether an amount of the line is a floor."""
        return any(
            bool(np.any(np.broadcast_to(b.at_least, b.met.shape)[line.section] & (b.amount[line.section] > 0)))
            for b in self._benefits(line)
        )

    def marks(self, lines: Sequence[_Drawn]) -> tuple[Mark, ...]:
        """The bends of all lines, those with the same words together, by the cost of the first."""
        found: dict[_Words, list[tuple[int, Point]]] = {}
        layered = any(line.layer for line in lines)
        for place, line in enumerate(lines):
            if layered and not line.layer:
                continue  # the layers carry the marks
            for benefit in self._benefits(line):
                for words, bend in _of_benefit(benefit, self.rules.titles[benefit.id], line):
                    found.setdefault(words, []).append((place, Point(self.costs[bend], int(line.aid[bend]))))
        marks = (Mark(*words, tuple(places)) for words, places in found.items())
        return tuple(sorted(marks, key=lambda mark: min(point.cost for _, point in mark.places)))

    def _benefits(self, line: _Drawn) -> list[Benefit]:
        return [b for b in self.evaluation.benefits if line.layer in ("", b.id)]


def _of_benefit(benefit: Benefit, title: str, line: _Drawn) -> Iterator[tuple[_Words, int]]:
    """The bends of one benefit on one line: words and place on the grid."""
    section, identity = line.section, line.identity
    met = benefit.met[section]
    seen = _rises(met)
    for begins in seen:  # holds from some cost on, not from the start
        for condition in benefit.conditions:
            if begins in _rises(condition.met[section]):
                yield ("condition", condition.label, condition.citations), begins
    for step in benefit.steps:
        taken = np.broadcast_to(step.when, benefit.met.shape)[section] & met
        for counts in _rises((step.value[section] > 0) & taken):
            if counts > _NEAR and all(abs(counts - other) > _NEAR for other in seen):
                seen.append(counts)
                yield ("start", _start_label(title, step, identity), _sources(step, identity)), counts - 1
        computed = step.operands.get("computed")
        if "limit" in step.operands and isinstance(computed, np.ndarray):
            for bound in _rises((step.value[section] < computed[section]) & taken):
                limit = fen_as_money(_limit(step, section.start + bound, identity))
                yield ("limit", f"{title}：达到年度限额{limit}", _sources(step, identity)), bound


def _rises(holds: Bools) -> list[int]:
    """The places where something begins to hold that did not at the place before."""
    return [int(place) + 1 for place in np.flatnonzero(holds[1:] & ~holds[:-1])]


def _start_label(title: str, step: Step, identity: int) -> str:
    figures = [f.printed for f in _figures(step, identity) if f.unit in ("元", "万元")]
    numbers = "、".join(f for f in figures if f not in step.label)
    of = "" if title in step.label else f"{title}："
    return f"{of}{step.label}{f'（{numbers}）' if numbers else ''}"


def _figures(step: Step, identity: int) -> Iterator[Figure]:
    for operand in step.operands.values():
        figure = operand.of(identity) if isinstance(operand, Table) else operand
        if isinstance(figure, Figure):
            yield figure


def _sources(step: Step, identity: int) -> tuple[Source, ...]:
    return tuple(dict.fromkeys((*(f.source for f in _figures(step, identity)), *step.citations)))


def _limit(step: Step, row: int, identity: int) -> int:
    limit = step.operands["limit"]
    if isinstance(limit, np.ndarray):
        return at(limit, row)
    return next(f.amount for f in _figures(step, identity) if f is limit)


def _open(evaluation: Evaluation, totals: Ints) -> tuple[str, ...]:
    """What the document leaves to others, where it is left for a whole line."""
    size = totals.shape[1]
    return tuple(
        dict.fromkeys(
            condition.label
            for benefit in evaluation.benefits
            for condition in benefit.undetermined
            if any(not condition.met[row * size : (row + 1) * size].any() for row in range(totals.shape[0]))
        )
    )
