"""The parameter file of a policy: what loading refuses, all of it at once, and what the glossary must say beside it."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ValidationError

from knowledge import glossary
from knowledge.library import DocumentError
from rules.checks.fault import Fault, faults_of
from rules.families import FAMILIES
from rules.family import Family
from rules.figures import Table
from rules.parameters import Notice, Parameters, check

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def parameter_file(policy: str) -> str:
    """The file's name as a fault shows it."""
    return f"{policy}/parameters.yaml"


def parameter_faults(policy: str, data: object) -> list[Fault]:
    """Everything wrong with the parameters of ``policy``, given as plain data."""
    return read_parameters(policy, data)[0]


def read_parameters(policy: str, data: object) -> tuple[list[Fault], Parameters | None]:
    """Everything wrong with the parameters of ``policy``, given as plain data; and what was read, if it can be."""
    file = parameter_file(policy)
    name = data.get("family") if isinstance(data, Mapping) else None
    found = FAMILIES.get(name) if isinstance(name, str) else None
    if found is None:
        return [Fault(file, "family", "", f"现在是“{name}”，应是其中之一：{'、'.join(FAMILIES)}，请改正")], None
    model = found.model
    faults = [Fault(file, record, "", message) for record, message in _unknown_identities(data, model)]
    try:
        parameters = check(policy, data, model)
    except ValidationError as invalid:
        return faults + faults_of(file, invalid, data, policy), None
    if parameters.policy != policy:
        faults.append(Fault(file, "policy", "", f"应为 {policy}，实际是 {parameters.policy}"))
    faults += [Fault(file, record, "", message) for record, message in found.faults(parameters)]
    faults += [Fault(file, record, clause, message) for record, clause, message in _numbers_not_quoted(parameters)]
    if not words_readable(policy):
        return faults, parameters  # told of words.yaml itself
    faults += [Fault(file, record, "", message) for record, message in _words_missing(policy, parameters, found)]
    return faults, parameters


def words_readable(policy: str) -> bool:
    """Whether the document's words can be read, so that they can be held against its parameters."""
    try:
        glossary.words(policy)
    except DocumentError:
        return False
    return True


def _unknown_identities(data: object, model: type[Parameters]) -> Iterator[tuple[str, str]]:
    """Identities in a table that the file does not list; seen also where other faults stop the loading."""
    if not isinstance(data, Mapping) or not isinstance(data.get("figures"), Mapping):
        return
    identities = data.get("identities")
    codes = {i.get("code") for i in identities if isinstance(i, Mapping)} if isinstance(identities, list) else set()
    figures = model.model_fields["figures"].annotation
    if not (isinstance(figures, type) and issubclass(figures, BaseModel)):
        return
    for name, field in figures.model_fields.items():
        table = data["figures"].get(name)
        if field.annotation is Table and isinstance(table, Mapping):
            for code in table:
                if code not in codes:
                    yield f"figures.{name}.{code}", f"身份代码“{code}”不在 identities 之列，请改正或补上"


def _numbers_not_quoted(parameters: Parameters) -> Iterator[tuple[str, str, str]]:
    """Any number of a notice, whatever its unit, stands in a quote of it or is part of the name of a document cited."""
    for kind, notices in (("warnings", parameters.warnings), ("entitlements", parameters.entitlements)):
        for name, notice in notices.items():
            for number in _unquoted(notice):
                clauses = "、".join(c.clause for c in notice.citations)
                yield f"{kind}.{name}", clauses, f"提示“{notice.text}”中的数值 {number} 不在所引原文里"


def _unquoted(notice: Notice) -> list[str]:
    quoted = {n for c in notice.citations for n in _NUMBER.findall(c.quote)}
    named = {n for c in notice.citations for n in _NUMBER.findall(c.clause.partition("#")[0])}
    named |= set(_NUMBER.findall(notice.document))  # the number of a document is a name
    return [n for n in _NUMBER.findall(notice.text) if n not in quoted | named]


def _words_missing(policy: str, parameters: Parameters, family: Family) -> Iterator[tuple[str, str]]:
    """What the glossary must say of identities, readings and benefits."""
    known = glossary.codes("identity", policy)
    if known != parameters.codes:
        yield "identities", f"身份及其顺序与词汇表不一致：词汇表是 {'、'.join(known)}"
    asked = set(glossary.codes("reading", policy))
    for name, reading in parameters.readings.items():
        if name not in asked:
            yield f"readings.{name}", "词汇表里没有这种读法的问句，请补上"
        elif tuple(glossary.reading(name, policy).values) != reading.values:
            yield f"readings.{name}", "两种读法的代码或顺序与词汇表不一致"
    for name in sorted(asked - set(parameters.readings)):
        yield f"readings.{name}", "词汇表里有这种读法，参数文件里没有"
    for benefit in family.benefits:
        if benefit not in glossary.codes("benefit", policy):
            yield f"benefit {benefit}", "词汇表里没有这项待遇的名称，请补上"
    recipients = [i for i in parameters.identities if i.standing == "recipient"]
    if len(recipients) > 1 and "highest_identity" not in parameters.warnings:
        yield "warnings", "缺少“highest_identity”，有多种身份时要说明取哪一种，请补上"
