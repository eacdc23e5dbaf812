"""What is wrong with single rows."""

from functools import cached_property

import numpy as np

from assistant.batch.lexicon import word
from rules.errors import CaseError
from rules.money import Ints


class Faults:
    """What is wrong with rows: each distinct fault once, so that a row holds a number. Place 0: nothing is wrong.

    Several faults of one row are a place of their own.
    """

    def __init__(self) -> None:
        self.known = [CaseError("", "", "")]
        self._places: dict[tuple[str, str, str], int] = {}
        self._both: dict[tuple[int, int], int] = {}

    def place(self, fault: CaseError) -> int:
        """The fault's place, told of a row: the field without ``bills[0].``, the message without 第1笔费用的."""
        return self._place(fault.code, fault.field.rpartition(".")[2], fault.message.replace("第1笔费用的", ""))

    def _place(self, code: str, field: str, message: str) -> int:
        key = (code, field, message)
        if key not in self._places:
            self._places[key] = len(self.known)
            self.known.append(CaseError(*key))
        return self._places[key]

    def missing(self, field: str) -> int:
        """A row without a cell that is needed."""
        return self.place(CaseError("missing_field", field, f"缺少{word(field)}，请补上。"))

    def together(self, first: Ints, second: Ints) -> Ints:
        """For each row the place of both faults; code and field are those of the first, the sentences follow."""
        found = np.where(first == 0, second, first)
        rows = np.flatnonzero((first > 0) & (second > 0) & (first != second))
        for row in rows.tolist():
            found[row] = self._joined(int(first[row]), int(second[row]))
        return found

    def _joined(self, first: int, second: int) -> int:
        if (first, second) not in self._both:
            one, other = self.known[first], self.known[second]
            message = one.message if other.message in one.message else f"{one.message}{other.message}"
            self._both[first, second] = self._place(one.code, one.field, message)
        return self._both[first, second]

    @cached_property
    def rounded(self) -> int:
        """A person's number that a spreadsheet took for a number: its last digits are lost."""
        why = "在表格里被存成了数字，末几位已经丢失，请把这一列设为文本格式后重新填写。"
        return self.place(CaseError("bad_value", "person_id", f"人员编号{why}"))

    @cached_property
    def no_number(self) -> int:
        """A person's number that is a formula without a result."""
        why = "人员编号是表格里没有算出来的公式，请改成具体的号码。"
        return self.place(CaseError("bad_value", "person_id", why))

    @cached_property
    def no_referral(self) -> int:
        """A stay elsewhere for which only 未转诊 is said."""
        why = "转诊情况只写了没有转诊，分不清是不需要还是没有按规定办，请写“规范转诊”“未按规定转诊”或“急诊”。"
        return self.place(CaseError("bad_value", "referral", why))
