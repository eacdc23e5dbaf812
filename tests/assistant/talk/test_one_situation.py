"""A turn works on one situation: what follows from the answers is found once, and dies with the conversation."""

import gc
import sys
import types
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from assistant.answers import acts, questions, relevance, situation
from assistant.results import parts
from assistant.talk.hearing import hear
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn

ROOMS = ("assistant", "knowledge", "rules")
MESSAGES = (
    "九龙坡低保，胃癌住院",
    "三级医院，没转诊，总费用9万，政策范围内8万，医保报了4万",
    "不对，是特困",
    "不知道",
    "算一下",
    "为什么",
)


class Counted:
    """How often what was asked, and of how many different answers."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: Counter[str] = Counter()
        self.frames: list[object] = []
        for module, name in (
            (situation, "govern"),
            (situation, "journey"),
            (parts, "outcome"),
            (parts, "explain"),
        ):
            monkeypatch.setattr(module, name, self._counting(name, getattr(module, name)))
        monkeypatch.setattr(relevance, "find", self._counting("find", relevance.find))

    def _counting(self, name: str, asked: types.FunctionType):
        def counting(*args: object) -> object:
            self.calls[name] += 1
            if name == "govern":
                self.frames.append(args[0])
            return asked(*args)

        return counting

    def turn(self) -> tuple[Counter[str], list[object]]:
        """What was asked since the last time."""
        found = self.calls, self.frames
        self.calls, self.frames = Counter(), []
        return found


def talked(messages: tuple[str, ...]) -> Iterator[tuple[Talk, Reply]]:
    talk, shown = start()
    yield talk, shown
    for message in messages:
        talk, shown = turn(talk, hear(message, talk, shown))
        yield talk, shown


def test_each_thing_is_found_once_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(monkeypatch)
    for _, shown in talked(MESSAGES):
        calls, frames = counted.turn()
        assert len({id(frame) for frame in frames}) == len(frames), "one frame was governed twice"
        assert calls["journey"] <= 1, calls
        assert calls["outcome"] == calls["explain"] == (shown.told is not None), calls


def test_a_turn_that_changes_no_answer_finds_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, (talk, shown) = talked(MESSAGES[:2])
    counted = Counted(monkeypatch)
    turn(talk, [acts.Why()])
    turn(talk, [acts.Greeting()])
    hear("三级", talk, shown)
    assert not counted.turn()[0]


def test_costs_told_one_after_the_other_are_governed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, (talk, _) = talked(MESSAGES[:1])
    counted = Counted(monkeypatch)
    turn(talk, [acts.Inform("bills[0].eligible", f"{number}.00") for number in range(1_000, 1_040)])
    calls, _ = counted.turn()
    assert calls["govern"] == 0, "an amount has no part in which document governs"
    assert calls["journey"] == 1


# What a person said lives in the conversation and nowhere else.


def _held_by_caches_and_modules() -> Iterator[tuple[str, object]]:
    """What every cache of our modules holds, and what stands in the modules themselves."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for attribute, value in list(vars(module).items()):
                if not isinstance(value, types.ModuleType):
                    yield f"{name}.{attribute}", value
            for owner in (v for v in list(vars(module).values()) if isinstance(v, type) and v.__module__ == name):
                yield from ((f"{name}.{owner.__name__}.{key}", value) for key, value in list(vars(owner).items()))


def _words_reachable(marker: str, most: int = 4_000_000) -> list[str]:
    """Where a text with the marker can be reached from; functions, classes and modules are not walked through."""
    found, seen = [], set()
    for where, root in _held_by_caches_and_modules():
        stack = [root]
        while stack:
            value = stack.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            assert len(seen) < most
            if isinstance(value, str | bytes):
                if marker in (value if isinstance(value, str) else value.decode("utf-8", "ignore")):
                    found.append(where)
                continue
            if isinstance(value, types.ModuleType | types.FrameType | type) or callable(getattr(value, "tell", None)):
                continue
            if isinstance(value, types.FunctionType | types.MethodType):
                continue
            stack.extend(gc.get_referents(value))
            if isinstance(value, dict):
                stack.extend(list(value))  # the collector does not visit keys that are texts
    return found


def test_the_walk_finds_what_a_cache_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A probe in a module, and one in the arguments of a cache of a module."""
    kept = cache(lambda words: len(words))
    kept("样例探针乙")
    for value in ({"held": ["样例探针甲"]}, kept):
        monkeypatch.setattr(questions, "_probe", value, raising=False)
        assert _words_reachable("样例探针") == ["assistant.answers.questions._probe"]


def test_nothing_of_dropped_conversations_is_kept() -> None:
    marker = "翠缕庭"
    for number in range(200):
        own = f"{marker}{number}"
        messages = (
            f"九龙坡低保，我叫{own}，{own}病住院，在{own}医院三级",
            f"总费用{30_000 + number}.17元，政策范围内{20_000 + number}.17元，{own}说的",
            f"{own}能报吗？",
            "算一下",
        )
        *_, (talk, shown) = talked(messages[: 2 + number % 3])
        talk, shown = turn(talk, [acts.Inform("bills[0].diseases", [own], acts.Words(own, 0, len(own)))])
        assert own in str(talk.frame.value("bills[0].diseases"))
        assert shown.text
    del talk, shown, messages, own
    gc.collect()
    where = sorted(set(_words_reachable(marker)))
    assert not where, f"kept after the conversations were dropped: {where}"
    assert not [w for w in _words_reachable("30150.17") if w]
