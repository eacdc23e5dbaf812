"""A share of what the insurances leave, within an annual limit: 特殊疾病, 大额费用 and 普通住院 are all paid so."""

from dataclasses import dataclass

from rules.columns import Columns
from rules.figures import Figure, Source, Table
from rules.money import Ints
from rules.worksheet import Benefit, Condition, Conditions, Step, Worksheet, only_where


@dataclass(frozen=True, slots=True)
class Terms:
    """How one benefit pays: its id (also its pool's), the rate by identity, the limit, the words of each step.

    ``label`` says what the share is; ``base`` are the words on what it is a share of; ``cite`` more for the share.
    """

    id: str
    rate: Table
    limit: Figure
    label: str
    base: Source
    cite: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """What the insurances leave (a step shared by all benefits), and the identity's share of it (fen)."""

    step: Step
    by_rate: Ints


def share_of_own(
    b: Columns, terms: Terms, own: Own, asked: Conditions, undetermined: tuple[Condition, ...], trace: bool
) -> Benefit:
    """The benefit for every row: paid where all that is asked holds and nothing is left undetermined."""
    decided = asked.met
    for condition in undetermined:
        decided = decided & condition.met
    sheet = Worksheet(trace)
    sheet.include(own.step, terms.base)
    computed = sheet.step(
        "share",
        terms.label,
        "{own} × {rate}",
        only_where(decided, own.by_rate),
        {"own": own.step.value, "rate": terms.rate},
        terms.cite,
    )
    paid, used = sheet.from_pool(b, terms.id, computed, terms.limit)
    return Benefit(
        terms.id,
        asked.each,
        asked.met,
        paid,
        sheet.steps,
        computed=computed,
        undetermined=undetermined,
        used=used,
        limit=terms.limit.amount,
    )
