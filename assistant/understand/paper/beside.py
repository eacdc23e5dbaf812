"""What a person says beside a pasted paper, before it, after it or in its lines: 我妈是那里的低保，这是她的结算单."""

import re
from collections.abc import Iterator

from assistant.answers.acts import Inform, Propose, Words
from assistant.understand.collect import Collected, collect
from assistant.understand.paper.fields import Found
from assistant.understand.paper.lexicon import data
from assistant.understand.paper.reading import Paper
from assistant.understand.text import Message, read

#: What is taken from a sentence; amounts and days are the paper's.
_SAID = (
    "policy", "person.identities", "person.age", "person.insured", "person.needs_maintenance", "referral", "place",
    "designated", "diseases", "care", "treatment", "hospital_level",
)  # fmt: skip
#: From a line that is neither a title nor a sentence: 胃癌住院.
_NOTED = ("diseases", "care", "treatment")
#: Where the person's words count more than the paper.
_OF_PERSON = ("policy", "place")
_LONGEST_NOTE = 20


def said_beside(text: str, paper: Paper, policy: str | None, bill: int) -> list[Inform | Propose]:
    """The acts of the words beside a paper, about the person, the illness and the way to the hospital."""
    said, noted = _words(text, paper.found)
    message = read(said)
    if not message.plain.strip():
        return []
    prefix = f"bills[{bill}]."
    found = collect(message, None, policy, {}, prefix, None)
    stated = {act.field for act in paper.acts if isinstance(act, Inform)}
    return list(_acts(message, found, prefix, stated, noted))


def _acts(
    message: Message, found: Collected, prefix: str, stated: set[str], noted: list[tuple[int, int]]
) -> Iterator[Inform | Propose]:
    for fact in found.facts:
        quiet = any(start <= fact.start < end for start, end in noted)
        if fact.denied or fact.bill or fact.field not in (_NOTED if quiet else _SAID):
            continue
        of_person = fact.field == "policy" or fact.field.startswith("person.")
        path = fact.field if of_person else prefix + fact.field
        if path not in stated or fact.field in (*_OF_PERSON, "person.identities"):
            words = Words(message.raw[fact.start : fact.end], fact.start, fact.end)
            yield Inform(path, fact.value, words, fact.approximate)
    yield from (one for one in found.proposals if one.field not in stated)


def _words(text: str, found: Found) -> tuple[str, list[tuple[int, int]]]:
    """The text with everything but a person's words blanked, and the places of short notes in it."""
    if found.layout.rest is not None:
        return found.layout.rest, []
    kept = ["\n"] * len(text)
    noted: list[tuple[int, int]] = []
    for start, end in _spoken_parts(text, found):
        kept[start:end] = text[start:end]
    entries = [entry for group in found.layout.groups for entry in group if entry.start is not None]
    first = min((e.start or 0 for e in entries), default=0)
    last = max((e.end or 0 for e in entries), default=len(text))
    for start, end in found.layout.beside:
        line = text[start:end]
        if re.match(data()["second_visit"], line):
            continue
        if re.search(data()["heading"], line.strip()) and not re.search(data()["asks"], line):
            continue
        is_label = re.search("[:：]\\s*$", line) is not None
        if re.search(data()["spoken"], line) or (not is_label and re.search(data()["who"], line)):
            kept[start:end] = line
        elif (
            not is_label
            and (end < first or start > last)
            and len(line.strip()) <= _LONGEST_NOTE
            and not re.search(r"\d", line)
        ):
            kept[start:end] = line
            noted.append((start, end))
    return "".join(kept), noted


def _spoken_parts(text: str, found: Found) -> Iterator[tuple[int, int]]:
    """Sentences within the lines of the paper: before the first label of a line, behind the last value; and what is
    written behind an identity (低保对象，转诊办了的).
    """
    ends: dict[int, int] = {}
    starts: dict[int, int] = {}
    for group in found.layout.groups:
        for entry in group:
            if entry.start is None or entry.end is None:
                continue
            line = text.rfind("\n", 0, entry.start) + 1
            starts[line] = min(starts.get(line, entry.start), entry.start)
            ends[line] = max(ends.get(line, 0), entry.end)
            if entry.code == "identity" and "，" in entry.value:
                yield entry.start + entry.value.index("，") + 1, entry.end
    for line, start in starts.items():
        stop = max(text.rfind(mark, line, start) for mark in "。！？；;，,：:")
        if stop > line and _is_said(text[line:stop]):
            yield line, stop
    for end in ends.values():
        line_end = text.find("\n", end)
        line_end = len(text) if line_end < 0 else line_end
        if _is_said(text[end:line_end]):
            yield end, line_end


def _is_said(words: str) -> bool:
    return re.search(data()["spoken"], words) is not None or re.search(data()["who"], words) is not None
