"""Features, topics and words of the search hold together: none is misspelt, none is dead."""

import re

import pytest

from assistant.search.index import _topics, index, pairs
from assistant.search.question import _GENERIC, _features, _places, _synonyms
from knowledge.library import POLICY_IDS

NAMES = {name for name, _, _ in _features()}


def test_topics_name_features_that_exist() -> None:
    named = {name for topic, _ in _topics() for name in topic.needs | topic.excludes}
    assert named <= NAMES
    assert _GENERIC <= NAMES


@pytest.mark.parametrize(("topic", "regex"), _topics())
def test_every_topic_is_answered_by_some_paragraph(topic: object, regex: re.Pattern[str]) -> None:
    paragraphs = [paragraph.text for policy in POLICY_IDS for paragraph in index(policy).paragraphs]
    assert any(regex.search(text) for text in paragraphs), regex.pattern


def test_named_documents_exist() -> None:
    assert {policy for policy, _ in _places()} == set(POLICY_IDS)


def test_the_documents_words_stand_in_the_documents() -> None:
    known = {pair for policy in POLICY_IDS for pair in index(policy).postings}
    lists = [words for _, _, words in _features()] + [words for _, words in _synonyms()]
    assert [word for words in lists for word in words if not set(pairs(word)) & known] == []
