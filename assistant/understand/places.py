"""Places in a message: where the person lives (that sets the document) and where the treatment was."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from knowledge.yamlfile import read_yaml

from .facts import Fact
from .text import Message

_FILE = Path(__file__).parent / "places.yaml"
_CHONGQING = ("jiulongpo-2023", "pengshui-2023", "banan-2018", "chongqing-2012")
JIANGSU = "jiangsu-2023-draft"

_GOING = re.compile(
    r"(?:转诊到了?|转院到了?|转到了?|转去了?|送到了?|送去了?|送|跑到了?|跑去了?|跑|去了?|到了?|在|上|来|往|于|赴|转诊去|转诊|转院|转|从|由)(?:了)?(?:那个|省外|外省|外地|市外|重庆|江苏|的)?$"
)
_HOME = re.compile(
    r"(?:户口|户籍|老家|家|住|人|参保|医保|低保|身份|特困|认定|籍贯|落户)(?:地)?(?:都|就|也|还|是)*(?:在|是|属于|落在|办在|为)(?:我们)?(?:重庆|重庆市|江苏|江苏省)?$"
)
_HOSPITAL = re.compile(
    r"^[^，。；,;]{0,7}?(?:医院|卫生院|中心医院|人民医院|中医院|附一|附二|附院|协和|三甲|二甲|医学院|卫生服务中心|诊所)"
)
_TREATED = re.compile(
    r"住院|住的院|住了?院|看病|看的|看得|治|手术|就医|就诊|化疗|放疗|透析|门诊|检查|医院|医的|动的?刀|抢救"
)
_WORKING = re.compile(r"^[^，。；,;]{0,4}(?:打工|上班|务工|读书|上学|工作|做活路|做事|带娃|居住|安家)")
_THERE = re.compile(
    r"(?:在|到)?(?:那边|那里|那儿|外面|那头|打工的?地方|打工地|务工地)(?:的)?(?:医院)?(?:住|看|治|做|就)"
)
_RESIDENT = re.compile(
    r"^(?:市|区|县|省|苗族土家族自治县)?(?:这边|这里|本地|当地|那边|农村|城里|乡下|镇上)?(?:的|嘞|户口|户籍|人(?!民)|低保|特困|五保|居民|农村|建档|监测|边缘|三无|孤儿|优抚|重残|城市|户)"
)
_DOCUMENT = re.compile(
    r"(?:2012|一二|一二年|12)年?[^，。；,;]{0,6}?(?:文件|意见|政策|规定|办法|老办法)|渝府发|2012年?市(?:里|级)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place name in a message. ``policy`` None: outside both. ``city``: which city of 江苏, or a district of 重庆."""

    name: str
    start: int
    end: int
    policy: str | None
    city: str | None
    hospital: bool


