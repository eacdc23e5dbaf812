"""九龙坡府办发〔2023〕80号 by hand: 二（三）, then 二（二）1."""

from collections.abc import Mapping

from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, granted
from tests.rules.by_hand.case import Asked, Bill, Contribution
from tests.rules.by_hand.money import share, wan, yuan

BENEFITS: tuple[str, ...] = ("special", "large", "tilt")
#: What the text leaves open, the default first: 4,000元 for each visit or once a year; which bills 二（三）3 means.
READINGS = {"tilt_period": ("visit", "annual"), "tilt_scope": ("all", "aided_only")}
#: Whether 二（二）1's second tier is for recipients whom the first does not name.
#: Whose identity the subsidy follows where 就高 has fixed one for the aid.
PREMIUM_READINGS = {"premium_unnamed": ("tier2_full", "none"), "premium_identity": ("same", "own")}
#: Nothing is said of an identity that was lost.
LOST_COUNTS_ON = False
SUBTRACTS_OTHER_AID = False

#: 二（三）2¶1: 特困人员90%、低保对象80%、返贫致贫人口70%、因病致贫重病患者65%、低保边缘家庭成员和监测人口60%.
RATE = {
    "extreme_poverty": 90,
    "dibao": 80,
    "returned_poverty": 70,
    "illness_poverty": 65,
    "dibao_margin": 60,
    "monitored_rural": 60,
}
IDENTITIES: tuple[str, ...] = tuple(RATE)
#: 二（一）: 特困人员（含城市“三无”人员、农村五保对象、城乡孤儿和事实无人抚养困境儿童）.
INCLUDED = ("three_no", "five_guarantee", "orphan", "unattended_child")
#: 二（一）3: 我区认定的其他救助对象，按照既往政策规定和渠道.
OTHER_RECIPIENTS = ("entitled_veteran", "severe_disability", "other_registered")
#: 二（三）2¶1: 年度救助限额10万元.
SPECIAL_LIMIT = wan(10)
#: 二（三）2¶2: 在二级及以上医疗机构一次性住院…超过3万元; 年度救助限额6万元.
LARGE_LEVEL = 2
LARGE_LINE = wan(3)
LARGE_LIMIT = wan(6)
#: 二（三）3: 超过4000元的部分; 70% and 60%; 年度救助限额2万元.
TILT_LINE = yuan(4000)
TILT_RATE = {
    "extreme_poverty": 70,
    "dibao": 70,
    "returned_poverty": 70,
    "monitored_rural": 60,
    "illness_poverty": 60,
    "dibao_margin": 60,
}
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
}
#: 二（一）3: by earlier policy.
EARLIER_RULES: tuple[str, ...] = OTHER_RECIPIENTS


def choice(codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]:
    """二（一）: what 特困人员 includes; 因病致贫 is nobody who has 特困, 低保 or 低保边缘."""
    held = {"extreme_poverty" if code in INCLUDED else code for code in codes}
    if held & {"extreme_poverty", "dibao", "dibao_margin"}:
        held.discard("illness_poverty")
    return tuple(code for code in IDENTITIES if code in held)


def aid(bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """二（三）: 特殊疾病, 大额费用, 倾斜救助."""
    if identity is None:
        earlier_rules = bool(asked.codes_on(bill, LOST_COUNTS_ON) & set(OTHER_RECIPIENTS))
        return dict.fromkeys(BENEFITS, UNDETERMINED if earlier_rules else NOT_MET)
    # 二（三）1 在定点医药机构; 二（六）3 未按规定转诊…原则上不纳入.
    if not bill.designated or bill.irregular:
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
    if in_scope and bill.place != "out_of_province" and (aided or readings["tilt_scope"] == "all"):
        left = bill.own - special.amount - large.amount
        if readings["tilt_period"] == "annual":
            over = sums.above("tilt_left", bill.year, left, TILT_LINE)
        else:
            over = max(0, left - TILT_LINE)
        tilt = granted(sums.pay("tilt", bill.year, share(over, TILT_RATE[identity]), TILT_LIMIT))
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
