"""One visitor's conversation, kept in a plain object of the session: nothing is stored anywhere else."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import streamlit as st

from assistant.answers import acts
from assistant.answers.situation import Situation
from assistant.pages.look import KEPT
from assistant.talk.hearing import hear
from assistant.talk.progress import ProgressError, taken_up
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

_KEY = "conversation"


@dataclass(slots=True)
class Conversation:
    """The talk, the reply on the screen, what was said before (who, text). ``turns`` makes widgets new each turn.

    ``drafts``: what was typed or picked and not yet sent, by field. ``wrong``: what is wrong with a draft.
    ``editing``: the bill whose amounts are being changed. ``file``: what was found in a file that was read back.
    """

    talk: Talk
    reply: Reply
    said: list[tuple[str, str]] = field(default_factory=list)
    turns: int = 0
    several: bool = False
    editing: int | None = None
    drafts: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    file: tuple[str, ...] = ()
    wiped: bool = False

    @property
    def seen(self) -> Situation:
        """What follows from the answers."""
        return self.talk.seen()

    @property
    def begun(self) -> bool:
        """Whether anything was answered, so that there is something to lose."""
        return bool(self.talk.frame.slots)

    def take(self, done: Sequence[acts.Act], words: str) -> None:
        """One turn: what the person did, and the words that stand for it in the record of the talk."""
        asked = self.reply.proposal or (self.reply.question.ask if self.reply.question else "")
        if asked:
            self.said.append(("assistant", asked))
        self.said.append(("user", words))
        before = self.talk.frame
        self.talk, self.reply = turn(self.talk, done)
        if any(isinstance(act, acts.Restart) for act in done):
            self.said.clear()
            self.drafts.clear()
            self.wiped = True
        if self.talk.frame != before:
            self.drafts = {f: draft for f, draft in self.drafts.items() if not self.talk.frame.answered(f)}
        self.new_turn()

    def resume(self, source: bytes) -> None:
        """Go on with a file that was saved before; a file that cannot be read changes nothing."""
        try:
            found = taken_up(source)
        except ProgressError as wrong:
            self.file = (str(wrong),)
            return
        self.talk, self.reply = found.talk, found.reply
        self.drafts = {}
        self.new_turn()
        self.file = ("已经接着上次的往下算，请看看右边（手机上在下面）的回答对不对。", *found.left_out)

    def new_turn(self) -> None:
        """What is drawn next is new: widgets of before are of no effect any more."""
        self.turns += 1
        self.several = False
        self.editing = None
        self.wrong = {}
        self.file = ()


def current() -> Conversation:
    """The visitor's conversation, begun if there is none."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Conversation(*start())
    return cast(Conversation, st.session_state[_KEY])


def take(turns: int, done: Sequence[acts.Act], words: str) -> None:
    """A click: used as the callback of buttons. ``turns``: when the button was drawn; a second click comes too late."""
    talking = current()
    if talking.turns == turns:
        talking.take(done, words)


def say(turns: int, key: str) -> None:
    """A message from the text box with this key: used as its callback."""
    text = str(st.session_state.get(key) or "").strip()
    talking = current()
    if text and talking.turns == turns:
        talking.take(hear(text, talking.talk, talking.reply), text)


def choose_several() -> None:
    """Show the choices so that several can be taken."""
    current().several = True


def edit(turns: int, bill: int | None) -> None:
    """Open the form of one bill's amounts, or close it; what was typed in it and not sent is dropped."""
    talking = current()
    if talking.turns == turns:
        talking.drafts = {}
        talking.new_turn()
        talking.editing = bill


def wipe() -> None:
    """Forget everything of this visit, on the other pages too; only the size of the type stays."""
    turns = current().turns
    for key in list(st.session_state):
        if key not in KEPT:
            del st.session_state[key]
    anew = Conversation(*start(), turns=turns + 1, wiped=True)
    st.session_state[_KEY] = anew
