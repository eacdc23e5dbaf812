"""Finds the clauses that answer a question asked in a person's own words; finds none where the documents are silent."""

from assistant.search.find import Hit, prepare, search

__all__ = ["Hit", "prepare", "search"]
