"""What is said of input that cannot be computed."""

from typing import Any

#: So much of a person's own words is repeated in a sentence about them.
_LONGEST = 40


def cut(words: str) -> str:
    """A person's words as a sentence repeats them: what is long is cut short."""
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


class CaseError(ValueError):
    """Bad input: ``code`` and ``field`` as in the interface, ``message`` for a person, in Chinese."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message

    def to_json(self) -> dict[str, Any]:
        """The interface's form."""
        return {"error": {"code": self.code, "field": self.field, "message": self.message}}
