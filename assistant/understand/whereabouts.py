"""Facts from places: the document by the residence, and where the treatment was as seen from it."""

from collections.abc import Callable, Sequence

from assistant.understand.facts import Fact
from assistant.understand.places import CHONGQING, JIANGSU, Place, is_treatment, places
from assistant.understand.regexes import regexes
from assistant.understand.text import Clause, Message, read

_WIDE = ("重庆", "江苏")
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
    named = places(message)
    for at, place in enumerate(named):
        after = named[at + 1] if at + 1 < len(named) else None
        if place.name in _WIDE and after is not None and message.plain[place.end : after.start] in ("", "省", "市"):
            continue  # 重庆九龙坡 is 九龙坡
        where = is_treatment(message, place)
        if where or (asked and where is False):
            treated.append(place)
        elif where is False and place.policy:
            homes.append(place)
    own = [place for place in homes if of_patient(place.start)]
    registered = [p for p in own if regexes("whereabouts")["registered"].search(_before(message, p))]
    home = _narrowest(registered or own)  # 家住江北，户口在巴南
    facts = _document(message, home)
    resident = facts[0].value if facts else policy
    city = home.city if home else next((place.city for place in places(read(home_words))), None)
    told: set[Clause] = set()
    for place in treated:
        value = _relation(place, resident, city)
        if value:
            told.add(message.clause_at(place.start))
            facts.append(Fact("place", value, place.start, place.end))
    said = [fact for fact in _said_relations(message, resident) if message.clause_at(fact.start) not in told]
    return facts + said, (None if own else _narrowest(homes))


def _before(message: Message, place: Place) -> str:
    return message.plain[message.clause_at(place.start).start : place.start]


def _document(message: Message, home: Place | None) -> list[Fact]:
    """The document of the residence, or the one that is named: 按2012年市里的文件."""
    named = regexes("whereabouts")["document"].search(message.plain)
    if named and (home is None or home.policy == CHONGQING):
        return [Fact("policy", CHONGQING, named.start(), named.end())]
    return [Fact("policy", home.policy, home.start, home.end)] if home else []


def _narrowest(homes: Sequence[Place]) -> Place | None:
    """Of several residences the narrowest: 重庆九龙坡 is 九龙坡."""
    return next((place for place in homes if place.name not in _WIDE), homes[0] if homes else None)


def _relation(place: Place, resident: str | None, city: str | None) -> str | None:
    """Where a treatment was as seen from the residence; None if that cannot be told."""
    if place.policy is None:
        return "out_of_province"
    if resident is None:
        return None
    if (resident == JIANGSU) != (place.policy == JIANGSU):
        return "out_of_province"
    if resident == JIANGSU:
        return None if city is None else "in_city" if place.city == city else "in_province"
    if resident == CHONGQING or (place.name in _WIDE and resident != "pengshui-2023"):
        return None  # which district is meant is not known
    return "in_county" if place.policy == resident else "in_city"


def _said_relations(message: Message, policy: str | None) -> list[Fact]:
    """``place`` said in relation to the residence: 区里, 主城, 外省."""
    words = regexes("whereabouts")
    facts = [
        Fact("place", value, match.start(), match.end())
        for value in _RELATIONS
        for match in words[value].finditer(message.plain)
        if not words["not_there"].search(message.plain[max(0, match.start() - 4) : match.start()])
        and not (policy == JIANGSU and words["outside_city"].search(match[0]))
        and not (value == "in_county" and words["sender"].match(message.plain[match.end() :]))
    ]
    main = words["main_city"].search(message.plain)
    if main and policy in (None, "pengshui-2023"):  # 九龙坡 and 巴南 lie in the main city themselves
        facts.append(Fact("place", "in_city", main.start(), main.end()))
    return facts
