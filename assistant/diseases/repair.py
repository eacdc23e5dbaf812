"""Misspelt names: same sound, or written much alike, is read as the name; any other single slip is only proposed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from assistant.diseases.lexicon import SUFFIX, UNLISTED, Lexicon, is_han, lexicon
from assistant.diseases.normalise import Text
from assistant.diseases.segment import Token, segment
from assistant.diseases.sound import dialect_sound, letters, sound
from knowledge.names import lookalikes, syllables

_LONGEST = 14
#: Slips are looked for in messages, not in whole documents: the search grows with the square of the length.
_LONGEST_TEXT = 200
_SOUND, _DIALECT, _SHAPE = 0.95, 0.9, 0.85
#: Characters that tell one disease from another: a proposal never rests on changing one of them.
_CONTRAST = frozenset(
    "一二三四五123456789急慢亚良恶甲乙丙丁戊亢减低轻重高左右代失无非不前后内外原继先新老儿妊孕"
    "肺肝胃肾心脑肠胆脾胰膀骨血皮眼耳鼻喉咽舌卵宫乳颈食直结甲腺炎癌瘤石肿胀抗耐性型期级"
)


#: Whoever writes one of these means it: 内分泌腺原位癌 is no 肺原位癌.
_ORGANS = frozenset("肺肝胃肾脑肠胆脾胰骨眼耳鼻喉咽舌乳颈腺")
#: How far down a list of look-alikes is near enough where little else tells what is meant.
_NEAREST, _RARE = 15, 1000
#: Stands for the character left open.
_OPEN = "\0"
#: Characters of sayings (心脏不好, 血不够); a saying is matched as it is and never guessed at.
_SAYING = re.compile("不(?![全良稳典完])|[有了得没]")
#: Stretches of a text for which a proposal is looked for.
_PROPOSALS = 12
#: The longest ordinary word that may stand for a part of a name.
_PART = 2
#: A name as short as this is not read into what is glued to a longer one.
_SHORT = 3
#: 癌, 瘤 and 痨 stand behind any organ: a character that is itself a complaint there is no slip (直肠瘘, 皮肤癣).
_OPEN_ENDED = frozenset("癌瘤痨")
_COMPLAINTS = frozenset(
    "疖疗疔疙疚疝疟疠疡疣疤疥疫疮疯疱疲疳疴疵疸疹疼疽疾痂病症痉痊痍痒痔痕痘痛痞痢痣痤痧痨痪痫痰痱痴痹痼痿瘀瘁瘘瘙瘠瘢瘤瘦瘩瘪瘫瘴瘸瘿癃癜癞癣癫癖"
)
#: 胃爱痛: 爱 is "often" before a complaint, no slip for 癌.
_OFTEN = frozenset("爱挨")
_FEELINGS = frozenset({"痛", "疼", "肿", "胀", "咳", "喘", "血"})
_DONE_TO_ORGANS = frozenset({"手术", "切除", "检查"})
_VERBS = frozenset("患得有是治查为因怕看生害长和与及并伴或在")
#: Before and after these a name of two characters stands by itself, so that even an ordinary character may be a slip.
_LEADS = frozenset({"得了", "得", "患了", "患", "患有", "确诊", "查出", "诊断", "诊断为", "我得了", "是", "有"})


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch read as another word."""

    start: int
    end: int
    name: str
    score: float
    why: str


@cache
def _names() -> tuple[str, ...]:
    known = lexicon()
    return tuple(
        word.text
        for word in known.words.values()
        if len(word.text) > 1
        and is_han(word.text.strip("12345"))
        and known.is_name(word)
        and not _SAYING.search(word.text)
        and "as_written" not in word.roles
    )


@cache
def _by_sound() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    strict: dict[str, list[str]] = defaultdict(list)
    folded: dict[str, list[str]] = defaultdict(list)
    for name in _names():
        strict[sound(name)].append(name)
        folded[dialect_sound(name)].append(name)
    return dict(strict), dict(folded)


@cache
def _gaps() -> dict[str, str]:
    """Names with one character left open → the characters that make a name there."""
    gaps: dict[str, str] = {}
    for name in _names():
        for place, character in enumerate(name):
            gap = f"{name[:place]}{_OPEN}{name[place + 1 :]}"
            gaps[gap] = gaps.get(gap, "") + character
    return gaps


def _one_meaning(names: Sequence[str], known: Lexicon) -> str | None:
    """The name, if all of them are the same disease."""
    if not names:
        return None
    meanings = {known.words[name].signs or (UNLISTED,) for name in names}
    return names[0] if len(meanings) == 1 else None


@dataclass(frozen=True, slots=True)
class Window:
    """A run of whole tokens that may be a misspelt name. `alone`: no unknown character beside it; `itself`: all that
    is said between two breaks (已肝; 得了已肝). `glued`: what stands before it is part of a medical name (乳头状微癌).
    `torn`: it is an unknown character, of which its own first may be the other half (原位腺癌).
    """

    start: int
    end: int
    text: str
    run: tuple[Token, ...]
    alone: bool
    itself: bool
    glued: bool
    torn: bool
    following: Token | None


