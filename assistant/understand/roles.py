"""The words of a message that say what an amount is: 总费用, 目录内, 医保, 大病, 自付 …"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understand.regexes import joined, regexes
from knowledge.yamlfile import read_yaml

PAYMENTS = ("basic_paid", "catastrophic_paid", "civil_aid_paid", "relief_fund_paid")
AMOUNTS = ("total", "eligible", *PAYMENTS)
_FILE = Path(__file__).parent / "roles.yaml"


@dataclass(frozen=True, slots=True)
class Role:
    """Words for an amount: a field, a parameter of a city, or `none` for an amount that no field takes."""

    name: str
    start: int
    end: int


@cache
def _regex() -> re.Pattern[str]:
    """One expression, so that of two words at a place the one that the file names first counts."""
    return re.compile("|".join(f"(?P<{name}>{joined(words)})" for name, words in read_yaml(_FILE).items()))


def roles(text: str) -> list[Role]:
    """All words for amounts, first to last."""
    found = [Role(str(m.lastgroup), m.start(), m.end()) for m in _regex().finditer(text) if m.end() > m.start()]
    return [role for role in found if not (role.name == "civil_aid_paid" and _no_payment(text, role))]


def _no_payment(text: str, role: Role) -> bool:
    """救助 in 特殊疾病救助 or in a question is no payment."""
    return text.startswith("救助", role.start) and not regexes("cash")["aid_before"].search(text[: role.start])
