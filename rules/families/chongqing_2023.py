"""The family of a municipality's district documents of 2023, which differ in their parameter files only.

Reads down chapter 二（三） 夯实托底保障: what the aid is computed on, then 特殊疾病, then 大额费用, then 倾斜救助 on
what is left after both.
"""

from collections.abc import Iterator

import numpy as np

from rules.case import Case
from rules.codes import EMERGENCY, IN_COUNTY, INPATIENT, IRREGULAR, LONG_TERM_MEDICATION, OTHER, OUT_OF_PROVINCE
from rules.columns import Choice, Columns
from rules.contribution import PremiumColumns, within_due
from rules.diseases import list_mask
from rules.figures import Figure, Parameters, Quoted, Record, Source, Table
from rules.money import Bools, Ints, above, either, share
from rules.own_part import own_part
from rules.worksheet import Benefit, Condition, Conditions, Step, Worksheet, only_where, require

#: The benefits in the order of the interface.
BENEFITS = ("special", "large", "tilt")
#: No figure is left to a city.
LOCAL: tuple[str, ...] = ()
#: The only municipal list in the library, and the child diseases that are told apart from it.
CATALOGUES: tuple[str, ...] = ("special", "child")
#: 二（三）2 subtracts basic and catastrophic insurance only.
SUBTRACTS_OTHER_AID = False
#: Whether it subsidises contributions.
SUBSIDISES_PREMIUM = True


class Figures(Record):
    """The numbers of 二（三）2 and 3."""

    special_rate: Table
    special_limit: Figure
    large_level: Figure
    large_over: Figure
    large_limit: Figure
    tilt_line: Table
    tilt_rate: Table
    tilt_limit: Figure
    premium_tier1: Table
    premium_tier2: Figure


class Texts(Record):
    """The words that conditions and steps rest on."""

    recipients: Quoted
    deferred: Quoted | None = None
    designated: Quoted
    scope: Quoted
    referral: Quoted
    special_disease: Quoted
    special_base: Quoted
    insurance_first: Quoted
    no_deductible: Quoted | None = None
    deductibles_inside: Quoted
    other_disease: Quoted
    large_stay: Quoted
    large_base: Quoted
    large_rate: Quoted
    tilt_place: Quoted
    tilt_base: Quoted
    premium: Quoted


class Chongqing2023(Parameters):
    """A district's parameters."""

    figures: Figures
    texts: Texts


MODEL = Chongqing2023


def evaluate(b: Columns, p: Chongqing2023, trace: bool) -> tuple[Benefit, ...]:
    """The three benefits of 二（三） for every row."""
    own = own_part(b, _ground_of_own(p))
    entitled = _entitled(b, p)
    listed = _on_special_list(b, p)
    by_rate = share(own.value, p.figures.special_rate.take(b.identity))
    special = _special(b, p, own, by_rate, entitled, listed, trace)
    large = _large(b, p, own, by_rate, entitled, listed, trace)
    tilt = _tilt(b, p, own, special, large, entitled, listed, trace)
    deferred = _deferred(b, p)
    for benefit in (special, large, tilt):
        benefit.undetermined = deferred
    return special, large, tilt


def _ground_of_own(p: Chongqing2023) -> tuple[Source, ...]:
    """Insurance first, then aid on the rest, what lies under the insurances' deductibles included; none of our own."""
    grounds = (p.texts.insurance_first, p.texts.deductibles_inside)
    return grounds if p.texts.no_deductible is None else (*grounds, p.texts.no_deductible)


def _entitled(b: Columns, p: Chongqing2023) -> Conditions:
    """二（一） recipient, 二（三）1 designated institution, 二（六） referral in order: asked of every benefit."""
    return require(
        Condition(
            "recipient",
            "属于本办法的救助对象",
            p.is_recipient(b.identity),
            (p.texts.recipients,),
            by_identity=p.sources,
        ),
        Condition("designated", "在定点医药机构就医", b.designated, (p.texts.designated,)),
        Condition("referral", "按规定转诊（或本来就不需要转诊）", b.referral != IRREGULAR, (p.texts.referral,)),
    )


def _on_special_list(b: Columns, p: Chongqing2023) -> Bools:
    return b.has_any(list_mask(p.catalogues["special"]))


