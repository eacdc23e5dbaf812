"""Ranks the clauses of the documents for a question: by everyday questions, by topics, and by words."""

import re
from collections import Counter
from dataclasses import dataclass

from assistant.search.everyday import everyday, themes
from assistant.search.index import Index, all_policies, index, known_characters, pairs, topics
from assistant.search.lists import listing_clauses
from assistant.search.question import Question, answering, read_question
from assistant.search.traits import plain_words
from knowledge.library import clause

#: What further themes that a paragraph answers add to the nearest one.
_FURTHER = 0.1
#: What a point of a topic is worth beside the nearness to everyday questions, and how many points count at most.
_TOPIC, _MOST = 0.04, 12.0
#: What a full match of words is worth.
_WORDS = 0.25
#: What the list that names the disease asked for gains, in points of a topic.
_LISTED = 14.0
#: A clause is shown if its score is at least this part of the best one's.
_NEAR = 0.15
#: How much nearer to a question the documents must be than what they do not deal with, or how much farther they may be:
#: more is asked of one that names nothing they are about or tells of another matter, much more if it asks about one.
_NEARER, _UNANCHORED, _MENTIONED, _ELSEWHERE = -0.05, 0.15, 0.2, 1.6
#: What counts for an answer beside the nearness of its everyday questions: points of topics, and the question's words
#: that stand in the paragraph; and how much the nearness of other matters counts against it.
_FOR_TOPIC, _FOR_WORDS, _AGAINST = 0.03, 0.3, 1.0
#: What a character that stands neither in the documents nor in what people ask of them (葬, 驾) counts against an
#: answer, and how many count at most.
_STRANGE, _MOST_STRANGE = 0.3, 2
_FILLER = re.compile(
    r"请问|想问|问一下|我们?|你们?|这个|那个|怎么|咋个?|如何|什么|啥子?|多少|好多|几成|哪里|哪个|哪些|能不能|可不可以|是不是|有没有|要不要"
    r"|可以|需要|应该|一下|现在|时候|吗|呢|吧|啊|的|了|是|有|能|要|会|得|不|没|在|和|跟|给|我|你|他"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A leaf clause for a question: its id, how well it fits (1.0 the best), its text, and the sentence that fits."""

    clause: str
    score: float
    text: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Scored:
    leaf: str
    score: float
    near: float
    topic: float
    place: int
    at: int
    """Which paragraph of the document it is."""
    paragraph: str


_NOTHING = _Scored("", 0.0, 0.0, 0.0, 0, 0, "")


def search(q: str, policy: str | None = None, limit: int = 5) -> list[Hit]:
    """The leaf clauses that answer `q`, best first, at most `limit`; empty if the documents do not answer it.

    `policy` limits the search to one document; otherwise those that the question names, or all. Unknown documents have
    no clauses.
    """
    question = read_question(q)
    if not question.text or (policy is not None and policy not in all_policies()):
        return []
    policies = (policy,) if policy else question.policies or all_policies()
    listed = listing_clauses(question)
    nearness = everyday().nearness(question).tolist()
    gains = [
        one.weight if one.needs <= question.features and not one.excludes & question.features else 0.0
        for one, _ in topics()
    ]
    ranked = [_rank(question, index(one), listed, nearness, gains) for one in policies]
    scored = _merged(ranked, by_turns=policy is None and len(question.policies) > 1)
    if not scored or not _answers(question, scored[0], nearness):
        return []
    best = max(item.score for item in scored)
    kept = [item for item in scored if item.score >= _NEAR * best][:limit]
    told = answering(question)
    return [Hit(item.leaf, round(item.score / best, 3), clause(item.leaf).text, _quote(item, told)) for item in kept]


def prepare() -> None:
    """Read the documents, the everyday questions and the disease names now, so that no question waits for them."""
    for policy in all_policies():
        index(policy)
    everyday()
    known_characters()
    listing_clauses(read_question("肝硬化算慢性病吗"))


def _rank(
    question: Question, documents: Index, listed: frozenset[str], nearness: list[float], gains: list[float]
) -> list[_Scored]:
    """The clauses of a document; `nearness` by theme, `gains` by topic."""
    words = dict.fromkeys(_asked(question), 1.0)
    for word in question.words:
        for pair in pairs(word):
            words[pair] = max(words.get(pair, 0.0), 0.6)
    by_words = documents.weigh(words)
    top = max(by_words.values(), default=0.0) or 1.0
    best: dict[str, _Scored] = {}
    for at, paragraph in enumerate(documents.paragraphs):
        topic = _LISTED if paragraph.leaf in listed else 0.0
        near, place, total = 0.0, 0, 0.0
        for theme, start in paragraph.themes:
            total += nearness[theme]
            if nearness[theme] > near:
                near, place = nearness[theme], start
        for one, start in paragraph.topics:
            if gains[one]:
                place = place or start
                topic += gains[one]
        score = near + _FURTHER * (total - near) + _TOPIC * min(topic, _MOST) + _WORDS * by_words.get(at, 0.0) / top
        if score > best.get(paragraph.leaf, _NOTHING).score:
            best[paragraph.leaf] = _Scored(paragraph.leaf, score, near, topic, place, at, paragraph.text)
    return sorted(best.values(), key=lambda item: -item.score)


def _merged(ranked: list[list[_Scored]], *, by_turns: bool) -> list[_Scored]:
    """One list of all documents; by turns where the question compares them."""
    if not by_turns:
        return sorted((item for items in ranked for item in items), key=lambda item: -item.score)
    longest = max(map(len, ranked), default=0)
    return [items[i] for i in range(longest) for items in ranked if i < len(items)]


def _answers(question: Question, best: _Scored, nearness: list[float]) -> bool:
    """Whether the best clause answers the question at all."""
    elsewhere = max(near for near, theme in zip(nearness, themes(), strict=True) if theme.answers is None)
    covered = index(best.leaf.partition("#")[0]).covered(_asked(question), best.at)
    margin = best.near - _AGAINST * elsewhere + _FOR_TOPIC * min(best.topic, _MOST) + _FOR_WORDS * covered
    margin -= _STRANGE * min(_MOST_STRANGE, len(set(plain_words(question.meant)) - known_characters()))
    if not question.anchored:
        margin -= _UNANCHORED
    if question.off_topic:
        margin -= _ELSEWHERE
    elif question.mentions_other:
        margin -= _MENTIONED
    return margin >= _NEARER


def _asked(question: Question) -> Counter[str]:
    """The pairs of characters of a question, without words that say nothing."""
    return pairs(_FILLER.sub(" ", question.meant))


_SENTENCE = re.compile(r"[^。；]+[。；]?")


def _quote(item: _Scored, told: re.Pattern[str] | None) -> str:
    """The sentence of the paragraph that answers: near the words that speak of the matter, and, where it is known what
    an answer holds (`told`), one that holds it.
    """
    sentences = list(_SENTENCE.finditer(item.paragraph))
    holding = [s for s in sentences if told is not None and told.search(s[0])]
    near = min(holding or sentences, key=lambda s: max(s.start() - item.place, item.place - s.end() + 1, 0))
    return near[0]
