"""A district's roster form (医疗救助人员信息汇总表, annexed to its document): read, checked and written as workbooks.

Streams only; nothing is stored.
"""

from assistant.roster.categories import category
from assistant.roster.checking import check
from assistant.roster.held import Held, held
from assistant.roster.model import FIELDS, Fault, Roster, RosterError, Row
from assistant.roster.reading import read
from assistant.roster.writing import write

__all__ = ["FIELDS", "Fault", "Held", "Roster", "RosterError", "Row", "category", "check", "held", "read", "write"]
