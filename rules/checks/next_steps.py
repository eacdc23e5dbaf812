"""The next steps of a document: each quote stands there, and only the document's own people are told apart."""

from collections.abc import Collection, Iterator

from knowledge import library
from knowledge.next_steps import FILE, NOBODY, steps
from rules.checks.citations import citation_faults
from rules.checks.fault import Fault


def step_faults(policy: str, identities: Collection[str]) -> Iterator[Fault]:
    """Everything wrong with ``next_steps.yaml``; ``identities``: the codes of the document's people."""
    file = f"{policy}/{FILE}"
    try:
        given = steps(policy)
    except library.DocumentError as unreadable:
        yield Fault(file, "", "", str(unreadable).partition("：")[2])
        return
    yield from citation_faults(file, [(f"steps[{place}]", step.clause, step.quote) for place, step in enumerate(given)])
    for place, step in enumerate(given):
        for code in step.identities:
            if identities and code not in (*identities, NOBODY):
                yield Fault(file, f"steps[{place}].for", step.clause, f"身份代码“{code}”不是这份文件的，请改正或删去")
