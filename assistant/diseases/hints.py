"""Near entries for a text that names none: told as hints, never as a match."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from rapidfuzz import fuzz, process

from assistant.diseases.lexicon import UNLISTED, Lexicon
from assistant.diseases.segment import Token
from knowledge import catalogues as lists

_LIKE = 50
_MOST = 3
#: Names on no list for which near ones are looked for.
_LOOKED_AT = 12


@cache
def _official() -> dict[str, str]:
    return {entry.id: entry.name for entry in lists.entries()}


def hints(tokens: Sequence[Token], known: Lexicon, catalogues: Collection[str] | None) -> tuple[str, ...]:
    """Up to three entries: those a doubted disease would be, then those named much like what is on no list."""
    found: dict[str, None] = {}
    for token in tokens:
        if token.doubted:
            for key in token.signs:
                for rule in known.signs[key].rules if key in known.signs else ():
                    found.update(dict.fromkeys((*rule.states, *rule.open)))
    unlisted = dict.fromkeys(token.text for token in tokens if token.has(UNLISTED))
    for text in list(unlisted)[:_LOOKED_AT]:
        if len(found) < _MOST:
            near = process.extract(text, _official(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_MOST)
            found.update(dict.fromkeys(entry for _, _, entry in near))
    wanted = [entry for entry in found if catalogues is None or entry.partition("/")[0] in catalogues]
    return tuple(wanted[:_MOST])
