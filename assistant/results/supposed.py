"""What is supposed otherwise, in words: one sentence part for each thing that would change the answer."""

from assistant.answers.frame import split_bill_field
from knowledge import glossary, library
from knowledge.days import in_chinese
from rules.what_if import Difference


def supposed(other: Difference, policy_id: str, bills: int) -> str:
    """The condition without its 如果: 第1笔的转诊情况是“未按规定转诊”, 还经认定是“特困人员”.

    ``policy_id``: the document that the case is computed under; ``bills``: how many there are.

    Raises:
        ValueError: a field that no words were written for.
    """
    if other.field == "policy":
        return _by_another_document(policy_id, other.value)
    if other.field == "person.identities":  # the identity tried beside those held is the last of the list
        also = "还" if len(other.value) > 1 else ""
        return f"{also}经认定是“{glossary.label('identity', other.value[-1], policy_id)}”"
    place = split_bill_field(other.field)
    if place is None:
        raise ValueError(f"没有为“{other.field}”写过“如果……”的说法，请补上")
    bill, name = place
    label = "医院" if name == "designated" else glossary.label("field", f"bills.{name}")
    which = f"第{bill + 1}笔的" if bills > 1 else ""
    return f"{which}{label}是“{glossary.label(name, other.value)}”"


def _by_another_document(policy_id: str, other: str) -> str:
    now, there = library.document(policy_id).facts, library.document(other).facts
    before = f"是{in_chinese(now.in_force_from)}以前结的账，" if there.in_force_from < now.in_force_from else ""
    return f"{before}按《{there.short_name}》算"
