"""What a document sets, as its ``parameters.yaml`` states it: identities, readings, notices, lists; the family adds
figures and texts of its own.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
from pydantic import BaseModel, Field, model_validator

from knowledge import catalogues, library
from knowledge.yamlfile import read_yaml
from rules.figures import Citation, Quoted, Record, Source, Table
from rules.money import Bools, Ints

Standing = Literal["recipient", "deferred", "excluded"]


class Identity(Citation):
    """A kind of person that the document names.

    ``standing``: ``recipient``; ``deferred`` where the document leaves the aid to other rules; ``excluded`` where it
    says that the person is aided no longer. ``warning``: what is told to whoever is computed under it. ``minor``: only
    a child can have it.
    """

    code: str
    standing: Standing = "recipient"
    warning: str | None = None
    minor: bool = False


class ReadAs(Citation):
    """Codes that the document counts among one of its own identities."""

    codes: tuple[str, ...] = Field(min_length=1)
    identity: str


class Exclusion(Citation):
    """Identities that nobody can have beside others, so that they are left out of the choice.

    ``reading`` and ``value``: only where this reading is chosen so. ``warning``: told where something was left out.
    """

    codes: tuple[str, ...] = Field(min_length=1)
    beside: tuple[str, ...] = Field(min_length=1)
    reading: str | None = None
    value: str | None = None
    warning: str | None = None

    def holds(self, readings: Mapping[str, str]) -> bool:
        """Whether the exclusion is one of the readings chosen, or of none."""
        return self.reading is None or readings[self.reading] == self.value


class Reading(Citation):
    """A place where the text allows two computations; its words stand in the document's ``words.yaml``.

    ``values``: the default reading, then the other. ``of_premium``: it concerns the subsidy to the contribution;
    ``of_identity``: the choice among identities.
    """

    values: tuple[str, str]
    of_premium: bool = False
    of_identity: bool = False

    @property
    def default(self) -> str:
        """The reading that is taken unless another is chosen."""
        return self.values[0]

    def other(self, value: str) -> str:
        """The reading that ``value`` is not."""
        return self.values[1] if value == self.values[0] else self.values[0]


class When(Record):
    """Whom a notice concerns: every field that is given must hold. Nothing given: everybody.

    ``identities``: computed under one of them; ``named``: under any that the document names; ``recipient``: aided by
    the document or not; ``listed``: a disease of the list that plays this part; ``granted``: one of these benefits pays
    something; ``met``: all that one of them asks holds; ``insurance_paid``: 基本医保 has paid; ``other_aid``: so has
    医疗救助 or 扶贫济困基金; ``since``: from this day on; ``may_be_employed``: not known to be too young; ``billed``:
    there is a cost at all. ``lasting``: it speaks of what holds from the last bill on, so only that one is asked; of an
    identity lost before it is not told.
    """

    identities: tuple[str, ...] = ()
    named: bool | None = None
    recipient: bool | None = None
    insured: bool | None = None
    care: Literal["inpatient", "outpatient"] | None = None
    treatment: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    referral: tuple[str, ...] = ()
    designated: bool | None = None
    listed: str | None = None
    granted: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    insurance_paid: bool | None = None
    other_aid: bool | None = None
    since: date | None = None
    may_be_employed: bool | None = None
    billed: bool | None = None
    lasting: Literal[True] | None = None

    @cached_property
    def asked(self) -> tuple[tuple[str, frozenset[Any]], ...]:
        """What is asked, by the name of the fact, each with the values of which one must be there."""
        lists = ("identities", "treatment", "place", "referral", "granted", "met")
        given = [(name, frozenset(getattr(self, name))) for name in lists if getattr(self, name)]
        given += [(name, frozenset((value,))) for name in _SINGLE if (value := getattr(self, name)) is not None]
        return tuple(given)

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether a bill's facts are what is asked (all but ``lasting``); a fact is one value, or a set of them."""
        for name, allowed in self.asked:
            fact = facts[name]
            if allowed.isdisjoint(fact) if name in _SETS else fact not in allowed:
                return False
        return self.since is None or facts["day"] >= self.since


