"""The places that people name, with their division codes: general ones from ``places.yaml``, a document's own from its
facts. Which place is meant, and for whom, is for the reader of messages to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from knowledge import library
from knowledge.place_names import FILE
from knowledge.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name and where it lies: ``code`` as far as the name tells (50, 3201, 500107).

    ``code`` empty: words that hold a place's name and are none. ``hospital``: a hospital of that place. ``said_in``:
    the division whose people mean it by this name (省人民医院), empty where everybody does.
    """

    name: str
    code: str
    hospital: bool = False
    said_in: str = ""


class _Places(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    divisions: dict[str, tuple[str, ...]]
    main_cities: dict[str, tuple[str, ...]]
    hospitals: dict[str, tuple[str, ...]]
    hospitals_of_the_place: dict[str, dict[str, tuple[str, ...]]]
    not_places: tuple[str, ...]


@cache
def _general() -> _Places:
    return _Places.model_validate(read_yaml(FILE))


@cache
def named_places() -> tuple[NamedPlace, ...]:
    """Every name once: of two places of one name the document's own place counts, then the wider one."""
    found: dict[str, NamedPlace] = {}
    for place in (*_of_documents(), *_of_all()):
        found.setdefault(place.name, place)
    return tuple(found.values())


def _of_documents() -> Iterator[NamedPlace]:
    """The areas' own names first, then their towns, so that a town never takes the name of a county.

    A name with its 省, 市, 区 or 县 is found as the name without: what follows may belong to the next word (市医院).
    """
    areas = [library.facts(name).area for name in library.policy_ids()]
    for area in areas:
        yield from (NamedPlace(name, area.code) for name in area.names if name[:-1] not in area.names)
    for area in areas:
        yield from (NamedPlace(name, area.code) for name in area.towns)


def _of_all() -> Iterator[NamedPlace]:
    general = _general()
    for code, names in general.divisions.items():
        yield from (NamedPlace(name, code) for name in names)
    for code, names in general.hospitals.items():
        yield from (NamedPlace(name, code, hospital=True) for name in names)
    for around, hospitals in general.hospitals_of_the_place.items():
        for code, names in hospitals.items():
            yield from (NamedPlace(name, code, hospital=True, said_in=around) for name in names)
    yield from (NamedPlace(name, "") for name in general.not_places)


def main_city(municipality: str) -> tuple[str, ...]:
    """The districts of a municipality's main city; empty where they are not known."""
    return _general().main_cities.get(municipality, ())


def outside_main_city(code: str) -> bool:
    """Whether a division is known to be a county of a municipality that lies outside its main city.

    >>> outside_main_city("500229"), outside_main_city("500103"), outside_main_city("50"), outside_main_city("320582")
    (True, False, False, False)
    """
    districts = main_city(code[:2])
    return len(code) == 6 and bool(districts) and code not in districts


@cache
def covered(code: str) -> bool:
    """Whether a document of the library holds somewhere in the province of a division."""
    return any(library.facts(name).area.code[:2] == code[:2] for name in library.policy_ids())


@cache
def names_by_first() -> Mapping[str, tuple[NamedPlace, ...]]:
    """The names by their first character, longest first, for whoever looks for them in a text."""
    by_first: dict[str, list[NamedPlace]] = {}
    for place in sorted(named_places(), key=lambda place: -len(place.name)):
        by_first.setdefault(place.name[0], []).append(place)
    return MappingProxyType({first: tuple(places) for first, places in by_first.items()})
