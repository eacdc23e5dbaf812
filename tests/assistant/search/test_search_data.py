"""The data that the search goes by holds together: nothing is misspelt, dead, or of one document outside its folder."""

import json
import re
from pathlib import Path

import pytest

from assistant.search import everyday
from assistant.search.asked import ELSEWHERE, asked, own_faults
from assistant.search.index import index
from assistant.search.learned import fingerprint, learned, made_of
from assistant.search.question import features_of, meaning
from assistant.search.traits import plain_words
from knowledge.library import document, facts, policy_ids

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "assistant" / "search"


def test_everyday_questions_are_answered_by_some_paragraph_each() -> None:
    answered = {number for policy in policy_ids() for one in index(policy).paragraphs for number, _ in one.themes}
    themes = asked().themes
    assert [t.asks[0] for n, t in enumerate(themes) if t.matter != ELSEWHERE and n not in answered] == []


@pytest.mark.parametrize("policy", policy_ids())
def test_every_leaf_clause_answers_an_everyday_question(policy: str) -> None:
    leaves = {one.id for one in document(policy).clauses if one.kind == "leaf"}
    assert leaves - {one.leaf for one in index(policy).paragraphs if one.themes} == set()


@pytest.mark.parametrize("policy", policy_ids())
def test_a_documents_own_questions_can_be_used(policy: str) -> None:
    assert own_faults(policy) == []


def test_no_everyday_question_is_both_answered_and_left_empty() -> None:
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for theme in asked().themes:
        said[theme.matter == ELSEWHERE] |= {plain_words(meaning(ask)) for ask in theme.asks}
    assert said[True] & said[False] == set()


def test_no_everyday_question_is_written_twice_in_a_theme() -> None:
    assert [ask for theme in asked().themes for ask in set(theme.asks) if theme.asks.count(ask) > 1] == []


def test_the_examples_do_not_repeat_the_test_questions() -> None:
    """The labelled sets would prove nothing if they had been copied into the examples."""
    lines = [line for path in HERE.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    labelled = {re.sub(r"\W", "", json.loads(line)["q"]) for line in lines}
    asks = {ask for theme in asked().themes for ask in theme.asks}
    assert {ask for ask in asks if re.sub(r"\W", "", ask) in labelled} == set()


def test_the_features_of_the_word_lists_exist() -> None:
    spoken = everyday.traits.__globals__["_spoken"]()
    names = spoken.how_much | spoken.person_matters | spoken.still_how_much | spoken.generic | spoken.personal
    known = set(re.findall(r"^(\w+):", (DATA / "features.yaml").read_text("utf-8"), re.MULTILINE))
    assert names <= known
    assert features_of("低保住院报几成") >= {"rate", "identity", "inpatient"}


def test_what_was_learned_is_of_todays_data() -> None:
    """Traits, themes and weights belong together: after a change to one of them everything is learned anew.

    A document's own questions may be newer: they are found by nearness until the next time.
    """
    assert learned().made_of == made_of(), "run: python benchmarks/learn_search.py"
    common = {fingerprint(theme) for theme in asked().themes[: asked().common]}
    assert common <= set(learned().examples)


def test_no_document_is_named_outside_its_folder() -> None:
    """A new county is found by its own facts; what names one place or paper would hold for that one only."""
    names = {name for one in policy_ids() for name in (*facts(one).area.names, *facts(one).area.towns)}
    names |= set(policy_ids()) | {facts(one).number or "〔〕" for one in policy_ids()}
    names -= {facts(one).area.names[0] for one in policy_ids() if len(facts(one).area.code) == len("50")}
    names -= {f"{facts(one).area.names[0]}{end}" for one in policy_ids() for end in "省市"}
    texts = {path: path.read_text("utf-8") for path in DATA.rglob("*") if path.suffix in (".py", ".yaml")}
    assert [(path.name, name) for path, text in texts.items() for name in sorted(names) if name in text] == []
