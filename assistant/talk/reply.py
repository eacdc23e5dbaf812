"""What is said back in one turn, as plain values: the web draws them, the command line prints them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.answers.frame import Json
from assistant.answers.questions import DONT_KNOW, Question
from assistant.results.explained import Explanation
from assistant.results.outcome import Outcome
from assistant.results.parts import as_json
from rules.figures import Source

#: What ``asking`` names where a reply asks whether the summary is right.
CONFIRM = "confirm"
RIGHT, WRONG = "没错", "有不对的"


@dataclass(frozen=True, slots=True)
class Understood:
    """One answer as it was taken: the field's name, the answer in words, and the words that said it (or nothing)."""

    field: str
    label: str
    value: str
    words: str = ""
    approximate: bool = False
    counts: bool = True
    """Whether it can change the result as things stand."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """An answer from the documents: what it is about, the clause and its words."""

    source: Source
    cite: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. In reading order: ``understood``, ``notes``, ``quotes``, then the question, the summary or the result.

    ``asking``: the field that is asked, ``bills`` for another bill, ``confirm`` for the summary; None with a result.
    ``choices``: the answers of a guess that must be confirmed, in place of the question's own. ``told``: the result.
    """

    asking: str | None
    question: Question | None = None
    understood: tuple[Understood, ...] = ()
    notes: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    summary: tuple[Understood, ...] = ()
    proposal: str = ""
    choices: tuple[tuple[str, Any], ...] = ()
    told: Explanation | None = None
    result_text: str = ""
    citations: tuple[Source, ...] = ()
    case: Json = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome | None:
        """What was computed, where the reply tells a result."""
        return self.told.found if self.told is not None else None

    @property
    def options(self) -> tuple[str, ...]:
        """The answers offered, as they can be said."""
        if self.choices:
            return tuple(label for label, _ in self.choices)
        if self.asking == CONFIRM:
            return (RIGHT, WRONG)
        if self.question is None:
            return ()
        return (*(option.label for option in self.question.options), DONT_KNOW)

    @property
    def text(self) -> str:
        """The reply in plain sentences."""
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.understood:
            taken = "；".join(f"{u.label}：{'约 ' if u.approximate else ''}{u.value}" for u in self.understood)
            yield f"我理解的是：{taken}。"
        yield from self.notes
        for quoted in self.quotes:
            yield f"{quoted.cite}：“{quoted.source.quote}”"
        if self.result_text:
            yield self.result_text
        elif self.asking == CONFIRM:
            yield "请核对一下："
            yield from (f"· {line.label}：{'约 ' if line.approximate else ''}{line.value}" for line in self.summary)
            yield f"都对的话请说“{RIGHT}”；哪一项不对，直接说，比如“不对，是特困”。"
        elif self.proposal:
            yield self.proposal
        elif self.question is not None:
            where = f"（{self.question.where}）" if self.question.kind == "amount" else ""
            yield f"{self.question.ask}{where}"
            if self.question.hint:
                yield self.question.hint

    def to_json(self) -> Json:
        """The interface's line of ``assistant chat --jsonl``."""
        return {
            "reply": self.text,
            "asking": self.asking,
            "options": list(self.options),
            "case": self.case,
            "citations": [{"clause": s.clause, "quote": s.quote} for s in self.citations],
            "result": as_json(self.told) if self.told is not None else None,
        }
