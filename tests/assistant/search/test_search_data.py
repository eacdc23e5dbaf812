"""Features, topics, everyday questions and words of the search hold together: none is misspelt, none is dead."""

import json
import re
from pathlib import Path

import pytest

from assistant.search import search
from assistant.search.everyday import themes
from assistant.search.index import index, pairs, topics
from assistant.search.question import GENERIC, _features, _matters, _places, _synonyms, meaning
from assistant.search.traits import plain_words
from knowledge.library import document, policy_ids

NAMES = {name for name, _, _ in _features()}
ANSWERED = [theme for theme in themes() if theme.answers]


def test_topics_name_features_that_exist() -> None:
    named = {name for topic, _ in topics() for name in topic.needs | topic.excludes}
    assert named <= NAMES
    assert GENERIC <= NAMES


@pytest.mark.parametrize(("topic", "regex"), topics())
def test_every_topic_is_answered_by_some_paragraph(topic: object, regex: re.Pattern[str]) -> None:
    paragraphs = [paragraph.text for policy in policy_ids() for paragraph in index(policy).paragraphs]
    assert any(regex.search(text) for text in paragraphs), regex.pattern


def test_everyday_questions_are_answered_by_some_paragraph_each() -> None:
    answered = {number for policy in policy_ids() for one in index(policy).paragraphs for number, _ in one.themes}
    assert [theme.answers for number, theme in enumerate(themes()) if theme.answers and number not in answered] == []


def test_every_leaf_clause_answers_an_everyday_question() -> None:
    leaves = {one.id for policy in policy_ids() for one in document(policy).clauses if one.kind == "leaf"}
    answering = {one.leaf for policy in policy_ids() for one in index(policy).paragraphs if one.themes}
    assert leaves - answering == set()


def test_no_everyday_question_is_both_answered_and_left_empty() -> None:
    asked = {plain_words(meaning(ask)) for theme in ANSWERED for ask in theme.asks}
    empty = {plain_words(meaning(ask)) for theme in themes() if not theme.answers for ask in theme.asks}
    assert asked & empty == set()


def test_no_everyday_question_is_written_twice_in_a_theme() -> None:
    assert [ask for theme in themes() for ask in set(theme.asks) if theme.asks.count(ask) > 1] == []


def test_the_examples_do_not_repeat_the_test_questions() -> None:
    """The labelled sets would prove nothing if they had been copied into the examples."""
    folder = Path(__file__).parent
    lines = [line for path in folder.glob("questions*.jsonl") for line in path.read_text("utf-8").splitlines()]
    labelled = {re.sub(r"\W", "", json.loads(line)["q"]) for line in lines}
    assert {ask for theme in themes() for ask in theme.asks if re.sub(r"\W", "", ask) in labelled} == set()


@pytest.mark.parametrize("name", ["elsewhere", "anchor"])
def test_no_alternative_is_left_empty(name: str) -> None:
    assert _matters()[name].search("§") is None


def test_a_matter_only_told_does_not_silence_a_question() -> None:
    assert search("房子租在外头，领过临时救助，得了大病能纳入吗", "jiangsu-2023-draft")
    assert search("我租的房子房租怎么算", "jiangsu-2023-draft") == []


def test_named_documents_exist() -> None:
    assert {policy for policy, _ in _places()} == set(policy_ids())


def test_the_documents_words_stand_in_the_documents() -> None:
    known = {pair for policy in policy_ids() for pair in index(policy).postings}
    lists = [words for _, _, words in _features()] + [words for _, words in _synonyms()]
    assert [word for words in lists for word in words if not set(pairs(word)) & known] == []
