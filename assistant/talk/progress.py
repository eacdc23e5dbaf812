"""An unfinished talk as a small file that the person keeps: the answers as given, and nothing else.

What is read back is checked like any input: what cannot be is named in a sentence and left out, the rest is taken up.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.answers import acts
from assistant.answers.fields import acceptable, exists
from assistant.answers.frame import MOST_BILLS, Frame, Json, Slot, Status, bill_field, split_bill_field
from assistant.answers.journey import order
from assistant.answers.situation import Situation
from assistant.results.outcome import contradiction
from assistant.talk.reply import Reply
from assistant.talk.state import Talk
from assistant.talk.summaries import field_label
from assistant.talk.turn import turn
from knowledge import glossary
from rules.json_input import each_once, no_number
from rules.policies import policy, policy_ids

KIND, VERSION = "医疗救助自助测算进度", 1
#: No file that was saved here is larger (bytes).
LARGEST = 64_000
_OPEN: tuple[Status, ...] = ("unknown", "declined")
_TOP = ("kind", "version", "bills", "shown", "answers")
_OF_ANSWER = ("value", "status", "approximate")
_AGAIN = "请选以前点“保存进度”得到的那个文件，或者重新填写"
_LONGEST_QUOTE = 20
_LONGEST_NAME = 60
#: So many faults are named; whoever has more has another file.
_MOST_NAMED = 8


class ProgressError(ValueError):
    """A file that cannot be taken up at all; the message is for a person, in Chinese."""


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A talk as it was left, what is said now, and a sentence for each thing in the file that was left out."""

    talk: Talk
    reply: Reply
    left_out: tuple[str, ...]


