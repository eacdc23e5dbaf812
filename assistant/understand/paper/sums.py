"""A paper's own sums: what holds confirms its amounts, what does not is said; what cannot be is left out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

Amounts = Mapping[str, Decimal]
#: Whoever pays beside the person, by the platform's names and ours.
PAYERS = (
    "hifp_pay", "hifmi_pay", "hifob_pay", "cvlserv_pay", "hifes_pay", "maf_pay", "oth_pay", "second_aid", "relief_pay",
    "commercial_pay",
)  # fmt: skip
#: Those that a fund's total is made of.
_OF_FUND = PAYERS[:8]
_DEDUCTED = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sum:
    """One check: which amount is to equal what, over which fields. ``id``: its sentence.

    ``firm``: that it does not hold is a contradiction; else a part may only be missing on the paper.
    """

    id: str
    amount: Decimal
    other: Decimal
    fields: tuple[str, ...]
    firm: bool = True

    @property
    def holds(self) -> bool:
        """Whether both sides are equal to the fen."""
        return self.amount == self.other


def sums(amounts: Amounts) -> list[Sum]:
    """Every sum that a paper with these amounts (yuan) allows to check."""
    return [*_whole(amounts), *_eligible(amounts), *_fund(amounts), *_own(amounts)]


def _whole(amounts: Amounts) -> Iterator[Sum]:
    total, own = amounts.get("medfee_sumamt"), amounts.get("psn_part_amt")
    if total is None:
        return
    fund, hospital = amounts.get("fund_pay_sumamt"), amounts.get("hosp_part_amt", _ZERO)
    if fund is not None and own is not None:
        yield Sum("total_differs", total, fund + own + hospital, ("medfee_sumamt", "fund_pay_sumamt", "psn_part_amt"))
    elif "hifp_pay" in amounts and (own := own if own is not None else _cash(amounts)) is not None:
        paid = _sum(amounts, PAYERS)
        bearing = ("psn_part_amt",) if "psn_part_amt" in amounts else ("psn_cash_pay", "acct_pay")
        fields = ("medfee_sumamt", *(code for code in (*PAYERS, *bearing) if code in amounts))
        yield Sum("parts_differ", total, paid + own + hospital, fields, firm=paid + own + hospital > total)


def _cash(amounts: Amounts) -> Decimal | None:
    return amounts["psn_cash_pay"] + amounts.get("acct_pay", _ZERO) if "psn_cash_pay" in amounts else None


def _eligible(amounts: Amounts) -> Iterator[Sum]:
    total, inside = amounts.get("medfee_sumamt"), amounts.get("inscp_scp_amt")
    if total is None or inside is None:
        return
    if all(code in amounts for code in _DEDUCTED):
        left = total - _sum(amounts, _DEDUCTED)
        yield Sum("eligible_differs", inside, left, ("inscp_scp_amt", "medfee_sumamt", *_DEDUCTED))
    elif "outside_amt" in amounts:
        both = inside + amounts["outside_amt"]
        yield Sum("scope_differs", total, both, ("medfee_sumamt", "inscp_scp_amt", "outside_amt"), firm=both > total)


def _fund(amounts: Amounts) -> Iterator[Sum]:
    fund = amounts.get("fund_pay_sumamt")
    if fund is None or "hifp_pay" not in amounts:
        return
    parts = _sum(amounts, _OF_FUND)
    fields = ("fund_pay_sumamt", *(code for code in _OF_FUND if code in amounts))
    yield Sum("fund_differs", fund, parts, fields, firm=parts > fund)


def _own(amounts: Amounts) -> Iterator[Sum]:
    paid = _cash(amounts)
    if paid is not None and "psn_part_amt" in amounts and "acct_pay" in amounts:
        yield Sum("own_differs", amounts["psn_part_amt"], paid, ("psn_part_amt", "psn_cash_pay", "acct_pay"), False)


def _sum(amounts: Amounts, codes: tuple[str, ...]) -> Decimal:
    return sum((amounts.get(code, _ZERO) for code in codes), _ZERO)


def impossible(amounts: Amounts) -> set[str]:
    """The fewest fields whose amounts cannot be beside the others: parts greater than their whole."""
    left, out = dict(amounts), set[str]()
    while True:
        count = Counter(code for pair in _exceeding(left) for code in pair)
        if not count:
            return out
        most = max(count.values())
        worst = {code for code, times in count.items() if times == most}
        out |= worst
        left = {code: amount for code, amount in left.items() if code not in worst}


def _exceeding(amounts: Amounts) -> Iterator[tuple[str, ...]]:
    total, inside = amounts.get("medfee_sumamt"), amounts.get("inscp_scp_amt")
    if total is not None and inside is not None and inside > total:
        yield "inscp_scp_amt", "medfee_sumamt"
    for code in (*PAYERS, "fund_pay_sumamt", "psn_part_amt"):
        if code in amounts and total is not None and amounts[code] > total:
            yield code, "medfee_sumamt"
        if code in PAYERS[:3] and code in amounts and inside is not None and amounts[code] > inside:
            yield code, "inscp_scp_amt"
    whole, name = (inside, "inscp_scp_amt") if inside is not None else (total, "medfee_sumamt")
    paid = tuple(code for code in ("hifp_pay", "hifmi_pay", "hifob_pay") if code in amounts)
    if whole is not None and len(paid) > 1 and _sum(amounts, paid) > whole:
        yield (*paid, name)
