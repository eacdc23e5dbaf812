"""What is known, in words: one answer as it was taken, the name of its field, and all of them to be checked."""

from collections.abc import Iterable

from assistant.answers.frame import Frame, bill_field, split_bill_field
from assistant.answers.journey import order
from assistant.answers.questions import value_label
from assistant.answers.situation import Situation
from assistant.talk.reply import Understood
from knowledge import glossary, library
from rules.policies import policy


def understood(seen: Situation, path: str, counts: bool = True) -> Understood:
    """One answer as it was taken."""
    slot, policy_id = seen.frame.slots[path], seen.policy
    words = slot.words.text if slot.words else ""
    value = value_label(path, slot.value, policy_id)
    if path == "policy" and policy_id is not None:
        value = f"{value}（《{library.document(policy_id).facts.short_name}》）"
    return Understood(path, field_label(path, seen), value, words, slot.approximate, counts)


def field_label(path: str, seen: Situation) -> str:
    """The field's name; of the only bill without a number."""
    if path == "policy":
        return "按哪里的政策"
    place = split_bill_field(path)
    label = glossary.field_label(path, seen.policy)
    return label.removeprefix("第1笔费用的") if place and seen.frame.bills == 1 else label


def field_labels(paths: Iterable[str], seen: Situation) -> str:
    """The names of several fields in one breath."""
    return "、".join(field_label(path, seen) for path in paths)


def summary(seen: Situation) -> tuple[Understood, ...]:
    """What is known, in the order of the questions, each with whether it counts."""
    frame, masked = seen.frame, seen.journey.masked if seen.policy else ()
    return tuple(understood(seen, path, path not in masked) for path in in_order(frame) if path in frame.slots)


def in_order(frame: Frame) -> list[str]:
    """The fields that can be asked in their order, then what else is known."""
    known = ["policy", *order(frame)]
    return [*known, *(path for path in frame.slots if path not in known and path != "bills")]


def on_no_list(before: Situation, after: Situation) -> str:
    """What it means that a disease told just now stands on no list of the governing document; else nothing."""
    policy_id = after.policy
    if policy_id is None or not policy(policy_id).parameters.lists:
        return ""
    already = _named(before.governed)
    names = [name for name in _named(after.governed) if name not in already]
    if not names:
        return ""
    document = library.document(policy_id).facts.short_name
    return f"“{'、'.join(names)}”不在《{document}》用的病种名单里，按名单外的病算；名单外的病也可能有救助，接着往下看。"


def _named(frame: Frame) -> list[str]:
    """Diseases that were told by a name which is no entry of any list."""
    told = (frame.value(bill_field(bill, "diseases")) or () for bill in range(frame.bills))
    return list(dict.fromkeys(name for names in told for name in names if "/" not in name))
