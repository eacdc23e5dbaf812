"""Which field each amount of a message belongs to: 总费用, 政策范围内, 医保报了 …; own payments belong to none."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from knowledge.yamlfile import read_yaml

from .facts import Fact
from .money import Amount, amounts
from .text import Message

_FILE = Path(__file__).parent / "roles.yaml"
PAYMENTS = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
AMOUNTS = ("total", "eligible", *PAYMENTS)
_PARAMETERS = {
    "income": "disposable_income",
    "deductible": "deductible",
    "cap": "cap",
    "outpatient_cap": "outpatient_cap",
}

_REPORTED = re.compile(r"报了?|报销了?|报老|补了?|赔了?|抵了?|报起")
_LINK = re.compile(r"^(?:元|块钱?)?(?:左右|多)?[的是就属于为算]{0,3}(?:那是|那个是|是)?(?:由|从)?$")
_NOUGHT = re.compile(
    r"^[^，。；,;\d]{0,6}?(?:(?:一分(?:钱)?|一毛|分文|一点儿?|啥子?|半分)(?:都|也)?(?:没有?|莫得|没得|未|不)|(?:没有?|莫得|没得|未|不曾|无|还没有?)(?:得|有|再|给|能|享受|拿到)?(?:报|赔|付|给|补|用|享受|到|过|得|申请|领|救助|走|触发|达到|进|动|出|有|$|，|的|了|钱|，)|(?:没有?|莫得|没得|无|零|为零|是零)(?:的|了|啊|嘛|哈|呢|吧)?$|不报|报不了|报不到|为?零(?:元)?$|没有)"
)
_JOINT = re.compile(r"^(?:和|加|跟|、|与|\+|还有|加上|以及|带|同|加起|,|，)*$")
_TOGETHER = re.compile(
    r"(?:一起|一共|总共|合计|加起来|合起来|共|拢共|统共|两项|两样|合在一起|加一起)(?:总共|一共|共)?(?:报|赔|付|给|补)"
)
_ALL_IN = re.compile(
    r"(?:全部?|都|全都|全额|全是|均)(?:是|在|属于|符合|算)?(?:医保)?(?:的)?(?:目录(?:以)?内|政策(?:范围)?(?:以)?内|合规|医保(?:报销)?范围(?:以)?内|可报|范围内|报销范围)|(?:目录|政策(?:范围)?)外(?:的)?(?:费用)?(?:一分|都)?(?:没有|没得|莫得|为?0|为零)|没有(?:目录|政策(?:范围)?)外"
)
_DENIED = re.compile(r"(?:不是|并非|哪是|才不是)(?:那个)?$")


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    start: int
    end: int


@cache
def _roles_regex() -> re.Pattern[str]:
    data = read_yaml(_FILE)
    order = ("income", "deductible", "outpatient_cap", "cap", "tier1", "eligible", "relief_fund_paid", "civil_aid_paid")
    names = (*order, "catastrophic_paid", "basic_paid", "none", "total")
    return re.compile("|".join(f"(?P<{name}>{data[name]})" for name in names))


def _roles(text: str) -> list[_Role]:
    found = [_Role(str(m.lastgroup), m.start(), m.end()) for m in _roles_regex().finditer(text) if m.end() > m.start()]
    return [role for role in found if not (role.name == "civil_aid_paid" and _no_aid(text, role))]


def _no_aid(text: str, role: _Role) -> bool:
    """救助 of 特殊疾病救助 or of a question is no payment."""
    return text[role.start : role.end].startswith("救助") and not text[max(0, role.start - 2) : role.start].endswith(
        ("医疗", "民政", "，", "。", "又", "了")
    )


def cash_facts(message: Message) -> list[Fact]:
    """The amounts of the message that a field takes, and payments said to be nothing."""
    text = message.plain
    found = amounts(text)
    roles = _roles(text)
    facts: list[Fact] = []
    given: list[tuple[Amount, str | None]] = []
    for i, amount in enumerate(found):
        floor = found[i - 1].end if i else 0
        ceiling = found[i + 1].start if i + 1 < len(found) else len(text)
        name = _role_of(message, amount, roles, floor, ceiling)
        denied = bool(_DENIED.search(text[: amount.start]))
        if name is None and i and _carries(text, found[i - 1], amount):
            name = given[-1][1]
        given.append((amount, name))
        fact = _fact(amount, name, denied)
        if fact is not None:
            facts.append(fact)
    facts += _noughts(message, roles, found)
    facts += _all_in(text, facts)
    return sorted(facts, key=lambda fact: fact.start)


def _fact(amount: Amount, name: str | None, denied: bool) -> Fact | None:
    if name is None or name in ("none", "joint"):
        return None
    field = f"parameters.{_PARAMETERS[name]}" if name in _PARAMETERS else "premium.tier1" if name == "tier1" else name
    return Fact(field, amount.yuan(), amount.start, amount.end, amount.approximate, denied)


def _carries(text: str, before: Amount, amount: Amount) -> bool:
    """不是3万5，是5万3: the second amount has the role of the first."""
    between = text[before.end : amount.start]
    return bool(re.fullmatch(r"[元块]?[，,、\s]*(?:而)?(?:应该)?(?:是|，?不是|改成|改为)", between))


def _role_of(message: Message, amount: Amount, roles: list[_Role], floor: int, ceiling: int) -> str | None:
    """The role of an amount: what follows as 是大病报的, else the nearest words before it, else 住院+amount."""
    text = message.plain
    clause = message.clause_at(amount.start)
    after = _after(text, amount, roles, min(clause.end, ceiling), ceiling)
    if after is not None:
        return after
    before = [role for role in roles if floor <= role.start and role.end <= amount.start]
    near = [role for role in before if role.start >= clause.start]
    if not near and before and len(text[clause.start : amount.start].strip()) <= 3:
        near = [role for role in before if role.start >= _previous_start(message, clause.start)]
    if near:
        return _nearest(text, near, amount)
    lead = text[max(floor, clause.start) : amount.start]
    if re.search(_REPORTED, lead):
        return "joint" if re.search(r"一共|总共|合计|共", lead) else "basic_paid"
    if re.search(r"(?:住院|住的院|手术|看病|门诊|治病|化疗|透析)(?:要|得|就|大概|大约|差不多|也|都|了|的)*$", lead):
        return "total"
    return None


def _previous_start(message: Message, start: int) -> int:
    earlier = [clause.start for clause in message.clauses if clause.start < start]
    return earlier[-1] if earlier else start


def _nearest(text: str, near: list[_Role], amount: Amount) -> str:
    last = near[-1]
    if last.name in ("total",) and len(near) > 1:
        previous = near[-2]
        between = text[previous.end : last.start]
        if previous.name in PAYMENTS and len(between) <= 4:
            together = text[previous.start : amount.start]
            if len(near) > 2 and near[-3].name in PAYMENTS and near[-3].name != previous.name:
                return "joint"
            if re.search(r"报|付|补|赔|给|救助", together):
                return previous.name
        if previous.name == "none" and len(between) <= 3:
            return "none"
    if last.name == "eligible" and len(near) > 1 and near[-2].name == "none":
        return "eligible"
    if last.name in PAYMENTS and len(near) > 1 and near[-2].name in PAYMENTS and near[-2].name != last.name:
        between = text[near[-2].end : last.start]
        if _JOINT.match(between):
            return "joint"
    tail = text[last.end : amount.start]
    if last.name in PAYMENTS and re.search(r"(?:报|补|赔)(?:完|销完|了之?后|销后|后|了以后|过后)", tail):
        return "none"
    return last.name


def _after(text: str, amount: Amount, roles: list[_Role], end: int, ceiling: int) -> str | None:
    for role in roles:
        if role.start < amount.end or role.start >= end:
            continue
        link = text[amount.end : role.start]
        if not _LINK.match(link):
            return None
        rest = text[role.end : end]
        said = "是" in link or "的" in link or "属于" in link
        own_amount = ceiling < len(text) and ceiling <= end
        if said and not own_amount:
            return role.name
        if (
            not link
            and not own_amount
            and re.match(r"(?:报|付|补|出|赔|救助|给|支付)?(?:销)?(?:的|了的|掉的|那部分)?$", rest)
            and role.name not in ("total",)
        ):
            return role.name
        if said and re.match(r"(?:报|付|赔|补|出)(?:销)?的", rest):
            return role.name
        return None
    return None


def _noughts(message: Message, roles: list[_Role], found: list[Amount]) -> list[Fact]:
    """Payments said to be nothing: 大病没有报, 大病保险0."""
    text = message.plain
    facts: list[Fact] = []
    for i, role in enumerate(roles):
        if role.name not in PAYMENTS:
            continue
        clause = message.clause_at(role.start)
        end = min([clause.end, *(r.start for r in roles[i + 1 :] if r.name in AMOUNTS)])
        rest = text[role.end : end]
        match = _NOUGHT.match(rest)
        if match and not any(role.end <= a.start < role.end + match.end() for a in found) and not _unsaid(rest):
            facts.append(Fact(role.name, "0.00", role.start, role.end + match.end()))
    for zero in re.finditer(r"(?:都|全)(?:没有?|莫得|没得)(?:报|给|有)?|一样都没报", text):
        facts += [
            Fact(role.name, "0.00", role.start, zero.end())
            for role in roles
            if role.name in PAYMENTS
            and zero.start() - 12 < role.end <= zero.start()
            and not any(f.field == role.name for f in facts)
            and not re.search(r"\d", text[role.end : zero.start()])
        ]
    return facts


def _unsaid(rest: str) -> bool:
    return bool(re.search(r"算|出来|下来|晓得|知道|清楚|定|到账|结果|通知|多少|吗|？|结(?!果)|等", rest))


def _all_in(text: str, facts: list[Fact]) -> list[Fact]:
    """全部目录内: the eligible amount is the total."""
    match = _ALL_IN.search(text)
    total = next((fact for fact in facts if fact.field == "total" and not fact.denied), None)
    if match is None or total is None or any(fact.field == "eligible" for fact in facts):
        return []
    return [replace(total, field="eligible", start=match.start(), end=match.end())]
