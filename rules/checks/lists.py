"""The lists of diseases that stand in a document itself."""

from collections.abc import Iterator

from knowledge import catalogues, library
from rules.checks.citations import Cited, citation_faults
from rules.checks.fault import Fault


def list_faults(policy: str) -> Iterator[Fault]:
    """What is wrong with the lists in ``diseases/`` of a document's folder."""
    for one in library.facts(policy).lists:
        file = f"{policy}/diseases/{one}.yaml"
        try:
            found = catalogues.read_list(policy, one)
        except library.DocumentError as unreadable:
            yield Fault(file, "", "", str(unreadable).partition("：")[2])
            continue
        cited: list[Cited] = [(entry.id, entry.clause, entry.quote) for entry in found.entries]
        yield from citation_faults(file, cited)
        if found != catalogues.lists().get(one):
            yield Fault(file, "catalogue", "", f"名单“{one}”在别的文件夹里已经有了，请换一个编号")
