"""A district plan of 2018: health aid for 建档立卡 people, visit by visit.

Reads down chapter 三: the fund on what the person bears inside the catalogue (（一）), then 精准脱贫保 on what is left
of the whole cost (（二）), then the district's guarantee for what still lies above the person's share (（三）).
"""

from collections.abc import Iterator

import numpy as np

from rules.case import Case
from rules.codes import IN_COUNTY, INPATIENT, IRREGULAR, OUT_OF_PROVINCE, TREATMENT
from rules.columns import Choice, Columns
from rules.contribution import PremiumColumns
from rules.diseases import limited, list_mask, mask
from rules.figures import Figure, Parameters, Quoted, Record
from rules.money import WHOLE, Bools, Ints, above, either, share
from rules.worksheet import Benefit, Condition, Conditions, Operand, Worksheet, only_where, require

#: The benefits in the order of the interface.
BENEFITS = ("fund", "insurance", "district")
#: No figure is left to a city.
LOCAL: tuple[str, ...] = ()
#: Every layer is computed after 民政医疗救助 and 扶贫济困基金.
SUBTRACTS_OTHER_AID = True
#: Whether it subsidises contributions.
SUBSIDISES_PREMIUM = False
#: The two lists of the annex.
CATALOGUES: tuple[str, ...] = ("chronic", "major")


class Segment(Record):
    """One segment of 三（一）: from (included) up to (excluded; None: no end), and the rate."""

    start: Figure
    end: Figure | None = None
    rate: Figure


class Figures(Record):
    """The numbers of chapter 三."""

    segments: tuple[Segment, ...]
    fund_limit: Figure
    inpatient_from: Figure
    outside_share: Figure
    outside_share_outpatient: Figure
    keep_inpatient: Figure
    keep_outpatient: Figure
    district_inpatient: Figure
    district_outpatient: Figure


class Texts(Record):
    """The words that conditions and steps rest on."""

    recipients: Quoted
    designated: Quoted
    fund_base: Quoted
    fund_segments: Quoted
    insurance_inpatient: Quoted
    insurance_outpatient: Quoted
    insurance_formula: Quoted
    listed: Quoted
    district: Quoted
    district_base: Quoted
    referral: Quoted


class Banan2018(Parameters):
    """The parameters of the plan."""

    figures: Figures
    texts: Texts


MODEL = Banan2018


def evaluate(b: Columns, p: Banan2018, trace: bool) -> tuple[Benefit, ...]:
    """The fund, the insurance and the district's guarantee for every row."""
    entitled = require(
        Condition(
            "recipient", "建档立卡贫困人口，仍享受政策", p.is_recipient(b.identity), (p.texts.recipients,), p.sources
        ),
        Condition("designated", "在医保定点医疗机构就医", b.designated, (p.texts.designated,)),
    )
    payments = b.basic_paid + b.catastrophic_paid + b.civil_aid_paid + b.relief_fund_paid
    fund = _fund(b, p, entitled, payments, trace)
    # What the person still bears of the whole cost, inside and outside the catalogue.
    borne = above(b.total - payments, fund.amount)
    listed = _listed_outpatient(b, p)
    insurance = _insurance(b, p, entitled, listed, payments, borne, fund.amount, trace)
    district = _district(b, p, entitled, listed, borne, fund.amount, insurance.amount, trace)
    return fund, insurance, district


def _payment_operands(b: Columns) -> dict[str, Operand]:
    return {
        "basic_paid": b.basic_paid,
        "catastrophic_paid": b.catastrophic_paid,
        "civil_aid_paid": b.civil_aid_paid,
        "relief_fund_paid": b.relief_fund_paid,
    }


def _fund(b: Columns, p: Banan2018, entitled: Conditions, payments: Ints, trace: bool) -> Benefit:
    """三（一）: the person's part inside the catalogue, each segment at its own rate, rounded on its own."""
    met = entitled.met
    sheet = Worksheet(trace)
    own = sheet.step(
        "own",
        "目录内费用减去各项报销和救助，个人承担的部分",
        "{eligible} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid}",
        above(b.eligible, payments),
        {"eligible": b.eligible, **_payment_operands(b)},
        (p.texts.fund_base,),
    )
    shares = [_segment(segment, own, sheet) for segment in p.figures.segments]
    computed = sheet.step(
        "computed",
        "各段相加",
        " + ".join(f"{{segment{i + 1}}}" for i in range(len(shares))),
        only_where(met, sum(shares[1:], start=shares[0])),
        {**{f"segment{i + 1}": part for i, part in enumerate(shares)}},
        (p.texts.fund_segments,),
    )
    paid, used = sheet.from_pool(b, "fund", computed, p.figures.fund_limit)
    return Benefit("fund", entitled.each, met, paid, sheet.steps, used=used, limit=p.figures.fund_limit.amount)


