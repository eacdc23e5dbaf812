"""Whether words stand where they are said to stand."""

from collections.abc import Callable, Iterable, Iterator

from knowledge import library
from knowledge.library import DocumentError, UnknownClauseError
from knowledge.quotes import locate
from rules.checks.fault import Fault

#: A record's name, the clause it names, and the words that it takes from there.
Cited = tuple[str, str, str]


def text_in_library(clause: str) -> str:
    """The text of a clause of the library. Raises UnknownClauseError, DocumentError."""
    return library.clause(clause).text


def citation_faults(file: str, cited: Iterable[Cited], text: Callable[[str], str] = text_in_library) -> Iterator[Fault]:
    """Clauses that do not exist and quotes that are not verbatim (white space aside) in their clause.

    ``text`` gives a clause's text by id, or raises UnknownClauseError.
    """
    for record, clause, quote in cited:
        try:
            found = locate(text(clause), quote)
        except UnknownClauseError:
            yield Fault(file, record, clause, "没有这一条，请核对条款号")
        except (DocumentError, OSError) as unreadable:
            yield Fault(file, record, clause, f"原文不能读取：{unreadable}")
        else:
            if found is None:
                yield Fault(file, record, clause, f"引文“{quote}”与原文不符，须逐字照录")
