"""Where the documents' folders are: found by looking, so that one more folder is one more document."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

#: The files that every folder holds.
FILES = ("text.txt", "facts.yaml", "words.yaml", "next_steps.yaml", "parameters.yaml", "coverage.yaml")
#: More folders to look in, or single documents' folders, named in the environment, parted as in PATH.
MORE_FOLDERS = "ASSISTANT_DOCUMENTS"

_HERE = Path(__file__).parent / "documents"
#: Names of folders that hold no document.
_HIDDEN = (".", "_")


class UnknownPolicyError(KeyError):
    """No document has this id."""

    def __str__(self) -> str:
        return f"资料库里没有文件“{self.args[0]}”；可用的有：{'、'.join(folders())}"


@cache
def _looked_in() -> tuple[Path, ...]:
    """Every folder of a document, the library's own before those that the environment adds."""
    given = filter(None, os.environ.get(MORE_FOLDERS, "").split(os.pathsep))
    added = (folder for place in given for folder in _inside(Path(place).resolve()))
    return (*_inside(_HERE), *added)


def _inside(place: Path) -> Iterator[Path]:
    """The documents' folders of a place; the place itself where it is one, or is no folder at all."""
    if not place.is_dir() or any((place / name).exists() for name in FILES):
        yield place
    else:
        yield from sorted(p for p in place.iterdir() if p.is_dir() and not p.name.startswith(_HIDDEN))


@cache
def folders() -> Mapping[str, Path]:
    """Every folder that is there, complete or not, by the document's id, which is the folder's name.

    Of two of one name the first counts, so that an added folder never takes the place of another document.
    """
    found: dict[str, Path] = {}
    for path in (*_only(), *_looked_in()):
        found.setdefault(path.name, path)
    return MappingProxyType(found)


@cache
def doubled() -> Mapping[str, tuple[Path, ...]]:
    """The folders that do not count because another has their name, by that name."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in _looked_in():
        if path != folders()[path.name] and path.name not in {one.name for one in _only()}:
            found[path.name] = (*found.get(path.name, ()), path)
    return MappingProxyType(found)


def _only() -> tuple[Path, ...]:
    return (Path(given),) if (given := os.environ.get(_EXAMINED)) else ()


#: The one folder that this process examines, before any of the same name; set by :func:`examine`.
_EXAMINED = "ASSISTANT_EXAMINED_FOLDER"


def examine(folder: Path) -> str:
    """Take a folder anywhere on disk as a document of this process; returns its id.

    To be called before anything of the library is read.
    """
    path = folder.resolve()
    os.environ[_EXAMINED] = str(path)
    folders.cache_clear()
    doubled.cache_clear()
    return path.name


def file_of(policy_id: str, name: str) -> Path:
    """Where a file of a document stands, e.g. ``facts.yaml``. Raises UnknownPolicyError."""
    try:
        return folders()[policy_id] / name
    except KeyError:
        raise UnknownPolicyError(policy_id) from None
