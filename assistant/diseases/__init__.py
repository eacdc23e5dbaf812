"""From what a person types to the entries of the official disease lists."""

from assistant.diseases.match import Evidence, Match, match

__all__ = ["Evidence", "Match", "match"]