#: The facts of a bill of which one value is asked.
_SINGLE = (
    *("named", "recipient", "insured", "care", "designated", "listed", "insurance_paid", "other_aid"),
    *("may_be_employed", "billed"),
)

#: The facts of a bill that are sets.
_SETS = frozenset({"listed", "granted", "met"})

_FIGURE_IN_TEXT = re.compile(r"(?<!\d)\d+(?:\.\d+)?(?:%|万元|元|倍|个百分点|个工作日|岁)")


class Notice(Record):
    """Something to be told when it applies, with the clauses it rests on (none where it is our own rule).

    ``when``: whom it concerns; left out where the family computes that. ``document``: the number of a document that
    is not in the library; who of the library names it is cited.
    """

    text: str = Field(min_length=5)
    citations: tuple[Quoted, ...] = ()
    when: When | None = None
    document: str = ""

    @cached_property
    def in_general(self) -> str:
        """The text without what is filled in for one case."""
        return "".join(part for part in re.findall(r"[^；。]*[；。]", self.text) if "{" not in part)

    @model_validator(mode="after")
    def _figures_are_quoted(self) -> "Notice":
        quotes = "".join(c.quote for c in self.citations)
        for figure in _FIGURE_IN_TEXT.findall(self.text):
            if figure not in quotes:
                raise ValueError(f"提示“{self.text}”中的数值 {figure} 不在所引原文里")
        if self.document and self.document not in self.text:
            raise ValueError(f"提示“{self.text}”没有写出 document 的文号 {self.document}，请写上")
        return self


