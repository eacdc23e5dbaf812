"""The one reducer: what is known and what the person does give what is known then and what is said back.

The web chat, the command line and the tests all go through :func:`turn`; nothing else changes an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answers import acts
from assistant.answers.fields import acceptable, exists
from assistant.answers.frame import MOST_BILLS, Frame, Slot, Status, bill_field, split_bill_field
from assistant.answers.governing import govern, policy_of
from assistant.answers.journey import Journey, journey
from assistant.answers.questions import Option, has_question, money, question, value_label
from assistant.results.explain import Explanation, as_text, explain
from assistant.results.outcome import Outcome, contradiction, outcome
from assistant.talk.greetings import GREETING, GREETINGS
from assistant.talk.own_share import judged
from assistant.talk.reasons import reason
from assistant.talk.reply import CONFIRM, RIGHT, WRONG, Quoted, Reply, Understood
from assistant.talk.summaries import field_label, field_labels, in_order, on_no_list, summary, understood
from knowledge import glossary, library
from rules.door import CaseError

#: How many steps can be taken back.
_REMEMBERED = 60
#: How many newly needed answers are named.
_NAMED = 3
#: Fields whose answers add up: a further one joins the earlier ones instead of replacing them.
_LISTS = ("person.identities", "diseases")


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: the answers, what is asked, a guess to be confirmed, and the steps that can be taken back.

    ``again``: an earlier question that the person wants to answer again. ``shown``: they asked for the result.
    ``own_share``: what they said to have paid themselves, until it could be held against the other amounts.
    """

    frame: Frame = field(default_factory=Frame)
    asking: str | None = "policy"
    proposal: acts.Propose | None = None
    again: str | None = None
    shown: bool = False
    own_share: acts.OwnShare | None = None
    past: tuple["Talk", ...] = field(default=(), compare=False, repr=False)


@dataclass(slots=True)
class _Turn:
    """One turn in the making: the talk as it becomes, and what there is to say."""

    before: Talk
    talk: Talk
    understood: list[Understood] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    quotes: list[Quoted] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    stepped_back: bool = False
    corrected: bool = False
    in_full: bool = False
    """The whole result is wanted, even if nothing of it has changed."""


def start() -> tuple[Talk, Reply]:
    """A new conversation, with the first question."""
    return Talk(), _reply(_Turn(Talk(), Talk(), notes=[GREETING]))


def turn(talk: Talk, done: Sequence[acts.Act]) -> tuple[Talk, Reply]:
    """Take what a person did and say what comes next. Never raises on an act whose field or value cannot be."""
    now = _Turn(talk, talk)
    for act in done:
        _take(now, act)
    if not done:
        _not_understood(now)
    if now.talk.frame != talk.frame and not now.stepped_back:
        past = (*talk.past, replace(talk, past=()))[-_REMEMBERED:]
        now.talk = replace(now.talk, past=past)
    _say_which_document(now)
    if unlisted := on_no_list(talk.frame, now.talk.frame):
        now.notes.append(unlisted)
    _say_what_fell_away(now)
    _say_whether_the_own_share_fits(now)
    reply = _reply(now)
    return replace(now.talk, asking=reply.asking), reply


def _take(now: _Turn, act: acts.Act) -> None:
    match act:
        case acts.Inform():
            _inform(now, act.field, Slot(act.value, "given", act.source, act.words, act.approximate))
        case acts.Correct():
            _inform(now, act.field, Slot(act.value, "given", "words", act.words, act.approximate), replaces=True)
        case acts.Deny():
            _deny(now, act)
        case acts.Unknown() | acts.Decline():
            _leave_open(now, act)
        case acts.Propose():
            _propose(now, act)
        case acts.Confirm():
            _confirm(now, act.yes)
        case acts.Change():
            _ask_again(now, act.field)
        case acts.Why():
            _say_why(now)
        case acts.Compute():
            _compute(now)
        case acts.AddBill():
            _another_bill(now, act.yes)
        case acts.RemoveBill():
            _remove_bill(now, act.bill)
        case acts.Back():
            _back(now)
        case acts.Restart():
            now.talk, now.stepped_back = Talk(), True
            now.notes.append("好的，我们重新开始。刚才的内容已经清空。")
        case acts.AskPolicy():
            _look_up(now, act.question)
        case acts.OwnShare():
            now.talk = replace(now.talk, own_share=act)
        case acts.NotUsed():
            now.notes.append("这些我没用上：" + "；".join(f"“{piece.text}”" for piece in act.pieces) + "。")
        case acts.Remark():
            now.notes.append(act.text)
        case acts.Greeting():
            now.notes.append(GREETINGS[act.kind])
        case acts.NotUnderstood():
            _not_understood(now)