def _segment(segment: Segment, own: Ints, sheet: Worksheet) -> Ints:
    start, end, rate = segment.start, segment.end, segment.rate
    reached = own if end is None else np.minimum(own, end.amount)
    upper = "{own}" if end is None else "min({own}, {end})"
    until = "以上" if end is None else f"到{end}"
    operands: dict[str, Operand] = {"own": own, "start": start, "rate": rate}
    if end is not None:
        operands["end"] = end
    return sheet.step(
        "segment",
        f"自付{start}{until}的部分，按{rate}",
        f"max(0, {upper} − {{start}}) × {{rate}}",
        share(above(reached, start.amount), rate.amount),
        {**operands},
    )


def _listed_outpatient(b: Columns, p: Banan2018) -> Bools:
    """Outpatient treatment of a disease of the annex, with the treatment that the entry names where it names one."""
    by_treatment = limited()
    listed: Bools = b.has_any(
        (list_mask(p.catalogues["chronic"]) | list_mask(p.catalogues["major"])) & ~mask(by_treatment)
    )
    for entry, treatments in by_treatment.items():
        named = np.array([treatment in treatments for treatment in TREATMENT])
        listed |= b.has_any(mask([entry])) & named[b.treatment]
    outpatient: Bools = (b.care != INPATIENT) & listed
    return outpatient


def _keep_rate(inpatient: Bools, stay: Figure, visit: Figure) -> Ints:
    return either(inpatient, stay.amount, visit.amount)


