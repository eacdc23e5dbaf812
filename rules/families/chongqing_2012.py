"""The municipal opinion of 2012: every rate and limit is 不低于, so every amount is a lower bound.

Reads down chapter 二: 普通疾病门诊 and 住院 (二（二）), 特殊病种 and 大额费用 (二（三）). Exactly one of the four
applies to a bill: the first that fits in the order special, large, ordinary inpatient, ordinary outpatient.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rules.codes import ANTI_REJECTION, DIALYSIS, INPATIENT, NOT_GIVEN, OUTPATIENT, RADIOCHEMOTHERAPY, TRANSFUSION
from rules.columns import Columns, PremiumColumns
from rules.diseases import list_entries
from rules.family import Demands, Family, Told
from rules.figures import Figure, Quoted, Record, Table
from rules.money import Bools, either, share
from rules.own_part import own_part
from rules.parameters import Parameters
from rules.share_of_own import Own, Terms, share_of_own
from rules.uninsured import insured_first
from rules.worksheet import Benefit, Condition, Conditions, Operand, Step, Worksheet, only_where, require, within_due


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


class _Asked(NamedTuple):
    """What every benefit asks: the person, the institution; and what the opinion leaves to other rules."""

    own: Step
    recipient: Condition
    designated: Condition
    elsewhere: tuple[Condition, ...]
    listed: Bools


def evaluate(b: Columns, p: Chongqing2012, trace: bool) -> tuple[Benefit, ...]:
    """The four benefits of chapter 二 for every row."""
    listed = _on_special_list(b, p)
    recipient = p.is_recipient(b.identity)
    asked = _Asked(
        own_part(b, insurances="医疗保险"),  # each benefit brings its own words
        # 一（一）至（八）
        Condition("recipient", "属于救助范围内的人员", recipient, (p.texts.recipients,), by_identity=p.sources),
        # 三（三）
        Condition("designated", "在定点医疗机构就医", b.designated, (p.texts.designated,)),
        tuple(_given_elsewhere(b, p, listed, recipient)),
        listed,
    )
    # 二（三）: major diseases are for the first seven kinds of recipient.
    named = p.figures.special_rate.has(b.identity)
    first_seven = Condition("first_seven", "属于前七类救助对象", named, (p.texts.first_seven,))
    own = Own(asked.own, share(asked.own.value, p.figures.special_rate.take(b.identity)))
    special = _special(b, p, own, asked, first_seven, trace)
    large = _large(b, p, own, asked, first_seven, trace)
    major = special.met | large.met
    benefits = (
        special,
        large,
        _ordinary_inpatient(b, p, asked, major, trace),
        _ordinary_outpatient(b, p, asked, major, trace),
    )
    for benefit in benefits:
        benefit.at_least = (benefit.amount > 0) | benefit.cut()
    return benefits


def _given_elsewhere(b: Columns, p: Chongqing2012, listed: Bools, recipient: Bools) -> Iterator[Condition]:
    """What the opinion leaves to other rules: the two child diseases (二（三）1 第2段), students (二（三） 第3段)."""
    child = b.has_any(list_entries(p.catalogues["child"])) & ~listed & recipient
    yield Condition(
        "standard_given",
        "儿童急性白血病和先天性心脏病按渝办发〔2010〕263号文件的标准救助，该文件没有收录，尚不能计算",
        ~child,
        (p.texts.child_diseases,),
    )
    # 普通疾病 by one reading: a disease of the list is none.
    covered = np.asarray(b.readings["student_inpatient"]) & (b.care == INPATIENT) & ~listed
    yield Condition(
        "school_aid",
        "在校大学生的门诊和住院费用纳入学校资助体系，本文件没有给出标准，请向学校询问",
        ~p.is_in("school", b.identity) | covered,
        (p.texts.student,),
    )


def _on_special_list(b: Columns, p: Chongqing2012) -> Bools:
    return b.has_any(list_entries(p.catalogues["special"]))


def _named_outpatient(b: Columns) -> Bools:
    """二（三）1: 门诊放化疗、透析、输血."""
    named: Bools = (b.treatment == RADIOCHEMOTHERAPY) | (b.treatment == DIALYSIS) | (b.treatment == TRANSFUSION)
    return named


def _open(b: Columns, p: Chongqing2012, asked: _Asked, conditions: Conditions) -> tuple[Condition, ...]:
    """What leaves a benefit undetermined: the standard is elsewhere, or no insurance has paid (二（三）1第1段)."""
    return (*asked.elsewhere, *insured_first(b, conditions, (p.texts.special_base,)))


def _special(b: Columns, p: Chongqing2012, own: Own, asked: _Asked, first_seven: Condition, trace: bool) -> Benefit:
    """二（三）1 特殊病种: inpatient, or outpatient with 放化疗, 透析 or 输血; one limit for both."""
    transplant = b.has_any(frozenset(p.entries["anti_rejection"])) & (b.treatment == ANTI_REJECTION)
    covered = transplant & b.readings["outpatient_anti_rejection"]
    care = (b.care == INPATIENT) | _named_outpatient(b)
    conditions = require(
        asked.recipient,
        first_seven,
        asked.designated,
        Condition("special_disease", "患名单内的特殊病种", asked.listed, (p.texts.special_list,)),
        Condition(
            "special_care", "住院，或门诊放化疗、透析、输血", care | covered, (p.texts.special_care,), when=~covered
        ),
    )
    terms = Terms(
        "special",
        p.figures.special_rate,
        p.figures.special_limit,
        "按身份的救助比例计算",
        p.texts.special_base,
    )
    return share_of_own(b, terms, own, conditions, _open(b, p, asked, conditions), trace)


def _large(b: Columns, p: Chongqing2012, own: Own, asked: _Asked, first_seven: Condition, trace: bool) -> Benefit:
    """二（三）2 大额费用: another disease, one stay over the line, the same rates."""
    level, over = p.figures.large_level, p.figures.large_over
    conditions = require(
        asked.recipient,
        first_seven,
        asked.designated,
        Condition("other_disease", "患特殊病种以外的其他疾病", ~asked.listed, (p.texts.other_disease,)),
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.large_stay,)),
        Condition("level", f"在{level.printed}及以上医疗机构", b.hospital_level >= level.amount, (level.source,)),
        Condition("over", f"这一次住院的政策范围内费用超过{over}", b.eligible > over.amount, (over.source,)),
    )
    terms = Terms(
        "large",
        p.figures.special_rate,
        p.figures.large_limit,
        "按特殊病种的救助比例计算",
        p.texts.large_base,
        (p.texts.large_base, p.texts.large_rate),
    )
    return share_of_own(b, terms, own, conditions, _open(b, p, asked, conditions), trace)


def _ordinary_inpatient(b: Columns, p: Chongqing2012, asked: _Asked, major: Bools, trace: bool) -> Benefit:
    """二（二）2 普通疾病住院: any other stay."""
    rate = p.figures.inpatient_rate
    conditions = require(
        asked.recipient,
        asked.designated,
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.inpatient_base,)),
        Condition("ordinary", "不享受特殊病种或大额费用救助", ~major, (p.texts.inpatient_base,)),
    )
    terms = Terms(
        "ordinary_inpatient",
        rate,
        p.figures.inpatient_limit,
        "按身份的救助比例计算",
        p.texts.inpatient_base,
        (p.texts.inpatient_base,),
    )
    own = Own(asked.own, share(asked.own.value, rate.take(b.identity)))
    return share_of_own(b, terms, own, conditions, _open(b, p, asked, conditions), trace)


def _quota_group(b: Columns, p: Chongqing2012) -> Bools:
    """二（二）1: 三无, 五保, and of 低保 the old and those in need of maintenance treatment. Unknown age: below."""
    needy = (b.age >= p.figures.quota_age.amount) | b.needs_maintenance
    return p.is_in("quota", b.identity) | (p.is_in("quota_if_needy", b.identity) & needy)


def _ordinary_outpatient(b: Columns, p: Chongqing2012, asked: _Asked, major: Bools, trace: bool) -> Benefit:
    """二（二）1 普通疾病门诊: in full within a quota, or a share up to a limit; nobody else. One sum for the year."""
    quota = _quota_group(b, p)
    by_share = p.is_in("outpatient_share", b.identity) & ~quota
    figures = p.figures
    conditions = require(
        asked.recipient,
        Condition(
            "outpatient_group",
            "属于限额门诊救助对象，或其他低保对象、在乡重点优抚对象",
            quota | by_share,
            (p.texts.quota_group, figures.quota_age.source, p.texts.outpatient_group),
        ),
        asked.designated,
        Condition("outpatient", "门诊", b.care == OUTPATIENT, (p.texts.outpatient_base,)),
        Condition("ordinary", "不享受特殊病种门诊救助", ~major, (p.texts.outpatient_base,)),
    )
    undetermined = _open(b, p, asked, conditions)
    decided = conditions.met
    for condition in undetermined:
        decided = decided & condition.met
    own = asked.own.value
    sheet = Worksheet(trace)
    sheet.include(asked.own, p.texts.outpatient_base)
    computed = only_where(decided, either(quota, own, share(own, figures.outpatient_rate.amount)))
    operands: dict[str, Operand] = {"own": own, "rate": figures.outpatient_rate}
    sheet.step("share", "按比例计算", "{own} × {rate}", computed, operands, (p.texts.outpatient_base,), when=by_share)
    limit = either(quota, figures.quota_limit.amount, figures.outpatient_limit.amount)
    paid, used = b.pay_from_pool("ordinary_outpatient", computed, limit)
    for when, figure, label, cite in (
        (quota, figures.quota_limit, "在限额门诊救助的余额内全额救助", (p.texts.quota_base,)),
        (by_share, figures.outpatient_limit, "不超过年门诊救助封顶线的余额", ()),
    ):
        amounts: dict[str, Operand] = {"computed": computed, "limit": figure, "used": used}
        sheet.step("amount", label, "min({computed}, {limit} − {used})", paid, amounts, cite, when=when)
    return Benefit(
        "ordinary_outpatient",
        conditions.each,
        conditions.met,
        paid,
        sheet.steps,
        undetermined=undetermined,
        used=used,
        limit=limit,
        computed=computed,
    )


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


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Chongqing2012) -> Iterator[Told]:
    """The warnings that need a computation, and the rows to which each applies."""
    named = p.figures.special_rate.has(b.identity)
    outpatient = b.care == OUTPATIENT
    yield "declare_outpatient", outpatient & _on_special_list(b, p) & named & _named_outpatient(b)
    unknown = (b.age == NOT_GIVEN) & ~b.needs_maintenance
    yield "age_unknown", outpatient & p.is_in("quota_if_needy", b.identity) & unknown
    yield "districts_may_pay_more", np.logical_or.reduce([(each.amount > 0) | each.cut() for each in benefits])


FAMILY = Family(
    name="chongqing_2012",
    model=Chongqing2012,
    benefits=("special", "large", "ordinary_inpatient", "ordinary_outpatient"),
    asks_maintenance=True,
    evaluate=evaluate,
    premium=premium,
    notices=notices,
    stay_line=lambda p: p.figures.large_over,
    demands=Demands(
        # The list of 22 and the two child diseases of 二（三）1.
        catalogues=("special", "child"),
        entries=("anti_rejection",),
        groups=("school", "quota", "quota_if_needy", "outpatient_share"),
        readings=("student_inpatient", "outpatient_anti_rejection"),
        may_have_readings=("student_also",),
        warnings=("declare_outpatient", "age_unknown", "districts_may_pay_more"),
    ),
)