def _windows(tokens: Sequence[Token]) -> Iterator[Window]:
    """Runs of whole tokens that hold something besides names of diseases, longest first."""
    windows = []
    for first in range(len(tokens)):
        size = 0
        for last in range(first, len(tokens)):
            token = tokens[last]
            size += len(token.text)
            if token.is_break or token.text == "、" or size > _LONGEST:
                break
            run = tuple(tokens[first : last + 1])
            if size > 1 and any(t.word is None or not t.is_item for t in run) and not _is_led(run):
                windows.append(_window(run, tokens[first - 1] if first else None, tokens[last + 1 : last + 2]))
    windows.sort(key=lambda w: w.start - w.end)
    return iter(windows)


def _is_led(run: Sequence[Token]) -> bool:
    """患 + 心梗, 治 + 气管癌: a verb before a name is no slip of a longer name (急心梗, 支气管癌)."""
    return run[0].text in _VERBS and len(run) > 1 and all(token.is_item for token in run[1:])


def _window(run: tuple[Token, ...], before: Token | None, rest: Sequence[Token]) -> Window:
    following = rest[0] if rest else None
    return Window(
        run[0].start,
        run[-1].end,
        "".join(t.text for t in run),
        run,
        alone=not any(t and t.word is None and is_han(t.text) for t in (before, following)),
        itself=(before is None or before.is_break or before.text in _LEADS)
        and (following is None or following.is_break)
        and not any(t.has(role) for t in run for role in ("deny_before", "deny_after", "doubt_before")),
        glued=before is not None and (before.has("form") or before.has("medical") or before.organ is not None),
        torn=before is not None and before.word is None and is_han(before.text),
        following=following,
    )


def _is_complaint(window: Window, name: str) -> bool:
    """Whether the slip that would make `name` is itself a complaint of that organ (直肠瘘), or 爱 in 胃爱痛."""
    slips = [one for one, meant in zip(window.text, name, strict=True) if one != meant and meant in _OPEN_ENDED]
    after = window.following
    for written in slips:
        if written in _COMPLAINTS:
            return True
        if written in _OFTEN and after is not None and _feels(after):
            return True
    return False


def _feels(token: Token) -> bool:
    """Whether the word says what is wrong with an organ (痛, 发炎, or a word that is not known)."""
    if token.is_break or token.text in _DONE_TO_ORGANS:
        return False
    return token.word is None or token.has(UNLISTED) or token.has(SUFFIX) or token.text in _FEELINGS


def _plausible(window: Window, name: str) -> bool:
    """Enough of the name is written right for a sound to count."""
    if any(token.has("organ_form") for token in window.run):
        return False  # 子宫内膜样 is a pathologist's word, no slip for 子宫内膜炎
    same = sum(a == b for a, b in zip(window.text, name, strict=True))
    unknown = any(t.word is None for t in window.run)
    if same == len(name) or _is_complaint(window, name) or (window.glued and len(name) <= _SHORT):
        return False
    if window.torn and window.text[0] != name[0]:
        return False
    if len(name) == 2:
        return same == 1 and len(window.run) == 2 and ((unknown and window.alone) or window.itself)
    if not unknown or any(len(t.text) > 1 and not t.is_item for t in window.run):
        return same >= len(name) - 1  # an ordinary word in it was meant: 家看病 is no 甲亢病
    return same * 2 >= len(name) or (same > 0 and window.alone)


def _by_ear(window: Window, known: Lexicon) -> tuple[str, float, str] | None:
    strict, folded = _by_sound()
    for index, key, score, why in (
        (strict, sound(window.text), _SOUND, "同音"),
        (folded, dialect_sound(window.text), _DIALECT, "近音"),
    ):
        names = [name for name in index.get(key, ()) if _plausible(window, name)]
        if names:
            unlisted = [name for name in names if UNLISTED in known.words[name].roles and not known.words[name].signs]
            name = unlisted[0] if unlisted else _one_meaning(names, known)
            return (name, score, why) if name else None
    return None


def _stray(token: Token, window: Window) -> bool:
    """Whether a known character may be a slip: not in a name of two, nor 病, 症, 痛 where all else is known too."""
    ends_names = token.has(SUFFIX) or token.has("history")
    free = len(window.text) > 2 or window.itself
    return not token.is_item and free and not (ends_names and all(t.word for t in window.run))


def _by_eye(window: Window, known: Lexicon) -> tuple[str, float, str] | None:
    if (len(window.text) == 2 and not window.alone) or (window.glued and len(window.text) <= _SHORT):
        return None
    best: list[tuple[int, str]] = []
    for token in window.run:
        if len(token.text) != 1 or (token.word is not None and not _stray(token, window)):
            continue
        head, tail = window.text[: token.start - window.start], window.text[token.end - window.start :]
        for character in _gaps().get(f"{head}{_OPEN}{tail}", ""):
            name = f"{head}{character}{tail}"
            rank = _likeness(token.text, character, short=len(name) == 2)
            if rank is not None and not _is_complaint(window, name) and not (window.torn and not head):
                best.append((rank, name))
    if not best:
        return None
    nearest = min(best)[0]
    meant = _one_meaning([name for rank, name in best if rank == nearest], known)
    return (meant, _SHAPE, "形近") if meant else None


