"""Regular expressions by name from the data files beside this module; a list is one expression of alternatives."""

import re
from collections.abc import Mapping
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


def joined(value: str | list[str]) -> str:
    """One expression from a string or from a list of alternatives."""
    return value if isinstance(value, str) else "|".join(value)
