"""What was heard and not used, in the words that said it: amounts, shares and months that no field takes, identities
that are not held, illnesses that are only feared."""

from collections.abc import Collection, Iterator

from assistant.understand.cash import Cash
from assistant.understand.control import asks, corrects
from assistant.understand.facts import Fact
from assistant.understand.identities import identity_words
from assistant.understand.people import People
from assistant.understand.regexes import regexes
from assistant.understand.roles import AMOUNTS
from assistant.understand.standing import standing_of_identity, unstated_illness
from assistant.understand.text import Message

#: So many characters before an amount tell what it was said of.
_LEAD = 12
_TRAIL = 5
#: So much of a clause is told.
_LONG = 24
#: A bare number below this is an age, a day or a number of times as well.
_SMALL = 130
_ENDS = "，。；,;！!？?、 \n"


def unused_amounts(message: Message, cash: Cash, facts: Collection[Fact]) -> list[tuple[int, int]]:
    """Places of the amounts that no fact rests on, each with the words around it; nothing that a fact says as well."""
    said = {fact.value for fact in facts if isinstance(fact.value, str)}
    right = max((fact.start for fact in facts if fact.field in AMOUNTS), default=0) if corrects(message) else 0
    spans: list[tuple[int, int]] = []
    for amount, floor in zip(cash.named, cash.last, strict=True):
        known = amount.certain and (amount.yuan() in said or not amount.value)
        small = message.plain[amount.start : amount.end].isdigit() and amount.value < _SMALL
        wrong = amount.denied or amount.start < right  # 总费用3万，说错了，是5万
        if not (known or small or wrong or _covered((amount.start, amount.end), facts)):
            spans.append(_around(message, amount.start, amount.end, floor))
    return spans


def _around(message: Message, start: int, end: int, floor: int) -> tuple[int, int]:
    """An amount with the words before it that may say what it is, and a few behind it."""
    text, clause = message.plain, message.clause_at(start)
    begin = max(floor, clause.start, start - _LEAD)
    if not text[begin:start].strip():  # 全自费金额 22189.50
        begin = max(floor, start - _LEAD)
    while begin < start and text[begin] in _ENDS:
        begin += 1
    stop = end
    while stop < min(len(text), end + _TRAIL) and text[stop] not in _ENDS:
        stop += 1
    return begin, stop


def unused_words(message: Message, who: People, facts: Collection[Fact]) -> list[tuple[int, int]]:
    """Places of shares, months, identities and feared illnesses on which no fact rests; none in a question."""
    words = regexes("when")
    spans = [match.span() for match in regexes("cash")["share"].finditer(message.plain)]
    stays = [message.clause_at(match.start()) for match in words["stays_in"].finditer(message.plain)]
    months = words["month_of_stay"].finditer(message.plain) if stays else ()
    spans += [match.span() for match in months if message.clause_at(match.start()) in stays]
    spans = [span for span in spans if not _covered(span, facts)]
    clauses = [message.clause_at(start) for start, _ in unstated_illness(message)]
    clauses += [message.clause_at(at) for at in _not_held(message, who, facts)]
    spans += [(clause.start, min(clause.end, clause.start + _LONG)) for clause in clauses]
    asked = {clause: asks(message, clause) for clause in {message.clause_at(start) for start, _ in spans}}
    return [span for span in spans if not asked[message.clause_at(span[0])]]


def _not_held(message: Message, who: People, facts: Collection[Fact]) -> Iterator[int]:
    """Identities that are applied for, or did not hold at the time of the stay."""
    for at, word, _ in identity_words(message):
        end = at + len(word)
        if _covered((at, end), facts) or not who.of_patient(at, end):
            continue
        timed = regexes("when")["some_month"].search(
            message.plain, max(message.clause_at(at).start, at - _LONG), end + _LONG
        )
        if timed or standing_of_identity(message, at, end) in ("waiting", "applied"):
            yield at


def _covered(span: tuple[int, int], facts: Collection[Fact]) -> bool:
    """Whether a fact rests on any of the words; of a message there are few facts."""
    return any(fact.start < span[1] and span[0] < fact.end for fact in facts)


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places first to last, overlapping ones as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
