"""What a clerk checks on a settlement paper. A difference is shown, not corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from assistant.understand.paper.settlement import Settlement
from assistant.understand.paper.sums import Sum
from knowledge.yamlfile import read_yaml
from rules.policies import policy as rules_of

_TEXTS = Path(__file__).parent / "notes.yaml"
_NOT_SUBTRACTED = ("cvlserv_pay", "hifes_pay", "oth_pay", "commercial_pay", "second_aid")


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


def checks(settlement: Settlement, policy: str | None) -> Iterator[Note]:
    """Notes on the amounts of one settlement, by the platform's field names and ours."""
    amounts, subtracts = settlement.amounts, policy is not None and subtracts_aid(policy)
    for one in settlement.sums:
        if one.firm and not one.holds:
            yield differs(one)
    for entry in settlement.left_out:
        yield note("left_out", entry.code or "", label=entry.label, value=entry.value)
    for code in _NOT_SUBTRACTED:
        if amounts.get(code, 0):
            yield note("not_subtracted", code, label=settlement.held[code].label, amount=amounts[code])
    if amounts.get("hifob_pay", 0):
        yield note("employee", "hifob_pay")
    if amounts.get("maf_pay", 0) and not subtracts:
        yield note("aid_already_paid", "maf_pay", amount=amounts["maf_pay"])
    if amounts.get("preselfpay_amt", 0) and subtracts:
        yield note("prepaid_share", "preselfpay_amt")


def subtracts_aid(policy: str) -> bool:
    """Whether the document subtracts what civil aid has paid already; elsewhere it is compared with the result."""
    return bool(rules_of(policy).family.subtracts_other_aid)


def differs(one: Sum) -> Note:
    """The sentence of a sum that does not add up."""
    return note(one.id, *one.fields, amount=one.amount, other=one.other, difference=abs(one.amount - one.other))


def sentence(one: Sum) -> str:
    """The check itself, whether it holds or not."""
    return _texts()[f"check_{one.id}"].format(amount=one.amount, other=one.other)
