"""A provincial draft of 2023 that sets bounds; the cities set the numbers.

Reads down chapter 四: 基本救助 (（五）, （六）), then 倾斜救助 (（七）), which the draft leaves to the cities. Without
a city's own figures the result is the guaranteed minimum: highest deductible, lowest rate, lowest limit.
"""

from collections.abc import Iterator

import numpy as np

from rules.case import Case
from rules.codes import EMERGENCY, IN_COUNTY, INPATIENT, IRREGULAR, OTHER, OUT_OF_PROVINCE, OUTPATIENT
from rules.columns import Choice, Columns, PerRow, PremiumColumns
from rules.errors import CaseError
from rules.family import Demands, Family, Told
from rules.figures import Figure, Quoted, Record, Table
from rules.money import WHOLE, Bools, Ints, above, either, share, to_yuan
from rules.own_part import own_part
from rules.parameters import Parameters
from rules.uninsured import insured_first
from rules.worksheet import Benefit, Condition, Conditions, Percent, Worksheet, only_where, require, within_due

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
    transition: Quoted
    premium: Quoted
    premium_employees: Quoted


class Jiangsu2023(Parameters):
    """The parameters of the draft."""

    figures: Figures
    texts: Texts


def evaluate(b: Columns, p: Jiangsu2023, trace: bool) -> tuple[Benefit, ...]:
    """基本救助 and 倾斜救助 for every row."""
    entitled = require(
        Condition("recipient", "属于一类或二类救助对象", p.is_recipient(b.identity), (p.texts.recipients,), p.sources),
        Condition("designated", "在定点医药机构就医", b.designated, (p.texts.designated,)),
    )
    transition = Condition(
        "given_here",
        "原建档立卡低收入人口按过渡期有关政策执行，本文件没有给出标准，尚不能判断",
        ~p.is_deferred(b.identity),
        (p.texts.transition,),
    )
    return _basic(b, p, entitled, transition, trace), _tilt(b, p, entitled, transition)


def _given(b: Columns, name: str) -> Ints:
    """A city's own figure for each row, −1 where it is not given."""
    return np.broadcast_to(np.asarray(b.local.get(name, -1), np.int64), b.eligible.shape)


def _basic(b: Columns, p: Jiangsu2023, entitled: Conditions, transition: Condition, trace: bool) -> Benefit:
    """四（六）: (own above the deductible) × rate, within the outpatient limit and the year's limit."""
    reduced_reading: Choice = b.readings["irregular_referral"]
    irregular = b.referral == IRREGULAR
    reduced = np.asarray(reduced_reading) & irregular
    conditions = entitled.also(
        Condition(
            "referral", "按规定转诊（或本来就不需要转诊）", ~irregular | reduced, (p.texts.referral,), when=~reduced
        ),
    )
    open_here = (
        transition,
        _deductible_known(b, p),
        *insured_first(b, conditions, (p.texts.insurance_first,)),
    )
    counted = conditions.met
    for condition in open_here:
        counted = counted & condition.met
    sheet = Worksheet(trace)
    own = own_part(b, (p.texts.base, p.texts.insurance_first))
    sheet.include(own)
    over = _above_deductible(b, p, only_where(counted, own.value), sheet)
    computed = _share(b, p, over, reduced, sheet)
    within, outpatient_bound = _within_outpatient_limit(b, p, computed, sheet)
    paid, used, limit, cap_bound = _within_year_limit(b, p, within, sheet)
    floor = p.figures.rate.is_floor(b.identity) & (_given(b, "rate") < 0)
    ceiling = p.figures.deductible_share.has(b.identity) & (_given(b, "deductible") < 0)
    # 降低幅度不超过: a city may cut the rate by less.
    lower_bound = counted & (floor | ceiling | reduced | outpatient_bound | cap_bound)
    benefit = Benefit("basic", conditions.each, conditions.met, paid, sheet.steps, False, open_here, used, limit)
    benefit.computed = computed
    benefit.at_least = lower_bound & ((paid > 0) | benefit.cut())
    return benefit


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
    before = b.counted_before("deductible_base", own, deductible)
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
    paid, used = b.pay_from_pool("ordinary_outpatient", visits, limit)
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
    paid, used = b.pay_from_pool("basic", computed, limit)
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


