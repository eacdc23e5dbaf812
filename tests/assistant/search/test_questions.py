"""Labelled questions. Those ending in ``_kept`` were never learned from; the others only show that nothing was lost.

First figures stand in docs/understanding.md.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.search import search

FOLDER = Path(__file__).parent
LEARNED_FROM = (
    "short_questions",
    "hard_wordings",
    "long_stories",
    "long_pleas",
    "strangers_questions",
    "everyday_talk",
)
#: Sets in which nothing is answerable.
SILENT = ("other_matters",)
KEPT = ("everyday_talk_kept", "plain_talk_kept")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def found(row: dict[str, Any]) -> list[str]:
    return [hit.clause for hit in search(str(row["q"]), (row["policy"] and str(row["policy"])) or None)]


@pytest.mark.parametrize(
    ("name", "first", "three"), [*((name, 0.97, 0.99) for name in LEARNED_FROM), *((name, 0.93, 0.97) for name in KEPT)]
)
def test_the_clause_that_answers_comes_first(name: str, first: float, three: float) -> None:
    answerable = [(row, found(row)) for row in rows(name) if row["gold"]]
    missed = [row["q"] for row, clauses in answerable if not set(clauses[:1]) & set(row["gold"])]
    lost = [row["q"] for row, clauses in answerable if not set(clauses[:3]) & set(row["gold"])]
    assert 1 - len(missed) / len(answerable) >= first, missed
    assert 1 - len(lost) / len(answerable) >= three, lost


@pytest.mark.parametrize(
    ("name", "most"), [*((name, 0.005) for name in LEARNED_FROM), *((name, 0.02) for name in KEPT)]
)
def test_what_the_documents_settle_is_not_left_empty(name: str, most: float) -> None:
    answerable = [row for row in rows(name) if row["gold"]]
    empty = [row["q"] for row in answerable if not found(row)]
    assert len(empty) / len(answerable) <= most, empty


@pytest.mark.parametrize(
    ("name", "most"), [*((one, 0.01) for one in (*LEARNED_FROM, *SILENT)), *((one, 0.12) for one in KEPT)]
)
def test_what_the_documents_do_not_settle_is_left_empty(name: str, most: float) -> None:
    silent = [row for row in rows(name) if not row["gold"]]
    answered = [row["q"] for row in silent if found(row)]
    assert len(answered) / len(silent) <= most, answered
