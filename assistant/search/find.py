"""Ranks the clauses of the documents for a question: by everyday questions, by its matter, and by words."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np

from assistant.search.everyday import Nearness, everyday, known_characters
from assistant.search.index import Index, index, pairs
from assistant.search.learned import Floats, learned
from assistant.search.lists import listing_clauses
from assistant.search.question import Question, answering, read_question
from assistant.search.quote import deciding_sentence
from assistant.search.traits import care_asked, filler, persons, plain_words
from knowledge.library import clause, facts
from rules.policies import policy_ids

#: What the matter is worth beside the nearness to everyday questions, what further themes of a paragraph add to the
#: best one, what a full match of words is worth, and what the list that names the disease asked for gains.
_MATTER, _FURTHER, _WORDS, _LISTED = 0.6, 0.1, 0.2, 0.5
#: What a paragraph loses that speaks of the other care only (住院 where 门诊 is asked about).
_OTHER_CARE = 0.6
#: Where the question names no document: what one loses that may have ended or is a draft, and one that does not know
#: the persons asked about.
_LESS_SURE, _OTHER_PERSONS = {"in_force": 0.0, "may_have_ended": 0.15, "draft": 0.15}, 0.8
#: A clause is shown if its score is at least this part of the best one's.
_NEAR = 0.15
#: How many characters that stand neither in the documents nor in what people ask of them (葬, 驾) count at most.
_MOST_STRANGE = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A leaf clause for a question: its id, how well it fits (1.0 the best), its text, the sentence that decides."""

    clause: str
    score: float
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A leaf clause for a question. ``near``: of its best theme; ``place``: where the paragraph speaks of that."""

    leaf: str
    score: float
    near: float
    place: int
    paragraph: int


def search(q: str, policy: str | None = None, limit: int = 5) -> list[Hit]:
    """The leaf clauses that answer `q`, best first, at most `limit`; empty if the documents do not answer it.

    `policy` limits the search to one document; otherwise those that the question names, or all. Unknown documents have
    no clauses.
    """
    if policy is not None and policy not in policy_ids():
        return []
    question = read_question(q, policy)
    if not plain_words(question.meant) or question.elsewhere:
        return []
    compared = everyday().compare(question)
    scored = ranked(question, policy, compared)
    if not scored or signs(question, compared, scored[0]) @ learned().gate < 0:
        return []
    best = max(item.score for item in scored)
    kept = [item for item in scored if item.score >= _NEAR * best][:limit]
    holds, words = answering(question), _asked(question)
    return [
        Hit(item.leaf, round(item.score / best, 3), clause(item.leaf).text, _quote(item, words, holds)) for item in kept
    ]


def prepare() -> None:
    """Read the documents, the everyday questions and the disease names now, so that no question waits for them."""
    for policy in policy_ids():
        index(policy)
    everyday()
    known_characters()
    listing_clauses(read_question("肝硬化算慢性病吗"))


def ranked(question: Question, policy: str | None, compared: Nearness) -> list[Scored]:
    """The clauses of the documents asked of, best first; by turns where the question compares documents."""
    policies = (policy,) if policy else question.policies or policy_ids()
    losses = _losses(question) if policies == policy_ids() else {}
    lists = [_rank(question, index(one), compared, losses.get(one, 0.0)) for one in policies]
    if policy is None and len(question.policies) > 1:
        longest = max(map(len, lists), default=0)
        return [items[i] for i in range(longest) for items in lists if i < len(items)]
    return sorted((item for items in lists for item in items), key=lambda item: -item.score)


def signs(question: Question, compared: Nearness, best: Scored) -> Floats:
    """The signs that the documents answer a question, in the order of ``Learned.gate``; the last is always 1."""
    strange = set(plain_words(question.meant)) - known_characters() - _document_characters()
    documents = index(best.leaf.partition("#")[0])
    return np.array(
        [
            compared.elsewhere,
            compared.sure,
            compared.near_elsewhere,
            best.near,
            documents.covered(_asked(question), best.paragraph),
            min(_MOST_STRANGE, len(strange)),
            1.0,
        ]
    )


def _losses(question: Question) -> dict[str, float]:
    """What each document loses where the question names none."""
    named = persons(question.meant)
    knowing = {one for one in policy_ids() if any(word in _whole(one) for word in named)}
    return {
        one: _LESS_SURE[facts(one).status] + (_OTHER_PERSONS if knowing and one not in knowing else 0.0)
        for one in policy_ids()
    }


def _rank(question: Question, documents: Index, compared: Nearness, less: float) -> list[Scored]:
    by_words = documents.weigh(dict.fromkeys(_asked(question), 1.0))
    top = max(by_words.values(), default=0.0) or 1.0
    worth, near = (compared.near + _MATTER * compared.matter).tolist(), compared.near.tolist()
    listed, cares = listing_clauses(question), care_asked(question.meant)
    best: dict[str, Scored] = {}
    for at, paragraph in enumerate(documents.paragraphs):
        theme, place = max(paragraph.themes, key=lambda one: worth[one[0]], default=(-1, 0))
        most = worth[theme] if theme >= 0 else 0.0
        further = sum(max(worth[one], 0.0) for one, _ in paragraph.themes) - most
        score = most + _FURTHER * further + _WORDS * by_words.get(at, 0.0) / top - less
        score += _LISTED if paragraph.leaf in listed else 0.0
        score -= _OTHER_CARE if cares and cares[0] not in paragraph.text and cares[1] in paragraph.text else 0.0
        if paragraph.leaf not in best or score > best[paragraph.leaf].score:
            best[paragraph.leaf] = Scored(paragraph.leaf, score, near[theme] if theme >= 0 else 0.0, place, at)
    return sorted(best.values(), key=lambda item: -item.score)


@cache
def _whole(policy: str) -> str:
    return "\n".join(paragraph.text for paragraph in index(policy).paragraphs)


def _asked(question: Question) -> Counter[str]:
    """The pairs of characters of a question, without words that say nothing."""
    return pairs(filler().sub(" ", question.meant))


@cache
def _document_characters() -> frozenset[str]:
    return frozenset("".join(map(_whole, policy_ids())))


def _quote(item: Scored, words: Counter[str], holds: re.Pattern[str] | None) -> str:
    paragraph = index(item.leaf.partition("#")[0]).paragraphs[item.paragraph]
    return deciding_sentence(paragraph.text, item.place, words, holds)
