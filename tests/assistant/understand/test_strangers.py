"""Messages and simulated people through the whole conversation: by authors who did not see the program, and by
ourselves (the third file of people has many ways of answering, put together at random).
"""

import pytest
from conversations import Run, run, score
from message_scores import lines

MESSAGES = (
    "strangers.jsonl",
    "strangers_second.jsonl",
    "strangers_third.jsonl",
    "messages_sixth.jsonl",
    "messages_seventh.jsonl",
    "messages_eighth.jsonl",
)
PEOPLE = [
    (name, person)
    for name in ("users.jsonl", "users_second.jsonl", "users_third.jsonl", "users_fourth.jsonl")
    for person in lines(name)
]
#: How many lines answer the total where it does not matter under the document of the line, so that it is never asked.
NEVER_ASKED = {"strangers_second.jsonl": 2, "strangers_third.jsonl": 3}


@pytest.mark.parametrize("name", MESSAGES)
def test_states_what_the_message_states(name: str) -> None:
    rows = lines(name)
    result = score(rows)
    assert result.lines == len(rows) - NEVER_ASKED.get(name, 0)
    assert result.f1 >= 0.99, "\n".join(result.faults)


@pytest.mark.parametrize(("name", "person"), PEOPLE, ids=[f"{name}-{person['id']}" for name, person in PEOPLE])
def test_every_person_gets_the_right_result_and_no_needless_question(name: str, person: dict) -> None:
    found: Run = run(person)
    expected = person["expected"]
    assert (found.identity, found.aid_total) == (expected["identity"], expected["aid_total"]), "\n".join(found.log)
    assert not found.unneeded
