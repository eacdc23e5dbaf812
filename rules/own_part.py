"""What the insurances leave of the eligible cost (政策范围内个人负担): where every computation of aid begins."""

from rules.columns import Columns
from rules.figures import Source
from rules.money import above
from rules.worksheet import Step

#: What the insurances are called where a document says no more.
INSURANCES = "基本医保和大病保险"


def own_part(b: Columns, cite: tuple[Source, ...] = (), insurances: str = INSURANCES) -> Step:
    """The eligible cost less what basic and catastrophic insurance paid, never below 0 (fen).

    ``cite``: the words of the document that say so; a benefit that includes the step may bring its own.
    ``insurances``: what the document calls them.
    """
    return Step(
        "own",
        f"政策范围内费用，减去{insurances}已报的，剩下的部分",
        "{eligible} − {basic_paid} − {catastrophic_paid}",
        above(b.eligible - b.basic_paid, b.catastrophic_paid),
        {"eligible": b.eligible, "basic_paid": b.basic_paid, "catastrophic_paid": b.catastrophic_paid},
        cite,
    )
