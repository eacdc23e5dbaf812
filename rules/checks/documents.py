"""The documents: the text is the one that its facts were written for, and every fact stands in the words cited."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from pydantic import ValidationError

from knowledge.clauses import parse
from knowledge.facts import Citation, Facts
from knowledge.library import DocumentError, UnknownClauseError
from rules.checks.citations import citation_faults
from rules.checks.fault import Fault, faults_of


def facts_file(policy: str) -> str:
    """The name of the facts file as a fault shows it."""
    return f"{policy}/facts.yaml"


def document_faults(policy: str, text: bytes, facts: object) -> list[Fault]:
    """Everything wrong with a document's text (bytes as in its file) and its facts (plain data)."""
    file = facts_file(policy)
    try:
        given = Facts.model_validate(facts, context={"policy": policy})
    except ValidationError as invalid:
        return faults_of(file, invalid, facts)
    return [*_text_faults(policy, text, given), *_fact_faults(file, policy, text, given)]


def _text_faults(policy: str, text: bytes, facts: Facts) -> Iterator[Fault]:
    if facts.id != policy:
        yield Fault(facts_file(policy), "id", "", f"应为 {policy}，实际是 {facts.id}")
    if sha256(text).hexdigest() != facts.sha256:
        now = sha256(text).hexdigest()
        message = f"内容与登记的校验值不符，请恢复原文，或核对新原文后把 facts.yaml 里的 sha256 改成 {now}"
        yield Fault(f"{policy}/text.txt", "sha256", "", message)


def _fact_faults(file: str, policy: str, text: bytes, facts: Facts) -> Iterator[Fault]:
    try:
        clauses = {clause.id: clause.text for clause in parse(policy, text.decode("utf-8")).clauses}
    except (DocumentError, UnicodeDecodeError) as unreadable:
        yield Fault(f"{policy}/text.txt", "", "", str(unreadable))
        return
    cited = [(name, c.clause, c.quote) for name, c in citations_of(facts)]
    yield from citation_faults(file, cited, _text_among(clauses))
    for name, stated in _stated(facts).items():
        quotes = "".join(quote for record, _, quote in cited if record == f"sources.{name}")
        if stated and stated not in quotes:
            yield Fault(file, f"sources.{name}", "", f"“{stated}”不在所引原文里")
    for form, printed in facts.forms.items():
        if printed not in clauses:
            yield Fault(file, f"forms.{form}", printed, "没有这一条，请核对条款号")
    for kind in ("basis", "refers_to"):
        for place, document in enumerate(getattr(facts, kind)):
            if document.number not in document.citation.quote:
                record, clause = f"{kind}[{place}].number", document.citation.clause
                yield Fault(file, record, clause, f"“{document.number}”不在所引原文里")


def _text_among(clauses: Mapping[str, str]) -> Callable[[str], str]:
    def text(clause: str) -> str:
        if clause not in clauses:
            raise UnknownClauseError(clause)
        return clauses[clause]

    return text


def citations_of(facts: Facts) -> list[tuple[str, Citation]]:
    """Every citation of a facts file with the name of its record: ``sources.title``, ``basis[0]``."""
    named = [(f"sources.{name}", citation) for name, group in facts.sources.items() for citation in group]
    if facts.only_for is not None:
        named.append(("only_for", facts.only_for.citation))
    if facts.local_rules is not None:
        named.append(("local_rules", facts.local_rules))
    for kind in ("replaces", "basis", "refers_to"):
        named += [(f"{kind}[{place}]", item.citation) for place, item in enumerate(getattr(facts, kind))]
    return named


def _stated(facts: Facts) -> dict[str, str]:
    """What a quote of each fact must hold: the words themselves, a date as the document prints it."""
    return {
        "title": facts.title,
        "number": facts.number or "",
        "dated": _printed(facts.dated) if facts.dated else "",
        "in_force_from": _printed(facts.in_force_from),
    }


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
