"""Which answers matter: asked of the calculator, all possible answers in one set of columns.

A field matters if two of its values lead to different results while everything else that is open takes the same values.
Where the open fields allow few combinations all of them are tried, so the finding is exact. Where they allow many, a
fixed sample of them is tried: what is found to matter does matter; what is missed is found once less is open.

The time grows with the number of bills and not with its square: of many bills the same field is first changed on half
of them at once, then on the other half, and only where that changes something is it changed on one bill alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import NamedTuple

import numpy as np

from assistant.answers.combinations import AT_ONCE, Combinations
from assistant.answers.frame import Frame
from assistant.answers.possibilities import Possible
from rules.money import Bools, Ints
from rules.policies import policy

#: Up to this many combinations all are tried.
EXHAUSTIVE = 1_024
#: How many of them are tried where there are more: those with every condition favourable, then mixed ones.
_FAVOURABLE, _MIXED = 28, 44
#: An answered field with so few values is set against all the others.
_FEW = 5
#: Up to this many are tried for the range of the aid.
_SPAN = 6_000
#: So many of all combinations are tried first; a field that matters mostly shows there.
_FIRST_LOOK = 16
#: Up to so many bills every field is changed alone.
_FEW_BILLS = 3
#: Which half of many bills is changed in a combination is drawn with this seed.
_SEED = 1
#: A field of one bill among many is changed alone in so many combinations, then in so many more; then it is given up.
_ROUNDS = (4, 24, 72)


@dataclass(frozen=True, slots=True)
class Finding:
    """The fields that matter, answered or not. ``exact``: all combinations were tried."""

    matters: frozenset[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most aid over what is open (fen), and the benefits that are granted in some combination."""

    low: int
    high: int
    possible: frozenset[str]


def find(frame: Frame) -> Finding:
    """What matters of a frame whose policy is known. Equal frames have equal findings."""
    asked = _asked(frame)
    exact = asked.count <= EXHAUSTIVE
    found = _exactly(asked) if exact else _by_sample(asked)
    return Finding(frozenset(asked.fields[i].field for i in found), exact)


