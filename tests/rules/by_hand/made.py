"""Cases made by a seed: ledgers of every length, with amounts on and beside the lines that the documents draw."""

from collections.abc import Iterator, Sequence
from random import Random

from tests.rules.by_hand import jiangsu_2023_draft as jiangsu
from tests.rules.by_hand.case import Json
from tests.rules.by_hand.money import printed, share, to_fen, wan, yuan
from tests.rules.by_hand.working import POLICIES

#: The lines that each document draws across one bill (fen).
_LINES = {
    "banan-2018": (yuan(1000), yuan(1000), wan(1), wan(5)),
    "chongqing-2012": (yuan(100), yuan(200), wan(1), wan(3), wan(3)),
    "jiangsu-2023-draft": (yuan(1000), wan(1), wan(3)),
    "jiulongpo-2023": (yuan(4000), wan(3)),
    "pengshui-2023": (yuan(3000), yuan(4000), yuan(5000), wan(3), wan(3)),
}
_OF_LISTS = (
    [f"special-2012/{number:02d}" for number in range(1, 23)],
    ["special-2012/15"],
    [f"child-2012/{number:02d}" for number in range(1, 3)],
    [f"chronic-2018/{number:02d}" for number in range(1, 15)],
    [f"major-2018/{number:02d}" for number in range(1, 16)],
    ["major-2018/03", "major-2018/04", "major-2018/05"],
)
_TREATMENTS = (
    "radiochemotherapy",
    "dialysis",
    "transfusion",
    "anti_rejection",
    "analgesia",
    "long_term_medication",
    *["other"] * 4,
)
_PLACES = ("in_county", "in_county", "in_city", "in_city", "in_province", "out_of_province")
_REFERRALS = (*["standard"] * 5, "irregular", "emergency")
_LEVELS = (0, 1, 1, 2, 2, 3, 3)
#: Codes that some documents do not know as recipients.
_ELSEWHERE = (
    *("other_registered", "registered_poor", "registered_poor_ended", "entitled_veteran", "severe_disability"),
    *("student", "dibao", "orphan", "three_no", "five_guarantee", "unattended_child"),
)
#: Running sums that may have been used beside the benefits.
_RUNNING = {"jiulongpo-2023": ("tilt_left",), "jiangsu-2023-draft": ("deductible_base", "ordinary_outpatient")}
#: Around what each yearly limit is, so that it is near its end (fen).
_LIMITS = {
    "special": (wan(10),),
    "large": (wan(6),),
    "tilt": (wan(2),),
    "tilt_left": (yuan(4000),),
    "fund": (wan(20),),
    "ordinary_inpatient": (yuan(6000),),
    "ordinary_outpatient": (yuan(100), yuan(200), wan(1)),
    "basic": (wan(3), wan(9)),
    "deductible_base": (yuan(5000),),
}


def cases(policy: str, count: int) -> Iterator[Json]:
    """The first ``count`` cases of a policy, the same each time."""
    random = Random(policy)
    for _ in range(count):
        yield _case(random, policy)


def _chance(random: Random, percent: int) -> bool:
    return random.randrange(100) < percent


def _case(random: Random, policy: str) -> Json:
    person = _person(random, policy)
    bills = [_bill(random, policy) for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4, 7)))]
    if len(bills) > 1 and _chance(random, 10):
        bills[1] = dict(bills[0])
    made: Json = {"policy": policy, "person": person, "bills": bills}
    if _chance(random, 50):
        made["year_to_date"] = _used(random, policy)
    readings = POLICIES[policy].READINGS | POLICIES[policy].PREMIUM_READINGS
    if _chance(random, 60):
        made["readings"] = {name: random.choice(values) for name, values in readings.items() if _chance(random, 60)}
    if policy == "jiangsu-2023-draft":
        made["parameters"] = _city(random, [c if isinstance(c, str) else c["code"] for c in person["identities"]])
    if _chance(random, 60):
        made["premium"] = _premium(random)
        if _chance(random, 20):
            made["bills"] = []
    return made


def _person(random: Random, policy: str) -> Json:
    own = POLICIES[policy].IDENTITIES
    among, count = random.choice(((own, 1), (own, 1), (own, 2), (own, 3), (_ELSEWHERE, 1), ((*own, *_ELSEWHERE), 4)))
    identities = [] if _chance(random, 4) else random.sample(sorted(set(among)), min(count, len(set(among))))
    if _chance(random, 25):
        identities = [_held_for_a_time(random, policy, code) for code in identities]
    person: Json = {"identities": identities}
    if _chance(random, 12):
        person["insured"] = False
    if _chance(random, 70):
        person["age"] = random.choice((0, 45, 79, 80, 81, 130))
    if _chance(random, 40):
        person["needs_maintenance"] = _chance(random, 50)
    return person


def _held_for_a_time(random: Random, policy: str, code: str) -> str | Json:
    """An identity with a first day, a last day, both or neither, in the years of the bills."""
    year = int(policy.split("-")[1]) + 1
    days = sorted(f"{year}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}" for _ in range(2))
    held: Json = {"code": code}
    if _chance(random, 60):
        held["from"] = days[0]
    if _chance(random, 60):
        held["to"] = days[1]
    return code if _chance(random, 30) else held


