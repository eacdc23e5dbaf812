"""From a message to its acts: control first, then facts, then questions of the person's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from assistant.answers.acts import (
    Act,
    AddBill,
    AskPolicy,
    Back,
    Change,
    Compute,
    Confirm,
    Correct,
    Decline,
    Deny,
    Greeting,
    Inform,
    NotUnderstood,
    NotUsed,
    OwnShare,
    Propose,
    Remark,
    Restart,
    Unknown,
    Why,
    Words,
)
from assistant.understand import control
from assistant.understand.answers import chosen_option
from assistant.understand.cash import OWN_SHARE
from assistant.understand.collect import Collected, collect
from assistant.understand.facts import Fact
from assistant.understand.own_list import is_own_list
from assistant.understand.paper import read_paper, said_beside
from assistant.understand.text import Message, read
from assistant.understand.visits import is_like_before, stays_told
from assistant.understand.when import only_month

#: A record of several settlements may be long; ordinary words are cut sooner.
LONGEST_PAPER = 60_000
_BILL = re.compile(r"bills\[(\d+)\]\.(\w+)")
_NO_PREFIX = re.compile(r"^(?:policy|person\.|parameters\.|year_to_date|readings\.|premium\.|bills$|confirm$)")
#: Said in one breath with 住了两次院, these hold for every stay.
_OF_ALL = ("care", "diseases")
#: What 和上次一样 says of a further bill.
_LIKE = ("care", "diseases", "treatment", "hospital_level", "designated", "place", "referral")
_YES_NO = ("designated", "needs_maintenance", "insured", "employee_scheme")


def understand(
    message: str,
    *,
    asking: str | None = None,
    policy: str | None = None,
    options: Sequence[str] = (),
    bill: int = 0,
    known: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> list[Act]:
    """The acts of a message, in the order in which they should be carried out; never empty, never raises on words.

    Args:
        message: what the person wrote, of any length and content.
        asking: path of the field that was just asked for, so that 三级 or 没有 is read as its answer; ``bills`` and
            ``confirm`` as in the interface.
        policy: the document known so far.
        options: texts of the options offered, in order, so that 第二个 is read as the second of them.
        bill: the bill that amounts and the like belong to.
        known: values known so far by path; used to read answers such as 全部都是. ``home``: how the residence was said.
        today: for dates given without a year.
    """
    text = read(message)
    if not text.plain.strip():
        return [NotUnderstood(message)]
    if match := _BILL.fullmatch(asking or ""):
        bill = int(match[1])
    pasted = _pasted(message[:LONGEST_PAPER], policy, bill, known or {})
    if pasted:
        return pasted
    place = chosen_option(text, len(options))
    if place is not None and options[place].strip() != message.strip():
        chosen = understand(options[place], asking=asking, policy=policy, bill=bill, known=known, today=today)
        return [_resting_on(act, Words(message, 0, len(message))) for act in chosen]
    whole = _whole(text, asking)
    if whole is not None:
        return [whole]
    prefix = _of_bill(bill)
    bare = asking.removeprefix(prefix) if asking else None
    of_bill = {path.removeprefix(prefix): value for path, value in (known or {}).items()}
    found = collect(text, bare, policy, of_bill, prefix, today)
    acts = _acts(text, found, asking, bare, bill)
    acts += _like_before(text, acts, known or {}, bill)
    return [*_residence_first(acts), *_not_used(text, found)] or [NotUnderstood(message)]


def _residence_first(acts: Sequence[Act]) -> list[Act]:
    """The document before all else: where amounts contradict each other, it is one of them that does not hold."""
    return sorted(acts, key=lambda act: not (isinstance(act, Inform) and act.field == "policy"))


def _not_used(text: Message, found: Collected) -> list[Act]:
    """What was heard and takes no field, in the words that said it."""
    pieces = tuple(Words(text.raw[start:end], start, end) for start, end in found.unused)
    return [NotUsed(pieces)] if pieces else []


def _resting_on(act: Act, words: Words) -> Act:
    """The act of an option, resting on the words that chose it: 第二个."""
    return replace(act, words=words) if isinstance(act, Inform | Correct | Deny | Propose | Unknown) else act


def _pasted(message: str, policy: str | None, bill: int, known: Mapping[str, Any]) -> list[Act]:
    """A settlement paper with what the person says beside it (我是那里低保); the person's words on home come first."""
    paper = None if is_own_list(message) else read_paper(message, policy, bill)
    if paper is None:
        return []
    another = _is_another(paper.acts, known, bill)
    bill += another
    said = said_beside(message, paper, policy, bill)
    home = next((act for act in said if isinstance(act, Inform) and act.field == "policy"), None)
    if home is not None or another:
        paper = read_paper(message, home.value if home else policy, bill) or paper
        said = said_beside(message, paper, home.value if home else policy, bill)
    first = [act for act in said if act.field == "policy"]
    others = [act for act in said if act.field != "policy"]
    remarks = [Remark(sentence) for sentence in paper.said()]
    told: list[Act] = [AddBill()] if another else []
    return [*told, *first, *paper.acts, *others, *remarks] or [NotUnderstood(message)]