@cache
def _names() -> dict[str, list[tuple[str, str | None, str | None, bool]]]:
    """By first character, longest first: (name, policy, city, whether it is a hospital)."""
    data = read_yaml(_FILE)
    rows: list[tuple[str, str | None, str | None, bool]] = []
    for policy, names in data["residence"].items():
        rows += [(name, policy, name if policy == "chongqing-2012" else None, False) for name in names]
    city_of: dict[str, tuple[str | None, str | None]] = {}
    for city, names in data["cities"].items():
        rows += [(name, JIANGSU, city, False) for name in names]
        city_of[city] = (JIANGSU, city)
    rows += [(name, None, name, False) for name in data["outside"]]
    for city, names in data["hospitals"].items():
        policy, where = city_of.get(city, ("chongqing-2012", city) if city in ("渝中", "沙坪坝") else (None, city))
        rows += [(name, policy, where, True) for name in names]
    by_first: defaultdict[str, list[tuple[str, str | None, str | None, bool]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -len(row[0])):
        by_first[row[0][0]].append(row)
    return dict(by_first)


def places(message: Message) -> list[Place]:
    """All place names, first to last, the longest at a place."""
    found: list[Place] = []
    text, names, at = message.plain, _names(), 0
    while at < len(text):
        for name, policy, city, hospital in names.get(text[at], ()):
            if text.startswith(name, at):
                found.append(Place(name, at, at + len(name), policy, city, hospital))
                at += len(name) - 1
                break
        at += 1
    return found


def is_treatment(message: Message, place: Place) -> bool | None:
    """Whether the place is where the treatment was; None if it is neither that nor the residence (在广东打工)."""
    if place.hospital:
        return True
    clause = message.clause_at(place.start)
    before = message.plain[clause.start : place.start]
    after = message.plain[place.end : clause.end]
    if _HOME.search(before):
        return False
    if _WORKING.match(after):
        return True if _THERE.search(message.plain, place.end) else None
    if _HOSPITAL.match(after) and not _RESIDENT.match(after):
        return True
    if _GOING.search(before):
        if re.match(r"^(?:市|区|县|省)?(?:的)?(?:户口|低保|特困|人(?!民))", after):
            return False
        return bool(_TREATED.search(after) or re.search(r"(?:转|送|跑|去)[^在]{0,3}$", before))
    return False


def place_facts(message: Message, policy: str | None) -> list[Fact]:
    """`policy` by the residence, and `place` of the treatment relative to it. ``policy``: what is known so far."""
    found = places(message)
    treated: list[Place] = []
    facts: list[Fact] = []
    homes: list[Place] = []
    for place in found:
        treatment = is_treatment(message, place)
        if treatment:
            treated.append(place)
        elif treatment is False and place.policy:
            homes.append(place)
    home = _home(homes)
    document = _DOCUMENT.search(message.plain)
    if home is not None and not (document and home.policy == "chongqing-2012"):
        facts += [Fact("policy", h.policy, h.start, h.end) for h in homes if h.policy == home.policy][:1]
    elif (document and home is None) or document:
        facts.append(Fact("policy", "chongqing-2012", document.start(), document.end()))
    resident = home.policy if home else policy
    for place in treated:
        value = _relative(place, resident, home.city if home else None)
        if value:
            facts.append(Fact("place", value, place.start, place.end))
    return facts


def _home(homes: list[Place]) -> Place | None:
    """The residence: of several the narrowest, 重庆九龙坡 is 九龙坡."""
    if not homes:
        return None
    narrow = [place for place in homes if place.name not in ("重庆", "江苏")]
    return (narrow or homes)[0]


def _relative(place: Place, resident: str | None, city: str | None) -> str | None:
    """Where the treatment was as seen from the residence; None if that cannot be told."""
    if place.policy is None:
        return "out_of_province"
    if resident is None:
        return None
    if resident == JIANGSU:
        if place.policy != JIANGSU:
            return "out_of_province"
        if place.city is None:
            return "in_province"
        return "in_city" if place.city == city else "in_province"
    if place.policy == JIANGSU:
        return "out_of_province"
    if resident == "chongqing-2012":
        return None
    return "in_county" if place.policy == resident else "in_city"


_RELATIVE = (
    ("out_of_province", re.compile(r"外省|省外|外市的省|市外(?:的)?(?:医院|住院|就医)")),
    (
        "in_city",
        re.compile(
            r"(?:别的|其他|其它|另外的?)(?:区县?|县)(?:的)?(?:医院|住院|看|治)|外区|区外|县外|跨区|市里(?:的|头的?)?(?:大|三甲|三级)?医院|市级医院|本市(?:的)?(?:别的|其他|另外)|市内(?:其他|别的)?"
        ),
    ),
    (
        "in_province",
        re.compile(r"省里(?:的|头的?)?(?:大|三甲|三级)?医院|省城|省内(?:其他|别的)?|省级医院|本省(?:的)?(?:别的|其他)"),
    ),
    (
        "in_county",
        re.compile(
            r"(?:就)?在?(?:本(?:区县?|县|地)|(?:区|县|镇|乡)(?:里|上|内|头)|我们(?:区|县|镇)|自己(?:区|县)|当地)(?:的|里|上)?"
            r"[^，。；,;去到转]{0,6}?(?:医院|住院|看|治|卫生院|就医)|(?:县|区)(?:人民|中|中医)?医院|家门口(?:的)?医院|镇卫生院|乡卫生院|镇医院|社区医院|本地看的"
        ),
    ),
)
_MAIN_CITY = re.compile(r"主城(?:区)?|主城九区|重庆城(?:里|区)")


def relative_facts(message: Message, policy: str | None) -> list[Fact]:
    """`place` said in relation to the residence: 区里, 主城, 外省."""
    facts: list[Fact] = []
    for value, regex in _RELATIVE:
        for match in regex.finditer(message.plain):
            before = message.plain[max(0, match.start() - 4) : match.start()]
            if not re.search(r"(?:不是|没在|不在|别|其他|另)(?:的)?$", before):
                facts.append(Fact("place", value, match.start(), match.end()))
    main = _MAIN_CITY.search(message.plain)
    if main and policy in (None, "pengshui-2023"):
        facts.append(Fact("place", "in_city", main.start(), main.end()))
    return facts
