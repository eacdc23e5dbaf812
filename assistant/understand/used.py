"""Aid of the year that was used before the bill: 今年特殊病救助已经用了2万."""

import re
from functools import cache

from assistant.understand.facts import Fact
from assistant.understand.money import Amount
from knowledge import glossary
from rules.policies import policy_ids


def used_fact(amount: Amount, before: str) -> list[Fact]:
    """``year_to_date`` of the benefit that the words before the amount name; nothing where they name none."""
    for benefit, regex in _benefits().items():
        if regex.search(before):
            return [Fact(f"year_to_date.{benefit}", amount.yuan(), amount.start, amount.end, amount.approximate)]
    return []


@cache
def _benefits() -> dict[str, re.Pattern[str]]:
    """How each benefit is named in passing, in any document that has it."""
    said: dict[str, dict[str, None]] = {}
    for policy in policy_ids():
        for code, benefit in glossary.words(policy).benefit.items():
            if benefit.said:
                said.setdefault(code, {})[benefit.said] = None
    return {code: re.compile("|".join(words)) for code, words in said.items()}
