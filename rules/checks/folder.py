"""All that is wrong with one document's folder, file by file."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge import glossary, library
from knowledge.folders import FILES, doubled
from knowledge.yamlfile import YamlFileError, read_yaml
from rules.checks.documents import document_faults
from rules.checks.examples import example_faults
from rules.checks.fault import Fault
from rules.checks.lists import list_faults
from rules.checks.next_steps import step_faults
from rules.checks.parameters import read_parameters, words_readable
from rules.checks.register import coverage_faults
from rules.checks.uses import uses
from rules.checks.words import word_faults
from rules.parameters import Parameters
from rules.prepared import Policy, prepared


@dataclass(frozen=True, slots=True)
class Examined:
    """A folder as it was found: its faults, and the document ready to compute with where there is none."""

    faults: tuple[Fault, ...]
    policy: Policy | None = None


def folder_faults(policy: str) -> tuple[Fault, ...]:
    """Every fault of a document's folder, those on which others rest first. Raises UnknownPolicyError."""
    return examined(policy).faults


@cache
def examined(policy: str) -> Examined:
    """A document's folder, looked at once. Raises UnknownPolicyError.

    Where the text itself does not stand, nothing that quotes it can be judged, and its own faults are all that is told.
    """
    faults = [*_missing(policy), *_document(policy)]
    try:
        library.document(policy)
    except library.DocumentError as unreadable:
        return Examined(tuple(faults) or (Fault(policy, "", "", str(unreadable)),))
    parameters = None
    if not _gone(policy, "words.yaml"):
        wrong, parameters = _parameters(policy)
        faults += [*word_faults(policy), *list_faults(policy), *wrong]
    ready = None if faults or parameters is None else prepared(policy, parameters)
    faults += _what_follows(policy, ready)
    return Examined(tuple(faults), None if faults else ready)


def doubled_faults(policy: str) -> Iterator[Fault]:
    """Other folders of this name, which are not used; the document itself is none the worse for them."""
    for other in doubled().get(policy, ()):
        yield Fault(policy, "", "", f"还有一个文件夹也叫这个名字（{other}），没有采用，请给它换一个名字")


def _gone(policy: str, name: str) -> bool:
    return not library.file_of(policy, name).is_file()


def _missing(policy: str) -> Iterator[Fault]:
    for name in FILES:
        if _gone(policy, name):
            yield Fault(f"{policy}/{name}", "", "", "文件夹里缺少这个文件，请补上（写法见 docs/adding-a-county.md）")


def _document(policy: str) -> list[Fault]:
    """The text and the facts."""
    if _gone(policy, "text.txt") or _gone(policy, "facts.yaml"):
        return []
    facts, fault = _read(policy, "facts.yaml")
    if fault is not None:
        return [fault]
    try:
        text = library.file_of(policy, "text.txt").read_bytes()
    except OSError:
        return [Fault(f"{policy}/text.txt", "", "", "读不到原文，请检查文件是否可读")]
    return document_faults(policy, text, facts)


def _parameters(policy: str) -> tuple[list[Fault], Parameters | None]:
    if _gone(policy, "parameters.yaml"):
        return [], None
    data, fault = _read(policy, "parameters.yaml")
    return read_parameters(policy, data) if fault is None else ([fault], None)


def _what_follows(policy: str, ready: Policy | None) -> Iterator[Fault]:
    """Next steps, examples, the register; ``ready``: the document, if its other parts stand."""
    identities = glossary.codes("identity", policy) if words_readable(policy) else ()
    if not _gone(policy, "next_steps.yaml"):
        yield from step_faults(policy, identities)
    yield from example_faults(policy)
    if _gone(policy, "coverage.yaml"):
        return
    register, fault = _read(policy, "coverage.yaml")
    if fault is not None:
        yield fault
        return
    yield from coverage_faults(policy, register, uses(ready) if ready else None)


def _read(policy: str, name: str) -> tuple[dict[str, Any], Fault | None]:
    """A file's data, or why it could not be read."""
    try:
        return read_yaml(library.file_of(policy, name)), None
    except YamlFileError as unreadable:
        return {}, Fault(f"{policy}/{name}", "", "", str(unreadable).removeprefix(f"{name}："))
