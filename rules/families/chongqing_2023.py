"""The family of a municipality's district documents of 2023, which differ in their parameter files only.

Reads down chapter 二（三） 夯实托底保障: what the aid is computed on, then 特殊疾病, then 大额费用, then 倾斜救助 on
what is left after both.
"""

from collections.abc import Iterator

import numpy as np

from rules.codes import EMERGENCY, INPATIENT, IRREGULAR, OTHER, OUT_OF_PROVINCE
from rules.columns import Choice, Columns, PremiumColumns
from rules.diseases import list_entries
from rules.family import Demands, Family, Told
from rules.figures import Figure, Quoted, Record, Source, Table
from rules.money import Bools, Ints, above, either, share
from rules.own_part import own_part
from rules.parameters import Parameters
from rules.share_of_own import Own, Terms, share_of_own
from rules.uninsured import insured_first
from rules.worksheet import Benefit, Condition, Conditions, Worksheet, only_where, require, within_due


class Figures(Record):
    """The numbers of 二（三）2 and 3, and of 二（二）1."""

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
    long_term: Quoted
    other_disease: Quoted
    large_stay: Quoted
    large_base: Quoted
    large_rate: Quoted
    tilt_place: Quoted
    tilt_base: Quoted
    premium: Quoted
    premium_above: Quoted


class Chongqing2023(Parameters):
    """A district's parameters."""

    figures: Figures
    texts: Texts


def evaluate(b: Columns, p: Chongqing2023, trace: bool) -> tuple[Benefit, ...]:
    """The three benefits of 二（三） for every row."""
    step = own_part(b, _ground_of_own(p))
    own = Own(step, share(step.value, p.figures.special_rate.take(b.identity)))
    entitled = _entitled(b, p)
    listed = _on_special_list(b, p)
    deferred = _deferred(b, p)
    special = _special(b, p, own, entitled, listed, deferred, trace)
    large = _large(b, p, own, entitled, listed, deferred, trace)
    tilt = _tilt(b, p, own, (special, large), entitled, listed, trace)
    tilt.undetermined = (*deferred, *tilt.undetermined)
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
            "属于文件规定的救助对象",
            p.is_recipient(b.identity),
            (p.texts.recipients,),
            by_identity=p.sources,
        ),
        Condition("designated", "在定点医药机构就医", b.designated, (p.texts.designated,)),
        Condition("referral", "按规定转诊（或本来就不需要转诊）", b.referral != IRREGULAR, (p.texts.referral,)),
    )


def _on_special_list(b: Columns, p: Chongqing2023) -> Bools:
    return b.has_any(list_entries(p.catalogues["special"]))


def _deferred(b: Columns, p: Chongqing2023) -> tuple[Condition, ...]:
    """二（一）3: other recipients are aided by earlier rules, which this document does not give."""
    if p.texts.deferred is None:
        return ()
    label = "文件写明按既往政策规定和渠道救助，没有在本文件给出标准，尚不能判断"
    return (Condition("given_here", label, ~p.is_deferred(b.identity), (p.texts.deferred,)),)


def _without_rate(b: Columns, p: Chongqing2023, entitled: Conditions, listed: Bools) -> Condition:
    """二（三）1 covers long-term outpatient treatment; of diseases that are not on the list no rate is given."""
    long_term = entitled.met & (b.care != INPATIENT) & (b.treatment != OTHER) & ~listed
    label = "慢性病长期服药、重特大疾病长期门诊治疗在保障范围内，但病种不在名单里的，文件没有给出比例，尚不能计算"
    return Condition("rate_given", label, ~long_term, (p.texts.long_term,))


def _special(
    b: Columns,
    p: Chongqing2023,
    own: Own,
    entitled: Conditions,
    listed: Bools,
    deferred: tuple[Condition, ...],
    trace: bool,
) -> Benefit:
    """二（三）2 特殊疾病: inpatient or outpatient, ``own × rate``, annual limit."""
    asked = entitled.also(
        Condition("special_disease", "患特殊疾病（在特殊病种名单内）", listed, (p.texts.special_disease,)),
    )
    terms = Terms(
        "special",
        p.figures.special_rate,
        p.figures.special_limit,
        "按身份的救助比例计算",
        p.texts.special_base,
    )
    uninsured = insured_first(b, asked, (p.texts.insurance_first,))
    open_here = (*deferred, _without_rate(b, p, entitled, listed), *uninsured)
    return share_of_own(b, terms, own, asked, open_here, trace)


