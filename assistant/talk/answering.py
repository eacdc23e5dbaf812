"""What an act does to the answers: taken, denied, left open, confirmed, taken back; bills added and removed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.answers import acts
from assistant.answers.fields import acceptable, exists
from assistant.answers.frame import MOST_BILLS, Slot, Status, split_bill_field
from assistant.answers.identities import code_of, joined
from assistant.answers.questions import has_question, question, value_label
from assistant.answers.situation import Situation
from assistant.results.outcome import contradiction
from assistant.talk.conflicts import clashing, in_own_words
from assistant.talk.reply import CONFIRM
from assistant.talk.state import Turn, answered, as_value, is_amount, is_list
from assistant.talk.summaries import field_label, understood
from rules.errors import CaseError

_HELD = "person.identities"


def inform(now: Turn, path: str, slot: Slot, replaces: bool = False) -> None:
    """Take an answer, unless it contradicts the others; then say why and keep what was there."""
    frame = now.frame
    if not acceptable(path, slot.value, frame):
        now.not_understood()
        return
    if path == "bills":
        another_bill(now, bool(slot.value))
        return
    earlier = frame.value(path)
    asked = now.before.asking == path or now.talk.again == path
    if isinstance(earlier, list) and isinstance(slot.value, list):
        if now.talk.proposal is not None and now.talk.proposal.field == path:
            # what is chosen of a guess comes to what was sure; "none of these" takes nothing away from it
            asked, slot = False, slot if slot.value else replace(slot, value=earlier)
        if is_list(path) and slot.value and not (asked or replaces):
            join = joined if path == _HELD else _united
            slot = replace(slot, value=join(earlier, slot.value))
    seen = now.seen.with_answer(path, slot)
    wrong = contradiction(seen, path) if now.checks else None
    now.answered.add(path)
    if wrong is not None and contradiction(now.seen) is None:
        if path == wrong.field or _is_of(path, wrong.field):
            now.say(in_own_words(seen.frame, wrong))
            now.become(replace(now.talk, again=path if has_question(path) else now.talk.again))
            return
        seen = _ask_what_clashes(now, seen, wrong)
    now.corrected |= earlier is not None and earlier != slot.value
    now.become(replace(answered(now.talk, path), frame=seen.frame), seen)
    if slot.source != "button":
        now.understood.append(understood(seen, path))


def _is_of(path: str, other: str) -> bool:
    """Whether two fields are of the same bill, so that the one may be wrong where the other is complained of."""
    here, there = split_bill_field(path), split_bill_field(other)
    return here is not None and there is not None and here[0] == there[0]


def _ask_what_clashes(now: Turn, seen: Situation, wrong: CaseError | None) -> Situation:
    """An answer shows that earlier ones cannot be together (the place, by which amounts can be checked): it is taken,
    and of the others what does not fit is asked again.
    """
    first = None
    while wrong is not None and (fields := clashing(seen.frame, wrong)):
        now.say(in_own_words(seen.frame, wrong))
        first = first or next((field for field in fields if has_question(field)), None)
        seen = Situation(seen.frame.drop(*fields))
        wrong = contradiction(seen)
    now.become(replace(now.talk, frame=seen.frame, again=first or now.talk.again), seen)
    return seen


def propose(now: Turn, guess: acts.Propose) -> None:
    """A guess is asked back; candidates that cannot be are left out."""
    possible = tuple(v for v in guess.values if acceptable(guess.field, as_value(guess.field, v), now.frame))
    if possible or (guess.ask and exists(guess.field, now.frame)):
        now.become(replace(now.talk, proposal=replace(guess, values=possible)))
    else:
        now.not_understood()


def deny(now: Turn, act: acts.Deny) -> None:
    """A value does not hold: it is taken out of the answer, or the answer dropped."""
    frame = now.frame
    value = [act.value] if is_list(act.field) else act.value
    if not acceptable(act.field, value, frame):
        now.not_understood()
        return
    held = frame.value(act.field)
    if isinstance(held, list) and any(_is_same(one, act.value) for one in held):
        left = [one for one in held if not _is_same(one, act.value)]
        now.become(replace(now.talk, frame=frame.put(act.field, Slot(left)) if left else frame.drop(act.field)))
    elif held is not None and held == act.value:
        now.become(replace(now.talk, frame=frame.drop(act.field)))
    named = f"“{field_label(act.field, now.seen)}”" if is_amount(act.field) else ""
    now.say(f"记下了：{named}不是{value_label(act.field, value, now.policy)}。")


def _is_same(one: object, other: object) -> bool:
    """Whether two entries of a list are one and the same; of an identity its code alone counts, not its days."""
    return one == other or (isinstance(one, Mapping) and code_of(one) == code_of(other))


def _united(earlier: list[Any], more: list[Any]) -> list[Any]:
    return list(dict.fromkeys((*earlier, *more)))


def leave_open(now: Turn, act: acts.Unknown | acts.Decline) -> None:
    """An answer stays open: both ways are kept. Without a place or a policy there is nothing to compute with."""
    guess = now.talk.proposal
    path = act.field or (guess.field if guess else None) or now.asking
    if path is None or path == CONFIRM:
        now.not_understood()
        return
    if path == "policy":
        now.say("先要知道属于哪个地方，才知道按哪一份文件算。可以看户口本首页，或者问街道（乡镇）民政办。")
        return
    if not exists(path, now.frame):
        now.not_understood()
        return
    status: Status = "unknown" if isinstance(act, acts.Unknown) else "declined"
    now.answered.add(path)
    now.become(replace(answered(now.talk, path), frame=now.frame.put(path, Slot(None, status))))
    if path != "bills" and has_question(path):
        where = question(path, now.policy).where
        now.say(f"不知道也没关系，先往下算，几种情况都会考虑。以后想弄清楚：{where}。")


def confirm(now: Turn, yes: bool) -> None:
    """没错 or 不对, to whatever was asked."""
    proposal, asking = now.talk.proposal, now.asking
    if proposal is None and asking is None and now.before.shown:
        now.say("好的。" if yes else "哪一项不对？直接说，比如“不对，是特困”。")
    elif proposal is not None:
        _confirm_guess(now, proposal, yes)
    elif asking == CONFIRM:
        now.become(replace(now.talk, shown=yes))
        if not yes:
            now.say("哪一项不对？点那一项旁边的“改”，或者直接说，比如“不对，是特困”。")
    elif asking == "bills" and yes:
        now.say("还有别的费用，请说“还有一笔”；没有了，请说“没有了”。")
    elif asking is not None and asking != "policy" and _is_yes_no(now, asking):
        inform(now, asking, Slot(yes, "given", "button"))
    else:
        now.not_understood()


def _confirm_guess(now: Turn, guess: acts.Propose, yes: bool) -> None:
    """Of several candidates none is taken by a plain yes: the guess is asked again."""
    if not yes:
        now.become(replace(now.talk, proposal=None))
    elif len(guess.values) == 1:
        inform(now, guess.field, Slot(as_value(guess.field, guess.values[0]), "given", "button"))


def _is_yes_no(now: Turn, path: str) -> bool:
    if not has_question(path):
        return False
    options = question(path, now.policy).options
    return bool(options) and all(isinstance(option.value, bool) for option in options)


def ask_again(now: Turn, path: str) -> None:
    """The person wants to answer an earlier question again."""
    if path == CONFIRM or not has_question(path) or not exists(path, now.frame):
        now.not_understood()
        return
    now.become(replace(now.talk, again=path, proposal=None))


def another_bill(now: Turn, yes: bool) -> None:
    """There is another bill, or there is none."""
    frame = now.frame
    now.answered.add("bills")
    if yes and frame.bills >= MOST_BILLS:
        now.say(f"这里一次最多算{MOST_BILLS}笔；更多的请到“窗口办理”用表格批量测算。")
    elif yes:
        now.say(f"好的，加上第{frame.bills + 1}笔。")
        now.become(replace(now.talk, frame=frame.add_bill(), shown=False, again=None))
    else:
        now.become(replace(now.talk, frame=frame.put("bills", Slot(False, "given", "button")), again=None))


def remove_bill(now: Turn, bill: int) -> None:
    """A bill is taken out of the ledger."""
    if not 0 <= bill < now.frame.bills:
        now.not_understood()
        return
    now.become(replace(now.talk, frame=now.frame.remove_bill(bill), again=None, proposal=None))
    now.say(f"第{bill + 1}笔已经去掉。")


def back(now: Turn) -> None:
    """One step is taken back."""
    past = now.talk.past
    if not past:
        now.say("已经是第一步了。")
        return
    earlier = past[-1]
    asked = earlier.again or earlier.asking
    again = asked if asked not in (None, CONFIRM) and has_question(str(asked)) else None
    now.become(replace(earlier, past=past[:-1], again=again, shown=earlier.shown and again is None))
    now.stepped_back = True
