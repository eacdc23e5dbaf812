"""The checks that a clerk makes on a settlement paper: a difference is noted, never corrected."""

from collections.abc import Callable

import numpy as np

from assistant.batch.lookups import POLICIES
from assistant.batch.notes import Note
from rules.codes import NOT_GIVEN
from rules.money import Bools, Ints
from rules.policies import policy

#: The documents that subtract 医疗救助 paid before, by place.
_SUBTRACTING = [place for place, name in enumerate(POLICIES) if policy(name).family.subtracts_other_aid]


def note(columns: dict[str, Ints], amount: Callable[[str], Ints | None]) -> None:
    """Note what other columns of the record say against the ones that are computed with.

    ``amount``: a column of the record in fen, −1 where it is not given, None where the file has none.
    """
    notes = columns["notes"]
    for name in ("cvlserv_pay", "hifes_pay", "oth_pay"):
        paid = amount(name)
        if paid is not None:
            notes |= np.where(paid > 0, Note.NOT_SUBTRACTED, 0)
    ahead = amount("preselfpay_amt")
    if ahead is not None:
        notes |= np.where((ahead > 0) & np.isin(columns["policy"], _SUBTRACTING), Note.PREPAID_SHARE, 0)
    outside = columns["total"] - columns["eligible"]
    for flag, whole, parts, more in (
        (Note.TOTAL_DIFFERS, columns["total"], ("fund_pay_sumamt", "psn_part_amt"), "hosp_part_amt"),
        (Note.ELIGIBLE_DIFFERS, outside, ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt"), None),
    ):
        notes |= np.where(_differs(whole, amount, parts, more), flag, 0)


def _differs(whole: Ints, amount: Callable[[str], Ints | None], parts: tuple[str, ...], optional: str | None) -> Bools:
    """Whether the parts, where all are given, do not add up to the whole."""
    total, known = np.zeros(len(whole), np.int64), np.ones(len(whole), np.bool_)
    for name in parts:
        part = amount(name)
        if part is None:
            return np.zeros(len(whole), np.bool_)
        total, known = total + part, known & (part > NOT_GIVEN)
    rest = amount(optional) if optional else None
    if rest is not None:
        total = total + np.maximum(rest, 0)
    differs: Bools = known & (total != whole)
    return differs
