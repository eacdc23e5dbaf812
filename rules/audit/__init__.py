"""The audit: every quote verbatim, every figure in its quote, every clause accounted for.

``audit()`` checks the library as it stands. Each part takes its data as an argument, so that a test can break a copy.
"""

from .documents import document_faults
from .fault import Fault
from .parameters import parameter_faults
from .register import ROLES, Entry, Register, coverage_faults
from .report import DocumentReport, Report, audit
from .uses import uses

__all__ = [
    "ROLES",
    "DocumentReport",
    "Entry",
    "Fault",
    "Register",
    "Report",
    "audit",
    "coverage_faults",
    "document_faults",
    "parameter_faults",
    "uses",
]
