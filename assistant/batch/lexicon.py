"""What the name of a ledger's column means: known by its words, whole or put together, never by likeness.

The name of an amount is put together: who paid (统筹, 大病, 救助 …), what was done (支付, 报销 …) or
counted (费用), and what it is not (累计, 目录外, 起付线 …). A name with a word that the lexicon has not is not guessed.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from assistant.batch.bill import AMOUNTS
from assistant.understand.paper import fields as paper
from assistant.understand.paper.composition import FULL
from assistant.understand.paper.lexicon import meaning as label_meaning
from knowledge import glossary, library
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

LOCAL = ("disposable_income", "deductible", "rate", "cap", "outpatient_cap")
#: Amounts of the settlement record that are compared with others, never computed with.
CHECKS = (
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "fund_pay_sumamt",
    "psn_part_amt",
    "hosp_part_amt",
    "cvlserv_pay",
    "hifes_pay",
    "oth_pay",
)
#: What somebody else has paid that no document subtracts; several columns may be that.
OTHER_PAID = "other_paid"
_PAYERS = {
    "basic": "basic_paid",
    "catastrophic": "catastrophic_paid",
    "large": "employee_large_cost",
    "civil": "civil_aid_paid",
    "relief": "relief_fund_paid",
}
_OTHERS = frozenset({"other", "servant", "enterprise"})

#: ``beside``: set aside where another column holds the field, else not clear.
State = Literal["read", "aside", "beside", "unclear", "unknown"]


class Meaning(NamedTuple):
    """What a name says: the field, whether it is read, why not, and its place among the names of that field.

    ``certain``: the name alone says so; else the cells are asked too.
    """

    state: State
    field: str = ""
    reason: str = ""
    rank: int = 0
    certain: bool = True


def plain(name: str) -> str:
    """A column's name without spaces, marks, units and width; small letters."""
    text = re.sub(r"[\s\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", name)).casefold()
    text = re.sub(r"[①-⑳]|^\d{1,2}[.、](?!\d)|[*:]$", "", text)
    if text.isascii():  # hifp_pay is hifpPay where a program prints it
        return text.replace("_", "")
    return re.sub(r"[(\[【]([^()\[\]【】]*)[)\]】]", _bracket, text)


def _bracket(match: re.Match[str]) -> str:
    return "" if _pattern("hint").fullmatch(match[1]) else match[1]


def meaning(name: str) -> Meaning:
    """What a name says by itself."""
    text = plain(name)
    if found := _names().get(text):
        return found
    if "万元" in text:
        return Meaning("unclear", "", "单位是万元，这里按元计算，请把这一列换算成元")
    for kind, words in _data()["aside"].items():
        if text in _plain_words(tuple(words)):
            return Meaning("aside", "", kind)
    for kind, ends in _data()["ends"].items():
        if text.endswith(tuple(ends)):
            return Meaning("aside", "", kind)
    if is_flag := _flag(text):
        return Meaning("read", "flag", is_flag)
    found = composed(text)
    return _of_paper(name) or found if found.state == "unknown" else found


#: What the labels of papers name → the field of a ledger, and its place among the names of that field.
_OF_PAPER = {
    "setl_time": ("date", 3),
    "discharged": ("date", 13),
    "ended": ("date", 17),
    "stay": ("date", 19),
    "visited": ("date", 24),
    "issued": ("date", 40),
    "admitted": ("admitted", 5),
    "med_type": ("care", 60),
    "hosp_lv": ("hospital_level", 60),
    "dise_name": ("diseases", 60),
    "more_diseases": ("more_diseases", 0),
    "diagnosis_in": ("diseases", 70),
    "dise_codg": ("diseases", 80),
    "insu_admdvs": ("area", 60),
    "identity": ("identities", 60),
    "age": ("age", 10),
    "medfee_sumamt": ("total", 0),
    "inscp_scp_amt": ("eligible", 1),
    "hifp_pay": ("basic_paid", 1),
    "hifmi_pay": ("catastrophic_paid", 1),
    "hifob_pay": ("employee_large_cost", 1),
    "maf_pay": ("civil_aid_paid", 1),
    "relief_pay": ("relief_fund_paid", 1),
    "hifes_pay": (OTHER_PAID, 1),
    "cvlserv_pay": (OTHER_PAID, 1),
    "commercial_pay": (OTHER_PAID, 1),
    "oth_pay": (OTHER_PAID, 1),
}
_OF_PERSON = (
    "psn_part_amt",
    "psn_cash_pay",
    "acct_pay",
    "own_amt",
    "fulamt_ownpay_amt",
    "preselfpay_amt",
    "overlmt_selfpay",
)


