"""Who is the patient, and which words of a message are about somebody else.

Only the patient's facts count: 我是特困，我弟弟不是，这次是弟弟住院 says nothing about 弟弟 being 特困.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understand.regexes import regexes
from assistant.understand.text import Message
from knowledge.yamlfile import read_yaml

_FILE = Path(__file__).parent / "people.yaml"

#: So many people named before or behind are looked at.
_NEAREST = 8
_SEVERAL = re.compile(r"[两二三四几][个位]$")
GROUP, SPEAKER, PATIENT = "group", "speaker", "patient"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at a place; `who` is the same for 我弟弟 and 弟弟."""

    who: str
    start: int
    end: int
    until: int = 1_000_000  # 我35，那里的低保: how far the words behind are about him


@dataclass(frozen=True, slots=True)
class People:
    """The people of a message and the patient among them (None: the message does not tell, all facts are his)."""

    mentions: tuple[Mention, ...]
    patient: str | None
    plain: str

    def of_patient(self, start: int, end: int | None = None) -> bool:
        """Whether the words from `start` to `end` are about the patient."""
        subject = self._subject(start, end)
        if subject is not None and subject.startswith("other:") and subject != self.patient:
            return False
        if subject is None or self.patient is None or subject in (GROUP, PATIENT, self.patient):
            return True
        return self.patient == PATIENT and subject != SPEAKER

    def names_patient(self, start: int, end: int) -> bool:
        """Whether the words are said of the patient by name, not only by what was said last."""
        return self.patient is not None and self._subject(start, end) == self.patient

    def _subject(self, start: int, end: int | None = None) -> str | None:
        """Whom the words are about: 低保是我妈 has the person behind them, else the last one named."""
        first = bisect_left(self.mentions, end, key=lambda mention: mention.start) if end is not None else 0
        for mention in self.mentions[first : first + _NEAREST] if end is not None else ():
            if end is not None and end <= mention.start <= end + 6:
                link = regexes("people_words")["belongs"].fullmatch(self.plain, end, mention.start)
                if link:
                    return mention.who
        at = bisect_right(self.mentions, start, key=lambda mention: mention.start)
        for mention in reversed(self.mentions[max(0, at - _NEAREST) : at]):
            if start < mention.until:
                return mention.who
        return None


@cache
def _finder() -> re.Pattern[str]:
    data = read_yaml(_FILE)

    def any_of(name: str) -> str:
        return "|".join(sorted(map(re.escape, data[name]), key=len, reverse=True))

    return re.compile(
        rf"(?P<patient>{any_of('patient')})|(?P<plural>(?:我们?|他|她)?(?:的|屋|家)?(?:{any_of('plural')}))"
        rf"|(?P<kin>(?:我们?|咱|俺|他|她)?(?:的|屋头?|家|们?家)?(?P<name>{any_of('kin')}|{regexes('people_words')['elder_one'].pattern}))"
        rf"|(?P<other>我?(?:{any_of('others')})(?:(?:家|屋头?)(?:里|头)?的?(?:{any_of('kin')})?|的(?:{any_of('kin')}))?)|(?P<group>{any_of('groups')})|(?P<pronoun>(?<!其)[他她](?!们))|(?P<self>{regexes('people_words')['self'].pattern})"
    )


def people(message: Message) -> People:
    """The people of the message."""
    mentions: list[Mention] = []
    for match in _finder().finditer(message.plain):
        mention = _pronoun(match, mentions) if match.lastgroup == "pronoun" else _mention(message, match, mentions)
        if mention is not None:
            mentions.append(mention)
    return People(tuple(mentions), _patient(message, mentions), message.plain)


def _pronoun(match: re.Match[str], earlier: list[Mention]) -> Mention | None:
    """他 and 她 are whoever was named last beside the speaker."""
    if regexes("people_words")["together"].search(match.string[: match.start()]):
        return None  # 和他一起 does not turn to him
    named = [mention.who for mention in earlier if mention.who not in (SPEAKER, GROUP)]
    return Mention(named[-1], match.start(), match.end()) if named else None