def _special(
    b: Columns, p: Chongqing2023, own: Step, by_rate: Ints, entitled: Conditions, listed: Bools, trace: bool
) -> Benefit:
    """二（三）2 特殊疾病: inpatient or outpatient, ``own × rate``, annual limit."""
    conditions = entitled.also(
        Condition("special_disease", "患特殊疾病（在特殊病种名单内）", listed, (p.texts.special_disease,)),
    )
    met = conditions.met
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
    b: Columns, p: Chongqing2023, own: Step, by_rate: Ints, entitled: Conditions, listed: Bools, trace: bool
) -> Benefit:
    """二（三）2 大额费用: another disease, one stay over the line, the special rate on the whole of ``own``."""
    level, over = p.figures.large_level, p.figures.large_over
    conditions = entitled.also(
        Condition("other_disease", "患特殊疾病以外的其他疾病", ~listed, (p.texts.other_disease,)),
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.large_stay,)),
        Condition("level", f"在{level.printed}及以上医疗机构", b.hospital_level >= level.amount, (level.source,)),
        Condition("over", f"这一次住院的政策范围内费用超过{over}", b.eligible > over.amount, (over.source,)),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    sheet.include(own, p.texts.large_base)
    computed = sheet.step(
        "share",
        "按特殊疾病的救助比例计算",
        "{own} × {rate}",
        only_where(met, by_rate),
        {"own": own.value, "rate": p.figures.special_rate},
        (p.texts.large_rate,),
    )
    paid, used = sheet.from_pool(b, "large", computed, p.figures.large_limit)
    return Benefit("large", conditions.each, met, paid, sheet.steps, used=used, limit=p.figures.large_limit.amount)


def _tilt(
    b: Columns,
    p: Chongqing2023,
    own: Step,
    special: Benefit,
    large: Benefit,
    entitled: Conditions,
    listed: Bools,
    trace: bool,
) -> Benefit:
    """二（三）3 倾斜救助: referral kept and treated in the city, on what is left after special and large."""
    in_scope = (b.care == INPATIENT) | listed | (b.treatment != OTHER)
    aided_only = b.readings["tilt_scope"]
    conditions = entitled.also(
        Condition(
            "tilt_named", "文件为这类身份规定了倾斜救助", p.figures.tilt_rate.has(b.identity), (p.texts.tilt_base,)
        ),
        Condition("in_city", "在市内就医", b.place != OUT_OF_PROVINCE, (p.texts.tilt_place,)),
        Condition("in_scope", "住院、特殊疾病或需长期门诊治疗的费用", in_scope, (p.texts.scope,)),
        *_aided(p, special, large, aided_only),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    sheet.include(own)
    left = sheet.step(
        "left",
        "再减去前两项救助，个人还要负担的政策范围内费用",
        "{own} − {special} − {large}",
        above(own.value - special.amount, large.amount),
        {"own": own.value, "special": special.amount, "large": large.amount},
        (p.texts.tilt_base,),
    )
    base = _over_tilt_line(b, p, only_where(met, left), sheet)
    computed = sheet.step(
        "share",
        "按身份的倾斜救助比例计算",
        "{base} × {rate}",
        share(base, p.figures.tilt_rate.take(b.identity)),
        {"base": base, "rate": p.figures.tilt_rate},
    )
    paid, used = sheet.from_pool(b, "tilt", computed, p.figures.tilt_limit)
    return Benefit("tilt", conditions.each, met, paid, sheet.steps, used=used, limit=p.figures.tilt_limit.amount)


def _aided(p: Chongqing2023, special: Benefit, large: Benefit, aided_only: Choice) -> Iterator[Condition]:
    """Reading ``tilt_scope``: by the letter every cost in scope; in the other only what special or large has aided."""
    if aided_only is not False:
        aided = special.met | large.met | ~np.asarray(aided_only)
        yield Condition("aided", "属于特殊疾病救助或大额费用救助的费用", aided, (p.readings["tilt_scope"].source,))


def _over_tilt_line(b: Columns, p: Chongqing2023, left: Ints, sheet: Worksheet) -> Ints:
    """What of ``left`` the rate applies to: the part above the line, once a visit unless a reading says otherwise."""
    table = p.figures.tilt_line
    line = table.take(b.identity)
    annual: Choice = b.readings.get("tilt_period", False)
    whole: Choice = b.readings.get("tilt_base", False)
    by_visit = above(left, line)
    if annual is False and whole is False:
        return sheet.step(
            "base", "超过倾斜救助起付线的部分", "max(0, {left} − {line})", by_visit, {"left": left, "line": table}
        )
    before = b.used_before(left, "tilt_left")
    by_year = above(before + left, line) - above(before, line)
    reached = left >= line
    at_line = only_where(reached, left)
    base = either(np.asarray(annual), by_year, either(np.asarray(whole), at_line, by_visit))
    plain = ~(np.asarray(annual) | np.asarray(whole))
    sheet.step(
        "base", "超过倾斜救助起付线的部分", "max(0, {left} − {line})", base, {"left": left, "line": table}, when=plain
    )
    sheet.step(
        "base",
        "全年累计超过倾斜救助起付线的部分（扣除以前各次已计的）",
        "max(0, {before} + {left} − {line}) − max(0, {before} − {line})",
        base,
        {"before": before, "left": left, "line": table},
        when=annual,
    )
    for when, label, formula in (
        (whole & reached, "达到倾斜救助起付线，全额计算", "{left}"),
        (whole & ~reached, "没有达到倾斜救助起付线，不计算", "0"),
    ):
        sheet.step("base", label, formula, base, {"left": left, "line": table}, when=when)
    return base


def _deferred(b: Columns, p: Chongqing2023) -> tuple[Condition, ...]:
    """二（一）3: other recipients are aided by earlier rules, which this document does not give."""
    if p.texts.deferred is None:
        return ()
    return (
        Condition(
            "given_here",
            "文件写明按既往政策规定和渠道救助，没有在本文件给出标准，尚不能判断；可改按更早的全市意见测算",
            ~p.is_deferred(b.identity),
            (p.texts.deferred,),
        ),
    )


def check_local(case: Case, p: Chongqing2023) -> None:
    """Nothing is left to a city, so nothing can be out of bounds."""


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Chongqing2023) -> Iterator[tuple[str, Choice]]:
    """The family's warnings and the rows to which each applies."""
    listed = _on_special_list(b, p)
    outpatient = b.care != INPATIENT
    yield "special_list_2012", True
    yield "emergency_referral", b.referral == EMERGENCY
    yield "child_disease", b.has_any(list_mask(p.catalogues["child"])) & ~listed
    yield "chronic_outpatient", outpatient & ~listed & (b.treatment == LONG_TERM_MEDICATION)
    yield "aid_not_subtracted", (b.civil_aid_paid + b.relief_fund_paid) > 0


