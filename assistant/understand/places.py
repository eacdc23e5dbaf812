"""Place names in a message, and whether each is where the person lives or where the treatment was."""

from dataclasses import dataclass, replace

from assistant.understand.regexes import regexes
from assistant.understand.text import Message
from knowledge.gazetteer import NamedPlace, names_by_first
from rules.policies import documents_of


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a message: where it stands, and the place that it names.

    ``lead``: where the names begin of the wider places in front of it that it lies in: the province before the city.
    """

    named: NamedPlace
    start: int
    end: int
    lead: int

    @property
    def code(self) -> str:
        """The division code as far as the name tells."""
        return self.named.code

    @property
    def policy(self) -> str | None:
        """The nearest document that holds there; None where the library has none."""
        return next(iter(documents_of(self.code)), None)


#: What may stand between a wider place and the one inside it that is meant.
_JOINED = ("", "省", "市")


def places(message: Message) -> list[Place]:
    """All places, first to last, the longest name at each; of a province and a county in it the county."""
    found: list[Place] = []
    for place in _named(message):
        wider = found[-1] if found else None
        if wider and _inside(place, wider) and message.plain[wider.end : place.start] in _JOINED:
            found[-1] = replace(place, lead=wider.lead)
        else:
            found.append(place)
    return found


def _inside(place: Place, wider: Place) -> bool:
    return not wider.named.hospital and place.code != wider.code and place.code.startswith(wider.code)


def _named(message: Message) -> list[Place]:
    found: list[Place] = []
    text, names, at = message.plain, names_by_first(), 0
    while at < len(text):
        for named in names.get(text[at], ()):
            if text.startswith(named.name, at):
                if named.code:
                    found.append(Place(named, at, at + len(named.name), at))
                at += len(named.name) - 1
                break
        at += 1
    return found


def is_treatment(message: Message, place: Place) -> bool | None:
    """Whether the treatment was there; False for a residence, None for neither (在那里打工, 不是那里的)."""
    words = regexes("whereabouts")
    clause = message.clause_at(place.start)
    before = message.plain[clause.start : place.lead]
    after = message.plain[place.end : clause.end]
    if words["denied"].search(before) or words["inside"].match(after):
        return None
    if place.named.hospital:
        return True
    if words["home"].search(before):
        after = words["run_on"].split(after, maxsplit=1)[0]
    if words["home"].search(before) and not (words["treated"].search(after) and not words["resident"].match(after)):
        return False
    if words["hometown"].match(after):
        return False
    if words["working"].match(after):
        return True if words["there"].search(message.plain, place.end) else None
    if words["hospital"].match(after) and not words["resident"].match(after):
        return True
    if words["going"].search(before) and not words["person"].match(after):
        return bool(words["treated"].search(after) or words["went"].search(before))
    return False
