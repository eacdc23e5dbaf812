"""The audit of everything: each document with its counts, its register and its faults."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from knowledge import library
from knowledge.examples import FILE as EXAMPLES
from knowledge.examples import examples
from rules.calculate import calculate
from rules.checks.fault import Fault
from rules.checks.folder import doubled_faults, folder_faults
from rules.checks.register import ROLES, Register, Role, read_register
from rules.door import read_case
from rules.errors import CaseError
from rules.figures import Citation, Figure, Source, Table
from rules.parameters import Offer, Parameters
from rules.policies import left_out, policy, policy_ids


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


def audit(policies: Iterable[str] = ()) -> Report:
    """Check these documents, all of the library's folders where none is named.

    Never raises for a fault of the data: every one is reported.
    """
    return Report(tuple(_audited(name) for name in policies or _every_folder()))


def _every_folder() -> tuple[str, ...]:
    """The complete documents as they are shown, then those that are left out."""
    return (*policy_ids(), *left_out())


def _audited(name: str) -> DocumentReport:
    """One document. What serves all documents may be unreadable too, and is then named for each that needs it."""
    try:
        return _checked(name)
    except (ValueError, KeyError, OSError) as unreadable:
        return DocumentReport(name, name, faults=(Fault(name, "", "", f"不能核对：{unreadable}"),))


def _checked(name: str) -> DocumentReport:
    faults = (*folder_faults(name), *doubled_faults(name))
    if not faults:
        faults = tuple(_examples_that_do_not_compute(name))
    if faults:
        return DocumentReport(name, _short_name(name), _clauses(name), faults=faults)
    parameters = policy(name).parameters
    return DocumentReport(
        name,
        _short_name(name),
        _clauses(name),
        quotes=sum(1 for _ in quotes_of(parameters)) + len(library.document(name).facts.citations()),
        figures=len(set(figures_of(parameters))),
        notices=len(parameters.warnings) + len(parameters.entitlements),
        register=Register.model_validate(read_register(name)),
    )


def _short_name(name: str) -> str:
    try:
        return library.facts(name).short_name
    except library.DocumentError:
        return name


def _clauses(name: str) -> int:
    try:
        return sum(clause.kind != "heading" for clause in library.document(name).clauses)
    except library.DocumentError:
        return 0


def _examples_that_do_not_compute(name: str) -> Iterator[Fault]:
    for example in examples(name):
        record = example.id.removeprefix(f"{name}-")
        try:
            calculate(read_case(example.case))
        except CaseError as wrong:
            yield Fault(f"{name}/{EXAMPLES}", f"{record}.case.{wrong.field}", "", wrong.message)
        if example.beside and example.beside not in library.folders():
            yield Fault(f"{name}/{EXAMPLES}", f"{record}.beside", "", f"没有“{example.beside}”这份文件，请改正或删去")


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
