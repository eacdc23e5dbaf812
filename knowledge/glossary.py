"""Chinese words for the codes of the interface: those for every policy from `glossary.yaml`, those of one document
from the `words.yaml` of its folder. A code gets its words nowhere else.

Kinds that hold for every policy: care, treatment, hospital_level, designated, place, referral, amount, premium,
yes_no, benefit_status, document_status, field, running_sum, settlement. Kinds of one policy: identity, benefit,
reading (its question), reading_value (`reading.value`). A policy may say an amount in its own words.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge import library
from knowledge.facts import ClauseId
from knowledge.invalid import first_fault
from knowledge.yamlfile import YamlFileError, read_yaml

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
    clause: ClauseId | None = None
    """Where the document uses the word; the label stands there verbatim, unless `quote` does."""
    quote: str | None = None

    @property
    def spoken(self) -> str:
        """The everyday words where there are some, else the label."""
        return self.everyday or self.label


class Identity(Term):
    """Words for a kind of person, and the everyday words that mean it, where no other document has the code."""

    said: tuple[str, ...] = ()
    said_here: tuple[str, ...] = ()
    """Words that mean it only where the document is known or its place is named in the same message."""
    instead_of: str = ""
    """The identity that is not meant where this one is said in the same message."""


class Benefit(Term):
    """Words for a benefit; ``said``: a regular expression of how it is named in passing."""

    said: str = ""


class Reading(_Record):
    """An open reading as one asks it, and its choices by value, the default first."""

    question: str = Field(min_length=1)
    values: dict[str, str] = Field(min_length=2)


class Words(_Record):
    """The words of one document: ``words.yaml`` of its folder."""

    ask: Term
    """Whom to ask about the document."""
    identity: dict[str, Identity]
    benefit: dict[str, Benefit]
    reading: dict[str, Reading] = {}
    amount: dict[str, Term] = {}
    read_as: dict[str, str] = {}
    """What the document calls a kind of person that goes by another code elsewhere: 五保 is 特困 here."""
    called: str = ""
    """A regular expression of what people call the document itself, beside its number and its place."""
    mistyped: dict[Annotated[str, Field(min_length=1, max_length=1)], str] = {}
    """Characters of the place's names, each with those that are typed instead of it: 坡 as 波 or 皮."""


class _Glossary(_Record):
    common: dict[str, dict[str, Term]]


@cache
def _common() -> dict[str, dict[str, Term]]:
    try:
        return _Glossary.model_validate(read_yaml(_FILE)).common
    except ValidationError as error:
        raise ValueError(f"{_FILE.name}：{error}") from error


@cache
def words(policy: str) -> Words:
    """The words of a document. Raises GlossaryError for an unknown one, DocumentError for a file that is not as it
    should be.
    """
    if policy not in library.folders():
        raise GlossaryError(f"词汇表里没有文件“{policy}”；可用的有：{'、'.join(library.policy_ids())}")
    try:
        found = Words.model_validate(read_yaml(library.file_of(policy, "words.yaml")), context={"policy": policy})
    except ValidationError as error:
        raise library.DocumentError(f"{policy}/words.yaml：{first_fault(error)}") from error
    except YamlFileError as error:
        raise library.DocumentError(f"{policy}/{error}") from error
    if unknown := set(found.amount) - set(_common()["amount"]):
        listed = "、".join(sorted(unknown))
        raise library.DocumentError(f"{policy}/words.yaml：amount 里的 {listed} 不是账单的金额，请改正或删去")
    return found


def _every_words() -> Iterator[Words]:
    """The words of all documents; a file that is not as it should be is left out here and told of where it is asked."""
    for name in library.policy_ids():
        with suppress(library.DocumentError):
            yield words(name)


@cache
def _terms(kind: str, policy: str | None) -> dict[str, Term]:
    if kind in ("identity", "benefit", "reading", "reading_value"):
        terms: dict[str, Term] = {}
        for own in [words(policy)] if policy else _every_words():
            # Of several documents that have a code, the first lends its words.
            for code, item in _policy_terms(own, kind).items():
                terms.setdefault(code, item)
        return terms
    if kind not in _common():
        known = [*_common(), "identity", "benefit", "reading", "reading_value"]
        raise GlossaryError(f"词汇表里没有类别“{kind}”；可用的有：{'、'.join(known)}")
    amounts = words(policy).amount if policy and kind == "amount" else {}
    return {**_common()[kind], **amounts}


def _policy_terms(words: Words, kind: str) -> Mapping[str, Term]:
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

    Without a policy, an identity or benefit gets the words of the first document that has it, in the order of
    `library.policy_ids`. Raises GlossaryError, naming the known ones, if kind, policy or code is unknown.
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
    return words(policy).reading[code]


def ask(policy: str) -> str:
    """Whom to ask about the document. Raises GlossaryError."""
    return words(policy).ask.label


def field_label(path: str, policy: str | None = None) -> str:
    """The Chinese name of an input field by its path in a case: `bills[0].date` is 第1笔费用的结算时间.

    A part that no list knows, such as a wrong key, is shown as given. Never raises, for it names what a
    person typed.
    """
    policy = policy if policy in library.policy_ids() else None
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


def citations(policy: str) -> list[tuple[str, str, str]]:
    """Record, clause id and words that stand in it verbatim, for every term of a document that names its clause."""
    own = words(policy)
    groups: dict[str, Mapping[str, Term]] = {"identity": own.identity, "benefit": own.benefit, "amount": own.amount}
    named = [("ask", own.ask), *((f"{kind}.{code}", t) for kind, group in groups.items() for code, t in group.items())]
    return [(record, item.clause, item.quote or item.label) for record, item in named if item.clause]