def entitlements(b: Columns, p: Chongqing2023) -> Iterator[tuple[str, Choice]]:
    """What the document grants outside the numbers, and the rows to which it applies."""
    recipient = p.is_recipient(b.identity)
    yield "catastrophic_tilt", p.is_one_of(b.identity, "extreme_poverty", "dibao", "returned_poverty")
    yield (
        "deposit_waiver",
        p.is_one_of(b.identity, "extreme_poverty", "dibao")
        & (b.care == INPATIENT)
        & b.designated
        & (b.place == IN_COUNTY)
        & (b.referral != IRREGULAR),
    )
    yield "home_standard", recipient & (b.place != IN_COUNTY) & (b.referral != IRREGULAR)
    yield "help_applying", recipient
    yield "temporary_and_charity", recipient
    yield "union_aid", True


def premium(q: PremiumColumns, p: Chongqing2023, trace: bool) -> Benefit:
    """二（二）1 资助参保: tier 1 by identity, tier 2 the whole of the tier-1 contribution, never more than is due."""
    tier1, tier2 = p.figures.premium_tier1, p.figures.premium_tier2
    second = q.tier == 2
    named = tier1.has(q.identity) | (second & ~np.asarray(q.readings["premium_unnamed"]))
    conditions = require(
        Condition("recipient", "属于本办法的救助对象", p.is_recipient(q.identity), (p.texts.recipients,), p.sources),
        Condition("resident_scheme", "参加城乡居民基本医保", ~q.employee_scheme, (p.texts.premium,)),
        Condition("named", "文件写明资助这类身份", named, (p.texts.premium, tier2.source)),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    granted = np.where(second, share(q.tier1, tier2.amount), share(q.tier1, tier1.take(q.identity)))
    computed = only_where(met, granted)
    sheet.step(
        "tier1", "一档按身份的资助比例计算", "{due} × {rate}", computed, {"due": q.tier1, "rate": tier1}, when=~second
    )
    sheet.step(
        "tier2", "二档按一档个人缴费标准资助", "{due} × {rate}", computed, {"due": q.tier1, "rate": tier2}, when=second
    )
    amount = within_due(sheet, q, computed, p.texts.premium)
    return Benefit("premium", conditions.each, met, amount, sheet.steps)
