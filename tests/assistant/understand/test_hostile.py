"""No message may raise, whatever it holds and wherever it is cut."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_scores import lines

from assistant.answers import acts
from assistant.understand import understand

CORPUS = (Path(__file__).parent / "hostile.txt").read_text("utf-8").splitlines()
MESSAGES = [row["text"] for row in lines("messages.jsonl")]
ASKED = [
    "policy",
    "person.identities",
    "person.age",
    "person.insured",
    "bills",
    "bills[0].care",
    "bills[0].diseases",
    "bills[0].date",
    "bills[0].total",
    "bills[0].eligible",
    "bills[0].catastrophic_paid",
    "bills[0].referral",
    "bills[0].place",
    "bills[0].designated",
    "bills[0].hospital_level",
    "parameters.disposable_income",
    "parameters.rate",
    "year_to_date",
    "year_to_date.special",
    "confirm",
    "readings.tilt_period",
    "premium.tier",
    "nonsense",
    "bills[99999999999].x",
]


def check(text: str, asking: str | None) -> None:
    found = understand(text, asking=asking, options=("住院", "门诊"))
    assert found
    for act in found:
        words: Any = getattr(act, "words", None)
        if words is not None:
            assert text[words.start : words.end] == words.text


@pytest.mark.parametrize("text", CORPUS)
def test_the_corpus_raises_nothing(text: str) -> None:
    for asking in (None, *ASKED):
        check(text, asking)


@given(st.text(max_size=200), st.sampled_from((None, *ASKED)))
@settings(max_examples=400, deadline=None)
def test_random_text_raises_nothing(text: str, asking: str | None) -> None:
    check(text, asking)


@given(
    st.lists(st.sampled_from(sorted({char for text in MESSAGES for char in text})), max_size=60), st.sampled_from(ASKED)
)
@settings(max_examples=400, deadline=None)
def test_words_of_our_field_in_any_order_raise_nothing(chars: list[str], asking: str) -> None:
    check("".join(chars), asking)


@given(
    st.sampled_from(MESSAGES),
    st.integers(0, 80),
    st.integers(0, 80),
    st.sampled_from(["", "\ud800", "\x00", "\n", "，"]),
)
@settings(max_examples=300, deadline=None)
def test_cut_and_broken_messages_raise_nothing(text: str, start: int, end: int, junk: str) -> None:
    check(text[start:end] + junk + text[:start], None)


def test_a_very_long_message_is_read_in_time() -> None:
    found = understand("总费用8万，医保报了5万，" * 5000)
    assert any(isinstance(act, acts.Inform) and act.field == "bills[0].total" for act in found)
