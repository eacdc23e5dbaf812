"""The district's roster form (医疗救助人员信息汇总表, 九龙坡 annex): read, checked and written as workbooks.

Streams only; nothing is stored.
"""

from .categories import category
from .checking import check
from .model import FIELDS, Fault, Roster, RosterError, Row
from .reading import read
from .writing import write

__all__ = ["FIELDS", "Fault", "Roster", "RosterError", "Row", "category", "check", "read", "write"]