def _likeness(written: str, meant: str, short: bool) -> int | None:
    """How far down its list of look-alikes the character stands (0: nearest); None if it is too far to be meant."""
    if written in _ORGANS:
        return None
    rank = lookalikes().get(meant, "").find(written)
    if rank < 0:
        # What is in no list of common characters was not meant by anybody (冠心庎).
        return _RARE if is_han(written) and written not in syllables() and not short else None
    if meant in _OPEN_ENDED and "疒" <= written <= "癵":
        return rank
    return rank if rank < _NEAREST or not (short or meant in _OPEN_ENDED) else None


def _may_be_part(token: Token) -> bool:
    """Whether a token may be a misspelt part of a name: a character, or a word like one (肺结合, 中封后遗症)."""
    return is_han(token.text) and not token.is_item and len(token.text) <= _PART


def prepare() -> None:
    """Build the indexes that `repair` looks names up in."""
    _by_sound()
    _gaps()


def prepare_proposals() -> None:
    """Build the index that only `propose` needs, for who answers many queries."""
    _shortened()
    _name_set()


def repair(text: Text, known: Lexicon) -> tuple[Text, list[Edit]]:
    """Read misspelt names as the names; the length stays, so that places stay."""
    tokens = segment(text.norm, known)
    if len(text.norm) > _LONGEST_TEXT or not any(_may_be_part(token) for token in tokens):
        return text, []
    edits: list[Edit] = []
    taken: set[int] = set()
    for window in _windows(tokens):
        if window.start in taken or window.end - 1 in taken:
            continue
        found = _by_ear(window, known) or _by_eye(window, known)
        if found:
            edits.append(Edit(window.start, window.end, *found))
            taken.update(range(window.start, window.end))
    norm = text.norm
    for edit in edits:
        norm = norm[: edit.start] + edit.name + norm[edit.end :]
    return Text(norm, text.at), edits


def propose(tokens: Sequence[Token], text: Text, known: Lexicon) -> Edit | None:
    """The one listed name that differs from a stretch of the text by a slip that tells no diseases apart."""
    if any(t.denied or t.has("deny_before") for t in tokens):
        return None
    starts = {t.start for t in tokens if t.word is None}
    for start, end in list(_stretches(tokens))[:_PROPOSALS]:
        piece = text.norm[start:end]
        if not any(place in starts for place in range(start, end)):
            continue
        name = _one_meaning(_one_slip_away(piece), known)
        if name is None or name in piece or (len(piece) < 5 and not _near_sound(piece, name)):
            continue  # a name that was there as it is written was read as something else
        if known.words[name].signs and not _changed(piece, name) & _CONTRAST:
            return Edit(start, end, name, 0.6, "相差一个字")
    return None


@cache
def _shortened() -> dict[str, list[str]]:
    """Names with one character left out → the names. Built when first a proposal is looked for."""
    shortened: dict[str, list[str]] = defaultdict(list)
    for name in _names():
        for place in range(len(name)):
            shortened[name[:place] + name[place + 1 :]].append(name)
    return dict(shortened)


def _one_slip_away(piece: str) -> list[str]:
    """Names that differ from the piece by one character too many, too few or another; not the piece itself."""
    names: dict[str, None] = dict.fromkeys(_shortened().get(piece, ()))
    for place in range(len(piece)):
        without = piece[:place] + piece[place + 1 :]
        if without in _name_set():
            names[without] = None
        gap = f"{piece[:place]}{_OPEN}{piece[place + 1 :]}"
        names |= dict.fromkeys(gap.replace(_OPEN, character) for character in _gaps().get(gap, ""))
    return [name for name in names if name != piece]


@cache
def _name_set() -> frozenset[str]:
    return frozenset(_names())


def _near_sound(piece: str, name: str) -> bool:
    """Whether two spellings of one length sound alike but for a single letter (艾磁病, 艾滋病)."""
    one, other = letters(piece), letters(name)
    return len(piece) == len(name) and one is not None and other is not None and Levenshtein.distance(one, other) <= 1


def _changed(piece: str, name: str) -> set[str]:
    changed: set[str] = set()
    for op in Levenshtein.editops(piece, name):
        if op.tag != "insert":
            changed.add(piece[op.src_pos])
        if op.tag != "delete":
            changed.add(name[op.dest_pos])
    return changed


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Stretches of three to fourteen characters between words that are no part of a name."""
    start: int | None = None
    end = 0
    for token in [*tokens, None]:
        inside = token is not None and not token.is_break and (token.word is None or token.is_item)
        if inside and token is not None:
            start = token.start if start is None else start
            end = token.end
        elif start is not None:
            if 3 <= end - start <= _LONGEST:
                yield start, end
            start = None
