"""What a person writes becomes typed acts, each with the words it rests on. No model, no guess."""

from assistant.understand.collect import HOME
from assistant.understand.identities import localise
from assistant.understand.paper import Note, Paper, read_paper
from assistant.understand.reader import understand

__all__ = ["HOME", "Note", "Paper", "localise", "read_paper", "understand"]