def _inform(now: _Turn, path: str, slot: Slot, replaces: bool = False) -> None:
    """Take an answer, unless it contradicts the others; then say why and keep what was there."""
    frame = now.talk.frame
    if not acceptable(path, slot.value, frame):
        _not_understood(now)
        return
    earlier = frame.value(path)
    if path == "bills":
        _another_bill(now, bool(slot.value))
        return
    name = (split_bill_field(path) or (0, path))[1]
    asked = now.before.asking == path or now.talk.again == path
    if _settles_guess(now, path) and isinstance(earlier, list) and isinstance(slot.value, list):
        # what is chosen of a guess comes to what was sure; "none of these" takes nothing away from it
        asked, slot = False, slot if slot.value else replace(slot, value=earlier)
    if name in _LISTS and isinstance(earlier, list) and isinstance(slot.value, list) and not (asked or replaces):
        slot = replace(slot, value=list(dict.fromkeys((*earlier, *slot.value)))) if slot.value else slot
    changed = frame.put(path, slot)
    wrong = contradiction(changed)
    if wrong is not None and contradiction(frame) is None:
        now.notes.append(wrong.message)
        now.answered.add(path)
        now.talk = replace(now.talk, again=path if has_question(path) else now.talk.again)
        return
    now.corrected |= earlier is not None and earlier != slot.value
    now.answered.add(path)
    now.talk = replace(
        now.talk,
        frame=changed,
        again=None if now.talk.again == path else now.talk.again,
        proposal=None if now.talk.proposal and now.talk.proposal.field == path else now.talk.proposal,
    )
    if slot.source != "button":
        now.understood.append(understood(changed, path))


def _settles_guess(now: _Turn, path: str) -> bool:
    return now.talk.proposal is not None and now.talk.proposal.field == path


def _propose(now: _Turn, guess: acts.Propose) -> None:
    """A guess is asked back; candidates that cannot be are left out."""
    frame = now.talk.frame
    possible = tuple(v for v in guess.values if acceptable(guess.field, _as_value(guess.field, v), frame))
    if possible or (guess.ask and exists(guess.field, frame)):
        now.talk = replace(now.talk, proposal=replace(guess, values=possible))
    else:
        _not_understood(now)


def _deny(now: _Turn, act: acts.Deny) -> None:
    frame = now.talk.frame
    if not acceptable(act.field, [act.value] if _is_list(act.field) else act.value, frame):
        _not_understood(now)
        return
    held = frame.value(act.field)
    if isinstance(held, list) and act.value in held:
        left = [value for value in held if value != act.value]
        now.talk = replace(now.talk, frame=frame.put(act.field, Slot(left)) if left else frame.drop(act.field))
    elif held is not None and held == act.value:
        now.talk = replace(now.talk, frame=frame.drop(act.field))
    label = value_label(act.field, [act.value] if _is_list(act.field) else act.value, policy_of(frame))
    is_amount = has_question(act.field) and question(act.field).kind == "amount"
    named = f"“{field_label(act.field, frame)}”" if is_amount else ""
    now.notes.append(f"记下了：{named}不是{label}。")


def _is_list(path: str) -> bool:
    return (split_bill_field(path) or (0, path))[1] in _LISTS


