"""Many bills at once: a file in, the same file with the aid beside each bill out."""

from assistant.batch.formats.files import BatchError, Memory
from assistant.batch.refused import Refused
from assistant.batch.running import Summary, run
from assistant.batch.warnings import Told

__all__ = ["BatchError", "Memory", "Refused", "Summary", "Told", "run"]