def _tilt(b: Columns, p: Jiangsu2023, entitled: Conditions, transition: Condition) -> Benefit:
    """四（七）: in the province and referral in order: the city decides; nothing can be computed."""
    conditions = entitled.also(
        Condition("referral", "规范转诊（或本来就不需要转诊）", b.referral != IRREGULAR, (p.texts.tilt,)),
        Condition("in_province", "在省域内就医", b.place != OUT_OF_PROVINCE, (p.texts.tilt,)),
    )
    met = conditions.met
    city = Condition(
        "city_standard", "倾斜救助的具体标准由设区市制定，本文件没有给出，尚不能计算", ~met, (p.texts.tilt_city,)
    )
    return Benefit("tilt", conditions.each, met, np.zeros_like(b.eligible), undetermined=(transition, city))


def premium(q: PremiumColumns, p: Jiangsu2023, trace: bool) -> Benefit:
    """三（二）: class 1 in full, class 2 at least a share of the personal contribution."""
    table = p.figures.premium
    aided = p.is_recipient(q.identity) | p.is_deferred(q.identity)
    of_employees = p.is_in("employees", q.identity)
    conditions = require(
        Condition("recipient", "属于一类或二类救助对象", aided, (p.texts.recipients,), p.sources),
        Condition(
            "resident_scheme", "参加城乡居民基本医保", ~q.employee_scheme | of_employees, (p.texts.premium_employees,)
        ),
    )
    open_here = (
        Condition(
            "given_here",
            "原建档立卡低收入人口按过渡期有关政策执行，本文件没有写资助多少，尚不能判断",
            ~p.is_deferred(q.identity),
            (p.texts.transition,),
        ),
        Condition(
            "employees_named",
            "一类救助对象全额资助参保，但前面一句说的是城乡居民基本医保；特困职工参加职工医保的是否资助，文件没有写明",
            ~(q.employee_scheme & of_employees),
            (p.texts.premium_employees,),
        ),
    )
    met = conditions.met
    decided = met
    for condition in open_here:
        decided = decided & condition.met
    sheet = Worksheet(trace)
    due = either(q.due >= 0, q.due, q.tier1)  # the draft knows no tiers
    computed = only_where(decided, share(due, table.take(q.identity)))
    sheet.step("share", "按身份的资助比例计算", "{due} × {rate}", computed, {"due": due, "rate": table})
    amount = within_due(sheet, q, computed, p.texts.premium)
    floor = table.is_floor(q.identity) & (amount > 0)
    return Benefit("premium", conditions.each, met, amount, sheet.steps, floor, open_here)


def check_local(case: Case, p: Jiangsu2023) -> None:
    """A city's figures stay within the draft's bounds (四（六）); ``out_of_bounds`` names bound and clause.

    The year's limit has no bound: 原则上 leaves a city room below it.
    """
    f, local = p.figures, case.local
    if "rate" in local:
        if local["rate"] > WHOLE:
            raise CaseError("out_of_bounds", "parameters.rate", "当地救助比例不能超过100%，请按百分数填写，例如 82.5。")
        floor = _rate_floor(case, p)
        if floor is not None and local["rate"] < floor.amount:
            _out_of_bounds("rate", f"救助比例不能低于{floor}", floor)
    if "outpatient_cap" in local and local["outpatient_cap"] < f.outpatient_cap.amount:
        _out_of_bounds("outpatient_cap", f"普通门诊救助限额不能低于{f.outpatient_cap}", f.outpatient_cap)
    if "disposable_income" in local:
        share_of_income = next(iter(f.deductible_share.root.values()))
        highest = int(share(np.array(local["disposable_income"]), share_of_income.amount))
        if local.get("deductible", 0) > highest:
            what = f"起付标准不能高于人均可支配收入的{share_of_income}，即 {to_yuan(highest)} 元"
            _out_of_bounds("deductible", what, share_of_income)
    _check_used(case)