def _leave_open(now: _Turn, act: acts.Unknown | acts.Decline) -> None:
    """An answer stays open: both ways are kept. Without a place or a policy there is nothing to compute with."""
    guess = now.talk.proposal
    path = act.field or (guess.field if guess else None) or now.talk.again or now.before.asking
    if path is None or path == CONFIRM:
        _not_understood(now)
        return
    if path == "policy":
        now.notes.append("先要知道属于哪个地方，才知道按哪一份文件算。可以看户口本首页，或者问街道（乡镇）民政办。")
        return
    if not exists(path, now.talk.frame):
        _not_understood(now)
        return
    status: Status = "unknown" if isinstance(act, acts.Unknown) else "declined"
    now.answered.add(path)
    now.talk = replace(
        now.talk,
        frame=now.talk.frame.put(path, Slot(None, status)),
        again=None if now.talk.again == path else now.talk.again,
        proposal=None if guess is not None and guess.field == path else guess,
    )
    if path != "bills" and has_question(path):
        where = question(path, policy_of(now.talk.frame)).where
        now.notes.append(f"不知道也没关系，先往下算，几种情况都会考虑。以后想弄清楚：{where}。")


def _confirm(now: _Turn, yes: bool) -> None:
    proposal, asking = now.talk.proposal, now.talk.again or now.before.asking
    if proposal is None and asking is None and now.before.shown:
        now.notes.append("好的。" if yes else "哪一项不对？直接说，比如“不对，是特困”。")
        return
    if proposal is not None:
        if yes and len(proposal.values) == 1:
            _inform(now, proposal.field, Slot(_as_value(proposal.field, proposal.values[0]), "given", "button"))
        elif not yes:
            now.talk = replace(now.talk, proposal=None)
    elif asking == CONFIRM:
        now.talk = replace(now.talk, shown=yes)
        if not yes:
            now.notes.append("哪一项不对？点那一项旁边的“改”，或者直接说，比如“不对，是特困”。")
    elif asking == "bills" and yes:
        now.notes.append("还有别的费用，请说“还有一笔”；没有了，请说“没有了”。")
    elif asking is not None and asking != "policy" and _is_yes_no(asking, now.talk.frame):
        _inform(now, asking, Slot(yes, "given", "button"))
    else:
        _not_understood(now)


def _as_value(path: str, value: object) -> object:
    return [value] if _is_list(path) and not isinstance(value, list) else value


def _is_yes_no(path: str, frame: Frame) -> bool:
    if not has_question(path):
        return False
    options = question(path, policy_of(frame)).options
    return bool(options) and all(isinstance(option.value, bool) for option in options)


def _ask_again(now: _Turn, path: str) -> None:
    if path == CONFIRM or not has_question(path) or not exists(path, now.talk.frame):
        _not_understood(now)
        return
    now.talk = replace(now.talk, again=path, proposal=None)


def _say_why(now: _Turn) -> None:
    asking = now.talk.again or now.before.asking
    if asking is None and now.before.shown:
        now.in_full = True  # why this result: its steps and reasons
        return
    if asking is None or asking == CONFIRM or not has_question(asking):
        now.notes.append("现在没有在问什么。想改哪一项，直接说就行。")
        return
    found = reason(now.talk.frame, asking)
    now.notes.append(f"为什么问：{found.text}")
    now.quotes.extend(Quoted(source, library.cite(source.clause)) for source in found.citations)


def _compute(now: _Turn) -> None:
    if policy_of(now.talk.frame) is None:
        now.notes.append("还不知道属于哪个地方，没法算。")
        return
    now.in_full = True
    now.talk = replace(now.talk, shown=True, again=None, proposal=None)


def _another_bill(now: _Turn, yes: bool) -> None:
    frame = now.talk.frame
    now.answered.add("bills")
    if yes and frame.bills >= MOST_BILLS:
        now.notes.append(f"这里一次最多算{MOST_BILLS}笔；更多的请到“窗口办理”用表格批量测算。")
    elif yes:
        now.notes.append(f"好的，加上第{frame.bills + 1}笔。")
        now.talk = replace(now.talk, frame=frame.add_bill(), shown=False, again=None)
    else:
        now.talk = replace(now.talk, frame=frame.put("bills", Slot(False, "given", "button")), again=None)