def _of_paper(name: str) -> Meaning | None:
    """A name that only the lexicon of printed papers explains; of amounts only one that says in full what it is.

    >>> _of_paper("医保出院结账日期").field, _of_paper("统筹基金列支").field, _of_paper("本年统筹列支累计")
    ('date', 'basic_paid', None)
    """
    known = label_meaning(name)
    if known is None or known.scale != 1 or known.code is None:
        return None
    if known.kind == "words" and known.code == "furniture":
        return Meaning("aside", "", "与计算无关")
    if known.code in _OF_PERSON:
        return Meaning("aside", "", _NO_PAYMENT["person"])
    if known.code == "outside_amt":
        return Meaning("aside", "", _NO_PAYMENT["outside"])
    if known.code not in _OF_PAPER or (known.kind == "amount" and known.rank != FULL):
        return None
    field, rank = _OF_PAPER[known.code]
    return Meaning("read", field, rank=rank, certain=known.kind != "amount")


def counts_persons(name: str) -> bool:
    """Whether numbers under this name may be those of persons."""
    return plain(name) in _plain_words(tuple(_data()["numbers"]))


def candidates(name: str) -> list[Meaning]:
    """All fields that a whole name may stand for (救助类型 is an identity in one office and the care in another)."""
    return _candidates().get(plain(name), [])


def composed(text: str) -> Meaning:
    """The meaning of an amount's name by its parts.

    >>> composed("统筹报销金额").field, composed("大病保险赔付").field, composed("医保政策范围内费用").field
    ('basic_paid', 'catastrophic_paid', 'eligible')
    >>> composed("目录外费用").state, composed("年度累计大病支付").state, composed("报销金额").state
    ('aside', 'beside', 'unclear')
    """
    parts = _parts(text)
    if parts is None:
        return Meaning("unknown")
    kinds = {kind for kind, _ in parts}
    return _not_of_this_bill(kinds) or _base(kinds) or _paid(kinds) or _spent(kinds, text)


#: What an amount is where one of these words stands in its name.
_NO_PAYMENT = {
    "ratio": "比例，不是金额",
    "count": "次数，不是金额",
    "limit": "限额或标准，不是这一笔的金额",
    "balance": "余额，不是这一笔的金额",
    "threshold": "起付线，已经在个人自付里",
    "outside": "不在报销范围的费用，已经在总费用里",
    "person": "个人出的钱，由其他各列算出",
    "hospital": "医院承担的部分",
    "item": "总费用里的一项",
}


def _not_of_this_bill(kinds: set[str]) -> Meaning | None:
    for kind, reason in _NO_PAYMENT.items():
        if kind in kinds:
            return Meaning("aside", "", reason)
    fields = [field for payer, field in _PAYERS.items() if payer in kinds]
    for kind, reason in (("so_far", "累计数，不是这一笔的"), ("planned", "预计、申请或待付的，不是已经付的")):
        if kind in kinds:
            of_aid = kind == "planned" and fields == ["civil_aid_paid"]
            if of_aid or kinds & _OTHERS or (not fields and not kinds & {"pay", "range"}):
                return Meaning("aside", "", reason)
            return Meaning("beside", fields[0] if fields else "eligible", reason)
    return None


def _base(kinds: set[str]) -> Meaning | None:
    """What of the costs counts: 政策范围内费用."""
    if not kinds & {"range", "admitted", "derived", "after"}:
        return None
    other_payers = kinds & (_PAYERS.keys() | _OTHERS) - {"basic"}
    if "after" in kinds or other_payers:
        return Meaning("beside", "eligible", "报销后或其他基数，不是这一笔的政策范围内费用")
    if "range" in kinds:
        return Meaning("unclear", "", "分不清是费用还是报销的钱") if "pay" in kinds else Meaning("read", "eligible")
    if "admitted" in kinds and not kinds & {"derived", "pay"}:
        return Meaning("read", "eligible", rank=9)
    return Meaning("beside", "eligible", "计入报销的基数，不是这一笔的政策范围内费用")


def _paid(kinds: set[str]) -> Meaning | None:
    payers = [payer for payer in _PAYERS if payer in kinds]
    if kinds & _OTHERS:
        return Meaning("read", OTHER_PAID) if not payers else Meaning("unclear", "", "分不清是谁付的")
    if not payers:
        if "pay" in kinds:
            return (
                Meaning("unclear", "", "没有写明是哪一种报销")
                if "sum" not in kinds
                else Meaning("beside", "basic_paid", "各项报销的合计")
            )
        return None
    field = _PAYERS[payers[0]]
    if len(payers) > 1:
        return Meaning("unclear", "", "合着写了几种报销，请分开")
    if "sum" in kinds:
        return Meaning("beside", field, "合计数，另有分项")
    if "cost" in kinds and "pay" not in kinds:
        return Meaning("unclear", "", "分不清是费用还是报销的钱")
    return Meaning("read", field, certain="pay" in kinds)


def _spent(kinds: set[str], text: str) -> Meaning:
    if "cost" in kinds:
        if text in ("总额", "总支出", "总金额"):
            return Meaning("unclear", "", "没有写明是什么的总额")
        return Meaning("read", "total", rank=0 if "总" in text or "合计" in text else 1)
    return Meaning("unclear", "", "没有写明是什么金额") if kinds & {"sum", "filler"} else Meaning("unknown")


