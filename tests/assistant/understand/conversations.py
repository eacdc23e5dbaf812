"""Whole conversations: messages with what was said before, and simulated people who answer what they are asked.

A person: `opening`, `facts` (an answer for each field that may be asked; a list answers one after another), among them
`corrections` (said after so many turns), and the `expected` identity and aid.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from message_scores import Score, faults

from assistant.talk.hearing import hear
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

#: No person has to answer more often.
MOST_TURNS = 40
#: What is answered on the way to the question that a line answers.
_ON_THE_WAY = {
    "policy": "九龙坡",
    "person.identities": "低保户",
    "person.age": "60岁",
    "person.needs_maintenance": "不需要",
    "person.insured": "参加了居民医保的",
    "care": "住院",
    "treatment": "都不是，就是普通治疗",
    "diseases": "都不是，是骨折",
    "hospital_level": "三级医院",
    "designated": "是定点医院",
    "place": "就在本区县的医院",
    "referral": "不需要转诊",
    "date": "2024年5月6号",
    "total": "总费用8万",
    "eligible": "政策范围内7万",
    "basic_paid": "医保报了1万",
    "catastrophic_paid": "大病保险没有报",
    "civil_aid_paid": "没有",
    "relief_fund_paid": "没有",
    "bills": "就这一次，没有别的了",
}
#: First words after which a question comes up.
_OPENING = {
    "policy": "我妈脑梗住院，想问能救助多少",
    "person.identities": "户口是九龙坡的，住院",
    "person.age": "按重庆市2012年那个文件，低保户，门诊看病",
    "bills[0].care": "我是九龙坡的低保户",
    "bills[0].diseases": "我是九龙坡的低保户，住院",
    "bills[0].place": "我是九龙坡的低保户，脑梗住院",
    "bills[0].referral": "我是九龙坡的低保户，脑梗在渝中区的医院住院",
    "bills[0].civil_aid_paid": "巴南建档立卡户，住院",
    "bills[0].relief_fund_paid": "巴南建档立卡户，住院",
    "bills[0].treatment": "巴南建档立卡户，门诊看病",
}
#: Fields that a document never uses.
_UNUSED = {
    "jiulongpo-2023": ("person.age", "person.needs_maintenance", "civil_aid_paid", "relief_fund_paid", "parameters"),
    "pengshui-2023": ("person.age", "person.needs_maintenance", "civil_aid_paid", "relief_fund_paid", "parameters"),
    "chongqing-2012": (".place", ".referral", "civil_aid_paid", "relief_fund_paid", "parameters"),
    "banan-2018": ("person.age", "person.needs_maintenance", "hospital_level", "parameters"),
    "jiangsu-2023-draft": ("person.age", "person.needs_maintenance", "level", "diseases", "civil_aid", "relief_fund"),
}


@dataclass
class Conversation:
    """The talk as it stands and the last reply."""

    talk: Talk = field(default_factory=lambda: start()[0])
    reply: Reply = field(default_factory=lambda: start()[1])

    def say(self, text: str) -> Reply:
        """One message and what comes of it."""
        self.talk, self.reply = turn(self.talk, hear(text, self.talk, self.reply))
        return self.reply

    def stated(self) -> dict[str, Any]:
        """The values stated so far, by path."""
        slots = self.talk.frame.slots.items()
        return {path: slot.value for path, slot in slots if slot.status == "given" and path != "bills"}


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """The score of labelled messages, each in a conversation of its own that came to the question it answers."""
    total = Score()
    for row in rows:
        talk = _led_to(row)
        if talk is None:
            continue
        before = talk.stated()
        labelled = _with_option(row, talk)
        talk.say(row["text"])
        found = list(faults(labelled, before, talk.stated(), total))
        total.lines += 1
        if found:
            total.faults.append(f"{row['text']}: {'; '.join(found)}")
    return total


def _led_to(row: Mapping[str, Any]) -> Conversation | None:
    """A conversation that has come to the question that the line answers; None where it is not asked there."""
    talk, target = Conversation(), row.get("asking")
    opening = row.get("context") or ([_OPENING.get(target, "我是九龙坡的低保户，骨折住院")] if target else [])
    for text in opening:
        talk.say(text)
    for _ in range(MOST_TURNS):
        asked = talk.reply.asking
        if target is None or asked == target:
            return talk
        talk.say(_ON_THE_WAY.get(asked or "") or _ON_THE_WAY.get((asked or "").rpartition(".")[2], "不知道"))
    return None


def _with_option(row: dict[str, Any], talk: Conversation) -> dict[str, Any]:
    """The line with the value that its option has: 第二个 is labelled by the place of the option."""
    [label] = row["slots"].values() if len(row["slots"]) == 1 else [None]
    if not (isinstance(label, dict) and "option" in label):
        return row
    assert talk.reply.question is not None
    return {**row, "slots": {row["asking"]: talk.reply.question.options[label["option"] - 1].value}}


@dataclass(frozen=True)
class Run:
    """What came of one person's conversation."""

    identity: str | None
    aid_total: str | None
    unneeded: tuple[str, ...]
    log: tuple[str, ...]


def run(person: Mapping[str, Any]) -> Run:
    """Talk with a simulated person until there is a result."""
    facts = {path: said for path, said in person["facts"].items() if path != "corrections"}
    pending = sorted(person["facts"].get("corrections", ()), key=lambda c: c["after_turns"])
    talk, text, log = Conversation(), person["opening"], []
    asked: Counter[str] = Counter()
    for turns in range(1, MOST_TURNS + 1):
        reply = talk.say(text)
        log += [text, reply.text]
        if reply.asking:
            asked[reply.asking] += 1
        if reply.outcome is not None and not pending:
            break
        if pending and (turns >= pending[0]["after_turns"] or reply.outcome is not None or not reply.asking):
            correction = pending.pop(0)
            facts |= correction.get("facts_patch", {})
            text = correction["text"]
        else:
            text = _answer(facts, reply.asking, asked)
    result = talk.reply.outcome.to_json() if talk.reply.outcome is not None else {}
    unused = _UNUSED[person["case"]["policy"]]
    unneeded = tuple(path for path in asked if any(name in path for name in unused))
    return Run(result.get("identity"), result.get("aid_total"), unneeded, tuple(log))


def _answer(facts: Mapping[str, Any], asking: str | None, asked: Counter[str]) -> str:
    if asking is None or asking == "confirm":
        return "没错"
    said = facts.get(asking, "不知道")
    return said[min(asked[asking] - 1, len(said) - 1)] if isinstance(said, list) else said
