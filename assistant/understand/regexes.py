"""Regular expressions by name from the data files beside this module; a list is one expression of alternatives."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from knowledge.yamlfile import read_yaml

_FOLDER = Path(__file__).parent


@cache
def regexes(name: str) -> Mapping[str, re.Pattern[str]]:
    """The expressions of the file `name`.yaml. Raises YamlFileError, or re.error for one that is wrong."""
    data = read_yaml(_FOLDER / f"{name}.yaml")
    return MappingProxyType({key: re.compile(joined(value)) for key, value in data.items()})


class MadeOf:
    """Whether a text is nothing but some words in any order, however they may overlap: in time linear in the text.

    >>> MadeOf(["达到", "达", "到"]).matches("到达到")
    True
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            self._by_first[word[0]].append(word)

    def matches(self, text: str) -> bool:
        """Whether the text is one or more of the words."""
        reached = {0}
        for at, first in enumerate(text):
            if at in reached:
                reached.discard(at)
                reached.update(at + len(word) for word in self._by_first.get(first, ()) if text.startswith(word, at))
            if not reached:
                return False
        return bool(text) and len(text) in reached


def joined(value: str | list[str]) -> str:
    """One expression from a string or from a list of alternatives."""
    return value if isinstance(value, str) else "|".join(value)
