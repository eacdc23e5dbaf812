"""A district plan of 2018: health aid for 建档立卡 people, visit by visit.

Reads down chapter 三: the fund on what the person bears inside the catalogue (（一）), then 精准脱贫保 on what is left
of the whole cost (（二）), then the district's guarantee for what still lies above the person's share (（三）).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rules.codes import INPATIENT, IRREGULAR, TREATMENT
from rules.columns import Choice, Columns
from rules.diseases import limited, list_entries
from rules.family import Demands, Family, Told
from rules.figures import Figure, Quoted, Record, Source
from rules.money import WHOLE, Bools, Ints, above, either, share
from rules.parameters import Parameters
from rules.uninsured import insured_first
from rules.worksheet import Benefit, Condition, Conditions, Operand, Worksheet, only_where, require

#: 四（二）: what is told of an uninsured person whose payments are not given.
COUNTED_AS_INSURED = (
    "没有参加医保：文件规定视作医保、大病保险已经报销，先扣除这部分再救助；没有填参保时应报销多少，就定不了"
)


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
    insurance_borne: Quoted
    listed: Quoted
    district: Quoted
    district_base: Quoted
    district_borne: Quoted
    counted_as_insured: Quoted
    referral: Quoted


class Banan2018(Parameters):
    """The parameters of the plan."""

    figures: Figures
    texts: Texts


class _Visit(NamedTuple):
    """What all layers share: conditions, payments made before (fen), the kind of care, what is listed."""

    entitled: Conditions
    payments: Ints
    inpatient: Bools
    listed: Bools


def evaluate(b: Columns, p: Banan2018, trace: bool) -> tuple[Benefit, ...]:
    """The fund, the insurance and the district's guarantee for every row."""
    entitled = require(
        Condition(
            "recipient", "建档立卡贫困人口，仍享受政策", p.is_recipient(b.identity), (p.texts.recipients,), p.sources
        ),
        Condition("designated", "在医保定点医疗机构就医", b.designated, (p.texts.designated,)),
    )
    payments = b.basic_paid + b.catastrophic_paid + b.civil_aid_paid + b.relief_fund_paid
    visit = _Visit(entitled, payments, b.care == INPATIENT, _listed_outpatient(b, p))
    fund = _fund(b, p, visit, trace)
    # What the person still bears of the whole cost, inside and outside the catalogue.
    borne = above(b.total - payments, fund.amount)
    insurance = _insurance(b, p, visit, fund.amount, borne, trace)
    return fund, insurance, _district(b, p, visit, borne, (fund.amount, insurance.amount), trace)


def _payment_operands(b: Columns) -> dict[str, Operand]:
    return {
        "basic_paid": b.basic_paid,
        "catastrophic_paid": b.catastrophic_paid,
        "civil_aid_paid": b.civil_aid_paid,
        "relief_fund_paid": b.relief_fund_paid,
    }


def _paid_where(conditions: Conditions, undetermined: tuple[Condition, ...]) -> Bools:
    """Where the conditions are met and nothing is left open."""
    decided = conditions.met
    for condition in undetermined:
        decided = decided & condition.met
    return decided


def _fund(b: Columns, p: Banan2018, visit: _Visit, trace: bool) -> Benefit:
    """三（一）: the person's part inside the catalogue, each segment at its own rate, rounded on its own."""
    asked = visit.entitled
    uninsured = insured_first(b, asked, (p.texts.counted_as_insured,), COUNTED_AS_INSURED)
    sheet = Worksheet(trace)
    own = sheet.step(
        "own",
        "目录内费用减去各项报销和救助，个人承担的部分",
        "{eligible} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid}",
        above(b.eligible, visit.payments),
        {"eligible": b.eligible, **_payment_operands(b)},
        (p.texts.fund_base,),
    )
    shares = [_segment(segment, own, sheet) for segment in p.figures.segments]
    computed = sheet.step(
        "computed",
        "各段相加",
        " + ".join(f"{{segment{i + 1}}}" for i in range(len(shares))),
        only_where(_paid_where(asked, uninsured), sum(shares[1:], start=shares[0])),
        {**{f"segment{i + 1}": part for i, part in enumerate(shares)}},
        (p.texts.fund_segments,),
    )
    paid, used = sheet.from_pool(b, "fund", computed, p.figures.fund_limit)
    limit = p.figures.fund_limit.amount
    return Benefit("fund", asked.each, asked.met, paid, sheet.steps, undetermined=uninsured, used=used, limit=limit)


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
    annex = list_entries(p.catalogues["chronic"], p.catalogues["major"])
    listed = b.has_any(annex.difference(by_treatment))
    for entry, treatments in by_treatment.items():
        if entry in annex:
            named = np.array([treatment in treatments for treatment in TREATMENT])
            listed = listed | (b.has_any(frozenset((entry,))) & named[b.treatment])
    outpatient: Bools = (b.care != INPATIENT) & listed
    return outpatient


