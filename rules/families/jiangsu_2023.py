"""A provincial draft of 2023 that sets bounds; the cities set the numbers.

Reads down chapter 四: 基本救助 (（五）, （六）), then 倾斜救助 (（七）), which the draft leaves to the cities. Without
a city's own figures the result is the guaranteed minimum: highest deductible, lowest rate, lowest limit.
"""

from collections.abc import Iterator

import numpy as np

from rules.case import Case
from rules.codes import IN_CITY, IN_COUNTY, INPATIENT, IRREGULAR, OTHER, OUT_OF_PROVINCE, OUTPATIENT
from rules.columns import Choice, Columns, PerRow, pay_from_pool
from rules.contribution import PremiumColumns, within_due
from rules.errors import CaseError
from rules.figures import Figure, Parameters, Quoted, Record, Table
from rules.money import WHOLE, Bools, Ints, above, either, share, to_yuan
from rules.own_part import own_part
from rules.worksheet import Benefit, Condition, Conditions, Percent, Worksheet, only_where, require

#: The benefits in the order of the interface.
BENEFITS = ("basic", "tilt")
#: The city's own figures (fen; ``rate`` in basis points).
LOCAL = ("disposable_income", "deductible", "rate", "cap", "outpatient_cap")
#: 四（六） subtracts insurance only.
SUBTRACTS_OTHER_AID = False
#: Whether it subsidises contributions.
SUBSIDISES_PREMIUM = True
#: The draft has no disease list.
CATALOGUES: tuple[str, ...] = ()

#: No limit is known: more than any ledger can reach (fen).
_NO_LIMIT = 1 << 60


class Figures(Record):
    """The bounds of 四（六）, 七（十五） and 三（二）."""

    rate: Table
    deductible_share: Table
    cap_times: Figure
    outpatient_cap: Figure
    reduction: Figure
    control_share: Figure
    premium: Table


class Texts(Record):
    """The words that conditions and steps rest on."""

    recipients: Quoted
    designated: Quoted
    referral: Quoted
    base: Quoted
    insurance_first: Quoted
    no_deductible: Quoted
    deductible: Quoted
    rate: Quoted
    cap: Quoted
    cities: Quoted
    tilt: Quoted
    tilt_city: Quoted
    premium: Quoted


class Jiangsu2023(Parameters):
    """The parameters of the draft."""

    figures: Figures
    texts: Texts


MODEL = Jiangsu2023


def evaluate(b: Columns, p: Jiangsu2023, trace: bool) -> tuple[Benefit, ...]:
    """基本救助 and 倾斜救助 for every row."""
    entitled = require(
        Condition("recipient", "属于一类或二类救助对象", p.is_recipient(b.identity), (p.texts.recipients,), p.sources),
        Condition("designated", "在定点医药机构就医", b.designated, (p.texts.designated,)),
    )
    return _basic(b, p, entitled, trace), _tilt(b, p, entitled)


def _given(b: Columns, name: str) -> Ints:
    """A city's own figure for each row, −1 where it is not given."""
    return np.broadcast_to(np.asarray(b.local.get(name, -1), np.int64), b.eligible.shape)


def _basic(b: Columns, p: Jiangsu2023, entitled: Conditions, trace: bool) -> Benefit:
    """四（六）: (own above the deductible) × rate, within the outpatient limit and the year's limit."""
    reduced_reading: Choice = b.readings["irregular_referral"]
    irregular = b.referral == IRREGULAR
    conditions = entitled.also(
        Condition("referral", "按规定转诊（或本来就不需要转诊）", ~irregular | reduced_reading, (p.texts.referral,)),
    )
    decided = _deductible_known(b, p)
    met = conditions.met
    counted = met & decided.met
    sheet = Worksheet(trace)
    own = own_part(b, (p.texts.base, p.texts.insurance_first))
    sheet.include(own)
    over = _above_deductible(b, p, only_where(counted, own.value), sheet)
    computed = _share(b, p, over, reduced_reading & irregular, sheet)
    within, outpatient_bound = _within_outpatient_limit(b, p, computed, sheet)
    paid, used, limit, cap_bound = _within_year_limit(b, p, within, sheet)
    floor = p.figures.rate.is_floor(b.identity) & (_given(b, "rate") < 0)
    ceiling = p.figures.deductible_share.has(b.identity) & (_given(b, "deductible") < 0)
    # 降低幅度不超过: a city may cut the rate by less.
    lower_bound = counted & (floor | ceiling | irregular | outpatient_bound | cap_bound)
    return Benefit("basic", conditions.each, met, paid, sheet.steps, lower_bound, (decided,), used, limit)


