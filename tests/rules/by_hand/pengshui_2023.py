"""彭水府办发〔2023〕52号 by hand: 二（三）, then 二（二）1."""

from collections.abc import Mapping

from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, granted
from tests.rules.by_hand.case import Asked, Bill, Contribution
from tests.rules.by_hand.money import share, wan, yuan

BENEFITS: tuple[str, ...] = ("special", "large", "tilt")
#: What the text leaves open, the default first: the part above the line or the whole; which bills 二（三）3 means.
READINGS = {"tilt_base": ("excess", "whole"), "tilt_scope": ("all", "aided_only")}
#: Whether 二（二）1's second tier is for recipients whom the first does not name.
#: Whose identity the subsidy follows where 就高 has fixed one for the aid.
PREMIUM_READINGS = {"premium_unnamed": ("tier2_full", "none"), "premium_identity": ("same", "own")}
#: Nothing is said of an identity that was lost.
LOST_COUNTS_ON = False
SUBTRACTS_OTHER_AID = False

#: 二（三）2¶2: 对特困人员、低保对象、返贫致贫人口按80%的比例救助，对其他救助对象按70%的比例救助.
RATE = {
    "extreme_poverty": 80,
    "dibao": 80,
    "returned_poverty": 80,
    "monitored_rural": 70,
    "dibao_margin": 70,
    "illness_poverty": 70,
    "entitled_veteran": 70,
    "severe_disability": 70,
}
IDENTITIES: tuple[str, ...] = tuple(RATE)
#: 二（一）: 特困人员（含城市“三无”人员、农村五保对象、城乡孤儿和事实无人抚养困境儿童）.
INCLUDED = ("three_no", "five_guarantee", "orphan", "unattended_child")
#: 二（三）2¶2: 年度救助限额10万元.
SPECIAL_LIMIT = wan(10)
#: 二（三）2¶3: 在二级及以上医疗机构一次性住院…超过3万元; 年度救助限额6万元.
LARGE_LEVEL = 2
LARGE_LINE = wan(3)
LARGE_LIMIT = wan(6)
#: 二（三）3: 达到3000元及以上, 4000元及以上, 5000元及以上; 优抚对象 and 重度残疾人员 are not named.
TILT_LINE = {
    "extreme_poverty": yuan(3000),
    "dibao": yuan(4000),
    "returned_poverty": yuan(4000),
    "monitored_rural": yuan(5000),
    "dibao_margin": yuan(5000),
    "illness_poverty": yuan(5000),
}
#: 二（三）3: 按60%的比例救助, for each of the three groups; 年度救助限额2万元.
TILT_RATE = 60
TILT_LIMIT = wan(2)
#: 二（二）1: 特困人员全额、低保对象90%、返贫致贫人口、监测人口和低保边缘家庭成员70%; 二档统一按一档标准的100%.
TIER1_RATE = {
    "extreme_poverty": 100,
    "dibao": 90,
    "returned_poverty": 70,
    "monitored_rural": 70,
    "dibao_margin": 70,
}
TIER2_RATE = 100

#: Of ordinary disease the text says nothing, so the opinion of 2012 may still stand: what each identity is there.
ORDINARY_AID = {
    "three_no": "three_no",
    "five_guarantee": "five_guarantee",
    "orphan": "orphan",
    "extreme_poverty": "three_no",
    "dibao": "dibao",
    "entitled_veteran": "entitled_veteran",
    "severe_disability": "severe_disability",
}
#: 二（一）3: by earlier policy.
EARLIER_RULES: tuple[str, ...] = ()


def choice(codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]:
    """二（一）: what 特困人员 includes; 因病致贫 is nobody who has 特困, 低保 or 低保边缘."""
    held = {"extreme_poverty" if code in INCLUDED else code for code in codes}
    if held & {"extreme_poverty", "dibao", "dibao_margin"}:
        held.discard("illness_poverty")
    return tuple(code for code in IDENTITIES if code in held)


def aid(bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """二（三）: 特殊疾病, 大额费用, 倾斜救助."""
    # 二（三）1 在定点医药机构; 二（六） 未按规定转诊…原则上不纳入.
    if identity is None or not bill.designated or bill.irregular:
        return dict.fromkeys(BENEFITS, NOT_MET)
    listed = bill.has_of("special-2012")
    special = large = tilt = NOT_MET
    # 二（三）1: 因慢性病需长期服药或患重特大疾病需长期门诊治疗: no rate of its own.
    if not listed and not bill.inpatient and bill.treatment != "other":
        special = UNDETERMINED
    if listed:
        special = granted(sums.pay("special", bill.year, share(bill.own, RATE[identity]), SPECIAL_LIMIT))
    elif bill.inpatient and bill.hospital_level >= LARGE_LEVEL and bill.eligible > LARGE_LINE:
        large = granted(sums.pay("large", bill.year, share(bill.own, RATE[identity]), LARGE_LIMIT))
    aided = listed or large is not NOT_MET
    # 二（三）1: 住院, 因慢性病需长期服药, 患重特大疾病需长期门诊治疗; 二（三）3: 规范转诊且在市内就医.
    in_scope = bill.inpatient or listed or bill.treatment != "other"
    in_order = bill.place != "out_of_province" and (aided or readings["tilt_scope"] == "all")
    if identity in TILT_LINE and in_scope and in_order:
        # 对一次性就医…自付费用达到倾斜救助起付线标准的.
        left, line = bill.own - special.amount - large.amount, TILT_LINE[identity]
        counted = left if readings["tilt_base"] == "whole" else left - line
        tilt = granted(sums.pay("tilt", bill.year, share(counted, TILT_RATE) if left >= line else 0, TILT_LIMIT))
    return {"special": special, "large": large, "tilt": tilt}


def is_ordinary(bill: Bill) -> bool:
    """Neither 特殊疾病 nor a stay over the line: designated and in order, and nothing in 二（三）2 speaks of it."""
    large = bill.inpatient and bill.hospital_level >= LARGE_LEVEL and bill.eligible > LARGE_LINE
    return bill.designated and not bill.irregular and not bill.has_of("special-2012") and not large


def premium(asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> Benefit:
    """二（二）1: 一档 by identity; 二档 the first tier's whole price; 二（一）3's first tier by earlier policy."""
    if identity is None or asked.employee_scheme:
        return NOT_MET
    if asked.tier == 1:
        if identity in EARLIER_RULES:
            return UNDETERMINED
        return asked.subsidy(share(asked.tier1, TIER1_RATE[identity])) if identity in TIER1_RATE else NOT_MET
    if identity in TIER1_RATE or readings["premium_unnamed"] == "tier2_full":
        return asked.subsidy(share(asked.tier1, TIER2_RATE))
    # 二（一）3 is named by no tier either.
    return NOT_MET
