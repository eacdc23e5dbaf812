"""What is said of input that cannot be computed."""

from typing import Any


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
