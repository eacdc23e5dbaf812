"""One visitor's conversation, kept in a plain object of the session: nothing is stored anywhere else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import streamlit as st

from assistant import acts
from assistant.hearing import hear
from assistant.reply import Reply
from assistant.turn import Talk, start, turn

_KEY = "conversation"


@dataclass(slots=True)
class Conversation:
    """The talk, the reply on the screen, what was said before (who, text). ``turns`` makes widgets new each turn."""

    talk: Talk
    reply: Reply
    said: list[tuple[str, str]] = field(default_factory=list)
    turns: int = 0
    several: bool = False

    def take(self, done: Sequence[acts.Act], words: str) -> None:
        """One turn: what the person did, and the words that stand for it in the record of the talk."""
        asked = self.reply.proposal or (self.reply.question.ask if self.reply.question else "")
        if asked:
            self.said.append(("assistant", asked))
        self.said.append(("user", words))
        self.talk, self.reply = turn(self.talk, done)
        if any(isinstance(act, acts.Restart) for act in done):
            self.said.clear()
        self.turns += 1
        self.several = False


def current() -> Conversation:
    """The visitor's conversation, begun if there is none."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Conversation(*start())
    return cast(Conversation, st.session_state[_KEY])


def take(done: Sequence[acts.Act], words: str) -> None:
    """A click: used as the callback of buttons."""
    current().take(done, words)


def say(key: str) -> None:
    """A message from the text box with this key: used as its callback."""
    text = str(st.session_state.get(key) or "").strip()
    if text:
        talking = current()
        talking.take(hear(text, talking.talk, talking.reply), text)


def choose_several() -> None:
    """Show the choices so that several can be taken."""
    current().several = True