def _parts(text: str) -> list[tuple[str, str]] | None:
    """The words of a name with their kinds, the longest at each place; None where a word is not known."""
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        for word, kind in _by_first().get(text[at], ()):
            if text.startswith(word, at):
                found.append((kind, word))
                at += len(word)
                break
        else:
            return None
    return found


@cache
def _pattern(name: str, of: str = "") -> re.Pattern[str]:
    return re.compile(_data()[of][name] if of else _data()[name])


def looks(name: str) -> str:
    """What a name that is not known looks like: ``date``, ``money``, ``condition``, ``number``; empty for none."""
    text = plain(name)
    return next((kind for kind in ("date", "money", "condition", "number") if _pattern(kind, "looks").search(text)), "")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(Path(__file__).with_name("headers.yaml"))
    return data


@cache
def _plain_words(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(plain(word) for word in words)


@cache
def _by_first() -> dict[str, list[tuple[str, str]]]:
    areas = (library.facts(name).area for name in policy_ids())
    places = {("filler", place) for area in areas for place in (area.name, *area.names)}
    parts = [(kind, word) for kind, words in _data()["parts"].items() for word in words]
    rows = sorted(
        ((word.casefold(), kind) for kind, word in (*parts, *sorted(places))),
        key=lambda row: -len(row[0]),
    )
    by_first: dict[str, list[tuple[str, str]]] = {}
    for word, kind in rows:
        by_first.setdefault(word[0], []).append((word, kind))
    return by_first


def _flag(text: str) -> str:
    """The words for an identity of a column of yes and no; empty where it is none of that kind."""
    flag = _data()["flag"]
    before = next((word for word in flag["before"] if text.startswith(word)), "")
    after = next((word for word in flag["after"] if text.endswith(word)), "")
    return text.removeprefix(before).removesuffix(after) if before or after else ""


def kept_referral(name: str) -> bool:
    """Whether yes and no under this name say that the rule of referral was kept."""
    return plain(name) in _plain_words(tuple(_data()["kept_referral"]))


def more_diseases(name: str) -> bool:
    """Whether a column holds diagnoses beside the main one."""
    return plain(name) in _plain_words(tuple(_data()["more_diseases"]))


def of_name(name: str) -> bool:
    """Whether a column holds the persons' names."""
    return plain(name) in _plain_words(tuple(_data()["aside"]["姓名"]))


def of_inpatient(name: str) -> bool:
    """Whether only inpatients have something under this name."""
    return plain(name) in _plain_words(tuple(_data()["aside"]["住院号"]))


def speaks_of_stay(name: str) -> bool:
    """Whether the name of an amount says that it is of a stay."""
    return any(part == ("kind", "住院") for part in _parts(plain(name)) or ())


@cache
def _candidates() -> dict[str, list[Meaning]]:
    found: dict[str, list[Meaning]] = {}
    for field, names in _data()["names"].items():
        for rank, name in enumerate(names):
            found.setdefault(plain(name), []).append(Meaning("read", field, rank=rank))
    return found


@cache
def _names() -> dict[str, Meaning]:
    """Whole names: those of headers.yaml before what hospitals print, that before the glossary's labels."""
    names = {text: meanings[0]._replace(certain=len(meanings) == 1) for text, meanings in _candidates().items()}
    fields = (*_data()["names"], *AMOUNTS, *LOCAL, *CHECKS)
    for field in dict.fromkeys(fields):
        for name in (field, *_paths(field), *_labels(field)):
            names.setdefault(plain(name), Meaning("read", field))
    for field, codes in _platform().items():
        for name in chain.from_iterable((code, *_printed(code)) for code in codes):
            names.setdefault(plain(name), Meaning("read", field))
    for code in glossary.codes("settlement"):
        for name in (code, *_printed(code)):
            names.setdefault(plain(name), Meaning("aside", "", "结算单上的一项，由其他各列算出"))
    return names


def _platform() -> dict[str, list[str]]:
    """Field → the platform's names that stand for it."""
    known = set(glossary.codes("settlement"))
    return {field: [name for name in names if name in known] for field, names in _data()["names"].items()}


def _paths(field: str) -> Iterator[str]:
    for path in (f"person.{field}", f"bills.{field}", f"parameters.{field}"):
        if path in glossary.codes("field"):
            yield path


def _labels(field: str) -> Iterator[str]:
    if field == "person_id":
        yield "人员编号"
    for path in ("policy",) if field == "policy" else _paths(field):
        yield glossary.label("field", path)
    for name in (None, *policy_ids()):
        if field in glossary.codes("amount", name):
            yield glossary.label("amount", field, name)


def _printed(code: str) -> Iterator[str]:
    """What hospitals print for a field of the platform."""
    yield glossary.label("settlement", code)
    yield from read_yaml(paper.FILE)["labels"].get(code, ())


def word(field: str) -> str:
    """A field's Chinese name."""
    printed = chain.from_iterable(_printed(code) for code in _platform().get(field, ()))
    return next(chain(_labels(field), printed), field)