def _is_another(acts: Sequence[Act], known: Mapping[str, Any], bill: int) -> bool:
    """Whether a paper of another day was pasted before, so that this one is a further bill."""
    path = f"bills[{bill}].date"
    day = next((act.value for act in acts if isinstance(act, Inform) and act.field == path), None)
    return day is not None and known.get(path) not in (None, day) and f"bills[{bill}].eligible" in known


def _whole(text: Message, asking: str | None) -> Act | None:
    """The message is nothing but one of the controls."""
    leaf = (asking or "").rpartition(".")[2]
    yes_no = leaf in _YES_NO or (leaf in ("referral",)) or (asking or "").startswith("year_to_date")
    if asking in (None, "bills") and control.is_whole(text, "no_more"):
        return AddBill(False)
    if asking == "bills" and control.is_whole(text, "more"):
        return AddBill(True)
    for name, act in (
        ("restart", Restart()),
        ("back", Back()),
        ("why", Why()),
        ("compute", Compute()),
        ("decline", Decline(asking)),
    ):
        if control.is_whole(text, name):
            return act
    if not yes_no and leaf not in ("identities", "diseases"):
        if control.is_whole(text, "confirm"):
            return Confirm(True)
        if control.is_whole(text, "reject"):
            return Confirm(False)
    if control.is_whole(text, "human"):
        return Greeting("human")
    if control.is_whole(text, "thanks"):
        return Greeting("thanks")
    if control.is_whole(text, "greeting"):
        return Greeting()
    begins = asking in (None, "policy") and control.is_whole(text, "begin")
    return Greeting("begin") if begins else None


def _acts(text: Message, found: Collected, asking: str | None, bare: str | None, bill: int) -> list[Act]:
    corrects = control.corrects(text)
    acts: list[Act] = []
    stated: list[Act] = []
    prefix = _of_bill(bill)
    denied_fields = {(fact.bill, fact.field) for fact in found.facts if fact.denied}
    given = {(f.bill, f.field) for f in found.facts if not f.denied and f.field != "person.identities"}
    visits = 0
    for fact in found.facts:
        of = (fact.bill, fact.field)
        if fact.denied and of in given:
            continue  # 不是住院，是门诊: the new value says it all
        if fact.bill > visits:
            visits = fact.bill
            acts.append(AddBill())
        acts.append(_act(text, fact, bill + fact.bill, (corrects and not fact.bill) or of in denied_fields))
    stated = [act for act in acts if isinstance(act, Inform | Correct)]
    if not bill and not visits and not control.questions(text):
        acts += _further_stays(text, stated)
    acts += found.proposals
    acts += _unknowns(text, stated, asking, prefix)
    more = _more(text) if asking == "bills" else None
    if more is not None and (not stated or not more.yes):
        acts.append(more)
    if not acts and asking in (None, "confirm") and control.agrees(text):
        acts.append(Confirm(True))
    if not acts and bare == "date" and only_month(text):
        acts.append(Unknown(asking, Words(text.raw, 0, len(text.raw))))
    if not acts and corrects and (field := control.to_change(text)):
        acts.append(Change(field if "." in field or field == "policy" else prefix + field))
    acts += _own_questions(text, bool(acts))
    return acts


