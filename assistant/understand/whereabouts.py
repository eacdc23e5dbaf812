"""Facts from places: the document by the residence, and where the treatment was as seen from it."""

from collections.abc import Callable, Sequence

from assistant.understand.documents import document_named
from assistant.understand.facts import Fact
from assistant.understand.places import Place, is_treatment, places
from assistant.understand.regexes import regexes
from assistant.understand.text import Clause, Message, read
from knowledge import library
from knowledge.divisions import contains, in_municipality, relation
from knowledge.gazetteer import covered, outside_main_city

_RELATIONS = ("out_of_province", "in_city", "in_province", "in_county")


def place_facts(
    message: Message, policy: str | None, of_patient: Callable[[int], bool], asked: bool = False, home_words: str = ""
) -> tuple[list[Fact], Place | None]:
    """``policy`` and ``place``, and the speaker's own residence where that is all that the message tells.

    ``policy`` is the document known so far; residences of other people than the patient set nothing. ``asked``: the
    question was where the treatment was, so a bare name answers it. ``home_words``: how the residence was said before.
    """
    treated: list[Place] = []
    homes: list[Place] = []
    beyond: list[Place] = []
    for place in places(message):
        if regexes("whereabouts")["beyond"].match(message.plain, place.end):
            beyond.append(place)
            continue
        where = is_treatment(message, place)
        if where or (asked and where is False):
            treated.append(place)
        elif where is False:
            homes.append(place)
    named = [place for place in homes if of_patient(place.start)]
    registered = [place for place in named if _is_registered(message, place)]
    elsewhere = bool(registered) and not any(place.policy for place in registered)
    homes = [place for place in homes if place.policy]
    own = [place for place in registered or named if place.policy]
    home = _narrowest(registered if elsewhere else own)  # 家住这里，户口在那里
    facts = _document(message, home)
    code = _home_code(home, str(facts[0].value) if facts else policy, home_words)
    told: set[Clause] = set()
    for place in (*treated, *beyond):
        value = _outside(place, code) if place in beyond else _relation(place, code)
        if value:
            told.add(message.clause_at(place.start))
            facts.append(Fact("place", value, place.start, place.end))
    said = [fact for fact in _said_relations(message, code) if message.clause_at(fact.start) not in told]
    return facts + said, (None if own or elsewhere else _narrowest(homes))


def _is_registered(message: Message, place: Place) -> bool:
    """户口在那里, 那里户口."""
    words, clause = regexes("whereabouts"), message.clause_at(place.start)
    behind = words["registered_behind"].match(message.plain, place.end, clause.end)
    return bool(words["registered"].search(_before(message, place)) or behind)


def _before(message: Message, place: Place) -> str:
    return message.plain[message.clause_at(place.start).start : place.lead]


def _document(message: Message, home: Place | None) -> list[Fact]:
    """The document of the residence, or the one around it that is named: 按2012年市里的文件."""
    for policy, start, end in document_named(message):
        if home is None or library.facts(policy).area.code == _area_of(home):
            return [Fact("policy", policy, start, end)]
    return [Fact("policy", home.policy, home.start, home.end)] if home and home.policy else []


def _area_of(home: Place) -> str:
    return library.facts(home.policy).area.code if home.policy else ""


def _narrowest(homes: Sequence[Place]) -> Place | None:
    """Of several residences the first that is more than a province."""
    return next((place for place in homes if len(place.code) > 2), homes[0] if homes else None)


def _home_code(home: Place | None, resident: str | None, home_words: str) -> str | None:
    """The division of the residence as far as it is known: as said now, as said before, else the document's area."""
    if home is not None:
        return home.code
    if resident is None:
        return None
    area = library.facts(resident).area.code
    said = [place.code for place in places(read(home_words)) if contains(area, place.code)]
    return max(said, key=len, default=area)


def _relation(place: Place, home: str | None) -> str | None:
    """Where a treatment was as seen from the residence; None if that cannot be told.

    A municipality named alone is its main city to those who live outside it.
    """
    if home is None:
        return None if covered(place.code) else "out_of_province"
    if place.named.said_in and not contains(place.named.said_in, home):
        return None
    if home.startswith(place.code) and outside_main_city(home) and len(place.code) < 6:
        return "in_city"
    return relation(home, place.code)


def _outside(place: Place, home: str | None) -> str | None:
    """Where it was that is said to be beyond a place: beyond the own province, in another one."""
    own = home is None or contains(place.code, home)
    return "out_of_province" if own and len(place.code) == 2 else None


def _said_relations(message: Message, home: str | None) -> list[Fact]:
    """``place`` said in relation to the residence: 区里, 主城, 外省."""
    words = regexes("whereabouts")
    facts = [
        Fact("place", value, match.start(), match.end())
        for value in _RELATIONS
        for match in words[value].finditer(message.plain)
        if not words["not_there"].search(message.plain[max(0, match.start() - 4) : match.start()])
        and not (home is not None and not in_municipality(home) and words["outside_city"].search(match[0]))
        and not (value == "in_county" and words["sender"].match(message.plain[match.end() :]))
    ]
    main = words["main_city"].search(message.plain)
    if main and (home is None or outside_main_city(home)):  # who lives in the main city may have stayed in the district
        facts.append(Fact("place", "in_city", main.start(), main.end()))
    return facts
