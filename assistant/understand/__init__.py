"""What a person writes becomes typed acts (`assistant.acts`), each with the words it rests on. No model, no guess."""

from .collect import HOME
from .identities import localise
from .paper import Note, Paper, read_paper
from .reader import understand

__all__ = ["HOME", "Note", "Paper", "localise", "read_paper", "understand"]
