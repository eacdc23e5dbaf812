"""The door: JSON becomes a case, or one sentence that says which field is wrong and what to do about it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from knowledge import catalogues, library
from knowledge.glossary import field_label
from rules import codes
from rules.case import Bill, Case, Person, Premium, Span
from rules.diseases import entry_ids
from rules.errors import CaseError, cut
from rules.money import to_fen
from rules.named_diseases import NamedDisease, Resolver, find
from rules.policies import Policy, every_identity, is_sound, policy, policy_ids, why_unknown

__all__ = ["FIRST_ASSUMED", "LARGEST_AMOUNT", "CaseError", "NamedDisease", "Resolver", "read_case"]

#: No amount of a bill is above this (yuan).
LARGEST_AMOUNT = 100_000_000


def read_case(data: object, resolve: Resolver | None = None) -> Case:
    """A case from the interface's JSON values.

    ``resolve`` finds diseases given by name; without it a name is refused.

    Raises:
        CaseError: the first thing that is wrong, with its field.
    """
    if not isinstance(data, Mapping):
        raise CaseError("bad_value", "", "输入应是一个 JSON 对象，以“{”开头，请检查。")
    rules = _policy(data)
    try:
        given = _Case.model_validate(data)
    except ValidationError as invalid:
        raise _first_error(invalid) from None
    if not given.bills and given.premium is None:
        raise CaseError("missing_field", "bills", "还没有账单：请至少填写一笔费用，或填写参保资助的内容。")
    used = _known_amounts("year_to_date", given.year_to_date, (*rules.family.benefits, *rules.parameters.running_sums))
    local = _local(given.parameters, rules.family.local)
    days = _days(given.bills, rules)
    case = Case(
        rules.id,
        _person(given.person, rules),
        tuple(_bill(i, bill, days[i], rules, resolve) for i, bill in enumerate(given.bills)),
        used,
        local,
        _readings(given.readings, rules),
        _premium(given.premium, rules),
    )
    rules.family.check_local(case, rules.parameters)
    return case


#: With an exponent beyond all money the digits are not written out.
_EXPONENTS = range(-40, 40)


def _amount(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise PydanticCustomError("bad_value", '{field}应是金额，例如 "24000.00"，请改正。')
    # 1E+5 is 100000.
    plain = isinstance(value, Decimal) and value.is_finite() and value.adjusted() in _EXPONENTS
    text = format(value, "f") if plain else _digits(value)
    if text.startswith("-"):
        raise PydanticCustomError("bad_amount", "{field}不能是负数，请核对。")
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        raise PydanticCustomError("bad_amount", "{field}不是金额，请只填数字，例如 24000.00，单位是元。")
    whole, _, fraction = text.partition(".")
    if len(fraction) > 2:
        raise PydanticCustomError("bad_amount", "{field}最多两位小数（精确到分），请核对。")
    if len(whole.lstrip("0")) > len(str(LARGEST_AMOUNT)) or Decimal(text) > LARGEST_AMOUNT:
        raise PydanticCustomError("too_large", "{field}超过一亿元，请核对是否多写了位数。")
    return to_fen(Decimal(text))


def _digits(value: str | int | float | Decimal) -> str:
    """A value as it was written; a whole number of more digits than Python prints is only too large."""
    if isinstance(value, int) and abs(value) > LARGEST_AMOUNT:
        return f"{'-' if value < 0 else ''}{LARGEST_AMOUNT + 1}"
    return str(value).strip()


def _date(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("bad_date", "{field}不是日期，请按“年-月-日”填写，例如 2024-03-01。")


def _one_of(allowed: Sequence[str]) -> BeforeValidator:
    def check(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("bad_value", "{field}应是文字代码，请改正。")
        if value not in allowed:
            raise PydanticCustomError(
                "unknown_code", "{field}没有“{value}”这一项；可填：" + "、".join(allowed) + "。", {"value": cut(value)}
            )
        return value

    return BeforeValidator(check)


Amount = Annotated[int, BeforeValidator(_amount)]
#: A day that may be left out, but not written as nothing.
Day = Annotated[date | None, BeforeValidator(_date)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Bill(_Model):
    care: Annotated[str, _one_of(codes.CARE)]
    treatment: Annotated[str, _one_of(codes.TREATMENT)] = "other"
    diseases: list[str] = []
    hospital_level: Annotated[StrictInt, Field(ge=0, le=3)] = 3
    designated: StrictBool = True
    place: Annotated[str, _one_of(codes.PLACE)] = "in_county"
    referral: Annotated[str, _one_of(codes.REFERRAL)] = "standard"
    eligible: Amount
    total: Amount | None = None
    basic_paid: Amount = 0
    catastrophic_paid: Amount = 0
    civil_aid_paid: Amount = 0
    relief_fund_paid: Amount = 0
    date: Day = None
    admitted: Day = None


class _Held(_Model):
    """An identity that is held for a time: both ends are counted, either may be left out."""

    code: str
    since: Day = Field(None, alias="from")
    until: Day = Field(None, alias="to")


def _held(value: Any) -> Any:
    if not isinstance(value, str | Mapping):
        raise PydanticCustomError("bad_value", "{field}应是身份代码，或带起止日期的身份，请改正。")
    return {"code": value} if isinstance(value, str) else value


class _Person(_Model):
    identities: list[Annotated[_Held, BeforeValidator(_held)]]
    age: Annotated[StrictInt, Field(ge=0, le=130)] | None = None
    needs_maintenance: StrictBool = False
    insured: StrictBool = True


class _Premium(_Model):
    tier: Annotated[StrictInt, Field(ge=1, le=2)] | None = None
    tier1: Amount | None = None
    due: Amount | None = None
    employee_scheme: StrictBool = False


class _Case(_Model):
    policy: str
    person: _Person
    bills: list[_Bill] = []
    year_to_date: dict[str, Amount] = {}
    parameters: dict[str, Any] = {}
    readings: dict[str, Any] = {}
    premium: _Premium | None = None


def _policy(data: Mapping[Any, Any]) -> Policy:
    if "policy" not in data:
        raise CaseError("missing_field", "policy", f"没有写按哪份文件计算（policy）；可填：{'、'.join(policy_ids())}。")
    policy_id = data["policy"]
    if not isinstance(policy_id, str):
        raise CaseError("bad_value", "policy", f"文件代码（policy）应是文字；可填：{'、'.join(policy_ids())}。")
    if not is_sound(policy_id):
        raise CaseError("unknown_policy", "policy", why_unknown(policy_id))
    return policy(policy_id)


def _person(given: _Person, rules: Policy) -> Person:
    codes_held: dict[str, list[Span]] = {}
    for held in given.identities:
        # The other documents are read only for a code that is none of its own.
        if held.code not in rules.parameters.codes and held.code not in every_identity():
            what = f"没有“{cut(held.code)}”这种身份代码，请对照身份列表改正。"
            _refuse("unknown_code", "person.identities", what)
        if held.since is not None and held.until is not None and held.since > held.until:
            what = f"身份“{cut(held.code)}”的开始日期在结束日期之后，请核对。"
            _refuse("bad_date", "person.identities", what)
        codes_held.setdefault(held.code, []).append(Span(held.since, held.until))
    spans = {code: tuple(days) for code, days in codes_held.items() if Span(None, None) not in days}
    return Person(tuple(codes_held), given.age, given.needs_maintenance, given.insured, spans)


#: No bill is taken to be older than this where no day is given.
FIRST_ASSUMED = date(2024, 1, 1)


def _days(bills: Sequence[_Bill], rules: Policy) -> list[date]:
    """The day of each bill: as given; else that of the earliest that has one; else the document's first day."""
    given = [bill.date for bill in bills if bill.date is not None]
    begins = library.facts(rules.id).in_force_from
    assumed = min(given) if given else max(begins, FIRST_ASSUMED)
    return [bill.date or max(assumed, bill.admitted or assumed) for bill in bills]


