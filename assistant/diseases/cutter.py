"""jieba's word graph over our own words: no default dictionary, no model of unknown words, no cache file.

jieba lists which words begin at each character; which of them are taken is decided here by price, because a
disease name that is left unknown costs more than one word too many.
"""

from collections.abc import Callable, Iterable, Mapping

import jieba

#: What an unknown character costs, a known word costing 1.
_UNKNOWN = 3.0


class Cutter(jieba.Tokenizer):  # type: ignore[misc]  # jieba has no types
    """Cuts a text into the cheapest sequence of words."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        # What jieba reads from a dictionary file: each word with a frequency, each beginning of a word with none.
        self.FREQ: dict[str, int] = {}
        for word in words:
            for end in range(1, len(word)):
                self.FREQ.setdefault(word[:end], 0)
            self.FREQ[word] = 1
        self.total = len(self.FREQ)
        self.initialized = True

    def cheapest(
        self, text: str, fits: Callable[[str, int, int], bool], found: Mapping[int, tuple[int, float]]
    ) -> list[int]:
        """The length of the piece to take at each character.

        ``fits(text, start, end)`` says whether a word may be cut out there; ``found`` gives for a start the end and
        the price of a piece that is in no dictionary (a code, a way of saying).
        """
        graph: dict[int, list[int]] = self.get_DAG(text)
        cost = [0.0] * (len(text) + 1)
        step = [1] * len(text)
        for start in range(len(text) - 1, -1, -1):
            best, length = _UNKNOWN + cost[start + 1], 1
            for last in reversed(graph[start]):
                end = last + 1
                if 1 + cost[end] < best and text[start:end] in self.FREQ and fits(text, start, end):
                    best, length = 1 + cost[end], end - start
            if start in found:
                end, price = found[start]
                if price + cost[end] < best:
                    best, length = price + cost[end], end - start
            cost[start], step[start] = best, length
        return step
