"""The audit: every quote verbatim, every figure in its quote, every clause accounted for.

``audit()`` checks the library as it stands. Each part takes its data as an argument, so that a test can break a copy.
"""

from rules.audit.documents import document_faults
from rules.audit.fault import Fault
from rules.audit.parameters import parameter_faults
from rules.audit.register import ROLES, Entry, Register, coverage_faults
from rules.audit.report import DocumentReport, Report, audit
from rules.audit.uses import uses

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
