"""巴南府办发〔2018〕186号 by hand: 三（一）, 三（二）, 三（三） in their order."""

from collections.abc import Mapping

from tests.rules.by_hand.benefit import NOT_MET, UNDETERMINED, Benefit, Sums, granted
from tests.rules.by_hand.case import Asked, Bill, Contribution
from tests.rules.by_hand.money import share, wan, yuan

BENEFITS: tuple[str, ...] = ("fund", "insurance", "district")
#: What the text leaves open, the default first: costs beyond the share outside the catalogue; 三（三）'s base.
READINGS = {"noncompliant": ("nothing", "compliant_part"), "district_base": ("total", "in_catalogue")}
PREMIUM_READINGS: dict[str, tuple[str, str]] = {}
#: Nothing is said of an identity that was lost.
LOST_COUNTS_ON = False
#: 三（一）: 经城乡居民医保、大病保险、民政医疗救助及民政扶贫济困基金救助后.
SUBTRACTS_OTHER_AID = True

#: 一: 建档立卡贫困人口——不含…已脱贫（不再享受政策）的人员.
IDENTITIES: tuple[str, ...] = ("registered_poor",)
#: 三（一）: 自付1000元（含）—1万元部分70%, 1万元（含）—5万元部分85%, 5万元（含）以上部分95%; 每人每年不超过20万元.
FUND_LINES = (yuan(1000), wan(1), wan(5))
FUND_RATES = (70, 85, 95)
FUND_LIMIT = wan(20)
#: 三（二）1: 达到或高于1000元; 个人自付超过总费用10%的部分. 三（二）2: 不设起付线; 超过总费用20%的部分.
INSURANCE_LINE = yuan(1000)
INPATIENT_KEPT = 10
OUTPATIENT_KEPT = 20
#: 三（二）1, 2: 合规医疗费用（目录外费用占总费用比例不超过10%）.
OUTSIDE_SHARE = 10
#: 附件2: of these only 放（化）疗和晚期的镇痛治疗, 门诊透析治疗, 抗排异治疗.
ONLY_WITH = {
    "major-2018/03": ("radiochemotherapy", "analgesia"),
    "major-2018/04": ("dialysis",),
    "major-2018/05": ("anti_rejection",),
}


def choice(codes: frozenset[str], readings: Mapping[str, str]) -> tuple[str, ...]:
    """一: 不含…标注为已脱贫（不再享受政策）的人员."""
    return () if "registered_poor_ended" in codes else tuple(code for code in IDENTITIES if code in codes)


def aid(bill: Bill, identity: str | None, asked: Asked, readings: Mapping[str, str], sums: Sums) -> dict[str, Benefit]:
    """三（一）贫困人口医疗救助基金, 三（二）精准脱贫保, 三（三）区级医疗救助保障."""
    # 三（一）: 在医保定点医疗机构单次就医.
    if identity is None or not bill.designated:
        return dict.fromkeys(BENEFITS, NOT_MET)
    paid = bill.basic_paid + bill.catastrophic_paid + bill.civil_aid_paid + bill.relief_fund_paid
    fund = sums.pay("fund", bill.year, _by_segments(max(0, bill.eligible - paid)), FUND_LIMIT)
    paid += fund
    insurance = district = NOT_MET
    # 三（二）2: 除慢性病和重特大疾病外的其它门诊医疗费用不纳入赔付.
    if bill.inpatient or _in_annex(bill):
        rate = INPATIENT_KEPT if bill.inpatient else OUTPATIENT_KEPT
        insurance = _insurance(bill, paid, rate, readings)
        # 七: 严格按照分级诊疗制度（危、急、重症患者除外）…方能享受区级医疗救助政策.
        if not bill.irregular:
            district = granted(max(0, bill.total - paid - insurance.amount - _kept(bill, rate, readings)))
    return {"fund": granted(fund), "insurance": insurance, "district": district}


def _by_segments(borne: int) -> int:
    """三（一）: each segment's share, rounded on its own."""
    ends = (*FUND_LINES[1:], borne)
    return sum(
        share(max(0, min(borne, end) - start), rate)
        for start, end, rate in zip(FUND_LINES, ends, FUND_RATES, strict=True)
    )


def _in_annex(bill: Bill) -> bool:
    """附件1, 附件2: a chronic disease, or a major one with the treatment that the annex names."""
    return bill.has_of("chronic-2018") or any(
        bill.treatment in ONLY_WITH.get(disease, (bill.treatment,))
        for disease in bill.diseases
        if disease.startswith("major-2018/")
    )


def _insurance(bill: Bill, paid: int, rate: int, readings: Mapping[str, str]) -> Benefit:
    """三（二）1, 2: all above what the person keeps; 3 for the compliant part of other costs, by one reading."""
    left = bill.total - paid
    if bill.inpatient and left < INSURANCE_LINE:
        return NOT_MET
    if (bill.total - bill.eligible) * 100 <= bill.total * OUTSIDE_SHARE:
        return granted(max(0, left - share(bill.total, rate)))
    if readings["noncompliant"] == "compliant_part":
        compliant = bill.eligible + share(bill.total, OUTSIDE_SHARE)
        return granted(max(0, compliant - paid - share(compliant, rate)))
    return NOT_MET


def _kept(bill: Bill, rate: int, readings: Mapping[str, str]) -> int:
    """三（三）: 自付比例 of the whole, or what lies outside the catalogue and a share of what lies inside."""
    if readings["district_base"] == "total":
        return share(bill.total, rate)
    return bill.total - bill.eligible + share(bill.eligible, rate)


def premium(asked: Contribution, identity: str | None, readings: Mapping[str, str]) -> Benefit:
    """The plan does not speak of contributions."""
    return UNDETERMINED
