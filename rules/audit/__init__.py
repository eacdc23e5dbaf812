"""The audit: every quote verbatim, every figure in its quote, every clause accounted for.

``audit()`` checks the library as it stands, with the checks of :mod:`rules.checks`, and counts what it found.
"""

from rules.audit.report import DocumentReport, Report, audit
from rules.checks.documents import document_faults
from rules.checks.fault import Fault
from rules.checks.parameters import parameter_faults
from rules.checks.register import ROLES, Entry, Register, coverage_faults
from rules.checks.uses import uses

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