def _large(
    b: Columns,
    p: Chongqing2023,
    own: Own,
    entitled: Conditions,
    listed: Bools,
    deferred: tuple[Condition, ...],
    trace: bool,
) -> Benefit:
    """二（三）2 大额费用: another disease, one stay over the line, the special rate on the whole of ``own``."""
    level, over = p.figures.large_level, p.figures.large_over
    asked = entitled.also(
        Condition("other_disease", "患特殊疾病以外的其他疾病", ~listed, (p.texts.other_disease,)),
        Condition("inpatient", "住院", b.care == INPATIENT, (p.texts.large_stay,)),
        Condition("level", f"在{level.printed}及以上医疗机构", b.hospital_level >= level.amount, (level.source,)),
        Condition("over", f"这一次住院的政策范围内费用超过{over}", b.eligible > over.amount, (over.source,)),
    )
    terms = Terms(
        "large",
        p.figures.special_rate,
        p.figures.large_limit,
        "按特殊疾病的救助比例计算",
        p.texts.large_base,
        (p.texts.large_rate,),
    )
    open_here = (*deferred, *insured_first(b, asked, (p.texts.insurance_first,)))
    return share_of_own(b, terms, own, asked, open_here, trace)


def _tilt(
    b: Columns,
    p: Chongqing2023,
    own: Own,
    aids: tuple[Benefit, Benefit],
    entitled: Conditions,
    listed: Bools,
    trace: bool,
) -> Benefit:
    """二（三）3 倾斜救助: referral kept and treated in the city, on what is left after special and large."""
    special, large = aids
    in_scope = (b.care == INPATIENT) | listed | (b.treatment != OTHER)
    asked = entitled.also(
        Condition(
            "tilt_named", "文件为这类身份规定了倾斜救助", p.figures.tilt_rate.has(b.identity), (p.texts.tilt_base,)
        ),
        Condition("in_city", "在市内就医", b.place != OUT_OF_PROVINCE, (p.texts.tilt_place,)),
        Condition("in_scope", "住院、特殊疾病或需长期门诊治疗的费用", in_scope, (p.texts.scope,)),
        *_aided(b, p, special, large),
    )
    uninsured = insured_first(b, asked, (p.texts.insurance_first,))
    met = asked.met
    for condition in uninsured:
        met = met & condition.met
    sheet = Worksheet(trace)
    sheet.include(own.step)
    left = sheet.step(
        "left",
        "再减去前两项救助，个人还要负担的政策范围内费用",
        "{own} − {special} − {large}",
        above(own.step.value - special.amount, large.amount),
        {"own": own.step.value, "special": special.amount, "large": large.amount},
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
    limit = p.figures.tilt_limit
    paid, used = sheet.from_pool(b, "tilt", computed, limit)
    return Benefit(
        "tilt", asked.each, asked.met, paid, sheet.steps, undetermined=uninsured, used=used, limit=limit.amount
    )


def _aided(b: Columns, p: Chongqing2023, special: Benefit, large: Benefit) -> Iterator[Condition]:
    """Reading ``tilt_scope``: by the letter every cost in scope; in the other only what special or large has aided."""
    aided_only = b.readings["tilt_scope"]
    if aided_only is not False:
        aided = special.met | large.met | ~np.asarray(aided_only)
        source = p.readings["tilt_scope"].source
        yield Condition("aided", "属于特殊疾病救助或大额费用救助的费用", aided, (source,), when=aided_only)


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
    before = b.counted_before("tilt_left", left, line)
    base = by_visit
    taken: list[tuple[Choice, str, str]] = [
        (~(np.asarray(annual) | np.asarray(whole)), "超过倾斜救助起付线的部分", "max(0, {left} − {line})"),
    ]
    if whole is not False:
        reached = left >= line
        base = either(np.asarray(whole), only_where(reached, left), base)
        taken.append((whole & reached, "达到倾斜救助起付线，全额计算", "{left}"))
        taken.append((whole & ~reached, "没有达到倾斜救助起付线，不计算", "0"))
    if annual is not False:
        base = either(np.asarray(annual), above(before + left, line) - above(before, line), base)
        label = "全年累计超过倾斜救助起付线的部分（扣除以前各次已计的）"
        taken.insert(1, (annual, label, "max(0, {before} + {left} − {line}) − max(0, {before} − {line})"))
    for when, label, formula in taken:
        sheet.step("base", label, formula, base, {"before": before, "left": left, "line": table}, when=when)
    return base


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Chongqing2023) -> Iterator[Told]:
    """The warnings that need a computation, and the rows to which each applies."""
    listed = _on_special_list(b, p)
    open_to = p.is_recipient(b.identity) & b.designated & (b.referral != IRREGULAR)
    yield "emergency_referral", b.referral == EMERGENCY
    yield "child_disease", b.has_any(list_entries(p.catalogues["child"])) & ~listed
    yield "chronic_outpatient", open_to & (b.care != INPATIENT) & ~listed & (b.treatment != OTHER)


