"""A disease as a person names it: found in a policy's own lists by a matcher that the caller gives."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from knowledge import catalogues
from knowledge.glossary import label
from rules.diseases import limited


@dataclass(frozen=True, slots=True)
class NamedDisease:
    """What a disease name was found to be: entries it states, a question between several, or nothing listed."""

    ids: tuple[str, ...] = ()
    ask: str | None = None


#: Finds a disease name within the given catalogues.
Resolver = Callable[[str, Collection[str]], NamedDisease]


def find(name: str, care: str, treatment: str, lists: Collection[str], resolve: Resolver) -> NamedDisease:
    """Find a name within ``lists``; where it leaves something open, the bill's treatment is said with it.

    附件2 of the plan of 2018 lists tumours with 放化疗 and kidney failure with 门诊透析: 肝癌 or 尿毒症 alone states
    neither, but an outpatient bill says the treatment in a field of its own. A name that no list knows stays unlisted,
    and so does one that is clear in itself and here covered by another treatment only.
    """
    found = resolve(name, lists)
    if found.ids and found.ask is None:
        return found
    anywhere = resolve(name, catalogues.list_ids())
    if care == "outpatient" and treatment in limiting_treatments(lists) and anywhere.ids:
        treated = resolve(f"{name}，{label('treatment', treatment)}", lists)
        if treated.ids and treated.ask is None:
            return treated
    clear = bool(anywhere.ids) and anywhere.ask is None
    return NamedDisease() if clear and limited_by_treatment(found.ids) else found


def limited_by_treatment(ids: Collection[str]) -> bool:
    """Whether the computation itself holds each of these entries against the bill's treatment, so that an entry may be
    taken as stated before the treatment is known.
    """
    return bool(ids) and set(ids) <= limited().keys()


def limiting_treatments(lists: Collection[str]) -> frozenset[str]:
    """The treatments that decide whether an entry of these lists covers a disease."""
    return frozenset(t for e in catalogues.entries() if e.catalogue in lists for t in e.treatments)