def _check_used(case: Case) -> None:
    """What was paid outpatient is part of what the year's limit has paid."""
    if case.used.get("basic", 0) < case.used.get("ordinary_outpatient", 0):
        what = "基本救助已用金额包含普通门诊已救助的金额，不能比它少，请核对后一起填写。"
        raise CaseError("out_of_bounds", "year_to_date.basic", what)


def _rate_floor(case: Case, p: Jiangsu2023) -> Figure | None:
    """The highest floor among the identities held; None where only groups are held to which no floor applies."""
    rates = {p.read_as.get(code, code): None for code in case.person.identities}
    held = [p.figures.rate.root[code] for code in rates if code in p.figures.rate.root]
    floors = [figure for figure in held if figure.at_least]
    if floors:
        return max(floors, key=lambda figure: figure.amount)
    return None if held else min((f for f in p.figures.rate.root.values() if f.at_least), key=lambda f: f.amount)


def _out_of_bounds(name: str, what: str, figure: Figure) -> None:
    message = f"填写的当地标准超出文件的界限：{what}（{figure.clause}：“{figure.quote}”），请核对当地文件。"
    raise CaseError("out_of_bounds", f"parameters.{name}", message)


def notices(b: Columns, benefits: tuple[Benefit, ...], p: Jiangsu2023) -> Iterator[Told]:
    """The warnings that need a computation, and the rows to which each applies."""
    basic = benefits[0]
    recipient = p.is_recipient(b.identity)
    cap, income = _given(b, "cap"), _given(b, "disposable_income")
    yield "no_limit_known", recipient & (cap < 0) & (income < 0) & (basic.amount > 0)
    yield "limit_below_principle", recipient & (cap >= 0) & (income >= 0) & (cap < income * p.figures.cap_times.amount)
    second = p.figures.deductible_share.has(b.identity)
    yield "deductible_unchecked", second & (_given(b, "deductible") >= 0) & (income < 0)
    yield "above_control_target", recipient & _above_control_target(b, benefits, p)
    # Nothing that is told of the limit is a guarantee where it was derived: 原则上.
    yield "limit_in_principle", recipient & (cap < 0) & (income >= 0) & basic.met
    yield "emergency_referral", b.referral == EMERGENCY


def _above_control_target(b: Columns, benefits: tuple[Benefit, ...], p: Jiangsu2023) -> Bools:
    """四（七）: more than the target is left of a stay in the county, where every benefit of the bill is decided."""
    own = above(b.eligible - b.basic_paid, b.catastrophic_paid)
    left = own - benefits[0].amount
    stay: Bools = b.designated & (b.care == INPATIENT) & (b.place == IN_COUNTY)
    for benefit in benefits:
        for condition in benefit.undetermined:
            stay = stay & condition.met
    return stay & (left * WHOLE > b.eligible * p.figures.control_share.amount)


FAMILY = Family(
    name="jiangsu_2023",
    model=Jiangsu2023,
    benefits=("basic", "tilt"),
    evaluate=evaluate,
    premium=premium,
    premium_tiers=False,
    #: The city's own figures (fen; ``rate`` in basis points).
    local=("disposable_income", "deductible", "rate", "cap", "outpatient_cap"),
    check_local=check_local,
    notices=notices,
    demands=Demands(
        groups=("employees",),
        readings=("irregular_referral",),
        warnings=(
            "no_limit_known",
            "limit_below_principle",
            "limit_in_principle",
            "deductible_unchecked",
            "above_control_target",
            "emergency_referral",
        ),
        running_sums=("deductible_base", "ordinary_outpatient"),
    ),
)