def _bill(place: int, given: _Bill, day: date, rules: Policy, resolve: Resolver | None) -> Bill:
    field = f"bills[{place}]"
    total = given.eligible if given.total is None else given.total
    if given.eligible > total:
        what = f"{_named(f'{field}.eligible')}不能大于总费用，请核对结算单。"
        _refuse("inconsistent_bill", f"{field}.eligible", what)
    if given.admitted is not None and given.admitted > day:
        what = f"{_named(f'{field}.admitted')}不能在结算日期之后，请核对。"
        _refuse("bad_date", f"{field}.admitted", what)
    paid = 0
    for name in _PAYMENTS:
        paid += getattr(given, name)
        if paid > given.eligible:
            why = "各项报销和救助支付加起来不能大于政策范围内费用，请核对结算单"
            _refuse("inconsistent_bill", f"{field}.{name}", f"{_named(f'{field}.{name}')}太大：{why}。")
    ids, unlisted = _diseases(f"{field}.diseases", given, rules, resolve)
    plain = {name: getattr(given, name) for name in (*_PAYMENTS, *_AS_GIVEN)}
    return Bill(
        day, given.care, given.eligible, total, **plain, diseases=ids, unlisted=unlisted, dated=bool(given.date)
    )


_PAYMENTS = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
#: What a bill states by code, taken as it is.
_AS_GIVEN = ("treatment", "hospital_level", "designated", "place", "referral", "admitted")


#: What is written as the id of a catalogue's entry, not as a name.
_ID = re.compile(r"(?<!\s)\s*(?<![a-z])[a-z]+-\d+\s{0,9}/", re.ASCII | re.IGNORECASE)


