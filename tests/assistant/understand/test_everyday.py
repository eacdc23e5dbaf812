"""Messages in the manner in which people really write: amounts of other stays and other people, ranges, estimates,
what is feared or only applied for, spans of dates.

``everyday_messages`` and its second file were each written before the code had seen them and scored once; the third
holds each known kind of fault with several examples. ``must_not``: FIELD, FIELD=VALUE or FIELD~CODE that must not be
set.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from conversations import Conversation
from message_scores import Score, faults, lines

from assistant.answers.frame import Frame

FILES = ("everyday_messages.jsonl", "everyday_messages_second.jsonl", "everyday_kinds.jsonl")
ROWS = [row for name in FILES for row in lines(name)]


def _said(row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    talk, before = Conversation(), Frame()
    for text in row.get("context", ()):
        talk.say(text)
        before = talk.talk.frame
    talk.say(row["text"])
    return _values(before), _values(talk.talk.frame)


def _values(frame: Frame) -> dict[str, Any]:
    return {path: slot.value for path, slot in frame.slots.items() if slot.known and path != "bills"}


def _broken(rule: str, values: Mapping[str, Any]) -> bool:
    for sign in ("=", "~"):
        field, parted, value = rule.partition(sign)
        if parted:
            held = values.get(field)
            return value in held if sign == "~" and isinstance(held, list) else str(held) == value
    held = values.get(rule)
    listed = isinstance(held, list) and any("/" in one for one in held)
    return listed if isinstance(held, list) else held is not None


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_states_what_is_stated_and_nothing_that_is_not(row: Mapping[str, Any]) -> None:
    before, after = _said(row)
    assert not list(faults(row, before, after, Score()))
    assert not [rule for rule in row["must_not"] if _broken(rule, after)]
