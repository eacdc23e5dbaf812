"""The names of places alone, from the bare files: for who only has to know that a word is a place."""

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from knowledge.folders import file_of, folders
from knowledge.yamlfile import YamlFileError, read_yaml

#: The general gazetteer; :mod:`knowledge.gazetteer` reads it whole.
FILE = Path(__file__).parent / "places.yaml"


@cache
def place_names() -> frozenset[str]:
    """Every name of a division, of a document's place and of its towns, whatever else its folder lacks."""
    general = {name for names in read_yaml(FILE)["divisions"].values() for name in names}
    return frozenset(general.union(*(_of(policy) for policy in folders())))


def _of(policy: str) -> Iterator[str]:
    with suppress(YamlFileError):
        area = read_yaml(file_of(policy, "facts.yaml")).get("area")
        for names in (area.get("names"), area.get("towns")) if isinstance(area, dict) else ():
            yield from (name for name in names or () if isinstance(name, str) and name)