def offers(b: Columns, p: Chongqing2023) -> Iterator[Told]:
    """二（一）3 leaves other recipients to earlier rules; of ordinary disease nothing is said, and nothing repealed."""
    level, over = p.figures.large_level, p.figures.large_over
    large = (b.care == INPATIENT) & (b.hospital_level >= level.amount) & (b.eligible > over.amount)
    ordinary = b.designated & (b.referral != IRREGULAR) & ~_on_special_list(b, p) & ~large
    yield "earlier_rules", True
    yield "ordinary_aid", ordinary


def premium(q: PremiumColumns, p: Chongqing2023, trace: bool) -> Benefit:
    """二（二）1 资助参保: tier 1 by identity, tier 2 the whole of the tier-1 contribution, never more than is due."""
    tier1, tier2 = p.figures.premium_tier1, p.figures.premium_tier2
    second = q.tier == 2
    aided = p.is_recipient(q.identity) | p.is_deferred(q.identity)
    unnamed = ~p.is_deferred(q.identity) & ~tier1.has(q.identity)
    resident = ~q.employee_scheme
    by_letter = ~np.asarray(q.readings["premium_unnamed"])
    conditions = require(
        Condition("recipient", "属于文件规定的救助对象", aided, (p.texts.recipients,), p.sources),
        Condition("resident_scheme", "参加城乡居民基本医保", resident, (p.texts.premium,)),
        Condition(
            "named",
            "文件写明资助这类身份参加一档",
            second | ~unnamed,
            (p.texts.premium,),
            when=~second,
            otherwise="文件按身份写了一档的资助比例，没有写这一类身份，按字面没有一档资助",
        ),
        Condition(
            "named",
            "救助对象参加二档，统一资助",
            ~second | tier1.has(q.identity) | by_letter,
            (tier2.source,),
            when=second,
            otherwise="文件没有写这一类身份的一档比例；按所选的理解，二档也不资助",
        ),
    )
    left_open = conditions.met & p.is_deferred(q.identity) & ~second
    label = "这类救助对象按既往政策规定和渠道救助，文件没有写一档资助多少，尚不能判断"
    open_here = Condition("given_here", label, ~left_open, (p.texts.deferred,) if p.texts.deferred else ())
    sheet = Worksheet(trace)
    granted = np.where(second, share(q.tier1, tier2.amount), share(q.tier1, tier1.take(q.identity)))
    computed = only_where(conditions.met & ~left_open, granted)
    for key, label, rate, when in (
        ("tier1", "一档按身份的资助比例计算", tier1, ~second),
        ("tier2", "二档按一档个人缴费标准资助", tier2, second),
    ):
        sheet.step(key, label, "{due} × {rate}", computed, {"due": q.tier1, "rate": rate}, when=when)
    amount = within_due(sheet, q, computed, p.texts.premium_above)
    return Benefit("premium", conditions.each, conditions.met, amount, sheet.steps, undetermined=(open_here,))


FAMILY = Family(
    name="chongqing_2023",
    model=Chongqing2023,
    benefits=("special", "large", "tilt"),
    evaluate=evaluate,
    premium=premium,
    notices=notices,
    offers=offers,
    stay_line=lambda p: p.figures.large_over,
    demands=Demands(
        # The only municipal list in the library, and the child diseases that are told apart from it.
        catalogues=("special", "child"),
        readings=("tilt_scope", "premium_unnamed", "premium_identity"),
        may_have_readings=("tilt_period", "tilt_base"),
        warnings=("emergency_referral", "child_disease", "chronic_outpatient"),
    ),
)
