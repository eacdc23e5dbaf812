"""Chinese words for the codes of the interface, from `glossary.yaml`: the only place where a code gets its words.

Kinds that hold for every policy: care, treatment, hospital_level, designated, place, referral, amount, premium,
yes_no, benefit_status, document_status, field, running_sum, settlement. Kinds of one policy: identity, benefit,
reading (its question), reading_value (`reading.value`). A policy may say an amount in its own words.
"""

import re
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.library import POLICY_IDS
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "glossary.yaml"
_BILL_FIELD = re.compile(r"bills\[(\d+)\](?:\.(\w+))?")


class GlossaryError(KeyError):
    """A kind or code that the glossary does not know; the message lists those it knows."""

    def __str__(self) -> str:
        return str(self.args[0])


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Term(_Record):
    """Words for one code."""

    label: str = Field(min_length=1)
    explain: str = ""
    """One plain sentence; empty where the label says it all."""
    everyday: str = ""
    """What a person says who does not know the official word; empty where the label is that."""
    clause: str | None = None
    """Where the document uses the word; the label stands there verbatim, unless `quote` does."""
    quote: str | None = None

    @property
    def spoken(self) -> str:
        """The everyday words where there are some, else the label."""
        return self.everyday or self.label


class Reading(_Record):
    """An open reading as one asks it, and its choices by value, the default first."""

    question: str = Field(min_length=1)
    values: dict[str, str] = Field(min_length=2)


class _PolicyWords(_Record):
    ask: Term
    identity: dict[str, Term]
    benefit: dict[str, Term]
    reading: dict[str, Reading] = {}
    amount: dict[str, Term] = {}


class _Glossary(_Record):
    common: dict[str, dict[str, Term]]
    policies: dict[str, _PolicyWords]

    @model_validator(mode="after")
    def _only_known_amounts(self) -> Self:
        for policy, words in self.policies.items():
            if unknown := set(words.amount) - set(self.common["amount"]):
                raise ValueError(f"{policy}.amount：{'、'.join(sorted(unknown))} 不在 common.amount 里，请先在那里写明")
        return self


@cache
def _glossary() -> _Glossary:
    try:
        return _Glossary.model_validate(read_yaml(_FILE))
    except ValidationError as error:
        raise ValueError(f"{_FILE.name}：{error}") from error


@cache
def _terms(kind: str, policy: str | None) -> dict[str, Term]:
    glossary = _glossary()
    if policy is not None and policy not in glossary.policies:
        raise GlossaryError(f"词汇表里没有文件“{policy}”；可用的有：{'、'.join(glossary.policies)}")
    if kind in ("identity", "benefit", "reading", "reading_value"):
        names = [policy] if policy else [name for name in POLICY_IDS if name in glossary.policies]
        terms: dict[str, Term] = {}
        for name in names:  # of several documents that have a code, the first lends its words
            for code, item in _policy_terms(glossary.policies[name], kind).items():
                terms.setdefault(code, item)
        return terms
    if kind not in glossary.common:
        known = [*glossary.common, "identity", "benefit", "reading", "reading_value"]
        raise GlossaryError(f"词汇表里没有类别“{kind}”；可用的有：{'、'.join(known)}")
    own = glossary.policies[policy].amount if policy and kind == "amount" else {}
    return {**glossary.common[kind], **own}


def _policy_terms(words: _PolicyWords, kind: str) -> dict[str, Term]:
    if kind == "identity":
        return words.identity
    if kind == "benefit":
        return words.benefit
    if kind == "reading":
        return {code: Term(label=reading.question) for code, reading in words.reading.items()}
    return {
        f"{code}.{value}": Term(label=label)
        for code, reading in words.reading.items()
        for value, label in reading.values.items()
    }


def codes(kind: str, policy: str | None = None) -> tuple[str, ...]:
    """The codes of a kind, in the order of the document or of the interface. Raises GlossaryError."""
    return tuple(_terms(kind, policy))


def term(kind: str, code: str | int | bool, policy: str | None = None) -> Term:
    """The words for a code; `policy` chooses the document whose words are used.

    Without a policy, an identity or benefit gets the words of the first document (in the order of `POLICY_IDS`) that
    has it. Raises GlossaryError, naming the known ones, if kind, policy or code is unknown.
    """
    terms = _terms(kind, policy)
    key = str(code).lower() if isinstance(code, bool) else str(code)
    if key not in terms:
        where = f"（{policy}）" if policy else ""
        raise GlossaryError(f"“{kind}”{where}里没有代码“{key}”，请改用其中之一：{'、'.join(terms)}")
    return terms[key]


def label(kind: str, code: str | int | bool, policy: str | None = None) -> str:
    """The official word for a code, as `term`."""
    return term(kind, code, policy).label


def reading(code: str, policy: str) -> Reading:
    """The question of an open reading and the words of its choices. Raises GlossaryError."""
    term("reading", code, policy)
    return _glossary().policies[policy].reading[code]


def ask(policy: str) -> str:
    """Whom to ask about the document. Raises GlossaryError."""
    _terms("identity", policy)
    return _glossary().policies[policy].ask.label


def field_label(path: str, policy: str | None = None) -> str:
    """The Chinese name of an input field by its path in a case: `bills[0].date` is 第1笔费用的结算时间.

    A part that no list knows, such as a wrong key, is shown as given. Never raises, for it names what a
    person typed.
    """
    policy = policy if policy in _glossary().policies else None
    if match := _BILL_FIELD.fullmatch(path):
        name = f"第{int(match[1]) + 1}笔费用"
        return f"{name}的{_field_word(match[2], policy)}" if match[2] else name
    head, _, rest = path.partition(".")
    fields = _terms("field", None)
    if path in fields:
        return fields[path].label
    if head == "year_to_date" and rest:
        known = {**_terms("running_sum", None), **_terms("benefit", policy)}
        return f"{fields[head].label}（{known[rest].label if rest in known else rest}）"
    return f"{fields[head].label}（{rest}）" if head in fields and rest else path


def _field_word(name: str, policy: str | None) -> str:
    amounts, fields = _terms("amount", policy), _terms("field", None)
    found = amounts.get(name) or fields.get(f"bills.{name}")
    return found.label if found else f"“{name}”"


def citations() -> list[tuple[str, str]]:
    """Clause id and words that stand in it verbatim, for every term that names its clause."""
    pairs: list[tuple[str, str]] = []
    for words in _glossary().policies.values():
        for item in (words.ask, *words.identity.values(), *words.benefit.values()):
            if item.clause:
                pairs.append((item.clause, item.quote or item.label))
    return pairs
