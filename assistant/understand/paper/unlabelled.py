"""What a paper says without a label: the care in its title, the day in a notice's sentence, the sum of a receipt in
words, the county whose aid office made the form. Taken only where all that speaks of it agrees.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.understand.paper.capitals import capital_sum
from assistant.understand.paper.care import care_of
from assistant.understand.paper.entries import Entry
from assistant.understand.paper.layout import Layout
from assistant.understand.paper.lexicon import DATES, data, meaning
from assistant.understand.paper.settlement import Settlement
from assistant.understand.places import places
from assistant.understand.printed import dates, is_blank, money, narrow
from assistant.understand.text import read

_BETWEEN = re.compile(r"[\s,，;；。|│:：()（）\[\]【】]+")
_SENTENCE = re.compile(r"[^。；;\n\r]+")
#: The rank of a day of discharge: it contradicts 门诊, and states no kind of care by itself.
_DAY_ALONE = 9
#: No title is longer.
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class _Part:
    """Where a settlement stands in the text, and its lines that hold no entry and in which nobody speaks."""

    start: int
    end: int
    titles: tuple[tuple[int, int], ...]


def complete(text: str, shown: Layout, settlements: Sequence[Settlement]) -> None:
    """Add what is said without a label to the settlements of a paper, one for each group of the layout."""
    for part, group, settlement in zip(_parts(text, shown), shown.groups, settlements, strict=True):
        _care(text, part, group, settlement)
        if part is not None:
            _day(text, part, settlement)
            _sum_in_words(text, part, settlement)
            _home(text, part, settlement)


def _parts(text: str, shown: Layout) -> list[_Part | None]:
    """A part for each settlement; of those in rows or columns beside each other only the title is theirs; None for
    records.
    """
    if shown.rest is not None:
        return [None] * len(shown.groups)
    ends = [[entry.end or 0 for entry in group] for group in shown.groups]
    starts = [[entry.start or 0 for entry in group] for group in shown.groups]
    first = min((min(group) for group in starts if group), default=0)
    apart = all(max(before) <= min(after) for before, after in zip(ends, starts[1:], strict=False))
    titles = [span for span in shown.beside if _is_title(text[slice(*span)])]
    top = [span for span in titles if span[1] <= first]
    made: list[_Part | None] = []
    for place in range(len(shown.groups)):
        if not apart:
            made.append(_Part(0, 0, tuple(top)))
            continue
        start = _line_end(text, max(ends[place - 1])) if place else 0
        end = _line_end(text, max(ends[place])) if place + 1 < len(shown.groups) else len(text)
        own = [span for span in titles if start <= span[0] < end and span not in top]
        made.append(_Part(start, end, (*top, *own)))
    return made


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _is_title(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_TITLE and not re.search(data()["spoken"], re.sub("结算单|清单", "", line))


def _care(text: str, part: _Part | None, group: Sequence[Entry], settlement: Settlement) -> None:
    """住院 or 门诊 by a cell of its own, the title, days in the ward, the costs' names: if all say the same."""
    if any(not is_blank(entry.value) for entry in settlement.words.get("med_type", ())):
        return
    found = [*_care_of_labels(group, settlement)]
    if part is not None:
        found += [*_care_of_cells(text, part), *_care_of_titles(text, part), *_care_of_sentences(settlement)]
    kinds = {kind[0] for _, entry in found if (kind := care_of(entry.value))}
    rank, best = min(found, key=lambda one: one[0], default=(_DAY_ALONE, None))
    if len(kinds) == 1 and best is not None and rank < _DAY_ALONE:
        settlement.words["med_type"].append(best)


def _care_of_cells(text: str, part: _Part) -> Iterator[tuple[int, Entry]]:
    """普通住院 as words of their own between blanks and marks."""
    at = part.start
    for piece in [*_BETWEEN.finditer(text, part.start, part.end), None]:
        end = piece.start() if piece else part.end
        after = text[piece.end() : piece.end() + 2] if piece and piece[0] == " " else ""
        if text[at:end] in _bare() and not re.match(data()["goes_on"], after):
            yield 0, _entry("med_type", text[at:end], at, end)
        at = piece.end() if piece else end


@cache
def _bare() -> frozenset[str]:
    return frozenset(data()["bare_care"])


