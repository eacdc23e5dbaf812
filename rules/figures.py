"""Parameters: every figure with its unit, its clause and the words that state it, checked when they are loaded.

A figure of a policy stands in ``parameters.yaml`` of its document's folder and nowhere else. Loading refuses a quote
that is not verbatim in its clause, a figure that is not in its quote, and a record without a clause; ``assistant
audit`` reports the same for all policies at once.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self, TypeVar

import numpy as np
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainValidator,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from knowledge import catalogues, library
from knowledge.facts import ClauseId
from knowledge.yamlfile import read_yaml
from rules.money import Bools, Ints, to_yuan

Unit = Literal["%", "元", "万元", "倍", "百分点", "级", "岁"]

#: What one unit is in the whole numbers that are computed with: fen for money, basis points for shares.
_SCALE: dict[Unit, int] = {"%": 100, "百分点": 100, "元": 100, "万元": 1_000_000, "倍": 1, "级": 1, "岁": 1}
_LEVELS = "零一二三"
#: Words that state a figure without a digit.
_IN_WORDS: dict[tuple[Decimal, Unit], tuple[str, ...]] = {
    (Decimal(100), "%"): ("全额",),
    (Decimal(0), "元"): ("不设起付标准",),
}


class Source(NamedTuple):
    """Where something stands: a clause id and the words in it, verbatim."""

    clause: str
    quote: str


class Record(BaseModel):
    """A record of a parameter file: nothing may be misspelt, nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Record):
    """A clause and the words in it that something rests on, checked against the document."""

    clause: ClauseId
    quote: str = Field(min_length=2)

    @model_validator(mode="after")
    def _verbatim(self) -> Self:
        try:
            text = library.clause(self.clause).text
        except KeyError as unknown:
            raise ValueError(f"{self.clause}：没有这一条") from unknown
        if self.quote not in text:
            raise ValueError(f"{self.clause}：引文“{self.quote}”与原文不符，须逐字照录")
        return self

    @cached_property
    def source(self) -> Source:
        """The citation as a plain value."""
        return Source(self.clause, self.quote)


def _source(data: Any, info: ValidationInfo) -> Source:
    return Citation.model_validate(data, context=info.context).source


#: A field of a parameter file that holds a clause and its words, and is a :class:`Source` once loaded.
Quoted = Annotated[Source, PlainValidator(_source)]


class Figure(Citation):
    """A number that a document sets.

    ``value`` in ``unit`` as printed (90 %, 10 万元); ``amount`` in fen or basis points, or the bare number.
    ``at_least``/``at_most``: the document sets a bound (不低于/不高于), not the number itself.
    """

    value: Decimal
    unit: Unit
    at_least: bool = False
    at_most: bool = False

    @model_validator(mode="after")
    def _in_quote(self) -> Self:
        if not any(re.search(rf"(?<![\d.]){re.escape(form)}", self.quote) for form in self._printed_forms()):
            raise ValueError(f"{self.clause}：引文“{self.quote}”里没有数值 {self}")
        return self

    def _printed_forms(self) -> Iterator[str]:
        yield f"{self.value}{self.unit}"
        if self.unit == "百分点":
            yield f"{self.value}个百分点"
        if self.unit == "级" and self.value in range(len(_LEVELS)):
            yield f"{_LEVELS[int(self.value)]}级"
        yield from _IN_WORDS.get((self.value, self.unit), ())

    @cached_property
    def amount(self) -> int:
        """The figure in fen (money), basis points (shares) or as a bare number."""
        return int(self.value * _SCALE[self.unit])

    @cached_property
    def printed(self) -> str:
        """The figure as its quote prints it: 90%, 10万元, 二级, 全额."""
        return next(form for form in self._printed_forms() if form in self.quote)

    @cached_property
    def in_formula(self) -> str:
        """The figure as a formula shows it: 4000.00, 90%, 20% for 20 percentage points, 3 for three times."""
        if self.unit in ("元", "万元"):
            return to_yuan(self.amount)
        return f"{self.value}%" if self.unit in ("%", "百分点") else str(self.value)

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


