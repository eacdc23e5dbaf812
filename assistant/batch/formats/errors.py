"""A file that is refused as a whole; a single bad row never is a reason to stop."""

from rules.errors import CaseError


class BatchError(CaseError):
    """Why no row can be computed: ``code`` as in the interface, ``field`` a column or ``file``."""
