"""The audit of everything: each document with its counts, its register and its faults."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from knowledge import catalogues, glossary, library
from knowledge.yamlfile import YamlFileError, read_yaml
from rules.audit.citations import Cited, citation_faults
from rules.audit.documents import document_faults, facts_file
from rules.audit.fault import Fault
from rules.audit.parameters import parameter_faults, parameter_file
from rules.audit.register import ROLES, Register, Role, coverage_faults, read_register, register_file
from rules.audit.uses import uses
from rules.figures import Citation, Figure, Source, Table
from rules.parameters import Offer, Parameters
from rules.parameters import parameter_file as parameter_path
from rules.policies import policy


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What the audit says of one document. Counts are 0 and the register empty where something does not load."""

    policy: str
    name: str
    clauses: int = 0
    quotes: int = 0
    figures: int = 0
    notices: int = 0
    register: Register | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def roles(self) -> Mapping[Role, int]:
        """How many entries have each role; an entry may have several."""
        entries = self.register.clauses.values() if self.register else ()
        counted = Counter(role for entry in entries for role in entry.roles)
        return {role: counted[role] for role in ROLES}


@dataclass(frozen=True, slots=True)
class Report:
    """The audit of all documents."""

    documents: tuple[DocumentReport, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, document by document."""
        return tuple(fault for document in self.documents for fault in document.faults)


@dataclass(slots=True)
class _Loaded:
    """A file's data, or why it could not be read."""

    data: dict[str, Any] = field(default_factory=dict)
    fault: Fault | None = None


def audit() -> Report:
    """Check all of the knowledge. Never raises for a fault of the data: every one is reported."""
    return Report(tuple(_audited(name) for name in _every_folder()))


def _every_folder() -> tuple[str, ...]:
    """The complete documents as they are shown, then those that are left out."""
    return (*library.policy_ids(), *library.left_out())


def _audited(name: str) -> DocumentReport:
    """One document. What serves all documents may be unreadable too, and is then named for each that needs it."""
    try:
        return _checked(name)
    except (ValueError, KeyError, OSError) as unreadable:
        return DocumentReport(name, name, faults=(Fault(parameter_file(name), "", "", f"不能核对：{unreadable}"),))


def _checked(name: str) -> DocumentReport:
    facts = _read(facts_file(name), library.file_of(name, "facts.yaml"))
    faults = [facts.fault] if facts.fault else _document_faults(name, facts.data)
    short_name = str(facts.data.get("short_name", name))
    if faults:  # what rests on the document cannot be judged before it stands
        return DocumentReport(name, short_name, faults=tuple(faults))
    clauses = sum(clause.kind != "heading" for clause in library.document(name).clauses)
    given = _read(parameter_file(name), parameter_path(name))
    faults = [given.fault] if given.fault else parameter_faults(name, given.data)
    register, register_faults = _register(name, rest_on_it=not faults)
    faults += [*register_faults, *_word_faults(name), *_list_faults(name)]
    if faults:
        return DocumentReport(name, short_name, clauses, faults=tuple(faults))
    parameters = policy(name).parameters
    return DocumentReport(
        name,
        short_name,
        clauses,
        quotes=sum(1 for _ in quotes_of(parameters)) + len(library.document(name).facts.citations()),
        figures=len(set(figures_of(parameters))),
        notices=len(parameters.warnings) + len(parameters.entitlements),
        register=register,
    )


def _word_faults(name: str) -> Iterator[Fault]:
    try:
        cited = glossary.citations(name)
    except library.DocumentError as unreadable:
        yield Fault(f"{name}/words.yaml", "", "", str(unreadable))
    else:
        yield from citation_faults(f"{name}/words.yaml", cited)


def _list_faults(name: str) -> Iterator[Fault]:
    """What is wrong with the lists of diseases that stand in the document itself."""
    for one in library.facts(name).lists:
        file = f"{name}/diseases/{one}.yaml"
        try:
            cited: list[Cited] = [(e.id, e.clause, e.quote) for e in catalogues.read_list(name, one).entries]
        except library.DocumentError as unreadable:
            yield Fault(file, "", "", str(unreadable).partition("：")[2])
        else:
            yield from citation_faults(file, cited)


def _register(name: str, rest_on_it: bool) -> tuple[Register | None, list[Fault]]:
    """The coverage register and its faults; ``rest_on_it``: whether it can be asked what rests on each clause."""
    try:
        data = read_register(name)
    except YamlFileError as unreadable:
        return None, [Fault(register_file(name), "", "", str(unreadable))]
    faults = coverage_faults(name, data, uses(policy(name)) if rest_on_it else None)
    return (None if faults else Register.model_validate(data)), faults


def _read(shown: str, path: Path) -> _Loaded:
    try:
        return _Loaded(read_yaml(path))
    except YamlFileError as unreadable:
        return _Loaded(fault=Fault(shown, "", "", str(unreadable)))


def _document_faults(name: str, facts: dict[str, Any]) -> list[Fault]:
    try:
        text = library.file_of(name, "text.txt").read_bytes()
    except OSError:
        return [Fault(f"{name}/text.txt", "", "", "读不到原文，请检查文件")]
    return document_faults(name, text, facts)


def figures_of(parameters: Parameters) -> Iterator[Figure]:
    """Every figure of a parameter file, as often as it stands in a table."""
    return (record for record in _records(parameters) if isinstance(record, Figure))


def quotes_of(parameters: Parameters) -> Iterator[Source]:
    """Every quote of a parameter file: figures, texts, identities, readings, notices."""
    for record in _records(parameters):
        yield record.source if isinstance(record, Citation) else record


def _records(value: object) -> Iterator[Citation | Source]:
    """The records of a parameter file that quote: citations with what they state, and bare sources."""
    if isinstance(value, Citation | Source):
        yield value
        if isinstance(value, Offer):
            yield from value.citations
    elif isinstance(value, Table):
        yield from value.root.values()
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _records(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from _each(value.values())
    elif isinstance(value, tuple):
        yield from _each(value)


def _each(values: Iterable[object]) -> Iterator[Citation | Source]:
    for value in values:
        yield from _records(value)
