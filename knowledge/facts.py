"""The facts of a document (`documents/<id>/facts.yaml`): what it is, who issued it, from when and where it holds."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

Status = Literal["in_force", "draft", "may_have_ended"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def full_id(clause: Any, info: ValidationInfo) -> Any:
    """A clause's path alone, in a document's own folder, stands for that document's clause."""
    policy = (info.context or {}).get("policy")
    return f"{policy}#{clause}" if policy and isinstance(clause, str) and "#" not in clause else clause


ClauseId = Annotated[str, BeforeValidator(full_id)]


class Citation(_Record):
    """Words of a clause: `quote` stands verbatim (white space aside) in the clause `clause`."""

    clause: ClauseId
    quote: str = Field(min_length=1)


class Area(_Record):
    """Where the document holds; `code` is the beginning of the division codes of the area (500107, 5001, 50).

    ``choice``: how the place is offered as an answer, the name where it is empty. ``names``: what people call it, the
    first being the shortest usual name; ``towns``: places within it that stand for it when a person names them.
    ``chosen_by``: whether it is the registered residence that counts here, or where a person is insured.
    """

    name: str
    code: str = Field(pattern=r"^\d{2}(\d{2}){0,2}$")
    choice: str = ""
    names: tuple[str, ...] = Field(min_length=1)
    towns: tuple[str, ...] = ()
    chosen_by: Literal["residence", "insurance"] = "residence"

    @property
    def offered(self) -> str:
        """How the place is offered as an answer."""
        return self.choice or self.name


class CitedDocument(_Record):
    """Another document that this one names; it is not in the library unless `policy` gives its id."""

    title: str
    number: str
    role: str
    """What it is named for, in a few words: 依据, 大学生…."""
    citation: Citation
    policy: str | None = None


class Replacement(_Record):
    """A rule on older documents; `policies` are those of the library whose place is taken."""

    text: str
    citation: Citation
    policies: tuple[str, ...] = ()


class Audience(_Record):
    """The only people a document is for, as identity codes of its own, with the words that say so.

    ``excluded``: those whom it names to say that it is not for them any more.
    """

    identities: tuple[str, ...] = Field(min_length=1)
    excluded: tuple[str, ...] = ()
    citation: Citation


class Facts(_Record):
    """Facts of one document. `sources` names for each fact the words it rests on."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    short_name: str
    title: str
    number: str | None
    issuer: str
    dated: date | None
    in_force_from: date
    in_force_assumed: bool
    """True if the text has no commencement clause, so the date of signature stands in."""
    in_force_note: str = ""
    status: Status
    status_note: str
    area: Area
    only_for: Audience | None = None
    """None: the document is for everybody of the area."""
    local_rules: Citation | None = None
    """Words that leave room for rules of the districts below, which the library may lack."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    lists: tuple[str, ...] = ()
    """The lists of diseases that stand in the document itself, in its order: ``diseases/<list>.yaml``."""
    forms: dict[Literal["roster"], ClauseId] = {}
    """Forms that the document prints, by kind, with their clause: ``roster`` is the list of people that it collects."""
    sources: dict[
        Literal["title", "number", "issuer", "dated", "in_force_from", "status", "area"], tuple[Citation, ...]
    ]
    replaces: tuple[Replacement, ...] = ()
    basis: tuple[CitedDocument, ...] = ()
    refers_to: tuple[CitedDocument, ...] = ()
    """Documents whose rules it sends the reader to."""

    @model_validator(mode="after")
    def _every_stated_fact_has_a_source(self) -> "Facts":
        stated = {"title", "issuer", "in_force_from", "area"}
        stated |= {"number"} if self.number else set()
        stated |= {"dated"} if self.dated else set()
        if missing := sorted(stated - set(self.sources)):
            raise ValueError(f"sources 缺少 {'、'.join(missing)} 的条款与原文，请补上")
        if self.in_force_assumed and not self.in_force_note:
            raise ValueError("in_force_note：施行日期是推定的，请写明推定的依据")
        return self

    def citations(self) -> tuple[Citation, ...]:
        """Every citation of the file, for checking."""
        found = [citation for group in self.sources.values() for citation in group]
        found += [self.only_for.citation] if self.only_for else []
        found += [self.local_rules] if self.local_rules else []
        found += [item.citation for item in self.replaces]
        found += [item.citation for item in self.basis + self.refers_to]
        return tuple(found)
