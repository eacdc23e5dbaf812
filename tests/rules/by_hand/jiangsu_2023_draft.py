"""江苏省（征求意见稿） by hand: 四（五）—（七） and 七（十五）, then 三（二）; the least that a city may give."""

from collections.abc import Mapping
from fractions import Fraction

from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, granted
from tests.rules.by_hand.case import Asked, Bill, Contribution
from tests.rules.by_hand.money import share, wan

BENEFITS: tuple[str, ...] = ("basic", "tilt")
#: What the text leaves open, the default first: 原则上不纳入…特殊的可降低救助比例.
READINGS = {"irregular_referral": ("none", "reduced")}
PREMIUM_READINGS: dict[str, tuple[str, str]] = {}
#: 四（八）: 丧失…身份的，原则上次月起不再享受; 住院治疗期间，丧失…身份的，当次住院仍按原….
LOST_COUNTS_ON = True
SUBTRACTS_OTHER_AID = False

#: 四（六）: 特困人员、困境儿童中的孤儿和事实无人抚养儿童给予100%救助.
FULL_RATE = {"extreme_poverty": 100, "orphan": 100, "unattended_child": 100}
#: 二（一）, 四（六）: 一类, 其他救助对象按不低于80%; 二类救助比例不低于70%.
FIRST_CLASS_OTHERS = (
    "dibao",
    "child_in_difficulty",
    "entitled_veteran",
    "retrenched_worker_1960s",
    "hardship_employee",
)
FIRST_CLASS = (*FULL_RATE, *FIRST_CLASS_OTHERS)
SECOND_CLASS = ("dibao_margin", "expenditure_poverty_patient", "temporary_aid_patient", "other_local")
IDENTITIES: tuple[str, ...] = (*FIRST_CLASS, *SECOND_CLASS)
#: 结语: 原建档立卡低收入人口医保帮扶按过渡期有关政策执行.
TRANSITION = ("registered_poor",)
FIRST_CLASS_RATE = 80
SECOND_CLASS_RATE = 70
#: 四（六）: 二类救助对象起付标准不高于…人均可支配收入的10%; 限额不低于…的3倍; 普通门诊救助限额不低于1万元.
DEDUCTIBLE_SHARE = 10
LIMIT_TIMES = 3
OUTPATIENT_LIMIT = wan(1)
#: 七（十五）: 降低幅度不超过20个百分点.
REDUCTION = 20
#: 三（二）: 一类全额资助参保，二类按照不低于…80%给予资助参保.
PREMIUM_FIRST_CLASS = 100
PREMIUM_SECOND_CLASS = 80


def choice(codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]:
    """四（八）: 多重身份的，按就高原则."""
    return tuple(code for code in IDENTITIES if code in codes)


def aid(bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """四（六）基本救助, 四（七）倾斜救助."""
    if identity is None:
        transition = bool(asked.codes_on(bill, LOST_COUNTS_ON) & set(TRANSITION))
        return dict.fromkeys(BENEFITS, UNDETERMINED if transition else NOT_MET)
    # 四（七）: 规范转诊且在省域内就医…具体救助标准由设区市人民政府…确定.
    tilt = bill.designated and not bill.irregular and bill.place != "out_of_province"
    return {
        "basic": _basic(bill, identity, asked, readings, sums),
        "tilt": UNDETERMINED if tilt else NOT_MET,
    }


def _basic(bill: Bill, identity: str, asked: Asked, readings: Mapping[str, str], sums: Sums) -> Benefit:
    deductible = _deductible(identity, asked)
    if deductible is None:
        return UNDETERMINED
    # 四（五）: 在定点医药机构; 七（十五）: 未按规定转诊…原则上不纳入，特殊的可降低救助比例.
    if not bill.designated or (bill.irregular and readings["irregular_referral"] == "none"):
        return NOT_MET
    rate = _rate(identity, asked) - (REDUCTION if bill.irregular else 0)
    computed = share(sums.above("deductible_base", bill.year, bill.own, deductible), rate)
    ordinary = not bill.inpatient and bill.treatment == "other"
    if ordinary:
        limit = asked.city.get("outpatient_cap", OUTPATIENT_LIMIT)
        computed = min(computed, sums.room("ordinary_outpatient", bill.year, limit))
    paid = _within_limit(bill, computed, asked, sums)
    if ordinary:
        sums.add("ordinary_outpatient", bill.year, paid)
    return granted(paid)


def _deductible(identity: str, asked: Asked) -> int | None:
    """四（六）: 一类不设; 二类 the city's, else the highest that the area's income allows, else unknown."""
    if identity in FIRST_CLASS:
        return 0
    if "deductible" in asked.city:
        return asked.city["deductible"]
    income = asked.city.get("disposable_income")
    return None if income is None else share(income, DEDUCTIBLE_SHARE)


def _rate(identity: str, asked: Asked) -> int | Fraction:
    """四（六）: 100% as it stands; the city's rate where the draft sets a floor, else the floor."""
    if identity in FULL_RATE:
        return FULL_RATE[identity]
    if asked.city_rate is not None:
        return asked.city_rate
    return FIRST_CLASS_RATE if identity in FIRST_CLASS else SECOND_CLASS_RATE


def _within_limit(bill: Bill, computed: int, asked: Asked, sums: Sums) -> int:
    """四（六）: 门诊和住院共用救助限额: the city's, else the lowest that the area's income allows, else none known."""
    if "cap" in asked.city:
        return sums.pay("basic", bill.year, computed, asked.city["cap"])
    if "disposable_income" in asked.city:
        return sums.pay("basic", bill.year, computed, LIMIT_TIMES * asked.city["disposable_income"])
    return computed


def premium(asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> Benefit:
    """三（二）: 一类 in full, 二类 a share; 特困职工 in 职工医保 and 建档立卡 are left open."""
    if identity is None:
        return NOT_MET
    if asked.employee_scheme and identity not in ("hardship_employee", *TRANSITION):
        return NOT_MET
    if asked.employee_scheme or identity in TRANSITION:
        return UNDETERMINED if identity == "hardship_employee" or not asked.employee_scheme else NOT_MET
    price = asked.tier1 if asked.due is None else asked.due
    return asked.subsidy(share(price, PREMIUM_FIRST_CLASS if identity in FIRST_CLASS else PREMIUM_SECOND_CLASS))
