"""From the parts of a label of an amount to the field that it names, with its rank among labels of the same field.

Fields beside the platform's: ``outside_amt`` (目录外), ``own_amt`` (自付 of the person, without saying of what),
``paid_amt`` (报销 without saying by whom), ``could_amt`` (可报 without saying whether costs or the payment),
``relief_pay`` (扶贫济困), ``second_aid`` (a further aid beside the first).
"""

from collections.abc import Sequence

#: (field, rank); the field is None for what is known and set aside.
Found = tuple[str | None, int]
_ASIDE: Found = (None, 0)
_PAYERS = (
    "basic", "insurance", "fund", "joint", "catastrophic", "large", "supplement", "servant", "aid", "second_aid",
    "relief", "commercial", "other",
)  # fmt: skip
#: Payers of their own, each with its field.
_FIELDS = {
    "catastrophic": "hifmi_pay",
    "large": "hifob_pay",
    "supplement": "hifes_pay",
    "servant": "cvlserv_pay",
    "aid": "maf_pay",
    "second_aid": "second_aid",
    "relief": "relief_pay",
    "commercial": "commercial_pay",
    "other": "oth_pay",
}
#: Ranks: said in full, said in general, hardly said.
FULL, GENERAL, VAGUE = 0, 1, 2


def compose(parts: Sequence[tuple[str, str]]) -> Found | None:
    """The field of a label with these (class, word) parts; None if they do not make one sense together."""
    classes = {name for name, _ in parts}
    if "whole_cost" in classes:
        classes |= {"total", "cost"}
    if classes & {"ratio", "balance", "cap", "other_period", "proposed", "deposit", "capital"}:
        return _ASIDE
    if "item" in classes and not classes & {"prepaid", "own_full", "over_limit"}:
        return _ASIDE if not classes & set(_PAYERS) else None
    own = _own_side(classes)
    if own is not None:
        return own
    if classes & {"outside", "never", "enters", "could", "within"}:
        return _scope(classes, parts)
    return _payment(classes, parts) if classes & {*_PAYERS, "paid"} else _whole_cost(classes)


def _payers(classes: set[str]) -> set[str]:
    return classes & set(_PAYERS)


def _own_side(classes: set[str]) -> Found | None:
    """What the person or the hospital bears."""
    if "over_limit" in classes:
        return "overlmt_selfpay", FULL
    if "deductible" in classes:
        return ("act_pay_dedc", FULL) if not classes & {"own", "catastrophic", "large", "servant", "aid"} else _ASIDE
    if "prepaid" in classes:
        return _ASIDE if classes & {"transfer", "catastrophic"} else ("preselfpay_amt", FULL)
    if "own_full" in classes:
        return _ASIDE if classes & {"cash", "account", "paid"} else ("fulamt_ownpay_amt", FULL)
    if "transfer" in classes and "own" in classes:
        return _ASIDE
    if "own" in classes:
        alone = not (_payers(classes) or classes & {"within", "outside", "cash", "account", "hospital", "never"})
        return ("own_amt", GENERAL) if alone else _ASIDE
    if classes & {"account"}:
        return ("acct_pay", FULL) if not classes & {"cash", "within", "cost"} else _ASIDE
    if "cash" in classes:
        return "psn_cash_pay", FULL
    if "person" in classes:
        rest = _payers(classes) or classes & {"within", "outside", "enters", "could", "never", "hospital"}
        if rest:
            return _ASIDE
        return ("psn_part_amt", FULL) if "paid" in classes else _ASIDE
    if "hospital" in classes:
        return ("hosp_part_amt", FULL) if "paid" in classes and not _payers(classes) - {"insurance"} else _ASIDE
    return None


def _scope(classes: set[str], parts: Sequence[tuple[str, str]]) -> Found | None:
    """What lies within the policy, or outside it."""
    if "outside" in classes or (
        "never" in classes and classes & {"paid", "within", "cost", "enters", "range", "could"}
    ):
        return "outside_amt", FULL
    if "never" in classes:
        return _ASIDE
    payers = _payers(classes)
    if classes & {"enters", "could"} and not classes & {"within", "range"}:
        return _entered(classes, payers, parts)
    if payers - {"basic", "insurance", "fund"}:
        return _ASIDE
    verbs = {word for name, word in parts if name == "paid"}
    if verbs and not classes & {"enters", "could"}:
        return _ASIDE  # 政策范围内报销金额 is paid, 政策范围内个人负担 is not
    return "inscp_scp_amt", FULL


def _entered(classes: set[str], payers: set[str], parts: Sequence[tuple[str, str]]) -> Found | None:
    """进入统筹 is what is left after the deductible; 纳入报销, 纳入补偿 is what lies within the policy."""
    if payers - {"insurance", "basic"} or any(name == "basic" and "统筹" in word for name, word in parts):
        return _ASIDE
    if "could" in classes:
        return ("inscp_scp_amt", GENERAL) if "cost" in classes else ("could_amt", VAGUE)
    return ("inscp_scp_amt", GENERAL) if "paid" in classes or "basic" in payers else None


def _payment(classes: set[str], parts: Sequence[tuple[str, str]]) -> Found | None:
    """Who pays."""
    payers = _payers(classes)
    if "joint" in payers and payers <= {"joint", "aid", "fund"} and "aid" in payers:
        return ("maf_pay", FULL) if "total" not in classes else None  # 一站式救助
    if "joint" in payers:
        return ("fund_pay_sumamt", FULL) if not payers - {"joint", "basic", "insurance", "fund"} else None
    if not payers:
        return "paid_amt", VAGUE
    if "cost" in classes and "paid" not in classes and not payers & {"aid", "large", "servant", "supplement"}:
        return None  # 医保费用, 大病费用: what is meant is not said
    if "paid" not in classes and not _payer_alone(payers, parts):
        return None if payers & {"basic", "insurance", "fund"} else _ASIDE
    others = payers - {"basic", "insurance", "fund"}
    if len(others) > 1:
        return None
    if others:
        if "basic" in payers:
            return None  # 统筹大病支付: two payers at once
        return _FIELDS[others.pop()], FULL
    summed = "total" in classes
    if "basic" in payers:
        words = {word for name, word in parts if name == "basic"}
        return ("fund_pay_sumamt", GENERAL) if summed and not any("基本" in w for w in words) else ("hifp_pay", FULL)
    if payers == {"fund"} or summed:
        return "fund_pay_sumamt", FULL if "fund" in payers else GENERAL
    return "hifp_pay", GENERAL


def _payer_alone(payers: set[str], parts: Sequence[tuple[str, str]]) -> bool:
    """Whether the name of the payer says enough: 统筹基金, 大病保险, 民政救助; not 医保, 基金, 其他, 基本."""
    if payers == {"basic"}:
        return any((name == "basic" and len(word) > len("基本")) or word == "统筹" for name, word in parts)
    return not payers & {"basic", "insurance", "fund", "other"}


def _whole_cost(classes: set[str]) -> Found | None:
    if classes & {"scheme"} and not classes & {"cost", "total"}:
        return None
    if "cost" in classes:
        return ("medfee_sumamt", FULL) if "total" in classes else ("medfee_sumamt", GENERAL)
    if "total" in classes:
        return "medfee_sumamt", VAGUE
    return None
