"""What follows from the answers before anything is computed: the document that governs, and what is still to be asked.

A turn works on one situation: made once for its answers, handed to whoever needs it, gone with the conversation.
"""

from functools import cached_property

from assistant.answers.frame import Frame, Slot
from assistant.answers.governing import Governing, govern
from assistant.answers.journey import Journey, journey
from rules.applicable import Applicable

#: Answers on which it depends which document governs, and what a disease is in it; also every date.
_DECIDING = ("policy", "person.identities")
_OF_A_BILL = (".date", ".admitted", ".diseases")


class Situation:
    """The answers as they were given, and what follows from them. Each part is found when it is first asked for."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    @cached_property
    def governing(self) -> Governing:
        """The document that governs, with the answers as it sees them."""
        return govern(self.frame)

    @cached_property
    def journey(self) -> Journey:
        """The questions that are left, and which answers matter."""
        return journey(self.governing)

    @property
    def policy(self) -> str | None:
        """The governing document; None where there is none, or the place is not known."""
        return self.governing.policy

    @property
    def governed(self) -> Frame:
        """The answers as the governing document sees them."""
        return self.governing.frame

    @property
    def why(self) -> Applicable | None:
        """Why this document governs; None while no place is known."""
        return self.governing.why

    @property
    def parts(self) -> tuple[tuple[tuple[int, ...], "Situation"], ...]:
        """Where several documents govern the bills: of each its bills, by their places, and the situation of them."""
        return tuple((part.places, _of(part.governing)) for part in self.governing.parts)

    def with_answer(self, path: str, slot: Slot) -> "Situation":
        """The situation with one more answer; what that answer cannot change is not found anew.

        >>> from rules.policies import policy_ids
        >>> before = Situation(Frame().put("policy", Slot(policy_ids()[-1])))
        >>> before.with_answer("bills[0].care", Slot("inpatient")).policy == before.policy
        True
        """
        found = Situation(self.frame.put(path, slot))
        decides = path in _DECIDING or path.endswith(_OF_A_BILL)
        if not decides and "governing" in self.__dict__:
            found.governing = self.governing.with_answer(path, slot)
        return found


def _of(governing: Governing) -> Situation:
    """A situation whose document is known already."""
    found = Situation(governing.said)
    found.governing = governing
    return found