class Table:
    """A figure for each identity; an identity that is not in it has none.

    A plain object, not a model: a column of identities looks its figures up in it millions of times.
    """

    __slots__ = ("_amounts", "_figures", "_floors", "_named", "root")

    def __init__(self, root: dict[str, Figure]) -> None:
        self.root = root
        self.bind(tuple(root))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """In a parameter file: a mapping from identity to figure."""
        return no_info_after_validator_function(cls, handler.generate_schema(dict[str, Figure]))

    def bind(self, codes: tuple[str, ...]) -> None:
        """Put the figures in the order of the policy's identities, so that a column of identities can look them up."""
        unknown = set(self.root) - set(codes)
        if unknown:
            raise ValueError(f"表中的身份代码 {'、'.join(sorted(unknown))} 不在本政策的身份之列")
        figures = tuple(self.root.get(code) for code in codes)
        # One place more: identity −1 (no recipient) looks up the last.
        self._figures = (*figures, None)
        self._amounts = np.array([f.amount if f else 0 for f in self._figures], np.int64)
        self._floors = np.array([f is not None and f.at_least for f in self._figures])
        self._named = np.array([f is not None for f in self._figures])

    def take(self, identity: Ints) -> Ints:
        """The figure of each row's identity (fen or basis points); 0 where there is none."""
        return self._amounts[identity]

    def has(self, identity: Ints) -> Bools:
        """Whether the document names a figure for each row's identity."""
        return self._named[identity]

    def is_floor(self, identity: Ints) -> Bools:
        """Whether the figure of each row's identity is a floor (不低于)."""
        return self._floors[identity]

    def of(self, identity: int) -> Figure | None:
        """The figure of one identity by its place."""
        return self._figures[identity]


class Identity(Citation):
    """A kind of person that the document names.

    ``standing``: ``recipient``; ``deferred`` where the document leaves the aid to other rules; ``excluded`` where it
    says that the person is aided no longer.
    """

    code: str
    standing: Literal["recipient", "deferred", "excluded"] = "recipient"
    #: The warning that is told to whoever is computed under this identity.
    warning: str | None = None


class Reading(Citation):
    """A place where the text allows two computations; its words stand in the glossary.

    ``values``: the default reading, then the other. ``of_premium``: it concerns the subsidy to the contribution.
    """

    values: tuple[str, str]
    of_premium: bool = False

    @property
    def default(self) -> str:
        """The reading that is taken unless another is chosen."""
        return self.values[0]

    def other(self, value: str) -> str:
        """The reading that ``value`` is not."""
        return self.values[1] if value == self.values[0] else self.values[0]


_FIGURE_IN_TEXT = re.compile(r"\d+(?:\.\d+)?(?:%|万元|元|倍|个百分点|个工作日|岁)")


class Notice(Record):
    """Something to be told when it applies, with the clauses it rests on (none where it is our own rule)."""

    text: str = Field(min_length=5)
    citations: tuple[Quoted, ...] = ()

    @model_validator(mode="after")
    def _figures_are_quoted(self) -> Self:
        quotes = "".join(c.quote for c in self.citations)
        for figure in _FIGURE_IN_TEXT.findall(self.text):
            if figure not in quotes:
                raise ValueError(f"提示“{self.text}”中的数值 {figure} 不在所引原文里")
        return self


class Parameters(Record):
    """What every policy's parameter file holds; each family adds its figures and texts."""

    policy: str
    #: The family of documents that this one is computed like: a module in :mod:`rules.families`.
    family: str
    #: The lists of diseases that the document reads, by the part that each plays in the family.
    catalogues: dict[str, str] = {}
    identities: tuple[Identity, ...]
    #: What ``year_to_date`` may carry beside the pools.
    running_sums: tuple[str, ...] = ()
    readings: dict[str, Reading] = {}
    warnings: dict[str, Notice]
    entitlements: dict[str, Notice] = {}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Identity codes in the document's order, which also decides between equals."""
        return tuple(i.code for i in self.identities)

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists of diseases that the document reads."""
        return tuple(self.catalogues.values())

    def model_post_init(self, _: Any) -> None:
        """Put every table in the order of the identities."""
        if unread := set(self.catalogues.values()) - set(catalogues.list_ids()):
            raise ValueError(f"catalogues 里的名单 {'、'.join(sorted(unread))} 不在资料库里，请改正")
        for table in _tables(self):
            table.bind(self.codes)
        if unknown := {i.warning for i in self.identities if i.warning} - set(self.warnings):
            raise ValueError(f"身份所引的提示 {'、'.join(sorted(unknown))} 不在 warnings 之列")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where each identity is named, in the same order."""
        return tuple(i.source for i in self.identities)

    def is_recipient(self, identity: Ints) -> Bools:
        """Whether each row's identity is aided under this document."""
        return self._standings["recipient"][identity]

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

    def is_one_of(self, identity: Ints, *codes: str) -> Bools:
        """Whether each row's identity is one of ``codes``."""
        return _among(self.codes, codes)[identity]

    def place(self, code: str) -> int:
        """The place of an identity in the document's order; −1 where this policy does not name it."""
        return self.codes.index(code) if code in self.codes else -1


@cache
def _among(all_codes: tuple[str, ...], wanted: tuple[str, ...]) -> Bools:
    """For each identity by place, whether it is wanted; one place more for −1."""
    return np.array([code in wanted for code in all_codes] + [False])


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
