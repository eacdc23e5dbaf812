"""Labelled messages of our own, written before the understanding was tuned to them."""

import pytest
from message_scores import lines, score

from assistant.answers import acts
from assistant.understand import understand

FILES = (
    "messages.jsonl",
    "messages_second.jsonl",
    "messages_third.jsonl",
    "messages_fourth.jsonl",
    "messages_fifth.jsonl",
)


@pytest.mark.parametrize("name", FILES)
def test_states_what_the_message_states(name: str) -> None:
    result = score(lines(name))
    assert result.f1 >= 0.99, "\n".join(result.faults)


@pytest.mark.parametrize("name", FILES)
def test_every_fact_rests_on_words_of_the_message(name: str) -> None:
    for row in lines(name):
        for act in understand(row["text"], asking=row.get("asking")):
            if isinstance(act, acts.Inform | acts.Correct | acts.Deny):
                assert act.words is not None, row["text"]
                assert row["text"][act.words.start : act.words.end] == act.words.text != "", row["text"]


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("总费用8万", False),
        ("总费用8万多", True),
        ("总费用大概8万", True),
        ("总费用8万左右", True),
        ("总费用8万整", False),
    ],
)
def test_round_figures_are_marked(text: str, approximate: bool) -> None:
    [act] = understand(text)
    assert isinstance(act, acts.Inform)
    assert (act.value, act.approximate) == ("80000.00", approximate)
