"""The examples of a document: each is a case with one bill."""

from collections.abc import Iterator

from knowledge import library
from knowledge.examples import FILE, examples
from rules.checks.fault import Fault


def example_faults(policy: str) -> Iterator[Fault]:
    """What is wrong with the form of ``examples.yaml``, which may be missing; whether they compute is for the audit."""
    file = f"{policy}/{FILE}"
    try:
        given = examples(policy)
    except library.DocumentError as unreadable:
        yield Fault(file, "", "", str(unreadable).partition("：")[2])
        return
    for example in given:
        name = example.id.removeprefix(f"{policy}-")
        bills = example.case.get("bills")
        if not isinstance(bills, list) or len(bills) != 1:
            yield Fault(file, f"{name}.case.bills", "", "例子要有一笔账单，也只能有一笔，请改正")