def _diseases(
    field: str, bill: _Bill, rules: Policy, resolve: Resolver | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Catalogue ids as they are, names through ``resolve``: (ids, names on no list)."""
    ids: list[str] = []
    unlisted: list[str] = []
    for name in bill.diseases:
        if name in entry_ids():
            ids.append(name)
        elif not name.strip():
            _refuse("bad_value", field, f"{_named(field)}里有一项是空的，请写上病名或删去。")
        elif _ID.match(name) or resolve is None:
            _refuse("unknown_disease", field, f"病种名单里没有“{cut(name)}”，请对照病种名单改正，或直接写病名。")
        else:
            found = find(name, bill.care, bill.treatment, rules.parameters.lists, resolve)
            if found.ask is not None:
                options = "、".join(f"{entry_id} {catalogues.entry(entry_id).name}" for entry_id in found.ids)
                _refuse("ambiguous_disease", field, f"“{cut(name)}”还不能确定是哪一种：{found.ask}（{options}）")
            ids.extend(found.ids)
            if not found.ids and rules.parameters.lists:
                unlisted.append(name)
    return tuple(dict.fromkeys(ids)), tuple(unlisted)


def _known_amounts(field: str, given: Mapping[str, int], known: Sequence[str]) -> dict[str, int]:
    for name in given:
        if name not in known:
            _refuse(
                "unknown_code",
                f"{field}.{cut(name)}",
                f"{_named(field)}没有“{cut(name)}”这一项；可填：{'、'.join(known)}。",
            )
    return dict(given)


#: A rate is read like an amount, to two decimals, but is no money.
_PERCENT = "{field}应是百分数，只填数字，最多两位小数，例如 82.5，请改正。"


def _local(given: Mapping[str, Any], known: Sequence[str]) -> dict[str, int]:
    result: dict[str, int] = {}
    for name, value in given.items():
        field = f"parameters.{cut(name)}"
        if name not in known:
            what = f"可填：{'、'.join(known)}" if known else "这份文件的数值都已写明，不用另填"
            _refuse("unknown_code", field, f"当地标准没有“{cut(name)}”这一项；{what}。")
        try:
            result[name] = _amount(value)
        except PydanticCustomError as wrong:
            sentence = _PERCENT if name == "rate" else wrong.message()
            raise CaseError(wrong.type, field, sentence.replace("{field}", _named(field), 1)) from None
    return result


def _readings(given: Mapping[str, Any], rules: Policy) -> dict[str, str]:
    known = rules.parameters.readings
    for name, value in given.items():
        if name not in known:
            listed = f"可选：{'、'.join(known)}" if known else "这份文件没有可选的读法"
            _refuse("unknown_code", f"readings.{cut(name)}", f"没有“{cut(name)}”这种读法；{listed}。")
        if not isinstance(value, str):
            _refuse(
                "bad_value", f"readings.{name}", f"读法“{name}”应是文字代码；可选：{'、'.join(known[name].values)}。"
            )
        if value not in known[name].values:
            listed = "、".join(known[name].values)
            _refuse("unknown_code", f"readings.{name}", f"读法“{name}”没有“{cut(value)}”这一项；可选：{listed}。")
    return dict(given)


def _premium(given: _Premium | None, rules: Policy) -> Premium | None:
    """The contribution asked about; a document without tiers needs only what is due."""
    if given is None:
        return None
    if rules.family.premium_tiers:
        tier, tier1, asked = given.tier, given.tier1, ("tier", "tier1")
    else:
        tier, tier1 = given.tier or 1, given.due if given.tier1 is None else given.tier1
        asked = ("tier", "due")
    if tier is None or tier1 is None:
        field = f"premium.{asked[0] if tier is None else asked[1]}"
        _refuse("missing_field", field, f"缺少{_named(field)}，请补上。")
    return Premium(tier, tier1, given.due, given.employee_scheme)


def _refuse(code: str, field: str, message: str) -> NoReturn:
    raise CaseError(code, field, message)


#: What pydantic finds wrong, as the interface's codes; everything else is a wrong value.
_CODES = {"missing": "missing_field", "extra_forbidden": "unknown_code"}
_OWN_CODES = frozenset({"bad_amount", "too_large", "bad_date", "unknown_code", "bad_value"})


def _first_error(invalid: ValidationError) -> CaseError:
    error = invalid.errors(include_url=False)[0]
    field = _path(error["loc"])
    if error["type"] in _OWN_CODES:
        # Only the sentence's own {field}, which comes before any words of the person.
        return CaseError(error["type"], field, error["msg"].replace("{field}", _named(field), 1))
    code = _CODES.get(error["type"], "bad_value")
    return CaseError(code, field, _sentence(error, field))


def _sentence(error: ErrorDetails, field: str) -> str:
    named = _named(field)
    match error["type"]:
        case "missing":
            return f"缺少{named}，请补上。"
        case "extra_forbidden":
            return f"不认识“{cut(field)}”这一项，请检查名称是否写错。"
        case "greater_than_equal" | "less_than_equal":
            return f"{named}超出可填的范围，请改正。"
        case _:
            return f"{named}的类型不对，请对照说明改正。"


def _path(loc: tuple[int | str, ...]) -> str:
    """``("bills", 0, "basic_paid")`` → ``bills[0].basic_paid``; a place within a list of codes is left out."""
    path = ""
    for i, part in enumerate(loc):
        if isinstance(part, int):
            if loc[i - 1] == "bills":
                path += f"[{part}]"
        else:
            path += f".{part}" if path else part
            if path == "person.identities":
                break
    return cut(path)


def _named(field: str) -> str:
    return field_label(field)
