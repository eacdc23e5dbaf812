"""The coverage register: what becomes of every clause of a document, kept in ``coverage.yaml`` of its folder.

Each leaf, or each paragraph of a leaf whose paragraphs do different things, has at least one role:

- ``computed``: the benefits, ``premium`` or disease lists whose conditions and steps rest on it,
- ``told``: the warnings, entitlements, readings and facts that quote it to the person,
- ``administrative``: a duty of offices or a general aim that gives a person no amount and no claim, in our words,
- ``not_modelled``: it could matter to a person and is left out: the reason, and what would be needed.

What is computed and told is not believed but looked up (:mod:`rules.checks.uses`); the two must agree.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, ValidationError, model_validator

from knowledge import library
from knowledge.library import Document
from knowledge.yamlfile import read_yaml
from rules.checks.fault import Fault, faults_of
from rules.figures import Record

#: What rests on a clause: ``computed`` a benefit, ``premium`` or a disease list; ``told`` a notice, reading or fact.
Use = tuple[str, str]
Role = Literal["computed", "told", "administrative", "not_modelled"]
#: The roles in the order in which they are shown.
ROLES: tuple[Role, ...] = get_args(Role)

_Words = Annotated[str, Field(min_length=4)]


class Gap(Record):
    """What is left out: why, and what would be needed to take it in."""

    reason: _Words
    needs: _Words


class Entry(Record):
    """What becomes of one clause."""

    computed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    administrative: _Words | None = None
    not_modelled: Gap | None = None

    @model_validator(mode="after")
    def _has_a_role(self) -> Self:
        if not self.roles:
            raise ValueError(f"没有写去处，请写明其中至少一种：{'、'.join(ROLES)}")
        return self

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that the clause has."""
        return tuple(role for role in ROLES if getattr(self, role))

    @property
    def uses(self) -> set[Use]:
        """What the entry says rests on the clause."""
        return {("computed", name) for name in self.computed} | {("told", name) for name in self.told}


class Register(Record):
    """The entries of one document by clause path, in the document's order."""

    policy: str
    clauses: dict[str, Entry]


def register_file(policy: str) -> str:
    """The file's name as a fault shows it."""
    return f"{policy}/coverage.yaml"


def read_register(policy: str) -> dict[str, object]:
    """The register of a policy as plain data. Raises YamlFileError."""
    return read_yaml(library.file_of(policy, "coverage.yaml"))


def coverage_faults(policy: str, data: object, uses: Mapping[str, set[Use]] | None) -> list[Fault]:
    """Everything wrong with a register given as plain data.

    ``uses``: as :func:`rules.checks.uses.uses` finds them; None where they cannot be found, and only the register's own
    form is judged.
    """
    file = register_file(policy)
    try:
        register = Register.model_validate(data)
    except ValidationError as invalid:
        return faults_of(file, invalid, data)
    faults = (
        [] if register.policy == policy else [Fault(file, "policy", "", f"应为 {policy}，实际是 {register.policy}")]
    )
    document = library.document(policy)
    disagreeing = () if uses is None else _disagreeing(document, register, uses)
    for path, message in (*_misplaced(document, register), *disagreeing):
        faults.append(Fault(file, f"clauses.{path}", f"{policy}#{path}", message))
    return faults


def _misplaced(document: Document, register: Register) -> Iterator[tuple[str, str]]:
    """Clauses without an entry, and entries without a clause."""
    registered = set(register.clauses)
    for clause in document.clauses:
        if clause.kind != "leaf":
            continue
        parts = [part.partition("#")[2] for part in clause.paragraph_ids]
        by_part = [part for part in parts if part in registered]
        if clause.path in registered and by_part:
            yield clause.path, "整条和分段都登记了，请只保留一种"
        elif clause.path not in registered and not by_part:
            yield clause.path, "这一条没有登记去处，请补上"
        elif clause.path not in registered:
            yield from ((part, "这一段没有登记去处，请补上") for part in parts if part not in registered)
    exist = {clause.path: clause.kind for clause in document.clauses}
    for path in register.clauses:
        if path not in exist:
            yield path, "文件里没有这一条，请核对条款号"
        elif exist[path] == "heading":
            yield path, "这一条只是标题，正文在它下面的各条，请登记下面的各条"


def _disagreeing(document: Document, register: Register, uses: Mapping[str, set[Use]]) -> Iterator[tuple[str, str]]:
    """Entries that name what does not rest on the clause, and what rests on it and is not named."""
    found = _by_entry(document, register, uses)
    known = {use for used in uses.values() for use in used}
    for path, entry in register.clauses.items():
        for role, name in sorted(entry.uses - found.get(path, set())):
            what = "没有引用这一条" if (role, name) in known else "不存在，或没有引用本文件的任何条款"
            yield path, f"{role} 写的“{name}”{what}，请改正"
        for role, name in sorted(found.get(path, set()) - entry.uses):
            yield path, f"“{name}”引用了这一条，请在 {role} 里补上"


def _by_entry(document: Document, register: Register, uses: Mapping[str, set[Use]]) -> dict[str, set[Use]]:
    """The uses by the register's own paths: a paragraph counts for its leaf where the leaf is registered whole."""
    found: dict[str, set[Use]] = {}
    for clause in document.clauses:
        whole = clause.path.partition("¶")[0]
        path = clause.path if clause.path in register.clauses else whole
        found.setdefault(path, set()).update(uses.get(clause.id, set()))
    return found