def _care_of_titles(text: str, part: _Part) -> Iterator[tuple[int, Entry]]:
    for start, end in part.titles:
        line = re.sub(r"\s", "", text[start:end])
        if re.search(data()["heading"], line) or re.search(data()["of_paper"], line):
            yield from _told(line, start, end, 2)


def _care_of_sentences(settlement: Settlement) -> Iterator[tuple[int, Entry]]:
    """在某院住院结算成功: behind a day that has no label."""
    for entry in settlement.unread:
        if dates(entry.value) and entry.start is not None and entry.end is not None:
            yield from _told(entry.value, entry.start, entry.end, 1)


def _told(words: str, start: int, end: int, rank: int) -> Iterator[tuple[int, Entry]]:
    kinds = [word for word in ("住院", "门诊") if word in words]
    kinds = kinds or ["住院"] * ("出院" in words)
    if len(kinds) == 1:
        yield rank, _entry("med_type", kinds[0], start, end)


def _care_of_labels(group: Sequence[Entry], settlement: Settlement) -> Iterator[tuple[int, Entry]]:
    """A number of days in the ward; 住院总费用. A day of discharge alone is asked about: it states no kind of care."""
    for entry in group:
        label = re.sub(r"[\s_]", "", entry.label)
        amount = money(entry.value)
        if is_blank(entry.value) or amount == 0:
            continue
        if re.match(data()["of_stay"], label) and entry.code in DATES:
            if dates(entry.value):
                yield _DAY_ALONE, _entry("med_type", "住院", entry.start, entry.end)
        elif re.match(data()["of_stay"], label):
            yield 3, _entry("med_type", "住院", entry.start, entry.end)
        elif entry.code in settlement.amounts and settlement.held[entry.code] is entry:
            for _, one in _told(label, entry.start or 0, entry.end or 0, 3):
                yield 3, one


def _entry(code: str, value: str, start: int | None, end: int | None) -> Entry:
    known = meaning(data()["whole"][code][0])
    return Entry(value, known, value, start, end)


def _day(text: str, part: _Part, settlement: Settlement) -> None:
    """于2024年5月16日出院结算: the only day of the part, in a sentence that says what was then."""
    if any(dates(entry.value) for code in DATES for entry in settlement.words.get(code, ())):
        return
    named = dates(text[part.start : part.end])
    if len(named) != 1:
        return
    for sentence in _SENTENCE.finditer(text, part.start, part.end):
        words = sentence[0]
        if dates(words) and re.search(data()["then"], words) and not re.search(data()["not_then"], words):
            settlement.words["setl_time"].append(_entry("setl_time", words, sentence.start(), sentence.end()))
            settlement.unread = [entry for entry in settlement.unread if not dates(entry.value)]
            return


def _sum_in_words(text: str, part: _Part, settlement: Settlement) -> None:
    """合计（大写）肆万元整 （小写）40,000.00 of a receipt is the total; where both differ it is none."""
    of_costs = any(re.search(data()["of_costs"], re.sub(r"\s", "", text[slice(*span)])) for span in part.titles)
    if "medfee_sumamt" in settlement.amounts or not of_costs:
        return
    found = capital_sum(text[part.start : part.end])
    if found is None or any(amount > found.value for amount in settlement.amounts.values()):
        return
    start, end = part.start + found.start, part.start + found.end
    entry = Entry("合计", meaning("合计"), f"{found.value}", start, end)
    settlement.amounts["medfee_sumamt"], settlement.held["medfee_sumamt"] = found.value, entry
    for held in (settlement.unread, settlement.aside):
        held[:] = [one for one in held if one.end is None or not start <= one.end <= end]


def _home(text: str, part: _Part, settlement: Settlement) -> None:
    """The county in the title of a form of its own aid, no hospital's: 医疗救助结算单（某某区）."""
    if any(not is_blank(e.value) for code in ("insu_admdvs", "home") for e in settlement.words.get(code, ())):
        return
    lines = [(start, end, re.sub(r"\s", "", narrow(text[start:end]))) for start, end in part.titles]
    if not any(re.search(data()["of_aid"], line) for _, _, line in lines):
        return
    for start, end, line in lines:
        issued = re.search(data()["of_aid"], line) or re.search(data()["of_office"], line)
        if not issued or re.search(data()["of_hospital"], line):
            continue
        named = [place for place in places(read(line)) if place.policy and not place.named.hospital]
        if len({place.policy for place in named}) == 1:
            settlement.words["home"].append(_entry("home", named[-1].named.name, start, end))
            return