def _amount(random: Random, policy: str) -> int:
    """An amount (fen): small, on or beside a line, ordinary, large."""
    kind = random.randrange(20)
    if kind < 3:
        return random.randint(0, yuan(500))
    if kind < 10:
        return random.choice(_LINES[policy]) + random.choice((-1, 0, 0, 1, 1, random.randint(-100, 100)))
    if kind < 15:
        return random.randint(0, wan(1))
    return random.randint(0, wan(90 if kind == 19 else 15))


def _bill(random: Random, policy: str) -> Json:
    eligible = _amount(random, policy)
    # What is left to the person, rather than what insurance paid, is what stands near a line.
    own = random.choice((min(eligible, _amount(random, policy)), random.randint(0, eligible), eligible, 0))
    paid = _parts(random, eligible - own, 4 if policy == "banan-2018" or _chance(random, 10) else 2)
    bill: Json = {
        "care": random.choice(("inpatient", "outpatient")),
        "eligible": printed(eligible),
        "total": printed(_total(random, eligible)),
        "diseases": [random.choice(random.choice(_OF_LISTS)) for _ in range(random.choice((0, 0, 1, 1, 1, 2)))],
        "treatment": random.choice(_TREATMENTS),
    }
    for name, part in zip(
        ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid"), paid, strict=False
    ):
        bill[name] = printed(part)
    for name, values in (
        ("hospital_level", _LEVELS),
        ("designated", (*[True] * 7, False)),
        ("place", _PLACES),
        ("referral", _REFERRALS),
    ):
        if _chance(random, 80):
            bill[name] = random.choice(values)
    if _chance(random, 90):
        year = int(policy.split("-")[1]) + random.choice((0, 1, 1, 1, 1, 2))
        day = random.choice(("01-01", "12-31", f"{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"))
        bill["date"] = f"{year}-{day}"
        if _chance(random, 25):
            bill["admitted"] = f"{year - _chance(random, 20)}-{min(day[:2], '06')}-01"
    return bill


def _parts(random: Random, whole: int, count: int) -> Sequence[int]:
    """``whole`` cut into ``count`` parts, some of them often nothing."""
    cuts = sorted(random.choice((0, whole, random.randint(0, whole))) for _ in range(count - 1))
    return [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]


def _total(random: Random, eligible: int) -> int:
    """总费用: all in the catalogue, about a tenth outside it, or more."""
    tenth_outside = (eligible * 10 + 8) // 9 + random.choice((-1, 0, 0, 1))
    return max(eligible, random.choice((eligible, tenth_outside, eligible + random.randint(0, eligible // 3 + 2))))


def _used(random: Random, policy: str) -> Json:
    used = {}
    for name in (*POLICIES[policy].BENEFITS, *_RUNNING.get(policy, ())):
        if _chance(random, 50):
            limit = random.choice(_LIMITS.get(name, (wan(10),)))
            near = random.choice((0, limit, limit - 1, limit - random.randint(0, yuan(200)), random.randint(0, limit)))
            used[name] = printed(max(0, near))
    if policy == "jiangsu-2023-draft" and "ordinary_outpatient" in used:  # it is part of what the year's limit has paid
        used["basic"] = max(used.get("basic", "0.00"), used["ordinary_outpatient"], key=to_fen)
    return used


def _city(random: Random, identities: Sequence[str]) -> Json:
    """A city's own figures (江苏), within the draft's bounds, any of them left out."""
    city: Json = {}
    income = None
    if _chance(random, 70):
        income = random.choice((random.randint(wan(1), wan(6)), random.randint(yuan(1000), yuan(5000)), 100_005))
        city["disposable_income"] = printed(income)
    if _chance(random, 40):
        rates = ["80", "82.5", "87.25", "99.9", "100"]
        # With groups of 100% alone it is not looked at; with nobody it keeps the lowest bound.
        if not any(identity in jiangsu.FIRST_CLASS_OTHERS for identity in identities):
            rates += ["70", "72.5", "75.55"]
        city["rate"] = random.choice(rates)
    if _chance(random, 40):
        highest = yuan(5000) if income is None else share(income, jiangsu.DEDUCTIBLE_SHARE)
        city["deductible"] = printed(random.choice((random.randint(0, highest), highest)))
    if _chance(random, 40):
        lowest = yuan(3000) if income is None else jiangsu.LIMIT_TIMES * income
        # 原则上: a city may go below it.
        city["cap"] = printed(
            max(0, lowest + random.choice((0, 1, random.randint(0, wan(5)), -random.randint(1, lowest))))
        )
    if _chance(random, 40):
        city["outpatient_cap"] = printed(jiangsu.OUTPATIENT_LIMIT + random.choice((0, 1, random.randint(0, wan(2)))))
    return city


def _premium(random: Random) -> Json:
    tier1 = random.choice((yuan(380), 35_001, random.randint(1, yuan(600)), 0))
    premium: Json = {"tier": random.choice((1, 2)), "tier1": printed(tier1)}
    if _chance(random, 50):
        premium["due"] = printed(random.choice((tier1, 0, yuan(50), yuan(60), 7_550, random.randint(0, yuan(900)))))
    if _chance(random, 20):
        premium["employee_scheme"] = _chance(random, 50)
    return premium
