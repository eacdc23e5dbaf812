"""A pasted settlement paper or a record of the national platform: its fields as acts, and the checks of a clerk."""

from .checks import Note
from .reading import Paper, read_paper

__all__ = ["Note", "Paper", "read_paper"]
