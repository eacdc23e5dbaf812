"""Labelled questions: our own, and two sets of an author who had not seen the search.

Each was written before the search was tuned with it; first figures in docs/understanding.md.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.search import search

FOLDER = Path(__file__).parent
FILES = tuple(sorted(path.name for path in FOLDER.glob("questions*.jsonl")))


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def found(row: dict[str, Any]) -> list[str]:
    return [hit.clause for hit in search(str(row["q"]), (row["policy"] and str(row["policy"])) or None)]


def test_every_set_is_there() -> None:
    assert len(FILES) >= 7


@pytest.mark.parametrize("name", FILES)
def test_the_clause_that_answers_comes_first(name: str) -> None:
    answerable = [row for row in rows(name) if row["gold"]]
    first = [row for row in answerable if set(found(row)[:1]) & set(row["gold"])]
    three = [row for row in answerable if set(found(row)[:3]) & set(row["gold"])]
    missed = [row["q"] for row in answerable if row not in first]
    assert len(first) / len(answerable) >= 0.95, missed
    assert len(three) / len(answerable) >= 0.99, missed


@pytest.mark.parametrize("name", [*FILES, "other_matters.jsonl"])
def test_what_the_documents_do_not_settle_is_left_empty(name: str) -> None:
    answered = [row["q"] for row in rows(name) if not row["gold"] and found(row)]
    assert answered == []
