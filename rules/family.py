"""What a family of documents is: how its documents are computed, and what it demands of their folders."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rules.case import Case
from rules.columns import Choice, Columns, PremiumColumns
from rules.figures import Figure
from rules.parameters import Parameters
from rules.worksheet import Benefit

#: A notice by its id, and the rows that it concerns.
Told = tuple[str, Choice]


def _no_notices(b: Columns, benefits: tuple[Benefit, ...], p: Any) -> Iterator[Told]:
    """A family whose documents say with ``when`` whom each notice concerns."""
    yield from ()


def _nothing_offered(b: Columns, p: Any) -> Iterator[Told]:
    """A family that leaves no earlier document standing."""
    yield from ()


def _nothing_local(case: Case, p: Any) -> None:
    """Nothing is left to a city, so nothing can be out of bounds."""


#: Warnings that any document may have in its own words; they are told by :mod:`rules.notices`.
COMMON = ("highest_identity", "shared_contribution_identity")


@dataclass(frozen=True, slots=True)
class Demands:
    """What a family's formulas look up by name in a document's parameters.

    ``may_have_readings``: readings that the formulas know and a document need not have.
    """

    catalogues: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    may_have_readings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    running_sums: tuple[str, ...] = ()

    def by_kind(self) -> dict[str, tuple[str, ...]]:
        """The names demanded, by the part of ``parameters.yaml`` in which they must stand."""
        kinds = ("catalogues", "entries", "groups", "readings", "warnings", "running_sums")
        return {kind: getattr(self, kind) for kind in kinds}


@dataclass(frozen=True, slots=True)
class Family:
    """One way of computing aid, for all documents that are worded alike. ``p`` is the family's own parameter model.

    Attributes:
        name: as ``family:`` in ``parameters.yaml`` names it.
        model: the figures and texts that it demands, beside what every document has.
        benefits: the benefits' ids in the order of the interface.
        evaluate: the benefits, in that order, for every row; with ``trace`` every step is written down.
        premium: the subsidy to the year's contribution (资助参保); None: the documents do not speak of it.
        premium_tiers: whether the documents tell tiers of the contribution apart.
        counts_uninsured_as_insured: whether what insurance would have paid is subtracted of the uninsured too.
        local: the figures that the documents leave to a city (fen; ``rate`` in basis points).
        check_local: refuses a city's figure outside the document's bounds (CaseError ``out_of_bounds``).
        notices: the warnings that need a computation, with the rows that each concerns.
        offers: the offers by reason, with the bills that an earlier document would be asked about.
        stay_line: what one stay must exceed, where two stays may count as one after a transfer.
        asks_maintenance: whether those who need treatment after they leave hospital are told apart.
        subtracts_other_aid: whether 医疗救助 and 扶贫济困基金 come before the aid, so that they are subtracted.
        demands: what else a document's ``parameters.yaml`` must have, checked when it is loaded and by the audit.
    """

    name: str
    model: type[Parameters]
    benefits: tuple[str, ...]
    evaluate: Callable[[Columns, Any, bool], tuple[Benefit, ...]]
    premium: Callable[[PremiumColumns, Any, bool], Benefit] | None = None
    premium_tiers: bool = True
    counts_uninsured_as_insured: bool = False
    local: tuple[str, ...] = ()
    check_local: Callable[[Case, Any], None] = _nothing_local
    notices: Callable[[Columns, tuple[Benefit, ...], Any], Iterator[Told]] = _no_notices
    offers: Callable[[Columns, Any], Iterator[Told]] = _nothing_offered
    stay_line: Callable[[Any], Figure] | None = None
    asks_maintenance: bool = False
    subtracts_other_aid: bool = False
    demands: Demands = field(default_factory=Demands)

    def faults(self, p: Parameters) -> Iterator[tuple[str, str]]:
        """What a document's parameters lack or have too much: (record, a sentence with the remedy)."""
        for kind, names in self.demands.by_kind().items():
            there = getattr(p, kind)
            for name in names:
                if name not in there:
                    yield (
                        f"{kind}.{name}",
                        f"“{self.name}”这一类文件要有“{name}”，请在 parameters.yaml 的 {kind} 里补上",
                    )
        optional = {*self.demands.readings, *self.demands.may_have_readings}
        for name in p.readings:
            if name not in optional:
                yield f"readings.{name}", f"“{self.name}”这一类文件没有读法“{name}”，请改正或删去"
        yield from self._untold(p)

    def _untold(self, p: Parameters) -> Iterator[tuple[str, str]]:
        """Notices of which nobody says whom they concern."""
        said = {*self.demands.warnings, *(i.warning for i in p.identities), *(r.warning for r in p.excluded)}
        for kind, known in (("warnings", {*said, *COMMON}), ("entitlements", set())):
            for name, notice in getattr(p, kind).items():
                if notice.when is None and name not in known:
                    yield f"{kind}.{name}", f"没有写“{name}”告诉谁，请写上 when（when: {{}} 是告诉所有人）"
                if notice.when is not None:
                    for benefit in {*notice.when.granted, *notice.when.met} - set(self.benefits):
                        yield f"{kind}.{name}", f"when 里的“{benefit}”不是这份文件的待遇，请改正"
