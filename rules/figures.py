"""Figures: each with its unit, its clause and the words that state it, checked when it is loaded.

A figure of a policy stands in ``parameters.yaml`` of its document's folder and nowhere else. Loading refuses a quote
that is not verbatim in its clause, a figure that is not in its quote, and a record without a clause; ``assistant
audit`` reports the same for all policies at once.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, Self

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

from knowledge import library
from knowledge.facts import ClauseId
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
    """A record of a parameter file: nothing may be misspelt, nothing changes after loading.

    Built when it is first read: a command loads one document, not the families of all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


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

    @cached_property
    def _written(self) -> str:
        return f"{self.value}{self.unit}"

    def __str__(self) -> str:
        return self._written


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