def _keep_rate(inpatient: Bools, stay: Figure, visit: Figure) -> Ints:
    return either(inpatient, stay.amount, visit.amount)


def _insurance_conditions(b: Columns, p: Banan2018, visit: _Visit, borne: Ints, compliant: Bools) -> Conditions:
    """三（二）1, 2: a stay from a line on or a listed disease outpatient; costs that are compliant."""
    figures, in_part = p.figures, b.readings["noncompliant"]
    return visit.entitled.also(
        Condition(
            "in_scope",
            "住院，或附件所列慢性病、重特大疾病的门诊",
            visit.inpatient | visit.listed,
            (p.texts.insurance_inpatient, p.texts.insurance_outpatient, p.texts.listed),
        ),
        Condition(
            "reached",
            f"住院的，自己承担的部分达到{figures.inpatient_from}",
            ~visit.inpatient | (borne >= figures.inpatient_from.amount),
            (figures.inpatient_from.source,),
            when=visit.inpatient,
        ),
        Condition(
            "compliant",
            f"目录外费用不超过总费用的{figures.outside_share}",
            compliant | in_part,
            (figures.outside_share.source, figures.outside_share_outpatient.source),
            when=compliant | ~np.asarray(in_part),
        ),
    )


def _insurance(b: Columns, p: Banan2018, visit: _Visit, fund: Ints, borne: Ints, trace: bool) -> Benefit:
    """三（二） 精准脱贫保: what lies above the share that stays with the person, if the costs are compliant."""
    figures = p.figures
    compliant = (b.total - b.eligible) * WHOLE <= b.total * figures.outside_share.amount
    in_part: Choice = b.readings["noncompliant"]
    conditions = _insurance_conditions(b, p, visit, borne, compliant)
    uninsured = insured_first(b, conditions, (p.texts.counted_as_insured,), COUNTED_AS_INSURED)
    paid = _paid_where(conditions, uninsured)
    sheet = Worksheet(trace)
    _borne_step(b, borne, fund, sheet, p.texts.insurance_borne)
    rate = _keep_rate(visit.inpatient, figures.keep_inpatient, figures.keep_outpatient)
    keep = share(b.total, rate)
    partial = in_part & ~compliant
    kept_shares = (figures.keep_inpatient, figures.keep_outpatient)
    _keep_steps(b.total, keep, ~partial, visit.inpatient, kept_shares, sheet)
    amount = only_where(paid & compliant, above(borne, keep))
    if in_part is not False:
        amount = amount + _compliant_part(b, p, visit, fund, (partial, paid), sheet)
    sheet.step(
        "amount",
        "超过个人承担部分的，全额报销",
        "max(0, {borne} − {keep})",
        amount,
        {"borne": borne, "keep": keep},
        (p.texts.insurance_formula,),
        when=compliant,
    )
    return Benefit("insurance", conditions.each, conditions.met, amount, sheet.steps, undetermined=uninsured)


def _compliant_part(
    b: Columns, p: Banan2018, visit: _Visit, fund: Ints, where: tuple[Bools, Bools], sheet: Worksheet
) -> Ints:
    """三（二）3 by one reading: of costs that are not compliant the part that is. ``where``: such rows, paid rows."""
    figures = p.figures
    partial, paid = where
    kept_shares = (figures.keep_inpatient, figures.keep_outpatient)
    base = b.eligible + share(b.total, figures.outside_share.amount)
    kept = share(base, _keep_rate(visit.inpatient, *kept_shares))
    sheet.step(
        "compliant_base",
        f"合规部分：目录内费用加上总费用的{figures.outside_share}",
        "{eligible} + {total} × {allowed}",
        base,
        {"eligible": b.eligible, "total": b.total, "allowed": figures.outside_share},
        (p.texts.insurance_formula,),
        when=partial,
    )
    _keep_steps(base, kept, partial, visit.inpatient, kept_shares, sheet)
    return sheet.step(
        "amount",
        "合规部分减去各项支付和个人承担的部分",
        "max(0, {base} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid} − {fund} − {keep})",
        only_where(paid & partial, above(base - visit.payments - fund, kept)),
        {"base": base, "fund": fund, "keep": kept, **_payment_operands(b)},
        (p.texts.insurance_formula,),
        when=partial,
    )


