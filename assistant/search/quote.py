"""The sentence of a clause that decides a question: it stands first wherever the clause is shown."""

import re
from collections.abc import Iterable

from assistant.search.index import pairs

#: How a sentence of a paragraph ends.
_SENTENCE = re.compile(r"[^。；]+[。；]?")
#: What a sentence gains that holds what an answer holds (a share for 几成), and that stands where the paragraph speaks
#: of the matter, beside the part of the question's words that it has.
_HOLDS, _THERE = 1.0, 0.5


def deciding_sentence(paragraph: str, place: int, words: Iterable[str], holds: re.Pattern[str] | None) -> str:
    """The sentence of ``paragraph`` that answers.

    ``place``: where the paragraph speaks of the matter; ``words``: pairs of characters of the question; ``holds``: what
    stands in a sentence that answers, where that is known. The first of equals.
    """
    asked = set(words)
    best, most = paragraph, -1.0
    for found in _SENTENCE.finditer(paragraph):
        sentence = found[0]
        worth = len(asked & set(pairs(sentence))) / (len(asked) or 1)
        worth += _HOLDS if holds is not None and holds.search(sentence) else 0.0
        worth += _THERE if found.start() <= place < found.end() else 0.0
        if worth > most:
            best, most = sentence, worth
    return best
