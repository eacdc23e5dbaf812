"""The municipal opinion of 2012: every rate and limit is 不低于, so every amount is a lower bound.

Reads down chapter 二: 普通疾病门诊 and 住院 (二（二）), 特殊病种 and 大额费用 (二（三）). Exactly one of the four
applies to a bill: the first that fits in the order special, large, ordinary inpatient, ordinary outpatient.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rules.case import Case
from rules.codes import ANTI_REJECTION, DIALYSIS, INPATIENT, NOT_GIVEN, OUTPATIENT, RADIOCHEMOTHERAPY, TRANSFUSION
from rules.columns import Choice, Columns, pay_from_pool
from rules.contribution import PremiumColumns, within_due
from rules.diseases import list_mask, mask
from rules.figures import Figure, Parameters, Quoted, Record, Table
from rules.money import Bools, Ints, either, share
from rules.own_part import own_part
from rules.worksheet import Benefit, Condition, Step, Worksheet, only_where, require

#: The benefits in the order of the interface.
BENEFITS = ("special", "large", "ordinary_inpatient", "ordinary_outpatient")
#: What a district may raise is not an input: the figures are floors.
LOCAL: tuple[str, ...] = ()
#: The text subtracts insurance only.
SUBTRACTS_OTHER_AID = False
#: Whether it subsidises contributions.
SUBSIDISES_PREMIUM = True
#: The list of 22 and the two child diseases of 二（三）1.
CATALOGUES: tuple[str, ...] = ("special", "child")
#: 二（二）1: those in need of maintenance treatment outside hospital are told apart.
ASKS_MAINTENANCE = True


class Figures(Record):
    """The numbers of chapter 二."""

    special_rate: Table
    special_limit: Figure
    large_level: Figure
    large_over: Figure
    large_limit: Figure
    inpatient_rate: Table
    inpatient_limit: Figure
    quota_age: Figure
    quota_limit: Figure
    outpatient_rate: Figure
    outpatient_limit: Figure
    premium_tier1_full: Table
    premium_tier1: Figure
    premium_tier2: Figure


class Texts(Record):
    """The words that conditions and steps rest on."""

    recipients: Quoted
    first_seven: Quoted
    designated: Quoted
    special_list: Quoted
    special_care: Quoted
    special_base: Quoted
    child_diseases: Quoted
    other_disease: Quoted
    large_stay: Quoted
    large_base: Quoted
    large_rate: Quoted
    inpatient_base: Quoted
    quota_group: Quoted
    quota_base: Quoted
    outpatient_group: Quoted
    outpatient_base: Quoted
    student: Quoted
    premium: Quoted
    premium_above: Quoted


class Chongqing2012(Parameters):
    """The parameters of the opinion."""

    figures: Figures
    texts: Texts


MODEL = Chongqing2012


def evaluate(b: Columns, p: Chongqing2012, trace: bool) -> tuple[Benefit, ...]:
    """The four benefits of chapter 二 for every row."""
    own = own_part(b)  # each benefit brings its own words
    listed = _on_special_list(b, p)
    recipient = p.is_recipient(b.identity)
    given_here = require(*_given_here(b, p, listed, recipient))
    asked = _AskedOfAll(
        given_here.met,
        # 一（一）至（八）
        Condition("recipient", "属于救助范围内的人员", recipient, (p.texts.recipients,), by_identity=p.sources),
        # 三（三）
        Condition("designated", "在定点医疗机构就医", b.designated, (p.texts.designated,)),
    )
    # 二（三）: major diseases are for the first seven kinds of recipient.
    named = p.figures.special_rate.has(b.identity)
    first_seven = Condition("first_seven", "属于前七类救助对象", named, (p.texts.first_seven,))
    by_rate = share(own.value, p.figures.special_rate.take(b.identity))
    special = _special(b, p, own, by_rate, asked, first_seven, listed, trace)
    large = _large(b, p, own, by_rate, asked, first_seven, listed, trace)
    major = special.met | large.met
    benefits = (
        special,
        large,
        _ordinary_inpatient(b, p, own, asked, major, trace),
        _ordinary_outpatient(b, p, own, asked, major, trace),
    )
    for benefit in benefits:
        benefit.undetermined = given_here.each
        benefit.at_least = True
    return benefits


def _given_here(b: Columns, p: Chongqing2012, listed: Bools, recipient: Bools) -> Iterator[Condition]:
    """What the opinion leaves to other rules: the two child diseases (二（三）1 第2段), students (二（三） 第3段)."""
    child = b.has_any(list_mask(p.catalogues["child"])) & ~listed & recipient
    yield Condition(
        "standard_given",
        "儿童急性白血病和先天性心脏病按渝办发〔2010〕263号文件的标准救助，该文件没有收录，尚不能计算",
        ~child,
        (p.texts.child_diseases,),
    )
    covered = np.asarray(b.readings["student_inpatient"]) & (b.care == INPATIENT)
    yield Condition(
        "school_aid",
        "在校大学生的门诊和住院费用纳入学校资助体系，本文件没有给出标准，尚不能计算",
        ~p.is_one_of(b.identity, "student") | covered,
        (p.texts.student,),
    )


def _on_special_list(b: Columns, p: Chongqing2012) -> Bools:
    return b.has_any(list_mask(p.catalogues["special"]))


class _AskedOfAll(NamedTuple):
    """What every benefit asks. ``decided``: the opinion itself gives the standard."""

    decided: Bools
    recipient: Condition
    designated: Condition


def _special(
    b: Columns,
    p: Chongqing2012,
    own: Step,
    by_rate: Ints,
    asked: _AskedOfAll,
    first_seven: Condition,
    listed: Bools,
    trace: bool,
) -> Benefit:
    """二（三）1 特殊病种: inpatient, or outpatient with 放化疗, 透析 or 输血; one limit for both."""
    named = (b.treatment == RADIOCHEMOTHERAPY) | (b.treatment == DIALYSIS) | (b.treatment == TRANSFUSION)
    transplant = b.has_any(mask(["special-2012/15"])) & (b.treatment == ANTI_REJECTION)
    named = named | (transplant & b.readings["outpatient_anti_rejection"])
    conditions = require(
        asked.recipient,
        first_seven,
        asked.designated,
        Condition("special_disease", "患名单内的特殊病种", listed, (p.texts.special_list,)),
        Condition(
            "special_care", "住院，或门诊放化疗、透析、输血", (b.care == INPATIENT) | named, (p.texts.special_care,)
        ),
    )
    met = conditions.met & asked.decided
    sheet = Worksheet(trace)
    sheet.include(own, p.texts.special_base)
    computed = sheet.step(
        "share",
        "按身份的救助比例计算",
        "{own} × {rate}",
        only_where(met, by_rate),
        {"own": own.value, "rate": p.figures.special_rate},
    )
    paid, used = sheet.from_pool(b, "special", computed, p.figures.special_limit)
    return Benefit("special", conditions.each, met, paid, sheet.steps, used=used, limit=p.figures.special_limit.amount)


def _large(
    b: Columns,
    p: Chongqing2012,
    own: Step,
    by_rate: Ints,
    asked: _AskedOfAll,
    first_seven: Condition,
    listed: Bools,
    trace: bool,
) -> Benefit:
    """二（三）2 大额费用: another disease, one stay over the line, the same rates."""
    level, over = p.figures.large_level, p.figures.large_over
    conditions = require(
        asked.recipient,
        first_seven,
        asked.designated,
        Condition("other_disease", "患特殊病种以外的其他疾病", ~listed, (p.texts.other_disease,)),
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.large_stay,)),
        Condition("level", f"在{level.printed}及以上医疗机构", b.hospital_level >= level.amount, (level.source,)),
        Condition("over", f"这一次住院的政策范围内费用超过{over}", b.eligible > over.amount, (over.source,)),
    )
    met = conditions.met & asked.decided
    sheet = Worksheet(trace)
    sheet.include(own, p.texts.large_base)
    computed = sheet.step(
        "share",
        "按特殊病种的救助比例计算",
        "{own} × {rate}",
        only_where(met, by_rate),
        {"own": own.value, "rate": p.figures.special_rate},
        (p.texts.large_base, p.texts.large_rate),
    )
    paid, used = sheet.from_pool(b, "large", computed, p.figures.large_limit)
    return Benefit("large", conditions.each, met, paid, sheet.steps, used=used, limit=p.figures.large_limit.amount)


def _ordinary_inpatient(
    b: Columns, p: Chongqing2012, own: Step, asked: _AskedOfAll, major: Bools, trace: bool
) -> Benefit:
    """二（二）2 普通疾病住院: any other stay."""
    conditions = require(
        asked.recipient,
        asked.designated,
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.inpatient_base,)),
        Condition("ordinary", "不享受特殊病种或大额费用救助", ~major, (p.texts.inpatient_base,)),
    )
    met = conditions.met & asked.decided
    sheet = Worksheet(trace)
    sheet.include(own, p.texts.inpatient_base)
    computed = sheet.step(
        "share",
        "按身份的救助比例计算",
        "{own} × {rate}",
        only_where(met, share(own.value, p.figures.inpatient_rate.take(b.identity))),
        {"own": own.value, "rate": p.figures.inpatient_rate},
        (p.texts.inpatient_base,),
    )
    limit = p.figures.inpatient_limit
    paid, used = sheet.from_pool(b, "ordinary_inpatient", computed, limit)
    return Benefit("ordinary_inpatient", conditions.each, met, paid, sheet.steps, used=used, limit=limit.amount)


def _quota_group(b: Columns, p: Chongqing2012) -> Bools:
    """二（二）1: 三无, 五保, and of 低保 the old and those in need of maintenance treatment. Unknown age: below."""
    needy = (b.age >= p.figures.quota_age.amount) | b.needs_maintenance
    return p.is_one_of(b.identity, "three_no", "five_guarantee") | (p.is_one_of(b.identity, "dibao") & needy)


def _ordinary_outpatient(
    b: Columns, p: Chongqing2012, own: Step, asked: _AskedOfAll, major: Bools, trace: bool
) -> Benefit:
    """二（二）1 普通疾病门诊: in full within a quota, or a share up to a limit; nobody else."""
    quota = _quota_group(b, p)
    by_share = p.is_one_of(b.identity, "dibao", "entitled_veteran") & ~quota
    conditions = require(
        asked.recipient,
        Condition(
            "outpatient_group",
            "属于限额门诊救助对象，或其他低保对象、在乡重点优抚对象",
            quota | by_share,
            (p.texts.quota_group, p.figures.quota_age.source, p.texts.outpatient_group),
        ),
        asked.designated,
        Condition("outpatient", "门诊", b.care == OUTPATIENT, (p.texts.outpatient_base,)),
        Condition("ordinary", "不享受特殊病种门诊救助", ~major, (p.texts.outpatient_base,)),
    )
    met = conditions.met & asked.decided
    figures = p.figures
    sheet = Worksheet(trace)
    sheet.include(own, p.texts.outpatient_base)
    computed = only_where(met, either(quota, own.value, share(own.value, figures.outpatient_rate.amount)))
    sheet.step(
        "share",
        "按比例计算",
        "{own} × {rate}",
        computed,
        {"own": own.value, "rate": figures.outpatient_rate},
        (p.texts.outpatient_base,),
        when=by_share,
    )
    limit = either(quota, figures.quota_limit.amount, figures.outpatient_limit.amount)
    paid, used = pay_from_pool(computed, b.used_before(computed, "ordinary_outpatient"), limit)
    for when, figure, label in (
        (quota, figures.quota_limit, "在限额门诊救助的余额内全额救助"),
        (by_share, figures.outpatient_limit, "不超过年门诊救助封顶线的余额"),
    ):
        sheet.step(
            "amount",
            label,
            "min({computed}, {limit} − {used})",
            paid,
            {"computed": computed, "limit": figure, "used": used},
            (p.texts.quota_base,) if figure is figures.quota_limit else (),
            when=when,
        )
    return Benefit("ordinary_outpatient", conditions.each, met, paid, sheet.steps, used=used, limit=limit)


def premium(q: PremiumColumns, p: Chongqing2012, trace: bool) -> Benefit:
    """二（一） 资助参保: tier 1 in full for 三无 and 五保, a fixed sum for the others; tier 2 a fixed sum for all."""
    full, fixed, second_fixed = p.figures.premium_tier1_full, p.figures.premium_tier1, p.figures.premium_tier2
    second = q.tier == 2
    in_full = full.has(q.identity) & ~second
    conditions = require(
        Condition("recipient", "属于救助范围内的人员", p.is_recipient(q.identity), (p.texts.recipients,), p.sources),
        Condition("resident_scheme", "不属于职工医保覆盖范围", ~q.employee_scheme, (p.texts.premium,)),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    granted = np.where(
        second,
        second_fixed.amount,
        np.where(in_full, share(q.tier1, full.take(q.identity)), fixed.amount),
    )
    computed = only_where(met, granted)
    sheet.step("tier1", "一档全额资助", "{due} × {rate}", computed, {"due": q.tier1, "rate": full}, when=in_full)
    sheet.step("tier1", "一档定额资助", "{fixed}", computed, {"fixed": fixed}, when=~in_full & ~second)
    sheet.step("tier2", "二档定额资助", "{fixed}", computed, {"fixed": second_fixed}, when=second)
    amount = within_due(sheet, q, computed, p.texts.premium_above)
    return Benefit("premium", conditions.each, met, amount, sheet.steps)


def check_local(case: Case, p: Chongqing2012) -> None:
    """A district may pay more, but its figures are not an input, so nothing can be out of bounds."""


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Chongqing2012) -> Iterator[tuple[str, Choice]]:
    """The opinion's warnings and the rows to which each applies."""
    listed = _on_special_list(b, p)
    outpatient = b.care == OUTPATIENT
    yield "districts_may_pay_more", True
    yield (
        "declare_outpatient",
        outpatient
        & listed
        & p.figures.special_rate.has(b.identity)
        & ((b.treatment == RADIOCHEMOTHERAPY) | (b.treatment == DIALYSIS) | (b.treatment == TRANSFUSION)),
    )
    yield (
        "age_unknown",
        outpatient & p.is_one_of(b.identity, "dibao") & (b.age == NOT_GIVEN) & ~b.needs_maintenance,
    )
    yield "aid_not_subtracted", (b.civil_aid_paid + b.relief_fund_paid) > 0


def entitlements(b: Columns, p: Chongqing2012) -> Iterator[tuple[str, Choice]]:
    """What the opinion grants outside the numbers, and the rows to which it applies."""
    recipient = p.is_recipient(b.identity)
    yield "apply_before_discharge", recipient & (b.care == INPATIENT)
    yield "lower_deposit", recipient & b.designated & (b.care == INPATIENT)
    yield "temporary_and_charity", True