def _deductible_known(b: Columns, p: Jiangsu2023) -> Condition:
    """四（六）: class 2 has a deductible, at most a share of an income that must be given."""
    second = p.figures.deductible_share.has(b.identity)
    known = (_given(b, "deductible") >= 0) | (_given(b, "disposable_income") >= 0)
    return Condition(
        "deductible_known",
        "二类救助对象有年度起付标准，由各市制定；请填写当地起付标准，或上年居民人均可支配收入",
        ~second | known,
        (p.texts.deductible, p.texts.cities),
    )


def _above_deductible(b: Columns, p: Jiangsu2023, own: Ints, sheet: Worksheet) -> Ints:
    """What of ``own`` lies above the year's deductible, counted once a year on the running sum."""
    table = p.figures.deductible_share
    second = table.has(b.identity)
    city = _given(b, "deductible")
    income = _given(b, "disposable_income")
    highest = share(np.maximum(income, 0), table.take(b.identity))
    deductible = only_where(second, either(city >= 0, city, highest))
    from_income = second & (city < 0)
    sheet.step(
        "deductible",
        "起付标准最高不超过当地上年居民人均可支配收入的规定比例，这里按最高计算",
        "{income} × {share}",
        deductible,
        {"income": np.maximum(income, 0), "share": table},
        when=from_income,
    )
    before = b.used_before(own, "deductible_base")
    over = above(before + own, deductible) - above(before, deductible)
    sheet.step(
        "over",
        "全年累计超过起付标准的部分（扣除以前各次已计的）",
        "max(0, {before} + {own} − {deductible}) − max(0, {before} − {deductible})",
        over,
        {"before": before, "own": own, "deductible": deductible},
        (p.texts.deductible,),
        when=second,
    )
    sheet.step("over", "一类救助对象不设起付标准", "{own}", over, {"own": own}, (p.texts.no_deductible,), when=~second)
    return over


def _share(b: Columns, p: Jiangsu2023, over: Ints, reduced: Bools, sheet: Worksheet) -> Ints:
    """The document's rate, or the city's where the document sets a floor; less the reduction if a reading says so."""
    table, cut = p.figures.rate, p.figures.reduction
    city = _given(b, "rate")
    own_rate = (city >= 0) & table.is_floor(b.identity)
    rate = either(own_rate, city, table.take(b.identity))
    value = share(over, above(rate, reduced * cut.amount))
    for when, label in ((~own_rate, "按身份的救助比例计算"), (own_rate, "按当地规定的救助比例计算")):
        sheet.step(
            "share",
            label,
            "{over} × {rate}",
            value,
            {"over": over, "rate": Percent(rate), "bound": table},
            (p.texts.rate,),
            when=when & ~reduced,
        )
    sheet.step(
        "share",
        f"未按规定转诊，降低{cut.printed}计算",
        "{over} × ({rate} − {cut})",
        value,
        {"over": over, "rate": Percent(rate), "cut": cut, "bound": table},
        (p.texts.rate,),
        when=reduced,
    )
    return value