def saved(talk: Talk) -> bytes:
    """The answers of a talk as a file (UTF-8 JSON): none of the words that were said, no time, no place."""
    frame = talk.frame
    data = {
        "kind": KIND,
        "version": VERSION,
        "bills": frame.bills,
        "shown": talk.shown,
        "answers": {path: _answer(slot) for path, slot in frame.slots.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _answer(slot: Slot) -> Json:
    if not slot.known:
        return {"status": slot.status}
    found: Json = {"value": slot.value}
    if slot.status != "given":
        found["status"] = slot.status
    if slot.approximate:
        found["approximate"] = True
    return found


def taken_up(source: bytes) -> TakenUp:
    """A talk from a file that was saved before.

    Raises:
        ProgressError: nothing in it can be taken up.
    """
    data = _parsed(source)
    left_out: list[str] = [f"不认识“{_short(name)}”这一项，没有带入；不用管它。" for name in data if name not in _TOP]
    frame = _frame(data, left_out)
    if not frame.slots:
        raise ProgressError("".join(_named_faults(left_out)) or f"这个文件里还没有回答，没有可以接着算的；{_AGAIN}。")
    shown = data.get("shown", False)
    if not isinstance(shown, bool):
        left_out.append("“shown”（是否看过结果）应是 true 或 false，没有用它；核对以后再点“没错，看结果”。")
    talk, reply = _resumed(frame, shown is True)
    return TakenUp(talk, reply, _named_faults(left_out))


def _named_faults(left_out: list[str]) -> tuple[str, ...]:
    more = len(left_out) - _MOST_NAMED
    rest = (f"另外还有 {more} 处不能用，也没有带入；请核对页面上已经带入的回答，缺的重新填写。",) if more > 0 else ()
    return (*left_out[:_MOST_NAMED], *rest)


def _parsed(source: bytes) -> Json:
    if len(source) > LARGEST:
        raise ProgressError(f"这个文件太大，不是这里保存的进度；{_AGAIN}。")
    try:
        data = json.loads(
            source.decode("utf-8-sig"), parse_float=str, parse_constant=no_number, object_pairs_hook=each_once
        )
        json.dumps(data, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise ProgressError(f"这个文件读不出来，可能没有下载完整，或者被改动过；{_AGAIN}。") from None
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ProgressError(f"这不是自助测算保存的进度文件；{_AGAIN}。")
    version = data.get("version")
    if isinstance(version, bool) or version != VERSION:
        raise ProgressError(
            f"这份进度的版本是“{_short(version)}”，现在只能读版本 {VERSION}；请用保存它的那个版本打开，或者重新填写。"
        )
    if not isinstance(data.get("answers"), dict):
        raise ProgressError(f"这个文件里没有回答（answers），可能被改动过；{_AGAIN}。")
    return data


def _frame(data: Json, left_out: list[str]) -> Frame:
    """Every answer that can be one, alone and beside the others."""
    frame = Frame(bills=_bills(data.get("bills", 1), left_out))
    answers: Json = data["answers"]
    empty = Situation(frame)
    found: dict[str, Slot] = {}
    for path, answer in answers.items():
        slot, wrong = _slot(path, answer, empty)
        if slot is not None:
            found[path] = slot
        if wrong:
            left_out.append(wrong)
    slots = {path: found[path] for path in _in_order(frame, found)}
    whole = Frame(slots, frame.bills)
    if contradiction(Situation(whole)) is None:
        return whole
    seen = Situation(frame)
    for path, slot in slots.items():  # one after the other, so that each that does not fit is named
        changed = seen.with_answer(path, slot)
        wrong_now = contradiction(changed, path)
        if wrong_now is None:
            seen = changed
        else:
            left_out.append(f"{wrong_now.message}“{field_label(path, changed)}”没有带入，请重新填写。")
    return seen.frame


def _bills(given: object, left_out: list[str]) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= MOST_BILLS:
        return given
    left_out.append(f"费用的笔数（bills）应是 1 到 {MOST_BILLS} 的整数，没有用它，先按一笔算；其余的请在结果里再加。")
    return 1


def _in_order(frame: Frame, found: Mapping[str, Slot]) -> Iterator[str]:
    known = dict.fromkeys(("policy", *order(frame), *found))
    return (path for path in known if path in found)


def _slot(path: str, answer: object, empty: Situation) -> tuple[Slot | None, str]:
    """One answer, or the sentence that says why it is none."""
    frame = empty.frame
    if not _is_field(path, frame):
        return None, f"不认识“{_short(path)}”这一项，没有带入；请核对名称，或者在页面上重新填写。"
    label = field_label(path, empty)
    if not isinstance(answer, dict) or not set(answer) <= set(_OF_ANSWER):
        return None, f"“{label}”的写法不对，没有带入；请在页面上重新填写这一项。"
    status = answer.get("status", "given")
    if status in _OPEN and answer.get("value") is None:
        return Slot(None, status, source="file"), ""
    value = answer.get("value")
    if status not in ("given", "inferred") or not acceptable(path, value, frame) or not _is_choice(path, value):
        return None, f"“{label}”写的是“{_short(value)}”，不能用，没有带入；请在页面上重新填写这一项。"
    return Slot(value, status, source="file", approximate=answer.get("approximate") is True), ""


def _is_field(path: str, frame: Frame) -> bool:
    if len(path) > _LONGEST_NAME:
        return False
    place = split_bill_field(path)
    if place is not None:
        return place[0] < frame.bills and path == bill_field(*place) and exists(path, frame)
    head, _, name = path.partition(".")
    return name in _named(head) if head in ("year_to_date", "parameters", "readings") and name else exists(path, frame)


def _named(head: str) -> frozenset[str]:
    """The names that any document knows of pools, of a city's own figures, of readings."""
    found: set[str] = set()
    for rules in map(policy, policy_ids()):
        if head == "year_to_date":
            found.update(rules.family.benefits, rules.parameters.running_sums)
        elif head == "parameters":
            found.update(rules.family.local)
        else:
            found.update(rules.parameters.readings)
    return frozenset(found)


def _is_choice(path: str, value: Any) -> bool:
    """Whether a reading is one of those that the text allows; of other fields the door of the talk has judged."""
    head, _, name = path.partition(".")
    if head != "readings":
        return True
    known = (policy(p).parameters.readings for p in policy_ids())
    return any(name in readings and value in readings[name].values for readings in known)


def _resumed(frame: Frame, shown: bool) -> tuple[Talk, Reply]:
    """The talk with these answers. The first is given anew, so that the one reducer says what comes next."""
    first = next(iter(frame.slots))
    slot = frame.slots[first]
    done: list[acts.Act] = [acts.Inform(first, slot.value, source="button") if slot.known else acts.Unknown(first)]
    if shown:
        done.append(acts.Compute())
    talk, reply = turn(Talk(frame.drop(first), asking=first), done)
    return replace(talk, past=()), reply


#: Control characters and marks that turn the reading direction.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _short(value: object) -> str:
    """What stands in the file, as far as it can be shown in a sentence."""
    if isinstance(value, bool):
        return glossary.label("yes_no", value)
    if not isinstance(value, str | int):
        return "空" if value is None else "几项内容"
    text = _UNSHOWN.sub("", str(value))
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}……"
