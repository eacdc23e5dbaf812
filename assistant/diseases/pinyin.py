"""Write out pinyin ("ruxian exing zhongliu", "feiai wanqi") in the characters of the words the matcher knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from assistant.diseases.lexicon import UNLISTED, Lexicon, Word, lexicon
from assistant.diseases.normalise import Text
from assistant.diseases.segment import code_signs
from assistant.diseases.sound import all_syllables, fold, letters
from knowledge.names import syllables as readings

_RUN = re.compile(r"[a-z0-9][a-z0-9' \-]*")
_WORD = re.compile(r"[^ \-]+")
_CODE = re.compile(r"[a-z]\d\d(?:\d{0,2})(?:x\d+)?")
_TONED = re.compile(r"(?<![a-z1-5])(?:[a-z]+[1-5])+")
_TONES = re.compile(r"[1-5]")
_LONGEST = 48
#: So many letters of a name leave no doubt when one of them is wrong.
_SURE = 9
_SPOKEN = str.maketrans({"1": "yi", "2": "er", "3": "san", "4": "si", "5": "wu"})
#: Words of one syllable that carry the sense of a sentence; all others of one syllable stay letters.
_SINGLE = {
    "mei": "没",
    "wu": "无",
    "you": "有",
    "shi": "是",
    "wo": "我",
    "ai": "癌",
    "he": "和",
    "ba": "爸",
    "ma": "妈",
    "de": "得",
}
#: What people type for 塞 and 血 beside the reading of the table.
_ALSO_READ = (("sai", "se"), ("se", "sai"), ("xue", "xie"))
_TERM, _ONE, _SYLLABLE, _DIGIT = 1.0, 1.6, 3.0, 0.5


def _rank(word: Word, known: Lexicon) -> int:
    """Which of two words of the same letters is meant: a listed name, then one on no list, then any other."""
    if any(known.signs[key].rules for key in word.signs if key in known.signs):
        return 0
    return 1 if word.names_disease else 2


@cache
def _index() -> dict[str, str]:
    """Letters → word, for the words of two or more characters."""
    known = lexicon()
    index: dict[str, tuple[int, str]] = {}
    for word in known.words.values():
        if len(word.text) < 2 or word.text.isascii():
            continue
        spelt = letters(word.text)
        if spelt is None:
            continue
        entry = (_rank(word, known), word.text)
        keys = [spelt] if spelt.isalpha() else [spelt, spelt.translate(_SPOKEN)]
        if entry[0] == 0:
            keys += [spelt.replace(heard, also) for heard, also in _ALSO_READ if heard in spelt]
        for key in keys:
            index[key] = min(entry, index.get(key, entry), key=lambda e: e[0])
    return {key: text for key, (_, text) in index.items()}


@cache
def _reaches() -> dict[str, int]:
    """The length of the longest spelling for each two letters that one begins with."""
    reaches: dict[str, int] = {}
    for spelt in (*_index(), *_SINGLE, *all_syllables()):
        reaches[spelt[:2]] = max(len(spelt), reaches.get(spelt[:2], 1))
    return reaches


def _reach(beginning: str) -> int:
    return min(_LONGEST, max(1, _reaches().get(beginning, 1)))


def _decode(run: str) -> list[tuple[int, int, str | None]] | None:
    """Cut letters into known words and single syllables, fewest and longest first; None if they are no pinyin."""
    index, single = _index(), all_syllables()
    size = len(run)
    best: list[tuple[float, int, str | None] | None] = [None] * size + [(0.0, size, None)]
    for start in range(size - 1, -1, -1):
        options: list[tuple[float, int, str | None]] = []
        for end in range(start + 1, min(size, start + _reach(run[start : start + 2])) + 1):
            rest = best[end]
            if rest is None:
                continue
            piece = run[start:end]
            if piece in index:
                options.append((_TERM + rest[0], end, index[piece]))
            elif piece in _SINGLE:
                options.append((_ONE + rest[0], end, _SINGLE[piece]))
            elif piece in single:
                options.append((_SYLLABLE + rest[0], end, None))
            elif piece.isdigit() and len(piece) == 1:
                options.append((_DIGIT + rest[0], end, None))
        if options:
            best[start] = min(options, key=lambda option: option[0])
    if best[0] is None:
        return None
    pieces = []
    start = 0
    while start < size:
        step = best[start]
        assert step is not None  # every start reached from 0 has a way on
        pieces.append((start, step[1], step[2]))
        start = step[1]
    return pieces


@cache
def _heard() -> dict[tuple[str, ...], str]:
    """Syllables as heard in the south-west → name; none where they are names of two diseases, one on no list first."""
    known = lexicon()
    folded = {syllable: fold(syllable) for syllable in all_syllables()}
    sounds = {character: folded[syllable] for character, syllable in readings().items()}
    sounds |= {digit: digit for digit in "0123456789"}
    heard: dict[tuple[str, ...], Word | None] = {}
    for word in known.words.values():
        if len(word.text) < 2 or not known.is_name(word):
            continue
        syllables = tuple(sounds.get(character, "") for character in word.text)
        if "" in syllables or word.text.isascii():
            continue
        other = heard.setdefault(syllables, word)
        if other is not None and other.signs != word.signs:
            blocking = next((w for w in (word, other) if UNLISTED in w.roles), None)
            heard[syllables] = blocking
    return {key: word.text for key, word in heard.items() if word is not None}


@cache
def _longest_heard() -> int:
    """Syllables of the longest name: no longer run is looked up."""
    return max(map(len, _heard()))


@cache
def _spelt_syllables() -> frozenset[str]:
    """All syllables, and those that only an accent makes (zhon, cuang, tiang)."""
    whole = all_syllables()
    heard = {s[:-1] for s in whole if s.endswith("ong")} | {s + "g" for s in whole if s.endswith("n")}
    return frozenset(whole | heard | {s[0] + s[2:] for s in whole | heard if s[1:2] == "h"})


def _syllables(run: str, breaks: frozenset[int]) -> list[tuple[int, int]] | None:
    """Cut letters into the fewest syllables, none across a blank that was typed; None if they are no pinyin."""
    size = len(run)
    best: list[tuple[int, int] | None] = [None] * size + [(0, size)]
    for start in range(size - 1, -1, -1):
        for end in range(min(size, start + 6), start, -1):
            rest = best[end]
            piece = run[start:end]
            if rest is None or any(place in breaks for place in range(start + 1, end)):
                continue
            if piece not in _spelt_syllables() and not piece.isdigit():
                continue
            so_far = best[start]
            if so_far is None or rest[0] + 1 < so_far[0]:
                best[start] = (rest[0] + 1, end)
    cut: list[tuple[int, int]] = []
    start = 0
    while start < size:
        step = best[start]
        if step is None:
            return None
        cut.append((start, step[1]))
        start = step[1]
    return cut


def _by_dialect(run: str, breaks: frozenset[int]) -> list[tuple[int, int, str | None]] | None:
    """As `_decode`, with names spelt as they are heard in the south-west (laogen for 脑梗, gonjinai for 宫颈癌)."""
    cut = _syllables(run, breaks)
    if cut is None:
        return None
    heard = [run[a:b] if run[a:b].isdigit() else fold(run[a:b]) for a, b in cut]
    pieces: list[tuple[int, int, str | None]] = []
    place = 0
    while place < len(cut):
        for end in range(min(len(cut), place + _longest_heard()), place + 1, -1):
            name = _heard().get(tuple(heard[place:end]))
            if name and (end - place > 2 or end - place == len(cut)):
                pieces.append((cut[place][0], cut[end - 1][1], name))
                place = end
                break
        else:
            a, b = cut[place]
            pieces.append((a, b, _SINGLE.get(run[a:b])))
            place += 1
    return pieces


@cache
def _long_spellings() -> tuple[str, ...]:
    known = lexicon()
    return tuple(key for key, word in _index().items() if len(key) >= _SURE and known.is_name(known.words[word]))


def _near(run: str, known: Lexicon) -> str | None:
    """The one disease whose spelling differs from the letters by a letter (tangnaobing), if they are long enough."""
    if not _SURE <= len(run) <= _LONGEST or not run.isalpha():
        return None
    found = process.extract(run, _long_spellings(), scorer=Levenshtein.distance, score_cutoff=1, limit=None)
    names = {known.words[_index()[key]].signs: _index()[key] for key, _, _ in found}
    return names.popitem()[1] if len(names) == 1 else None


def _longest_name(pieces: list[tuple[int, int, str | None]], known: Lexicon) -> int:
    """Letters of the longest name of a disease among the pieces."""
    return max(
        (b - a for a, b, word in pieces if word and len(word) > 1 and known.is_name(known.words[word])), default=0
    )


def _spelt_out(run: str, breaks: frozenset[int], known: Lexicon) -> list[tuple[int, int, str | None]] | None:
    pieces = _decode(run)
    if pieces is not None and all(word and len(word) > 1 for _, _, word in pieces):
        return pieces
    other = _by_dialect(run, breaks)
    exact = _longest_name(pieces, known) if pieces else 0
    if other is not None and _longest_name(other, known) > exact:
        return other
    near = _near(run, known) if exact == 0 else None
    return [(0, len(run), near)] if near else pieces


def _is_word(piece: str, known: Lexicon) -> bool:
    return piece in known.words or (_CODE.fullmatch(piece) is not None and code_signs(piece, known) is not None)


def prepare() -> None:
    """Build the index that `spell_out` looks words up in."""
    _reaches()
    _longest_heard()
    _spelt_syllables()


def prepare_guesses() -> None:
    """Build what only letters that spell no word need, for who answers many queries."""
    _heard()
    _long_spellings()


def _stretches(text: str, known: Lexicon) -> Iterator[tuple[int, int]]:
    """Stretches of letters that may be pinyin: abbreviations, codes and figures part them."""
    for found in _RUN.finditer(text):
        start: int | None = None
        end = found.start()
        for word in _WORD.finditer(text, found.start(), found.end()):
            known_word = _is_word(word[0], known) and not word[0].isdigit()
            if not known_word:
                start = word.start() if start is None else start
                end = word.end()
            elif start is not None:
                yield start, end
                start = None
        if start is not None:
            yield start, end


def spell_out(text: Text, known: Lexicon) -> Text:
    """Return the text with its pinyin written in characters; abbreviations and codes stay as they are."""
    if not any("a" <= c <= "z" for c in text.norm):
        return text
    out: list[str] = []
    at: list[int] = []
    done = 0
    for start, end in _stretches(text.norm, known):
        run = text.norm[start:end]
        toned = _is_toned(run)
        places = [start + i for i, c in enumerate(run) if c not in " '-" and not (toned and c.isdigit())]
        letters_only = "".join(text.norm[p] for p in places)
        gaps = frozenset(i for i in range(1, len(places)) if places[i] > places[i - 1] + 1)
        pieces = _spelt_out(letters_only, gaps, known)
        if pieces is None or not any(word and len(word) > 1 for _, _, word in pieces):
            continue
        out.append(text.norm[done:start])
        at.extend(text.at[done:start])
        for first, last, word in pieces:
            written = word or "".join(text.norm[p] for p in places[first:last])
            spread = [places[min(first + (last - first) * i // len(written), last - 1)] for i in range(len(written))]
            spread[-1] = places[last - 1]
            out.append(written)
            at.extend(text.at[p] for p in spread)
        done = end
    if not done:
        return text
    return Text("".join(out) + text.norm[done:], (*at, *text.at[done:]))


def _is_toned(run: str) -> bool:
    """fei4 ai2: digits are tones only where every syllable has one."""
    words = run.split()
    return (
        all(_TONED.fullmatch(word) for word in words)
        and sum(c.isdigit() for c in run) > 1
        and all(part in all_syllables() for word in words for part in _TONES.split(word) if part)
    )
