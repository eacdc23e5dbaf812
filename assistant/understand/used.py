"""Aid of the year that was used before the bill: 今年特殊病救助已经用了2万."""

from assistant.understand.facts import Fact
from assistant.understand.money import Amount
from assistant.understand.regexes import regexes


def used_fact(amount: Amount, before: str) -> list[Fact]:
    """``year_to_date`` of the benefit that the words before the amount name; nothing where they name none."""
    for benefit, regex in regexes("used").items():
        if regex.search(before):
            return [Fact(f"year_to_date.{benefit}", amount.yuan(), amount.start, amount.end, amount.approximate)]
    return []