def _remove_bill(now: _Turn, bill: int) -> None:
    frame = now.talk.frame
    if not 0 <= bill < frame.bills:
        _not_understood(now)
        return
    now.talk = replace(now.talk, frame=frame.remove_bill(bill), again=None, proposal=None)
    now.notes.append(f"第{bill + 1}笔已经去掉。")


def _back(now: _Turn) -> None:
    past = now.talk.past
    if not past:
        now.notes.append("已经是第一步了。")
        return
    earlier = past[-1]
    asked = earlier.again or earlier.asking
    again = asked if asked not in (None, CONFIRM) and has_question(str(asked)) else None
    now.talk = replace(earlier, past=past[:-1], again=again, shown=earlier.shown and again is None)
    now.stepped_back = True


def _look_up(now: _Turn, asked: str) -> None:
    """Answer a question with the clause itself; where nothing is found, say whom to ask."""
    from assistant.talk.quoted_clauses import best_clauses

    policy_id = policy_of(now.talk.frame)
    hits = best_clauses(asked, policy_id)
    if not hits:
        whom = glossary.ask(policy_id) if policy_id else "当地医保经办窗口"
        now.notes.append(f"收录的文件里没有找到和这个问题有关的条文，请问{whom}。")
        return
    if policy_id is None:
        now.notes.append("各地的规定不一样，选好地方以后再问，就按您那里的答。")
    now.notes.append("文件里是这样写的：")
    now.quotes.extend(hits)


def _not_understood(now: _Turn) -> None:
    now.notes.append("抱歉，我没有听懂。您可以点下面的选项，或者换个说法再说一次。")


def _say_which_document(now: _Turn) -> None:
    """Which document governs and why, where that is new; that none does, each time."""
    before, after = govern(now.before.frame), govern(now.talk.frame)
    if after.why is None or now.stepped_back:
        return
    if after.policy is None or after.policy != before.policy:
        now.notes.append(after.why.reason)
    held = now.talk.frame.value("person.identities")
    if held and after.policy is not None and not after.frame.known("person.identities"):
        said = value_label("person.identities", held, before.policy)
        document = library.document(after.policy).facts.short_name
        now.notes.append(f"《{document}》里没有“{said}”这种身份，请对照它的名单再选一次。")


def _say_what_fell_away(now: _Turn) -> None:
    """After a correction: which earlier answers do not count any more, and that more is needed where it is."""
    if not now.corrected or policy_of(now.talk.frame) is None:
        return
    before = journey(now.before.frame) if policy_of(now.before.frame) else Journey(())
    after = journey(now.talk.frame)
    fallen = [f for f in after.masked if f not in before.masked and f not in now.answered]
    if fallen:
        now.notes.append(f"改了以后，“{field_labels(fallen, now.talk.frame)}”不再影响结果，先替您留着。")
    again = [f for f in before.masked if f not in after.masked and f not in now.answered]
    if again:
        now.notes.append(f"改了以后，“{field_labels(again, now.talk.frame)}”又算数了。")
    newly = [f for f in after.open if f not in before.open and f != "bills"]
    if newly:
        more = "等" if len(newly) > _NAMED else ""
        now.notes.append(f"还需要再问：{field_labels(newly[:_NAMED], now.talk.frame)}{more}。")


def _say_whether_the_own_share_fits(now: _Turn) -> None:
    """Once, as soon as the amounts are known that the own share is held against."""
    own = now.talk.own_share
    if own is None or own.bill >= now.talk.frame.bills:
        return
    told = judged(now.talk.frame, own.bill, own.value, own.approximate)
    if told is not None:
        now.notes.append(told)
        now.talk = replace(now.talk, own_share=None)
    elif own != now.before.own_share:
        now.notes.append(f"自己出的 {money(own.value)}不用填，先记着，等别的数都有了，帮您核对。")