def span(frame: Frame) -> Span:
    """The least and the most aid (fen) over all that is open, of a frame whose policy is known."""
    asked = _asked(frame)
    base = asked.every() if asked.count <= _SPAN else asked.sample(_SPAN // 2, _SPAN // 2)
    found = asked.evaluate(base)
    totals = found.aid.sum(axis=1)
    return Span(int(totals.min()), int(totals.max()), found.granted)


def another_bill_matters(frame: Frame) -> bool:
    """Whether a further bill of this person could be aided at all, whatever it is."""
    more = frame.add_bill()
    asked = _asked(more)
    found = asked.evaluate(asked.sample(_FAVOURABLE, _MIXED))
    return bool(found.aid[:, more.bills - 1].any())


def _asked(frame: Frame) -> Combinations:
    return Combinations(frame, policy(str(frame.value("policy"))))


class _Probe(NamedTuple):
    """One field (by its place among the fields) with another value: for each combination its place in the values."""

    field: int
    values: Ints


class _Bases:
    """Combinations with what the calculator says of them, to be held against the same with one field changed."""

    __slots__ = ("asked", "places", "signature")

    def __init__(self, asked: Combinations, places: Ints) -> None:
        self.asked = asked
        self.places = places
        self.signature = asked.evaluate(places).signature

    def probes(self, fields: Sequence[int]) -> Iterator[_Probe]:
        """For each of these fields a few other values."""
        for i in fields:
            for values in _others(self.asked.fields[i], self.places[i]):
                yield _Probe(i, values)

    def differing(self, probes: Sequence[_Probe]) -> Iterator[int]:
        """The fields of the probes that change a result."""
        changes = [([probe.field], probe.values[None]) for probe in probes]
        for probe, changed in zip(probes, self.changed(changes), strict=True):
            if changed.any():
                yield probe.field

    def changed(self, changes: Sequence[tuple[Sequence[int], Ints]]) -> Iterator[Bools]:
        """For each change (fields, and their places in the values by combination), per combination and bill, whether
        the result is another.
        """
        count = self.places.shape[1]
        many = max(1, AT_ONCE // (count * self.asked.frame.bills))
        for begin in range(0, len(changes), many):
            some = changes[begin : begin + many]
            places = np.tile(self.places, (1, len(some)))
            for n, (fields, values) in enumerate(some):
                places[fields, n * count : (n + 1) * count] = values
            found = self.asked.evaluate(places).signature.reshape(len(some), count, -1)
            yield from found != self.signature

    def changed_alone(self, tries: Sequence["_Try"]) -> list[int]:
        """The fields of the tries that change a result in the combination of the try."""
        if not tries:
            return []
        columns = np.array([one.combination for one in tries])
        places = self.places[:, columns].copy()
        places[[one.field for one in tries], np.arange(len(tries))] = [one.value for one in tries]
        found = self.asked.evaluate(places).signature
        differs = (found != self.signature[columns]).any(axis=1)
        return [one.field for one, other in zip(tries, differs, strict=True) if other]


class _Try(NamedTuple):
    """One field changed alone in one combination."""

    field: int
    combination: int
    value: int


def _exactly(asked: Combinations) -> set[int]:
    """Every field that matters, all combinations tried."""
    bases = _Bases(asked, asked.every())
    found = set(_open_ones_that_matter(asked, bases.signature))
    answered = [i for i, f in enumerate(asked.fields) if f.answered]
    few = bases.places[:, :: max(1, asked.count // _FIRST_LOOK)]
    if few.shape[1] < asked.count:
        some = _Bases(asked, few)
        found.update(some.differing(list(some.probes(answered))))
    found.update(bases.differing(list(bases.probes([i for i in answered if i not in found]))))
    return found


def _open_ones_that_matter(asked: Combinations, signature: Ints) -> Iterator[int]:
    """Of all combinations, laid out as a grid with an axis for each open field: the axes along which they differ."""
    open_ones = asked.open_fields()
    sizes = [len(asked.fields[i].values) for i in reversed(open_ones)]
    grid = signature.reshape(*sizes, -1)
    for axis, i in enumerate(reversed(open_ones)):
        if (grid != grid.take([0], axis=axis)).any():
            yield i


def _by_sample(asked: Combinations) -> set[int]:
    """The fields that are found to matter in a fixed sample of the combinations."""
    bases = _Bases(asked, asked.sample(_FAVOURABLE, _MIXED))
    alike: dict[str, list[int]] = defaultdict(list)
    for i, field in enumerate(asked.fields):
        if len(field.values) > 1:
            alike[field.column if field.bill is not None else field.field].append(i)
    together = [members for members in alike.values() if len(members) > _FEW_BILLS]
    alone = [i for members in alike.values() if len(members) <= _FEW_BILLS for i in members]
    found = set(bases.differing(list(bases.probes(alone))))
    tries = _tries(bases, together)
    for many in _ROUNDS:
        some = [one for i, those in tries.items() if i not in found for one in islice(those, many)]
        found.update(bases.changed_alone(some))
    return found


def _tries(bases: _Bases, groups: Sequence[Sequence[int]]) -> Mapping[int, Iterator[_Try]]:
    """For each field of a group (the same field of many bills) the combinations in which it may matter.

    They are those in which a change on half the bills, this one among them, changes something: the result of the bill
    itself, or that of another.
    """
    tries: dict[int, Iterator[_Try]] = {}
    halves = [list(_halves(bases, members)) for members in groups]
    found = bases.changed([(members, half) for members, those in zip(groups, halves, strict=True) for half in those])
    for members, those in zip(groups, halves, strict=True):
        values = np.concatenate(those, axis=1)
        changed = np.concatenate([next(found) for _ in those])
        moved = values != np.tile(bases.places[members], len(those))
        here = moved & changed[:, [bases.asked.fields[i].bill or 0 for i in members]].T
        elsewhere = moved & changed.any(axis=1) & ~here
        for i, chosen, own, others in zip(members, values, here, elsewhere, strict=True):
            tries[i] = _in_turn(i, chosen, np.flatnonzero(own), np.flatnonzero(others), bases)
    return tries


def _in_turn(field: int, values: Ints, own: Ints, others: Ints, bases: _Bases) -> Iterator[_Try]:
    """Some tries of both kinds, one of the first, then one of the second: few tries see both."""
    count = bases.places.shape[1]
    most = sum(_ROUNDS)
    for pair in zip_longest(own[:most].tolist(), others[:most].tolist()):
        yield from (_Try(field, k % count, int(values[k])) for k in pair if k is not None)


def _halves(bases: _Bases, members: Sequence[int]) -> Iterator[Ints]:
    """Other values on half of the bills at once (another half in each combination), then on the other half.

    One row a field, one column a combination, as places in the fields' values.
    """
    random = np.random.default_rng(_SEED)
    base = bases.places[members]
    others = [_others(bases.asked.fields[i], bases.places[i]) for i in members]
    for n in range(max(map(len, others))):
        moved = np.array([those[n] if n < len(those) else row for those, row in zip(others, base, strict=True)])
        half = random.random(moved.shape) < 0.5
        yield np.where(half, moved, base)
        yield np.where(half, base, moved)


def _others(field: Possible, base: Ints) -> list[Ints]:
    """For each base a few other places in the field's values.

    Of an open field the bases hold all values, so that neighbours suffice; of an answered one with few values all are
    tried.
    """
    size = len(field.values)
    shifts = set(range(1, size)) if field.answered and size <= _FEW else {1, size // 2, size - 1}
    return [(base + shift) % size for shift in sorted(shifts) if 0 < shift < size]
