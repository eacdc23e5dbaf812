"""The questions: what is asked for a field, how it can be answered, where a person finds the answer. Texts stand in
``questions.yaml``, words for codes in the glossary.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answers.frame import split_bill_field
from assistant.answers.identities import code_of, days_in_words
from knowledge import catalogues, glossary, library
from knowledge.divisions import in_municipality
from knowledge.yamlfile import read_yaml
from rules.policies import documents_of, policy, policy_ids

Kind = Literal["choice", "choices", "diseases", "number", "amount", "date"]
#: What a person may always answer.
DONT_KNOW = "不知道"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: what a person reads, what it means, and a plain word about it."""

    label: str
    value: Any
    explain: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``paper``: the label on the settlement paper of an amount."""

    field: str
    ask: str
    hint: str
    why: str
    where: str
    kind: Kind
    options: tuple[Option, ...] = ()
    unit: str = ""
    paper: str = ""


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Choice(_Record):
    value: Any
    label: str = Field(min_length=1)
    explain: str = ""


class _Text(_Record):
    ask: str = Field(min_length=4)
    hint: str = ""
    why: str = Field(min_length=4)
    where: str = Field(min_length=2)
    kind: Kind
    options: str | tuple[_Choice, ...] = ()
    none: str = ""
    none_explain: str = ""
    unit: str = "元"


class _Texts(_Record):
    questions: dict[str, _Text]


@cache
def _texts() -> dict[str, _Text]:
    return _Texts.model_validate({"questions": read_yaml(Path(__file__).with_name("questions.yaml"))}).questions


def _key(field: str) -> str:
    place = split_bill_field(field)
    if place:
        return f"bills.{place[1]}"
    return "year_to_date.*" if field.startswith("year_to_date.") else field


def has_question(field: str) -> bool:
    """Whether the field can be asked."""
    return _key(field) in _texts()


@cache
def question(field: str, policy_id: str | None = None, bills: int = 1) -> Question:
    """The question for a field under a policy; ``bills``: how many there are, so that a second one is named.

    Raises KeyError for a field that has no question.
    """
    text = _texts()[_key(field)]
    place = split_bill_field(field)
    ask = text.ask
    if field.startswith("year_to_date."):
        ask = ask.format(benefit=glossary.label("benefit", field.partition(".")[2], policy_id))
    if field == "policy":
        ask = ask.format(insured=_by_insurance())
    if place and bills > 1:
        ask = f"第{place[0] + 1}笔：{ask}"
    paper = glossary.label("amount", place[1], policy_id) if place and text.kind == "amount" else ""
    options = tuple(_options(text, field, policy_id))
    return Question(field, ask, text.hint, text.why, text.where, text.kind, options, text.unit, paper)


def _options(text: _Text, field: str, policy_id: str | None) -> Iterator[Option]:
    if field == "person.identities":
        for document, code in _identities(policy_id):
            term = glossary.term("identity", code, document)
            yield Option(term.label, [code], term.everyday)
    elif text.kind == "diseases":
        if policy_id is not None:
            lists = policy(policy_id).parameters.lists
            for entry in catalogues.entries():
                if entry.catalogue in lists:
                    yield Option(entry.name, [entry.id])
    elif text.options == "document":
        for area, name in library.areas(policy_ids()).items():
            yield Option(name, next(p for p in policy_ids() if library.facts(p).area.code == area))
    elif isinstance(text.options, str):
        left_out = _not_told_apart(text.options, policy_id)
        for code in glossary.codes(text.options):
            if code not in left_out:
                term = glossary.term(text.options, code)
                yield Option(term.label, _value_of(text.options, code), term.everyday)
    else:
        yield from (Option(choice.label, choice.value, choice.explain) for choice in text.options)
    if text.none:
        yield Option(text.none, [], text.none_explain)


def _by_insurance() -> str:
    """The places where the insurance counts and not the residence, said beside the question."""
    areas = [library.facts(name).area for name in policy_ids()]
    names = "、".join(dict.fromkeys(area.names[0] for area in areas if area.chosen_by == "insurance"))
    return f"（{names}请选参保地）" if names else ""


def _not_told_apart(kind: str, policy_id: str | None) -> tuple[str, ...]:
    """Choices that are one and the same for the document: a municipality has no other city in its province."""
    municipal = policy_id is not None and in_municipality(library.facts(policy_id).area.code)
    return ("in_province",) if kind == "place" and municipal else ()


def _identities(policy_id: str | None) -> Iterator[tuple[str | None, str]]:
    """The identities to choose from; where a document is for certain people only, those of the wider one as well."""
    own = glossary.codes("identity", policy_id)
    yield from ((policy_id, code) for code in own)
    if policy_id is not None and library.document(policy_id).facts.only_for is not None:
        for other in documents_of(library.facts(policy_id).area.code):
            if other != policy_id:
                yield from ((other, code) for code in glossary.codes("identity", other) if code not in own)


def _value_of(kind: str, code: str) -> Any:
    return int(code) if kind == "hospital_level" else code


def value_label(field: str, value: Any, policy_id: str | None = None) -> str:
    """An answer as a person reads it."""
    if value is None:
        return DONT_KNOW
    if field == "policy":
        return library.areas(policy_ids())[library.facts(value).area.code] if value in policy_ids() else str(value)
    if field == "person.identities":
        return "、".join(_identity(item, policy_id) for item in value) or "没有这些身份"
    key = _key(field)
    text = _texts().get(key)
    if key == "bills.diseases":
        return "、".join(_disease(item) for item in value) or "名单里没有的病"
    if text is not None and text.kind == "amount":
        return money(value)
    if isinstance(value, bool):
        found = next((o.label for o in question(field, policy_id).options if o.value is value), None)
        return found or glossary.label("yes_no", value)
    if text is not None and isinstance(text.options, str):
        return glossary.label(text.options, value)
    if key == "premium.tier":
        return f"{'一二'[value - 1]}档"
    if key == "person.age":
        return f"{value}周岁"
    return str(value)


def _identity(item: Any, policy_id: str | None) -> str:
    code, days = code_of(item), days_in_words(item)
    own = policy_id if policy_id is not None and code in glossary.codes("identity", policy_id) else None
    label = glossary.label("identity", code, own)
    return f"{label}（{days}）" if days else label


def _disease(item: str) -> str:
    try:
        return catalogues.entry(item).name
    except KeyError:
        return item  # a name that is on no list


def money(yuan: str | int | float) -> str:
    """Yuan as a person reads them: ``"24000.00"`` is 24,000元, ``"0.50"`` is 0.50元."""
    whole, _, cents = f"{yuan}".partition(".")
    sign, whole = ("−", whole[1:]) if whole.startswith("-") else ("", whole)
    cents = (cents + "00")[:2]
    grouped = f"{int(whole or 0):,}"
    return f"{sign}{grouped}{'' if cents == '00' else '.' + cents}元"


def fen_as_money(fen: int) -> str:
    """Fen as a person reads them: 2400000 is 24,000元."""
    return money(f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}")
