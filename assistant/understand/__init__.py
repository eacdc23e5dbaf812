"""What a person writes becomes typed acts (`assistant.acts`), each with the words it rests on. No model, no guess."""

from .identities import localise
from .reader import understand

__all__ = ["localise", "understand"]
