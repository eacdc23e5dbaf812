"""渝府发〔2012〕78号 by hand: 二（三） and 二（二）, of which one applies to a bill, then 二（一）."""

from collections.abc import Mapping

from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, granted
from tests.rules.by_hand.case import Asked, Bill, Contribution
from tests.rules.by_hand.money import share, wan, yuan

BENEFITS: tuple[str, ...] = ("special", "large", "ordinary_inpatient", "ordinary_outpatient")
#: What the text leaves open, the default first: students' stays; 抗排异 as 特殊病种 outside hospital; 一（八）.
READINGS = {
    "student_inpatient": ("excluded", "covered"),
    "outpatient_anti_rejection": ("excluded", "covered"),
    "student_also": ("school", "recipient"),
}
PREMIUM_READINGS: dict[str, tuple[str, str]] = {}
#: Nothing is said of an identity that was lost.
LOST_COUNTS_ON = False
SUBTRACTS_OTHER_AID = False

#: 一, in its order: 前五类, then up to 前七类, then 家庭经济困难的在校大学生.
FIRST_FIVE = ("dibao", "three_no", "five_guarantee", "orphan", "entitled_veteran")
IDENTITIES: tuple[str, ...] = (*FIRST_FIVE, "severe_disability", "other_registered", "student")
#: 二（三）1: 前五类按不低于70%，其他救助对象按不低于50%; 年救助封顶线（含住院和门诊）不低于10万元.
MAJOR_RATE_FIRST_FIVE = 70
MAJOR_RATE_OTHERS = 50
SPECIAL_LIMIT = wan(10)
#: 二（三）2: 在二级及以上医疗机构一次住院…超过3万元; 年救助封顶线不低于6万元.
LARGE_LEVEL = 2
LARGE_LINE = wan(3)
LARGE_LIMIT = wan(6)
#: 二（二）2: 前五类按不低于60%，其他救助对象按不低于40%; 年救助封顶线不低于6000元.
INPATIENT_RATE_FIRST_FIVE = 60
INPATIENT_RATE_OTHERS = 40
INPATIENT_LIMIT = yuan(6000)
#: 二（二）1: 80岁以上老年人…每年给予不低于200元的限额门诊救助; others 不低于60%，年门诊救助封顶线不低于100元.
QUOTA_AGE = 80
OUTPATIENT_QUOTA = yuan(200)
OUTPATIENT_RATE = 60
OUTPATIENT_LIMIT = yuan(100)
#: 二（一）: 其他对象按50元标准给予资助; 二档统一按60元.
TIER1_SUBSIDY = yuan(50)
TIER2_SUBSIDY = yuan(60)


def choice(codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]:
    """一（八）: 低保等困难家庭大学生、重度残疾大学生 are students; whether that is all they are is a reading."""
    held = tuple(code for code in IDENTITIES if code in codes)
    if "student" not in held or held == ("student",):
        return held
    return ("student",) if readings["student_also"] == "school" else held[:-1]


def aid(bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """二（三）1, 二（三）2, 二（二）2, 二（二）1: the first that fits a bill."""
    nothing = dict.fromkeys(BENEFITS, NOT_MET)
    if identity is None:
        return nothing
    listed = bill.has_of("special-2012")
    # 二（三）1¶2: 儿童急性白血病和先天性心脏病按照渝办发〔2010〕263号.
    if bill.has_of("child-2012") and not listed:
        return dict.fromkeys(BENEFITS, UNDETERMINED)
    if identity == "student":
        return _student(bill, readings, sums)
    # 三（三）: 医疗救助必须在定点医疗机构开展实施.
    if not bill.designated:
        return nothing
    first_five = identity in FIRST_FIVE
    rate = MAJOR_RATE_FIRST_FIVE if first_five else MAJOR_RATE_OTHERS
    if listed and (bill.inpatient or _special_outpatient(bill, readings)):
        paid = sums.pay("special", bill.year, share(bill.own, rate), SPECIAL_LIMIT)
        return nothing | {"special": granted(paid)}
    if not bill.inpatient:
        return nothing | {"ordinary_outpatient": _outpatient(bill, identity, asked, sums)}
    if not listed and bill.hospital_level >= LARGE_LEVEL and bill.eligible > LARGE_LINE:
        return nothing | {"large": granted(sums.pay("large", bill.year, share(bill.own, rate), LARGE_LIMIT))}
    rate = INPATIENT_RATE_FIRST_FIVE if first_five else INPATIENT_RATE_OTHERS
    paid = sums.pay("ordinary_inpatient", bill.year, share(bill.own, rate), INPATIENT_LIMIT)
    return nothing | {"ordinary_inpatient": granted(paid)}


def _special_outpatient(bill: Bill, readings: Mapping[str, str]) -> bool:
    """二（三）1: 门诊放化疗、透析、输血治疗; 抗排异 after 肝肾移植 (the list's 15th) by one reading."""
    if bill.treatment in ("radiochemotherapy", "dialysis", "transfusion"):
        return True
    anti_rejection = bill.treatment == "anti_rejection" and "special-2012/15" in bill.diseases
    return anti_rejection and readings["outpatient_anti_rejection"] == "covered"


def _outpatient(bill: Bill, identity: str, asked: Asked, sums: Sums) -> Benefit:
    """二（二）1: the quota group in full; other 低保 and 优抚 a share; nobody else."""
    frail = asked.needs_maintenance or (asked.age is not None and asked.age >= QUOTA_AGE)
    if identity in ("three_no", "five_guarantee") or (identity == "dibao" and frail):
        return granted(sums.pay("ordinary_outpatient", bill.year, bill.own, OUTPATIENT_QUOTA))
    if identity in ("dibao", "entitled_veteran"):
        computed = share(bill.own, OUTPATIENT_RATE)
        return granted(sums.pay("ordinary_outpatient", bill.year, computed, OUTPATIENT_LIMIT))
    return NOT_MET


def _student(bill: Bill, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """二（三）¶3: 纳入学校资助体系资助; a stay as 其他救助对象 of 二（二）2 by one reading."""
    # 二（二）2 is for 普通疾病: a disease of the list is none.
    if not bill.inpatient or bill.has_of("special-2012") or readings["student_inpatient"] == "excluded":
        return dict.fromkeys(BENEFITS, UNDETERMINED)
    stay = NOT_MET
    if bill.designated:
        computed = share(bill.own, INPATIENT_RATE_OTHERS)
        stay = granted(sums.pay("ordinary_inpatient", bill.year, computed, INPATIENT_LIMIT))
    return dict.fromkeys(BENEFITS, NOT_MET) | {"ordinary_inpatient": stay}


def premium(asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> Benefit:
    """二（一）: 一档 in full for 三无 and 五保, a fixed sum for others; 二档 another for all."""
    # 属于城镇职工医疗保险覆盖范围的除外.
    if identity is None or asked.employee_scheme:
        return NOT_MET
    if asked.tier == 2:
        return asked.subsidy(TIER2_SUBSIDY)
    return asked.subsidy(asked.tier1 if identity in ("three_no", "five_guarantee") else TIER1_SUBSIDY)