def _mention(message: Message, match: re.Match[str], earlier: Sequence[Mention]) -> Mention | None:
    text, start, end = message.plain, match.start(), match.end()
    kind = match.lastgroup if match.lastgroup != "name" else "kin"
    clause = message.clause_at(start)
    rest = text[end : clause.end]
    if kind in ("kin", "other") and _lends(text[clause.start : start], rest):
        return None
    if kind == "kin":
        name = match["name"]
        bare = match["kin"] == name
        if bare and (
            (len(name) == 1 and name not in "爸妈")
            or re.match(r"院|科|医院|化|节", rest)
            or (
                name in ("男人", "公公", "孩子", "老人", "老人家", "小孩", "家属")
                and re.match(r"的?(?:医保|大病)", rest)
            )
        ):
            return None
        if (
            name in ("老人", "老人家", "孩子", "小孩")
            and bare
            and re.search(r"(?:特困|五保|低保|三无|低收入|80岁以上|困境)$", text[:start])
        ):
            return None
        if _asks(text[start : clause.end], name):
            return None
        if _SEVERAL.search(text[max(0, match.start("name") - 4) : match.start("name")]):
            return Mention(GROUP, start, end)  # 我家两个老人
        return Mention(_one_name(name, earlier), start, end)
    if regexes("people_words")["together"].search(text[:start]) and regexes("people_words")["all"].match(rest):
        return Mention(GROUP, start, end)
    if kind == "self":
        passing = regexes("people_words")["passing"].match(rest)
        return Mention(SPEAKER, start, end, clause.end) if passing else Mention(SPEAKER, start, end)
    if kind == "other":
        return Mention("other:" + match[0], start, end)
    if kind == "patient":
        return Mention(PATIENT, start, end)
    if kind == "group" and re.match(r"[^，。；]{0,2}(?:想|问|来|咨询|不懂|不晓得|不知道|算)", rest):
        return None
    return Mention(GROUP, start, end)


def _lends(before: str, rest: str) -> bool:
    """还欠亲戚十二万, 找我哥借了三万: who is owed or lends is not who is spoken of."""
    words = regexes("people_words")
    return bool(words["owed"].search(before) or (words["turned_to"].search(before) and words["borrowed"].match(rest)))


def _asks(words: str, name: str) -> bool:
    """姑姑替他问: she asks, she is not ill."""
    return bool(regexes("people_words")["asker"].match(words.partition(name)[2]))


@cache
def _names() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """One name for each name of a person, and whom a word such as 老人 may mean again."""
    data = read_yaml(_FILE)
    same = {name: one for one, names in data["same"].items() for name in names}
    return same, {word: frozenset(names) for word, names in data["again"].items()}


def _one_name(name: str, earlier: Sequence[Mention]) -> str:
    """One name for 爸爸 and 老汉, and for 娃儿 where 幺儿 was named before or the other way round."""
    same, again = _names()
    one = same.get(name, name)
    for mention in reversed(earlier):
        if mention.who in again.get(one, ()) or one in again.get(mention.who, ()):
            return mention.who
    return one


def _patient(message: Message, mentions: list[Mention]) -> str | None:
    persons = [mention for mention in mentions if mention.who != GROUP]
    if not persons:
        return None
    scores: dict[str, float] = {}
    for i, mention in enumerate(mentions):
        if mention.who == GROUP:
            continue
        end = mentions[i + 1].start if i + 1 < len(mentions) else len(message.plain)
        scores[mention.who] = max(scores.get(mention.who, 0.0), _score(message, mention, end) + i * 0.01)
    best = max(scores, key=lambda who: scores[who])
    return best if scores[best] >= 0.5 or len(scores) > 1 else None


def _score(message: Message, mention: Mention, end: int) -> float:
    """How much speaks for this person being the patient; `end` is where the next person begins."""
    words = regexes("people_words")
    after = message.plain[mention.end : end]
    before = message.plain[max(0, mention.start - 10) : mention.start]
    score = 5.0 if mention.who == PATIENT else 0.0
    if words["now"].search(before) or words["now_after"].match(after) or words["ill_is"].search(before):
        score += 4
    if words["asked_for"].search(before):
        score += 3
    if words["works"].match(after):
        score -= 2
    elif words["treated"].search(after) or words["ill"].search(after):
        score += 0.5 if words["once"].search(after) else 2.5 if words["treated"].search(after) else 1
    if mention.who == SPEAKER and words["falls_ill"].match(after):
        score += 1.5  # 母亲有糖尿病，我患乳腺癌
    if words["lacks"].match(after):
        score -= 2
    if mention.who == SPEAKER and after.startswith(("自己", "本人")):
        score += 1
    if mention.who.startswith("other:"):
        return score - 2
    return score if mention.who == SPEAKER else score + 1  # who asks for somebody names him
