"""A pasted settlement paper or a record of the national platform: its fields as acts, and the checks of a clerk."""

from assistant.understand.paper.beside import said_beside
from assistant.understand.paper.checks import Note
from assistant.understand.paper.reading import Paper, read_paper

__all__ = ["Note", "Paper", "read_paper", "said_beside"]
