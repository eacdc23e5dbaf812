"""Many bills at once: a file in, the same file with the aid beside each bill out.

What is given here is loaded when it is asked for: the process that opens a file from outside needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the same names for those who check types
    from assistant.batch.formats.files import BatchError, Memory
    from assistant.batch.refused import Refused
    from assistant.batch.running import Summary, run
    from assistant.batch.warnings import Told

_HOMES = {
    "BatchError": "assistant.batch.formats.files",
    "Memory": "assistant.batch.formats.files",
    "Refused": "assistant.batch.refused",
    "Summary": "assistant.batch.running",
    "Told": "assistant.batch.warnings",
    "run": "assistant.batch.running",
}
__all__ = ["BatchError", "Memory", "Refused", "Summary", "Told", "run"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