def _further_stays(text: Message, stated: Sequence[Act]) -> list[Act]:
    """住了两次院，都是胃癌: a bill for each further stay, with what is said of all of them."""
    acts: list[Act] = []
    for bill in range(1, stays_told(text)):
        acts.append(AddBill())
        for act in stated:
            name = act.field.removeprefix(_of_bill(0)) if isinstance(act, Inform) else None
            if isinstance(act, Inform) and name in _OF_ALL:
                acts.append(replace(act, field=f"{_of_bill(bill)}{name}"))
    return acts


def _like_before(text: Message, acts: Sequence[Act], known: Mapping[str, Any], bill: int) -> list[Act]:
    """第二次和上次一样: what is known of the bill before holds for this one, where nothing else is said."""
    if not bill or not is_like_before(text):
        return []
    said = {act.field for act in acts if isinstance(act, Inform | Correct)}
    words = Words(text.raw, 0, len(text.raw))
    same = ((f"{_of_bill(bill)}{name}", known.get(f"{_of_bill(bill - 1)}{name}")) for name in _LIKE)
    return [Inform(path, value, words) for path, value in same if value is not None and path not in said]


def _of_bill(bill: int) -> str:
    return f"bills[{bill}]."


def _act(text: Message, fact: Fact, bill: int, corrects: bool) -> Act:
    path = fact.field if _NO_PREFIX.match(fact.field) else _of_bill(bill) + fact.field
    words = fact.words(text)
    if fact.field == OWN_SHARE:
        return OwnShare(bill, fact.value, words, fact.approximate)
    if fact.denied:
        return Deny(path, fact.value, words)
    if corrects:
        return Correct(path, fact.value, words, fact.approximate)
    return Inform(path, fact.value, words, fact.approximate)


def _unknowns(text: Message, stated: Sequence[Act], asking: str | None, prefix: str) -> list[Act]:
    """不晓得, about the field named or the field asked."""
    fields = {act.field for act in stated if isinstance(act, Inform | Correct)}
    acts: list[Act] = []
    for topic, clause in control.unknowns(text):
        field = asking if topic is None else topic if "." in topic or topic == "policy" else prefix + topic
        if asking and topic and asking.rpartition(".")[2].startswith(topic.rpartition(".")[2][:5]):
            field = asking
        if field is None and (stated or len(text.clauses) > 1):
            continue
        if field in fields or any(isinstance(act, Unknown) and act.field == field for act in acts):
            continue
        acts.append(Unknown(field, Words(text.raw[clause.start : clause.end], clause.start, clause.end)))
    return acts


def _more(text: Message) -> AddBill | None:
    """Whether there is another bill, in an answer of several words."""
    if re.search(r"没有?(?:了|别|其|另)|没得|莫得|^(?:就|只|只有)|就这|只有这|不用|没有$", text.plain):
        return AddBill(False)
    return AddBill(True) if re.search(r"还有|另外|再加|又住", text.plain) else None


def _own_questions(text: Message, informed: bool) -> list[Act]:
    asked = [text.text(clause) for clause in control.questions(text)]
    if not asked:
        return []
    if not informed:
        return [AskPolicy(text.raw.strip())]
    own = [words for words in asked if not control.is_generic(words)]
    return [AskPolicy("，".join(own))] if own else []
