"""What is wrong with single rows."""

from assistant.batch import headers
from rules.errors import CaseError


class Faults:
    """What is wrong with rows: each distinct fault once, so that a row holds a number. Place 0: nothing is wrong."""

    def __init__(self) -> None:
        self.known = [CaseError("", "", "")]
        self._places: dict[tuple[str, str, str], int] = {}

    def place(self, fault: CaseError) -> int:
        """The fault's place, told of a row: the field without ``bills[0].``, the message without 第1笔费用的."""
        key = (fault.code, fault.field.rpartition(".")[2], fault.message.replace("第1笔费用的", ""))
        if key not in self._places:
            self._places[key] = len(self.known)
            self.known.append(CaseError(*key))
        return self._places[key]

    def missing(self, field: str) -> int:
        """A row without a cell that is needed."""
        return self.place(CaseError("missing_field", field, f"缺少{headers.word(field)}，请补上。"))
