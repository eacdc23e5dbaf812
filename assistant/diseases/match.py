"""The matcher: text in, entries of the official lists out, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from assistant.diseases import pinyin, repair
from assistant.diseases.asked import mark_asked
from assistant.diseases.compose import compose
from assistant.diseases.decide import Verdict, decide
from assistant.diseases.hints import hints
from assistant.diseases.holders import mark_family, mark_others, mark_persons
from assistant.diseases.lexicon import UNLISTED, Lexicon, has_han, lexicon
from assistant.diseases.lookalike import drop_codes, drop_drugs, drop_other_kinds
from assistant.diseases.normalise import Text, normalise
from assistant.diseases.polarity import mark_alternatives, mark_denials, mark_earlier_stages, mark_first_guesses
from assistant.diseases.segment import Token, segment
from knowledge import catalogues as lists

_PINYIN = 0.95
#: What is longer than any account of an illness is read up to here, so that no text can keep the process busy.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words an entry rests on (`start`, `end` in what was typed), how sure (1.0 = as written), and by which way."""

    id: str
    text: str
    start: int
    end: int
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """``match``: the text states ``ids``. ``ambiguous``: ``ask`` chooses among ``ids``, of which the text states those
    in ``sure`` (乙型肝炎，肝硬化: the first is sure, of the second the stage is asked). ``none``: near entries are in
    ``hints``, and in ``elsewhere`` the diseases that are named but on none of the lists looked at (without an id).
    """

    status: Literal["match", "ambiguous", "none"]
    ids: tuple[str, ...] = ()
    ask: str | None = None
    evidence: tuple[Evidence, ...] = ()
    hints: tuple[str, ...] = ()
    elsewhere: tuple[Evidence, ...] = ()
    sure: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The entries that ``ask`` chooses among and the text does not state."""
        return tuple(entry for entry in self.ids if entry not in self.sure) if self.status == "ambiguous" else ()

    def as_json(self) -> dict[str, Any]:
        """The answer of `assistant match --jsonl`."""
        return {
            "status": self.status,
            "ids": list(self.ids),
            "ask": self.ask,
            "evidence": [
                {"id": e.id, "text": e.text, "start": e.start, "end": e.end, "score": e.score, "why": e.why}
                for e in self.evidence
            ],
            "hints": list(self.hints),
        }


@cache
def _order() -> dict[str, int]:
    return {entry.id: place for place, entry in enumerate(lists.entries())}


@cache
def _prepared() -> Lexicon:
    """The lexicon, with the indexes of sounds and letters built too: in the first query, not in some later one."""
    known = lexicon()
    repair.prepare()
    pinyin.prepare()
    return known


def prepare() -> None:
    """Build all that any query needs, so that the first of many takes no longer than the others."""
    _prepared()
    repair.prepare_proposals()
    pinyin.prepare_guesses()
    match("预备")


def _read(text: str, known: Lexicon, gaps: Collection[int] = ()) -> tuple[list[Token], Verdict]:
    tokens = segment(text, known, gaps)
    drop_other_kinds(tokens, known)
    drop_drugs(tokens)
    drop_codes(tokens)
    tokens = compose(tokens, known)
    mark_persons(tokens)
    mark_denials(tokens)
    mark_family(tokens)
    mark_first_guesses(tokens)
    mark_alternatives(tokens)
    mark_earlier_stages(tokens)
    mark_others(tokens)
    mark_asked(tokens)
    return tokens, decide(tokens, text, known.signs)


def match(q: str, catalogues: Collection[str] | None = None) -> Match:
    """Find the entries that `q` states. `catalogues` keeps to a policy's own lists (all when None)."""
    known = _prepared()
    typed = normalise(q[:_LONGEST])
    text, edits = repair.repair(pinyin.spell_out(typed, known), known)
    tokens, verdict = _read(text.norm, known, text.gaps(q))
    for token in tokens:
        start, end = text.span(token.start, token.end)
        if not has_han(q[start:end]) and has_han(token.text):
            token.score, token.why = _PINYIN, "拼音"
        for edit in edits:
            if edit.start < token.end and token.start < edit.end:
                token.score, token.why = min(token.score, edit.score), edit.why
    found = _answer(verdict, q, text, known, catalogues)
    if found.status != "none":
        return found
    guess = repair.propose(tokens, text, known) if not verdict.states and not verdict.open else None
    if guess is not None:
        _, proposed = _read(guess.name, known)
        proposal = _proposal(proposed, guess.name, q, text.span(guess.start, guess.end), catalogues)
        if proposal:
            return proposal
    return Match("none", hints=hints(tokens, known, catalogues), elsewhere=_elsewhere(tokens, verdict, q, text))


def _wanted(entry: str, catalogues: Collection[str] | None) -> bool:
    return catalogues is None or entry.partition("/")[0] in catalogues


def _answer(verdict: Verdict, q: str, text: Text, known: Lexicon, catalogues: Collection[str] | None) -> Match:
    sure = {entry: why for entry, why in verdict.states.items() if _wanted(entry, catalogues)}
    left = {entry: why for entry, why in verdict.open.items() if _wanted(entry, catalogues)}
    if sure:
        apart = verdict.apart(known.signs)
        left = {entry: why for entry, why in left.items() if entry in apart}
    if catalogues is not None and left and set(left) <= verdict.clear:
        sure, left = sure | left, {}
    ids = tuple(sorted({**left, **sure}, key=_order().__getitem__))
    if not ids:
        return Match("none")
    evidence = tuple(_evidence(entry, (sure.get(entry) or left[entry])[1], q, text) for entry in ids)
    if not left:
        return Match("match", ids, None, evidence)
    ask = " ".join(verdict.asks(left)) or None
    return Match("ambiguous", ids, ask, evidence, sure=tuple(entry for entry in ids if entry in sure))


def _evidence(entry: str, token: Token, q: str, text: Text) -> Evidence:
    start, end = text.span(token.start, token.end)
    return Evidence(entry, q[start:end], start, end, token.score, token.why)


def _elsewhere(tokens: Sequence[Token], verdict: Verdict, q: str, text: Text) -> tuple[Evidence, ...]:
    """What is named and stands on other lists, or is known to stand on none; in the order of the text.

    A name on no list counts as it is written only: a town whose name sounds like 结石 is no slip for it.
    """
    listed = [token for _, token in (*verdict.states.values(), *verdict.open.values())]
    unlisted = [t for t in tokens if t.has(UNLISTED) and t.score == 1 and not t.denied and not t.doubted]
    found = {text.span(token.start, token.end): token for token in (*listed, *unlisted)}
    return tuple(
        Evidence("", q[start:end], start, end, token.score, token.why)
        for (start, end), token in sorted(found.items(), key=lambda item: item[0])
    )


def _proposal(
    verdict: Verdict, name: str, q: str, span: tuple[int, int], catalogues: Collection[str] | None
) -> Match | None:
    ids = sorted((e for e in {**verdict.states, **verdict.open} if _wanted(e, catalogues)), key=_order().__getitem__)
    if not ids:
        return None
    start, end = span
    evidence = tuple(Evidence(entry, q[start:end], start, end, 0.6, f"与“{name}”相差一个字") for entry in ids)
    return Match("ambiguous", tuple(ids), f"您说的是“{name}”吗？", evidence)
