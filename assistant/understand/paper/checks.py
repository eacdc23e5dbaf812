"""What a clerk checks on a settlement paper. A difference is shown, not corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from knowledge.glossary import label
from knowledge.yamlfile import read_yaml

_TEXTS = Path(__file__).parent / "notes.yaml"
_WHOLE = ("fund_pay_sumamt", "psn_part_amt")
_DEDUCTED = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
_BANAN = "banan-2018"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told about a pasted paper: a sum that does not add up, a payment that no document subtracts."""

    id: str
    text: str
    fields: tuple[str, ...]


@cache
def _texts() -> Mapping[str, str]:
    return read_yaml(_TEXTS)


def note(id_: str, *fields: str, **said: Decimal | str) -> Note:
    """The note `id_` about platform fields, with what its text has places for."""
    return Note(id_, _texts()[id_].format(**said), fields)


def checks(amounts: Mapping[str, Decimal], policy: str | None) -> Iterator[Note]:
    """Notes on the amounts of one settlement, by the platform's field names."""
    yield from _sums(amounts)
    for code in ("cvlserv_pay", "hifes_pay", "oth_pay"):
        if amounts.get(code, 0):
            yield note("not_subtracted", code, label=label("settlement", code), amount=amounts[code])
    if amounts.get("hifob_pay", 0):
        yield note("employee", "hifob_pay")
    if amounts.get("maf_pay", 0) and policy != _BANAN:
        yield note("aid_already_paid", "maf_pay", amount=amounts["maf_pay"])
    if amounts.get("preselfpay_amt", 0) and policy == _BANAN:
        yield note("prepaid_share", "preselfpay_amt")


def _sums(amounts: Mapping[str, Decimal]) -> Iterator[Note]:
    total = amounts.get("medfee_sumamt")
    if total is None:
        return
    if all(code in amounts for code in _WHOLE):
        parts = sum((amounts[code] for code in _WHOLE), amounts.get("hosp_part_amt", Decimal(0)))
        if parts != total:
            yield _differs("total_differs", total, parts, "medfee_sumamt", *_WHOLE)
    inside = amounts.get("inscp_scp_amt")
    if inside is not None and all(code in amounts for code in _DEDUCTED):
        left = total - sum((amounts[code] for code in _DEDUCTED), Decimal(0))
        if left != inside:
            yield _differs("eligible_differs", inside, left, "inscp_scp_amt", "medfee_sumamt", *_DEDUCTED)


def _differs(id_: str, amount: Decimal, other: Decimal, *fields: str) -> Note:
    return note(id_, *fields, amount=amount, other=other, difference=abs(amount - other))