def _within_outpatient_limit(b: Columns, p: Jiangsu2023, computed: Ints, sheet: Worksheet) -> tuple[Ints, Bools]:
    """Ordinary outpatient within a limit of its own: (what is left to pay, whether the document's floor bound it)."""
    floor = p.figures.outpatient_cap
    city = _given(b, "outpatient_cap")
    limit = either(city >= 0, city, floor.amount)
    ordinary = (b.care == OUTPATIENT) & (b.treatment == OTHER)
    visits = only_where(ordinary, computed)
    paid, used = pay_from_pool(visits, b.used_before(visits, "ordinary_outpatient"), limit)
    sheet.step(
        "outpatient",
        "不超过普通门诊年度救助限额的余额",
        "min({computed}, {limit} − {used})",
        paid,
        {"computed": computed, "limit": limit, "used": used, "floor": floor},
        when=ordinary,
    )
    return either(ordinary, paid, computed), ordinary & (city < 0) & (paid < visits)


def _within_year_limit(
    b: Columns, p: Jiangsu2023, computed: Ints, sheet: Worksheet
) -> tuple[Ints, PerRow, Ints, Bools]:
    """The year's limit: (paid, used before, limit or −1, whether the document's floor bound it)."""
    times = p.figures.cap_times
    city, income = _given(b, "cap"), _given(b, "disposable_income")
    derived = (city < 0) & (income >= 0)
    none = (city < 0) & (income < 0)
    limit = either(city >= 0, city, either(derived, income * times.amount, _NO_LIMIT))
    sheet.step(
        "cap",
        "年度救助限额原则上不低于当地上年居民人均可支配收入的规定倍数，这里按最低计算",
        "{income} × {times}",
        limit,
        {"income": np.maximum(income, 0), "times": times},
        when=derived,
    )
    paid, used = pay_from_pool(computed, b.used_before(computed, "basic"), limit)
    sheet.step(
        "amount",
        "不超过年度救助限额的余额",
        "min({computed}, {limit} − {used})",
        paid,
        {"computed": computed, "limit": limit, "used": used},
        (p.texts.cap,),
        when=~none,
    )
    sheet.step(
        "amount",
        "没有填年度救助限额，也没有填人均可支配收入，这里没有扣限额",
        "{computed}",
        paid,
        {"computed": computed},
        (p.texts.cap,),
        when=none,
    )
    return paid, used, either(none, -1, limit), derived & (paid < computed)


def _tilt(b: Columns, p: Jiangsu2023, entitled: Conditions) -> Benefit:
    """四（七）: in the province and referral in order: the city decides; nothing can be computed."""
    conditions = entitled.also(
        Condition("referral", "规范转诊（或本来就不需要转诊）", b.referral != IRREGULAR, (p.texts.tilt,)),
        Condition("in_province", "在省域内就医", b.place != OUT_OF_PROVINCE, (p.texts.tilt,)),
    )
    met = conditions.met
    city = Condition(
        "city_standard", "倾斜救助的具体标准由设区市制定，本文件没有给出，尚不能计算", ~met, (p.texts.tilt_city,)
    )
    return Benefit("tilt", conditions.each, met, np.zeros_like(b.eligible), undetermined=(city,))


def premium(q: PremiumColumns, p: Jiangsu2023, trace: bool) -> Benefit:
    """三（二）: class 1 in full, class 2 at least a share of the personal contribution."""
    table = p.figures.premium
    conditions = require(
        Condition("recipient", "属于一类或二类救助对象", p.is_recipient(q.identity), (p.texts.recipients,), p.sources),
        Condition("resident_scheme", "参加城乡居民基本医保", ~q.employee_scheme, (p.texts.premium,)),
    )
    met = conditions.met
    sheet = Worksheet(trace)
    computed = only_where(met, share(q.tier1, table.take(q.identity)))
    sheet.step("share", "按身份的资助比例计算", "{due} × {rate}", computed, {"due": q.tier1, "rate": table})
    amount = within_due(sheet, q, computed, p.texts.premium)
    return Benefit("premium", conditions.each, met, amount, sheet.steps, table.is_floor(q.identity) & met)


