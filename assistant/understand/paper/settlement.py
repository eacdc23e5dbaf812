"""From the entries of one settlement to its fields: one value each, sure or in doubt, and what is not used."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.understand.paper.composition import GENERAL, VAGUE
from assistant.understand.paper.entries import Entry
from assistant.understand.paper.sums import PAYERS, Sum, impossible, sums
from assistant.understand.printed import dates, is_blank, money

_ZERO = Decimal(0)
#: Amounts that are told to the person, and fill no field.
_NAMED_ONLY = ("own_amt", "paid_amt", "could_amt", "second_aid")
#: What is taken from the total before the policy's part is left.
_DEDUCTED = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
_Candidates = dict[str, list[tuple[int, Decimal, Entry]]]


@dataclass(slots=True)
class Settlement:
    """``amounts``: field → yuan, with the entry it comes from in ``held``; ``words``: all other fields' entries.

    ``sums``: the checks; ``unsure``: fields that a sum contradicts; ``left_out``: entries of amounts that were read and
    not used because they contradict; ``unread``: entries whose label or figure is not understood.
    """

    amounts: dict[str, Decimal] = field(default_factory=dict)
    held: dict[str, Entry] = field(default_factory=dict)
    words: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    sums: list[Sum] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    left_out: list[Entry] = field(default_factory=list)
    unread: list[Entry] = field(default_factory=list)
    aside: list[Entry] = field(default_factory=list)


def settle(entries: Sequence[Entry], scale: int = 1) -> Settlement:
    """The fields of one settlement, its amounts taken together under its own sums.

    ``scale``: what figures without a unit of their own are multiplied by.
    """
    found = Settlement()
    candidates = _sorted_out(entries, found, scale)
    disputed: _Candidates = {}
    for code, offered in candidates.items():
        chosen = _chosen(code, offered)
        if chosen is None:
            disputed[code] = offered
        else:
            _hold(found, code, chosen)
    _settle_general(found, candidates)
    _settle_vague(found)
    for code, offered in disputed.items():
        _dispute(found, code, offered)
    for code in impossible(found.amounts):
        found.left_out.append(found.held.pop(code))
        del found.amounts[code]
    found.sums = sums(found.amounts)
    right = {code for one in found.sums if one.holds for code in one.fields}
    wrong = {code for one in found.sums if not one.holds and one.firm for code in one.fields}
    found.unsure = wrong - right
    return found


def _hold(found: Settlement, code: str, chosen: tuple[int, Decimal, Entry]) -> None:
    found.amounts[code], found.held[code] = chosen[1], chosen[2]


def _sorted_out(entries: Sequence[Entry], found: Settlement, scale: int) -> _Candidates:
    candidates: _Candidates = defaultdict(list)
    for entry in entries:
        known = entry.meaning
        if known is None:
            found.unread.append(entry)
        elif known.kind != "amount":
            if known.code is not None:
                found.words[known.code].append(entry)
        elif (value := money(entry.value)) is None:
            if not is_blank(entry.value):
                found.unread.append(entry)
        elif known.code is None:
            found.aside.append(entry)
        else:
            candidates[known.code].append((known.rank, value * _scale(known.scale, scale, entry.value), entry))
    return candidates


def _scale(own: int, of_all: int, value: str) -> int:
    return own if own > 1 or value.rstrip().endswith(("元", "万")) else of_all


def _chosen(code: str, offered: Sequence[tuple[int, Decimal, Entry]]) -> tuple[int, Decimal, Entry] | None:
    """The one value that the labels of a field agree on: 居民统筹支付 21000 and 基本统筹支付 0 is 21000."""
    best = min(rank for rank, _, _ in offered)
    if code == "hifp_pay" and best < GENERAL and not any(value for rank, value, _ in offered if rank == best):
        best = max(rank for rank, _, _ in offered)  # 统筹 0 beside 医保支付 21000 is a question
    first = [one for one in offered if one[0] <= best]
    if code != "hifp_pay":
        first = [one for one in offered if one[0] == best]
    values = {value for _, value, _ in first if value}
    if len(values) > 1:
        return None
    return next((one for one in first if one[1]), first[0])


def _settle_general(found: Settlement, candidates: _Candidates) -> None:
    """医保支付 may be the basic insurance or all funds together; the paper's sums tell, or nothing is taken.

    So with 合计: only where it can be the whole.
    """
    held = found.held.get("hifp_pay")
    others = sum((found.amounts.get(code, _ZERO) for code in PAYERS if code != "hifp_pay"), _ZERO)
    if held is not None and held.meaning is not None and held.meaning.rank == GENERAL and others:
        value = found.amounts["hifp_pay"]
        if _is_all_funds(found.amounts, value, others):
            del found.amounts["hifp_pay"]
            found.left_out.append(found.held.pop("hifp_pay"))
            found.amounts.setdefault("fund_pay_sumamt", value)
            found.held.setdefault("fund_pay_sumamt", held)
    whole = found.held.get("medfee_sumamt")
    if whole is not None and whole.meaning is not None and whole.meaning.rank == VAGUE:
        rest = [amount for code, amount in found.amounts.items() if code != "medfee_sumamt"]
        if any(amount > found.amounts["medfee_sumamt"] for amount in rest):
            del found.amounts["medfee_sumamt"]
            found.left_out.append(found.held.pop("medfee_sumamt"))
    for code, offered in candidates.items():
        found.aside += [entry for _, _, entry in offered if entry.code in _NAMED_ONLY and code]


def _settle_vague(found: Settlement) -> None:
    """补偿金额 is the basic insurance's where another payer stands beside it and all together make the total; 可报 is
    what lies within the policy where the total less what lies outside is the same, and more than what was paid.
    """
    amounts = found.amounts
    total = amounts.get("medfee_sumamt")
    if total is None:
        return
    others = sum((amounts.get(code, _ZERO) for code in PAYERS), _ZERO)
    paid, own = amounts.get("paid_amt"), amounts.get("psn_part_amt", amounts.get("own_amt"))
    if (
        paid is not None
        and own is not None
        and not {"hifp_pay", "fund_pay_sumamt", "hosp_part_amt"} & amounts.keys()
        and {"hifmi_pay", "hifob_pay"} & amounts.keys()
        and paid + others + own == total
    ):
        _rename(found, "paid_amt", "hifp_pay")
    could = amounts.get("could_amt")
    out = [amounts[code] for code in ("outside_amt", *_DEDUCTED) if amounts.get(code)]
    confirmed = could is not None and could in (total - sum(out, _ZERO), total - amounts.get("outside_amt", _ZERO))
    if could is not None and out and confirmed and "inscp_scp_amt" not in amounts and could > _all_paid(amounts):
        _rename(found, "could_amt", "inscp_scp_amt")


def _all_paid(amounts: Mapping[str, Decimal]) -> Decimal:
    parts = sum((amounts.get(code, _ZERO) for code in PAYERS), _ZERO)
    return max(parts, amounts.get("fund_pay_sumamt", _ZERO), amounts.get("paid_amt", _ZERO))


def _rename(found: Settlement, code: str, new: str) -> None:
    found.amounts[new], found.held[new] = found.amounts.pop(code), found.held.pop(code)
    found.aside = [entry for entry in found.aside if entry is not found.held[new]]


def _is_all_funds(amounts: Mapping[str, Decimal], value: Decimal, others: Decimal) -> bool:
    total = amounts.get("medfee_sumamt")
    own = amounts.get("psn_part_amt", amounts.get("own_amt"))
    if amounts.get("fund_pay_sumamt") == value:
        return True
    return total is not None and own is not None and value + own == total and value + others + own != total


def _dispute(found: Settlement, code: str, offered: Sequence[tuple[int, Decimal, Entry]]) -> None:
    """Several figures for one field: the one that the sums confirm, else none."""
    fits = {value: entry for _, value, entry in offered if _confirmed(found.amounts, code, value)}
    if len(fits) == 1:
        value, entry = next(iter(fits.items()))
        found.amounts[code], found.held[code] = value, entry
    found.left_out += [entry for _, value, entry in offered if value and value not in (fits if len(fits) == 1 else {})]


def _confirmed(amounts: Mapping[str, Decimal], code: str, value: Decimal) -> bool:
    tried = sums({**amounts, code: value})
    return any(one.holds and code in one.fields for one in tried) and all(one.holds for one in tried if one.firm)


def days(found: Settlement) -> Iterator[tuple[str, str, Entry]]:
    """The day of the settlement, else of the discharge, else the last of the visit, else of the receipt; and that of
    the admission.
    """
    for code in ("setl_time", "discharged", "stay", "ended", "visited", "issued"):
        told = [(dates(entry.value), entry) for entry in found.words.get(code, ())]
        told = [(named, entry) for named, entry in told if named]
        if told:
            named, entry = told[0]
            yield "date", max(named), entry
            break
    for code in ("admitted", "stay"):
        for entry in found.words.get(code, ()):
            named = dates(entry.value)
            if named and (code == "admitted" or len(named) > 1):
                yield "admitted", min(named), entry
                return
