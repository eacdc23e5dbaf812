"""A city's own rate, where the document leaves it to the cities: 市里规定救助比例85%, 我们这儿按八成五救助."""

from assistant.understand.answers import rate_fact
from assistant.understand.facts import Fact
from assistant.understand.regexes import regexes
from assistant.understand.text import Message
from rules.policies import policy as rules_of


def city_facts(message: Message, policy: str | None) -> list[Fact]:
    """``parameters.rate`` (percent) where the message states the city's rate of the aid, not of an insurance."""
    if policy is None or "rate" not in rules_of(policy).family.local:
        return []
    words = regexes("city")
    for clause in message.clauses:
        text = message.text(clause)
        named = words["rate"].search(text)
        if named is None or words["other"].search(text):
            continue
        found = rate_fact(message, clause.start + named.end(), clause.end)
        if found is not None:
            return [found]
    return []
