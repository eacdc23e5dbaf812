"""Diseases of a message, found by the matcher of disease names within the lists of the person's document."""

from collections.abc import Collection

from assistant.acts import Propose, Words
from knowledge.catalogues import CATALOGUES

from .facts import Fact
from .people import People
from .text import Message

_OF_POLICY: dict[str, tuple[str, ...]] = {
    "jiulongpo-2023": ("special-2012", "child-2012"),
    "pengshui-2023": ("special-2012", "child-2012"),
    "chongqing-2012": ("special-2012", "child-2012"),
    "banan-2018": ("chronic-2018", "major-2018"),
    "jiangsu-2023-draft": (),
}


def catalogues(policy: str | None) -> Collection[str]:
    """The disease lists that the document reads; all of them while the document is not known."""
    return CATALOGUES if policy is None else _OF_POLICY.get(policy, ())


def disease_facts(message: Message, policy: str | None, who: People, field: str) -> tuple[list[Fact], list[Propose]]:
    """Entries stated about the patient as one fact, and questions where a name does not tell which entry is meant."""
    lists = catalogues(policy)
    if not lists:
        return [], []
    try:
        from assistant.diseases import match
    except ImportError:  # the matcher is not installed
        return [], []
    found = match(message.raw, lists)
    evidence = [item for item in found.evidence if who.of_patient(item.start)]
    if found.status == "match":
        ids = [id_ for id_ in found.ids if not found.evidence or any(item.id == id_ for item in evidence)]
        if not ids:
            return [], []
        start = min((item.start for item in evidence), default=0)
        end = max((item.end for item in evidence), default=len(message.raw))
        return [Fact("diseases", ids, start, end)], []
    if found.status == "ambiguous" and (evidence or not found.evidence):
        words = Words(evidence[0].text, evidence[0].start, evidence[0].end) if evidence else None
        return [], [Propose(field, tuple(found.ids), found.ask or "", words)]
    return [], []