def check_local(case: Case, p: Jiangsu2023) -> None:
    """A city's figures stay within the draft's bounds (四（六）); ``out_of_bounds`` names bound and clause."""
    f, local = p.figures, case.local
    income = local.get("disposable_income")
    if "rate" in local:
        floor = _rate_floor(case, p)
        if local["rate"] < floor.amount:
            _out_of_bounds("rate", f"救助比例不能低于{floor}", floor)
        if local["rate"] > WHOLE:
            raise CaseError("out_of_bounds", "parameters.rate", "当地救助比例不能超过100%，请按百分数填写，例如 82.5。")
    if "outpatient_cap" in local and local["outpatient_cap"] < f.outpatient_cap.amount:
        _out_of_bounds("outpatient_cap", f"普通门诊救助限额不能低于{f.outpatient_cap}", f.outpatient_cap)
    if income is not None:
        share_of_income = next(iter(f.deductible_share.root.values()))
        highest = int(share(np.array(income), share_of_income.amount))
        if local.get("deductible", 0) > highest:
            what = f"起付标准不能高于人均可支配收入的{share_of_income}，即 {to_yuan(highest)} 元"
            _out_of_bounds("deductible", what, share_of_income)
        lowest = income * f.cap_times.amount
        if local.get("cap", lowest) < lowest:
            what = f"年度救助限额不能低于人均可支配收入的{f.cap_times}，即 {to_yuan(lowest)} 元"
            _out_of_bounds("cap", what, f.cap_times)


def _rate_floor(case: Case, p: Jiangsu2023) -> Figure:
    """The highest floor among the identities held; the lowest of the draft where none of them has a floor."""
    floors = {code: figure for code, figure in p.figures.rate.root.items() if figure.at_least}
    held = [floors[code] for code in case.person.identities if code in floors]
    if held:
        return max(held, key=lambda figure: figure.amount)
    return min(floors.values(), key=lambda figure: figure.amount)


def _out_of_bounds(name: str, what: str, figure: Figure) -> None:
    message = f"填写的当地标准超出文件的界限：{what}（{figure.clause}：“{figure.quote}”），请核对当地文件。"
    raise CaseError("out_of_bounds", f"parameters.{name}", message)


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Jiangsu2023) -> Iterator[tuple[str, Choice]]:
    """The draft's warnings and the rows to which each applies."""
    basic = benefits[0]
    own = above(b.eligible - b.basic_paid, b.catastrophic_paid)
    left = own - basic.amount
    recipient = p.is_recipient(b.identity)
    no_limit = (_given(b, "cap") < 0) & (_given(b, "disposable_income") < 0)
    yield "no_limit_known", recipient & no_limit & (basic.amount > 0)
    yield (
        "above_control_target",
        recipient
        & b.designated
        & (b.care == INPATIENT)
        & (b.place == IN_COUNTY)
        & (left * WHOLE > b.eligible * p.figures.control_share.amount),
    )
    yield "aid_not_subtracted", (b.civil_aid_paid + b.relief_fund_paid) > 0


def entitlements(b: Columns, p: Jiangsu2023) -> Iterator[tuple[str, Choice]]:
    """What the draft grants outside the numbers, and the rows to which it applies."""
    recipient = p.is_recipient(b.identity)
    stay = recipient & (b.care == INPATIENT)
    in_city = (b.place == IN_COUNTY) | (b.place == IN_CITY)
    yield "identity_during_stay", stay
    # 市域内: elsewhere in the province is another city's institution.
    yield "deposit_waiver", stay & b.designated & in_city & (b.referral != IRREGULAR)
    yield "home_standard", recipient & (b.place != IN_COUNTY) & (b.referral != IRREGULAR)
    first_class = recipient & ~p.figures.deductible_share.has(b.identity)
    yield "aided_where_supported", first_class & (b.place == OUT_OF_PROVINCE)
    yield "enrolled_at_once", recipient & ~b.insured
    yield "help_applying", recipient
    yield "city_tilt", recipient & (b.place != OUT_OF_PROVINCE) & (b.referral != IRREGULAR)
    yield "temporary_and_charity", recipient