def _reply(now: _Turn) -> Reply:
    talk = now.talk
    frame = talk.frame
    said = _Said(now)
    if talk.proposal is not None:
        return _proposal(said, talk.proposal, frame)
    if talk.again is not None:
        return said.reply(talk.again, frame)
    ahead = journey(frame)
    if talk.shown and policy_of(frame) is not None:
        computed = now.talk.shown and (not now.before.shown or not ahead.next)
        if computed or not now.answered:
            return _result(said, frame)
    if ahead.next is not None:
        return said.reply(ahead.next, frame)
    if talk.shown:
        return _result(said, frame)
    return said.reply(CONFIRM, frame, summary=summary(frame))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a turn has to say before the question, put into a reply."""

    now: _Turn

    def reply(
        self,
        asking: str | None,
        frame: Frame,
        summary: tuple[Understood, ...] = (),
        proposal: str = "",
        choices: tuple[tuple[str, object], ...] = (),
        outcome: Outcome | None = None,
    ) -> Reply:
        """The reply, with the question of the field asked."""
        asked = None
        if asking is not None and asking != CONFIRM and has_question(asking):
            asked = question(asking, policy_of(frame), frame.bills)
        told = explain(outcome) if outcome is not None else None
        cited = tuple(q.source for q in self.now.quotes) + (told.citations() if told else ())
        return Reply(
            asking=asking,
            question=asked,
            understood=tuple(dict.fromkeys(self.now.understood)),
            notes=tuple(dict.fromkeys(self.now.notes)),
            quotes=tuple(self.now.quotes),
            summary=summary,
            proposal=proposal,
            choices=choices,
            outcome=outcome,
            result_text=self._result_text(told) if told else "",
            citations=tuple(dict.fromkeys(cited)),
            case=frame.case(),
        )

    def stands(self) -> bool:
        """Whether the result stood there before, nothing of it has changed and nobody wants it again."""
        before, now = self.now.before, self.now
        return before.shown and before.asking is None and before.frame == now.talk.frame and not now.in_full

    def _result_text(self, told: Explanation) -> str:
        """The result in full; in one sentence where it stood there before and nothing of it has changed."""
        if self.stands():
            return f"上面的结果没有变：{told.sentence}要再看一遍，请说“算一下”。"
        return as_text(told)


def _proposal(said: _Said, guess: acts.Propose, frame: Frame) -> Reply:
    policy_id = policy_of(frame)
    choices = tuple(
        (value_label(guess.field, _as_value(guess.field, value), policy_id), _as_value(guess.field, value))
        for value in guess.values
    )
    none: object = [] if _is_list(guess.field) else None
    return said.reply(guess.field, frame, proposal=guess.ask, choices=(*choices, ("都不是", none)))


def _result(said: _Said, frame: Frame) -> Reply:
    rough = [path for path in in_order(frame) if path in frame.slots and frame.slots[path].approximate]
    rough = [path for path in rough if has_question(path) and question(path).kind == "amount"]
    if rough and not said.stands():
        said.now.notes.append(f"“{field_labels(rough, frame)}”是大概的数，所以下面的结果也是大概的，以结算单为准。")
    try:
        return said.reply(None, frame, outcome=outcome(frame))
    except CaseError as wrong:
        said.now.notes.append(wrong.message)
        said.now.talk = replace(said.now.talk, shown=False)
        return said.reply(wrong.field if has_question(wrong.field) else CONFIRM, frame, summary=summary(frame))


def option_acts(path: str, option: Option) -> tuple[acts.Act, ...]:
    """What choosing an option of a question does."""
    if path == "bills":
        return (acts.AddBill(bool(option.value)),)
    return (acts.Inform(path, option.value, source="button"),)


__all__ = [
    "CONFIRM",
    "RIGHT",
    "WRONG",
    "Talk",
    "bill_field",
    "field_label",
    "option_acts",
    "start",
    "summary",
    "turn",
    "understood",
]