class Offer(Citation):
    """An earlier document of the library to which the text points or which it leaves standing.

    ``identities``: what each identity of this document is there; ``benefits``: the only ones that count, all where
    none is named.
    """

    policy: str
    text: str = Field(min_length=5)
    identities: dict[str, str] = Field(min_length=1)
    benefits: tuple[str, ...] = ()
    citations: tuple[Quoted, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every clause that the offer rests on."""
        return (self.source, *self.citations)


class Parameters(Record):
    """What every policy's parameter file holds; each family adds its figures and texts."""

    policy: str
    #: The family of documents that this one is computed like, by its name in :mod:`rules.families`.
    family: str
    #: The lists of diseases that the document reads, by the part that each plays in the family.
    catalogues: dict[str, str] = Field(default_factory=dict)
    #: Single entries that the text treats on their own, by the part that they play in the family.
    entries: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    identities: tuple[Identity, ...]
    #: Kinds of identities that the text treats alike, by the part that they play in the family.
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    read_as_rules: tuple[ReadAs, ...] = Field((), alias="read_as")
    excluded: tuple[Exclusion, ...] = ()
    #: The words by which an identity that was lost counts to the end of its month, and for a stay that began before.
    lost_identity: Citation | None = None
    #: What ``year_to_date`` may carry beside the pools.
    running_sums: tuple[str, ...] = ()
    readings: dict[str, Reading] = Field(default_factory=dict)
    offers: dict[str, Offer] = Field(default_factory=dict)
    warnings: dict[str, Notice]
    entitlements: dict[str, Notice] = Field(default_factory=dict)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Identity codes in the document's order, which also decides between equals."""
        return tuple(i.code for i in self.identities)

    @cached_property
    def known_codes(self) -> frozenset[str]:
        """The codes that mean something here: the document's own, and those that it reads as one of them."""
        return frozenset((*self.codes, *self.read_as))

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists of diseases that the document reads."""
        return tuple(self.catalogues.values())

    @cached_property
    def read_as(self) -> dict[str, str]:
        """What a code that is read as another of the document's identities is."""
        return {code: rule.identity for rule in self.read_as_rules for code in rule.codes}

    @cached_property
    def readings_of_identity(self) -> tuple[str, ...]:
        """The readings on which the choice among identities depends."""
        return tuple(name for name, reading in self.readings.items() if reading.of_identity)

    def model_post_init(self, _: Any) -> None:
        """Put every table in the order of the identities, and refuse what refers to nothing."""
        if unread := set(self.catalogues.values()) - set(catalogues.list_ids()):
            raise ValueError(f"catalogues 里的名单 {'、'.join(sorted(unread))} 不在资料库里，请改正")
        for table in _tables(self):
            table.bind(self.codes)
        for where, unknown in _referring_to_nothing(self):
            raise ValueError(f"{where}里的 {'、'.join(sorted(unknown))} 不存在，请改正")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where each identity is named, in the same order."""
        return tuple(i.source for i in self.identities)

    def is_recipient(self, identity: Ints) -> Bools:
        """Whether each row's identity is aided under this document."""
        return self._standings["recipient"][identity]

    @cached_property
    def recipients(self) -> tuple[bool, ...]:
        """For each identity by place, whether it is a recipient's; one place more for −1."""
        return (*(i.standing == "recipient" for i in self.identities), False)

    def is_deferred(self, identity: Ints) -> Bools:
        """Whether each row's identity is named here but aided by other rules."""
        return self._standings["deferred"][identity]

    @cached_property
    def _standings(self) -> dict[str, Bools]:
        # One place more: identity −1 looks up the last, which is False.
        return {
            standing: np.array([i.standing == standing for i in self.identities] + [False])
            for standing in ("recipient", "deferred", "excluded")
        }

    def is_in(self, group: str, identity: Ints) -> Bools:
        """Whether each row's identity belongs to a group of the document."""
        return self._in_groups[group][identity]

    @cached_property
    def _in_groups(self) -> dict[str, Bools]:
        return {name: self.among(codes) for name, codes in self.groups.items()}

    def among(self, codes: tuple[str, ...]) -> Bools:
        """For each identity by place, whether it is one of ``codes``; one place more for −1."""
        return _among(self.codes, codes)

    def place(self, code: str) -> int:
        """The place of an identity in the document's order; −1 where this policy does not name it."""
        return self.codes.index(code) if code in self.codes else -1


@cache
def _among(all_codes: tuple[str, ...], wanted: tuple[str, ...]) -> Bools:
    return np.array([code in wanted for code in all_codes] + [False])


def _referring_to_nothing(p: Parameters) -> Iterator[tuple[str, set[str]]]:
    """What a record names that the file does not have: (which record, the names)."""
    codes, known = set(p.codes), set(p.codes) | set(p.read_as)
    told = {i.warning for i in p.identities if i.warning} | {r.warning for r in p.excluded if r.warning}
    notices = (*p.warnings.values(), *p.entitlements.values())
    named = {
        "identities、excluded 所引的提示": told - set(p.warnings),
        "read_as 的 identity ": {rule.identity for rule in p.read_as_rules} - codes,
        "groups 的身份": {code for group in p.groups.values() for code in group} - codes,
        "excluded 的身份": {code for rule in p.excluded for code in (*rule.codes, *rule.beside)} - codes,
        "excluded 的 reading ": {rule.reading for rule in p.excluded if rule.reading} - set(p.readings_of_identity),
        "offers 的身份": {code for offer in p.offers.values() for code in offer.identities} - known,
        "entries 的病种": {e for ids in p.entries.values() for e in ids} - {e.id for e in catalogues.entries()},
        "when 的身份": {code for n in notices if n.when for code in n.when.identities} - codes,
        "when 的 listed ": {n.when.listed for n in notices if n.when and n.when.listed} - set(p.catalogues),
    }
    yield from ((where, unknown) for where, unknown in named.items() if unknown)


def _tables(record: BaseModel) -> Iterator[Table]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Table):
            yield value
        elif isinstance(value, BaseModel):
            yield from _tables(value)


P = TypeVar("P", bound=Parameters)


def load(policy: str, model: type[P]) -> P:
    """The parameters of a policy, checked.

    Raises:
        pydantic.ValidationError: a record is not what it must be; the message names record, clause and fault.
    """
    return check(policy, read_yaml(parameter_file(policy)), model)


def parameter_file(policy: str) -> Path:
    """Where a policy's parameters stand."""
    return library.file_of(policy, "parameters.yaml")


def check(policy: str, data: object, model: type[P]) -> P:
    """Parameters from plain data; raises like :func:`load`."""
    return model.model_validate(data, context={"policy": policy})
