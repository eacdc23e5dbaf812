"""``assistant chat``: the same conversation as on the web, in a terminal or as JSON lines."""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TextIO

from assistant.answers.acts import Restart
from assistant.answers.frame import Json
from assistant.talk.hearing import hear, ready
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

#: A longer message is cut: nobody types that much, and the rest of the program should not have to read it.
LONGEST = 4_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[--jsonl]``."""
    parser.add_argument("--jsonl", action="store_true", help="每行一个 JSON，逐行作答")


def run(args: argparse.Namespace) -> int:
    """Talk until the input ends."""
    if args.jsonl:
        for line in _lines(sys.stdin):
            print(json.dumps(line, ensure_ascii=False), flush=True)
    else:
        _talk(sys.stdin)
    return 0


def _lines(source: TextIO) -> Iterator[Json]:
    """One answer for every line of input, empty and faulty ones included."""
    talk, reply = start()
    ready()
    while raw := source.buffer.readline():
        text = _text(raw)
        if text is None:
            talk, reply = turn(talk, (Restart(),))
        else:
            talk, reply = answer(text, talk, reply)
        yield reply.to_json()


def answer(text: str, talk: Talk, shown: Reply) -> tuple[Talk, Reply]:
    """One message and what comes of it."""
    return turn(talk, hear(text[:LONGEST], talk, shown))


def _text(raw: bytes) -> str | None:
    """The message of a line; None asks for a new start. A line that is no JSON object is the message itself."""
    plain = raw.decode("utf-8", "replace").strip()
    try:
        data = json.loads(plain)
    except (ValueError, RecursionError):
        return plain
    if not isinstance(data, dict):
        return plain
    if data.get("reset"):
        return None
    text = data.get("text", "")
    return text if isinstance(text, str) else str(text)


def _talk(source: TextIO) -> None:
    talk, reply = start()
    print(_printed(reply), flush=True)
    ready()
    for line in source:
        talk, reply = answer(line.strip(), talk, reply)
        print(_printed(reply))


def _printed(reply: Reply) -> str:
    options = "".join(f"\n  {i}. {label}" for i, label in enumerate(reply.options, start=1))
    return f"{reply.text}{options}\n"