def _insurance(
    b: Columns,
    p: Banan2018,
    entitled: Conditions,
    listed: Bools,
    payments: Ints,
    borne: Ints,
    fund: Ints,
    trace: bool,
) -> Benefit:
    """三（二） 精准脱贫保: what lies above the share that stays with the person, if the costs are compliant."""
    figures = p.figures
    inpatient = b.care == INPATIENT
    outside = b.total - b.eligible
    compliant = outside * WHOLE <= b.total * figures.outside_share.amount
    in_part: Choice = b.readings["noncompliant"]
    conditions = entitled.also(
        Condition(
            "in_scope",
            "住院，或附件所列慢性病、重特大疾病的门诊",
            inpatient | listed,
            (p.texts.insurance_inpatient, p.texts.insurance_outpatient, p.texts.listed),
        ),
        Condition(
            "reached",
            f"住院的，自己承担的部分达到{figures.inpatient_from}",
            ~inpatient | (borne >= figures.inpatient_from.amount),
            (figures.inpatient_from.source,),
        ),
        Condition(
            "compliant",
            f"目录外费用不超过总费用的{figures.outside_share}",
            compliant | in_part,
            (figures.outside_share.source, figures.outside_share_outpatient.source),
        ),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    _borne_step(b, p, borne, fund, sheet)
    rate = _keep_rate(inpatient, figures.keep_inpatient, figures.keep_outpatient)
    keep = share(b.total, rate)
    kept_shares = (figures.keep_inpatient, figures.keep_outpatient)
    partial = in_part & ~compliant
    _keep_steps(b.total, keep, ~partial, inpatient, kept_shares, sheet)
    whole = above(borne, keep)
    part = np.zeros_like(whole)
    if in_part is not False:
        base = b.eligible + share(b.total, figures.outside_share.amount)
        base_kept = share(base, rate)
        part = above(base - payments - fund, base_kept)
        sheet.step(
            "compliant_base",
            f"合规部分：目录内费用加上总费用的{figures.outside_share}",
            "{eligible} + {total} × {allowed}",
            base,
            {"eligible": b.eligible, "total": b.total, "allowed": figures.outside_share},
            (p.texts.insurance_formula,),
            when=partial,
        )
        _keep_steps(base, base_kept, partial, inpatient, kept_shares, sheet)
        sheet.step(
            "amount",
            "合规部分减去各项支付和个人承担的部分",
            "max(0, {base} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid}"
            " − {fund} − {keep})",
            only_where(met, part),
            {"base": base, "fund": fund, "keep": base_kept, **_payment_operands(b)},
            (p.texts.insurance_formula,),
            when=partial,
        )
    amount = only_where(met, either(compliant, whole, part))
    sheet.step(
        "amount",
        "超过个人承担部分的，全额报销",
        "max(0, {borne} − {keep})",
        amount,
        {"borne": borne, "keep": keep},
        (p.texts.insurance_formula,),
        when=compliant,
    )
    return Benefit("insurance", conditions.each, met, amount, sheet.steps)


def _borne_step(b: Columns, p: Banan2018, borne: Ints, fund: Ints, sheet: Worksheet) -> None:
    sheet.step(
        "borne",
        "总费用减去各项报销、救助和基金，自己承担的部分",
        "{total} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid} − {fund}",
        borne,
        {"total": b.total, "fund": fund, **_payment_operands(b)},
        (p.texts.insurance_formula,),
    )


def _keep_steps(
    base: Ints, keep: Ints, where: Choice, inpatient: Bools, shares: tuple[Figure, Figure], sheet: Worksheet
) -> None:
    """The share of ``base`` that stays with the person, in the rows ``where``; ``shares``: of a stay, of a visit."""
    for care, rate in zip((inpatient, ~inpatient), shares, strict=True):
        operands: dict[str, Operand] = {"base": base, "rate": rate}
        sheet.step("keep", f"个人承担的部分（{rate}）", "{base} × {rate}", keep, operands, when=care & where)


def _district(
    b: Columns,
    p: Banan2018,
    entitled: Conditions,
    listed: Bools,
    borne: Ints,
    fund: Ints,
    insurance: Ints,
    trace: bool,
) -> Benefit:
    """三（三） with 七: what still lies above the person's share, referral order kept or an emergency."""
    figures = p.figures
    inpatient = b.care == INPATIENT
    in_catalogue: Choice = b.readings["district_base"]
    conditions = entitled.also(
        Condition("in_scope", "住院，或慢性病、重特大疾病的门诊", inpatient | listed, (p.texts.district,)),
        Condition("referral", "按分级诊疗逐级转诊（危、急、重症除外）", b.referral != IRREGULAR, (p.texts.referral,)),
    )
    met = conditions.met
    stay, visit = figures.district_inpatient, figures.district_outpatient
    rate = _keep_rate(inpatient, stay, visit)
    sheet = Worksheet(trace)
    _borne_step(b, p, borne, fund, sheet)
    keep = share(b.total, rate)
    _keep_steps(b.total, keep, ~np.asarray(in_catalogue), inpatient, (stay, visit), sheet)
    by_total = above(borne - insurance, keep)
    amount = by_total
    if in_catalogue is not False:
        outside = b.total - b.eligible
        keep_inside = share(b.eligible, rate)
        by_catalogue = above(borne - insurance - outside, keep_inside)
        amount = either(np.asarray(in_catalogue), by_catalogue, by_total)
        _keep_steps(b.eligible, keep_inside, in_catalogue, inpatient, (stay, visit), sheet)
        sheet.step(
            "amount",
            "目录内自己承担的部分仍超过个人承担比例的，由区里兜底",
            "max(0, {borne} − {insurance} − {outside} − {keep})",
            only_where(met, amount),
            {"borne": borne, "insurance": insurance, "outside": outside, "keep": keep_inside},
            (p.texts.district, p.texts.district_base),
            when=in_catalogue,
        )
    paid = only_where(met, amount)
    sheet.step(
        "amount",
        "仍超过个人承担比例的部分，由区里兜底",
        "max(0, {borne} − {insurance} − {keep})",
        paid,
        {"borne": borne, "insurance": insurance, "keep": keep},
        (p.texts.district, p.texts.district_base),
        when=~np.asarray(in_catalogue),
    )
    return Benefit("district", conditions.each, met, paid, sheet.steps)


def premium(q: PremiumColumns, p: Banan2018, trace: bool) -> Benefit:
    """The plan says nothing of contributions: nothing is computed, and the warning ``premium_not_covered`` says so."""
    nothing = np.zeros_like(q.tier1)
    return Benefit("premium", (), nothing != 0, nothing)


def check_local(case: Case, p: Banan2018) -> None:
    """Nothing is left to a city, so nothing can be out of bounds."""


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Banan2018) -> Iterator[tuple[str, Choice]]:
    """The plan's warnings and the rows to which each applies."""
    yield "uninsured", ~b.insured
    yield "deadline_outside_city", b.place == OUT_OF_PROVINCE
    yield "noncompliant_costs", (b.total - b.eligible) * WHOLE > b.total * p.figures.outside_share.amount


def entitlements(b: Columns, p: Banan2018) -> Iterator[tuple[str, Choice]]:
    """What the plan grants outside the numbers, and the rows to which it applies."""
    recipient = p.is_recipient(b.identity)
    yield "treated_first", recipient & (b.care == INPATIENT) & (b.place != OUT_OF_PROVINCE)
    yield "only_own_part", recipient & b.designated & (b.place == IN_COUNTY)
    yield "claim_afterwards", recipient
