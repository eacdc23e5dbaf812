"""Where the documents' folders are: found by looking, so that one more folder is one more document."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

#: The files that every folder holds.
FILES = ("text.txt", "facts.yaml", "words.yaml", "next_steps.yaml", "parameters.yaml", "coverage.yaml")
#: More folders to look in, or single documents' folders, named in the environment, parted as in PATH.
MORE_FOLDERS = "ASSISTANT_DOCUMENTS"

_HERE = Path(__file__).parent / "documents"


class UnknownPolicyError(KeyError):
    """No document has this id."""

    def __str__(self) -> str:
        return f"资料库里没有文件“{self.args[0]}”；可用的有：{'、'.join(folders())}"


@cache
def folders() -> Mapping[str, Path]:
    """Every folder that is there, complete or not, by the document's id, which is the folder's name."""
    found = {path.name: path for path in sorted(_HERE.iterdir()) if path.is_dir()}
    for place in filter(None, os.environ.get(MORE_FOLDERS, "").split(os.pathsep)):
        path = Path(place).resolve()
        single = any((path / name).exists() for name in FILES)
        inside = [path] if single or not path.is_dir() else sorted(p for p in path.iterdir() if p.is_dir())
        found.update({one.name: one for one in inside})
    return MappingProxyType(found)


def file_of(policy_id: str, name: str) -> Path:
    """Where a file of a document stands, e.g. ``facts.yaml``. Raises UnknownPolicyError."""
    try:
        return folders()[policy_id] / name
    except KeyError:
        raise UnknownPolicyError(policy_id) from None