def _borne_step(b: Columns, borne: Ints, fund: Ints, sheet: Worksheet, cite: Source) -> None:
    sheet.step(
        "borne",
        "总费用减去各项报销、救助和基金，自己承担的部分",
        "{total} − {basic_paid} − {catastrophic_paid} − {civil_aid_paid} − {relief_fund_paid} − {fund}",
        borne,
        {"total": b.total, "fund": fund, **_payment_operands(b)},
        (cite,),
    )


def _keep_steps(
    base: Ints, keep: Ints, where: Choice, inpatient: Bools, shares: tuple[Figure, Figure], sheet: Worksheet
) -> None:
    """The share of ``base`` that stays with the person, in the rows ``where``; ``shares``: of a stay, of a visit."""
    for care, rate in zip((inpatient, ~inpatient), shares, strict=True):
        operands: dict[str, Operand] = {"base": base, "rate": rate}
        sheet.step("keep", f"个人承担的部分（{rate}）", "{base} × {rate}", keep, operands, when=care & where)


def _district(b: Columns, p: Banan2018, visit: _Visit, borne: Ints, before: tuple[Ints, Ints], trace: bool) -> Benefit:
    """三（三） with 七: what still lies above the person's share, referral order kept or an emergency.

    ``before``: what the fund and the insurance pay.
    """
    fund, insurance = before
    inpatient = visit.inpatient
    stay, outpatient = p.figures.district_inpatient, p.figures.district_outpatient
    in_catalogue: Choice = b.readings["district_base"]
    conditions = visit.entitled.also(
        Condition("in_scope", "住院，或慢性病、重特大疾病的门诊", inpatient | visit.listed, (p.texts.district_base,)),
        Condition("referral", "按分级诊疗逐级转诊（危、急、重症除外）", b.referral != IRREGULAR, (p.texts.referral,)),
    )
    uninsured = insured_first(b, conditions, (p.texts.counted_as_insured,), COUNTED_AS_INSURED)
    paid = _paid_where(conditions, uninsured)
    rate = _keep_rate(inpatient, stay, outpatient)
    sheet = Worksheet(trace)
    _borne_step(b, borne, fund, sheet, p.texts.district_borne)
    keep = share(b.total, rate)
    _keep_steps(b.total, keep, ~np.asarray(in_catalogue), inpatient, (stay, outpatient), sheet)
    amount = only_where(paid, above(borne - insurance, keep))
    if in_catalogue is not False:
        outside = b.total - b.eligible
        keep_inside = share(b.eligible, rate)
        inside = only_where(paid, above(borne - insurance - outside, keep_inside))
        amount = either(np.asarray(in_catalogue), inside, amount)
        _keep_steps(b.eligible, keep_inside, in_catalogue, inpatient, (stay, outpatient), sheet)
        sheet.step(
            "amount",
            "目录内自己承担的部分仍超过个人承担比例的，由区里兜底",
            "max(0, {borne} − {insurance} − {outside} − {keep})",
            amount,
            {"borne": borne, "insurance": insurance, "outside": outside, "keep": keep_inside},
            (p.texts.district, p.texts.district_base),
            when=in_catalogue,
        )
    sheet.step(
        "amount",
        "仍超过个人承担比例的部分，由区里兜底",
        "max(0, {borne} − {insurance} − {keep})",
        amount,
        {"borne": borne, "insurance": insurance, "keep": keep},
        (p.texts.district, p.texts.district_base),
        when=~np.asarray(in_catalogue),
    )
    return Benefit("district", conditions.each, conditions.met, amount, sheet.steps, undetermined=uninsured)


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Banan2018) -> Iterator[Told]:
    """The warnings that need a computation, and the rows to which each applies."""
    outside: Bools = (b.total - b.eligible) * WHOLE > b.total * p.figures.outside_share.amount
    yield "noncompliant_costs", outside & p.is_recipient(b.identity)


FAMILY = Family(
    name="banan_2018",
    model=Banan2018,
    benefits=("fund", "insurance", "district"),
    evaluate=evaluate,
    notices=notices,
    counts_uninsured_as_insured=True,
    subtracts_other_aid=True,
    demands=Demands(
        # The two lists of the annex.
        catalogues=("chronic", "major"),
        readings=("noncompliant", "district_base"),
        warnings=("noncompliant_costs",),
    ),
)
