"""The file that a person keeps: it brings back the same talk; whatever else is read, nobody sees a traceback."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import acts
from assistant.answers.frame import Frame, Slot
from assistant.answers.situation import Situation
from assistant.results.outcome import outcome
from assistant.talk.progress import KIND, LARGEST, MOST_BILLS, VERSION, ProgressError, saved, taken_up
from assistant.talk.turn import Talk, start, turn
from tests.assistant.example_answers import JIULONGPO, answers, frame_of


def file_of(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(saved(Talk(frame_of(JIULONGPO), shown=True)))
    return {**data, **changes}


def read(data: object) -> Any:
    return taken_up(json.dumps(data, ensure_ascii=False).encode())


def with_answers(**answered: Any) -> dict[str, Any]:
    data = file_of()
    return {**data, "answers": {**data["answers"], **{k.replace("__", "."): v for k, v in answered.items()}}}


def test_the_same_result_comes_back() -> None:
    found = taken_up(saved(Talk(frame_of(JIULONGPO), shown=True)))
    assert found.left_out == ()
    assert found.reply.outcome is not None
    assert found.reply.outcome.result == outcome(Situation(frame_of(JIULONGPO))).result
    assert found.talk.frame == frame_of(JIULONGPO)


def test_the_next_question_comes_back() -> None:
    talk, reply = start()
    for act in (
        acts.Inform("policy", "pengshui-2023", source="button"),
        acts.Inform("person.identities", ["dibao"], source="button"),
        acts.Inform("bills[0].diseases", ["肩周炎"], source="button"),
        acts.Unknown("bills[0].care"),
    ):
        talk, reply = turn(talk, [act])
    found = taken_up(saved(talk))
    assert found.reply.asking == reply.asking
    assert found.talk.frame == talk.frame
    assert found.reply.outcome is None


def test_two_bills_and_estimates_come_back() -> None:
    frame = frame_of(JIULONGPO).add_bill()
    frame = frame.put("bills[1].eligible", Slot("83000.00", approximate=True)).put(
        "bills[1].total", Slot(None, "declined")
    )
    found = taken_up(saved(Talk(frame)))
    assert found.talk.frame == frame
    slot = found.talk.frame.get("bills[1].eligible")
    assert slot is not None
    assert slot.approximate


def test_the_words_that_were_said_are_not_in_the_file() -> None:
    slot = Slot(["dibao"], words=acts.Words("我妈吃低保", 0, 5))
    source = saved(Talk(Frame().put("policy", Slot("pengshui-2023")).put("person.identities", slot)))
    assert "我妈" not in source.decode()
    assert set(json.loads(source)) == {"kind", "version", "bills", "shown", "answers"}


@settings(max_examples=60)
@given(answers(), st.lists(st.sampled_from(["bills[0].referral", "person.age", "bills[0].designated"])), st.booleans())
def test_every_talk_comes_back(known: dict[str, Any], open_ones: list[str], shown: bool) -> None:
    frame = frame_of(known)
    for path in open_ones:
        frame = frame.put(path, Slot(None, "unknown"))
    found = taken_up(saved(Talk(frame, shown=shown)))
    assert found.left_out == ()
    assert found.talk.frame == frame


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe\x00",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 30_000 + b"]" * 30_000,
        b'{"kind":' * 8_000 + b"1" + b"}" * 8_000,
        b"9" * 50_000,
        b'{"kind": NaN}',
        b'{"kind": "\\ud800"}',
        b" " * (LARGEST + 1),
        "{}".encode("utf-16"),
        b"PK\x03\x04 a workbook",
        json.dumps({"policy": "jiulongpo-2023", "person": {"identities": ["dibao"]}, "bills": []}).encode(),
    ],
)
def test_what_is_no_saved_file_is_refused_in_a_sentence(source: bytes) -> None:
    with pytest.raises(ProgressError) as refused:
        taken_up(source)
    assert str(refused.value).startswith("这")
    assert "请选以前点“保存进度”得到的那个文件" in str(refused.value)


@pytest.mark.parametrize("version", [2, 0, "1", None, True, 1.5, [1], {"a": 1}, 10**4000])
def test_another_version_is_named(version: Any) -> None:
    with pytest.raises(ProgressError, match=f"只能读版本 {VERSION}"):
        read(file_of(version=version))


@pytest.mark.parametrize("given_answers", [None, [], "x", 3, {}])
def test_a_file_without_answers_is_refused(given_answers: Any) -> None:
    with pytest.raises(ProgressError, match="没有"):
        read(file_of(answers=given_answers))


@pytest.mark.parametrize(
    ("path", "answer", "named"),
    [
        ("bills[0].basic_paid", {"value": "abc"}, "“基本医疗保险统筹基金支出”写的是“abc”"),
        ("bills[0].basic_paid", {"value": -5}, "基本医疗保险统筹基金支出"),
        ("bills[0].basic_paid", {"value": 1e300}, "基本医疗保险统筹基金支出"),
        ("bills[0].basic_paid", {"value": [[[]]]}, "几项内容"),
        ("bills[0].basic_paid", {"value": True}, "基本医疗保险统筹基金支出"),
        ("bills[0].basic_paid", "40000", "的写法不对"),
        ("bills[0].basic_paid", {"value": "1", "more": 1}, "的写法不对"),
        ("bills[0].basic_paid", {"status": "unknown", "value": "3"}, "不能用"),
        ("bills[0].basic_paid", {"value": "99999.00"}, "基本医疗保险统筹基金支出"),
        ("bills[0].hospital_level", {"value": 7}, "“医院等级”写的是“7”"),
        ("bills[0].date", {"value": "2024-02-30"}, "“结算时间”写的是“2024-02-30”"),
        ("person.identities", {"value": ["somebody"]}, "“救助身份”"),
        ("person.age", {"value": 200}, "写的是“200”"),
        ("readings.tilt_period", {"value": "never"}, "写的是“never”"),
        ("bills[4].date", {"value": "2024-01-01"}, "不认识“bills[4].date”"),
        ("bills[-1].date", {"value": "2024-01-01"}, "不认识"),
        (f"bills[{'9' * 5000}].date", {"value": "2024-01-01"}, "不认识"),
        ("bills[٠].date", {"value": "2024-01-01"}, "不认识"),
        ("year_to_date.__class__", {"value": "1"}, "不认识"),
        ("parameters.cap_of_mine", {"value": "1"}, "不认识"),
        ("name", {"value": "样例甲"}, "不认识“name”"),
        ("<script>alert(1)</script>", {"value": 1}, "不认识"),
    ],
)
def test_each_wrong_thing_is_named_and_the_rest_is_kept(path: str, answer: Any, named: str) -> None:
    data = file_of()
    data["answers"][path] = answer
    found = read(data)
    assert len(found.left_out) == 1
    assert named in found.left_out[0]
    assert "没有带入" in found.left_out[0]
    kept = {k: v for k, v in JIULONGPO.items() if k != path}
    assert {k: s.value for k, s in found.talk.frame.slots.items()} == kept


def test_unknown_things_beside_the_answers_are_named() -> None:
    found = read(file_of(extra=[[]], shown="yes", bills=10**9))
    assert len(found.left_out) == 3
    assert "extra" in found.left_out[0]
    assert f"1 到 {MOST_BILLS}" in found.left_out[1]
    assert found.talk.frame.slots == frame_of(JIULONGPO).slots


def test_many_faults_are_not_all_told() -> None:
    found = read(with_answers(**{f"x{i}": 1 for i in range(200)}))
    assert len(found.left_out) == 9
    assert "另外还有 192 处" in found.left_out[-1]


def test_marks_that_turn_the_writing_are_not_shown() -> None:
    found = read(with_answers(**{"a\u202eb\x07": 1}))
    assert "“ab”" in found.left_out[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMED = st.lists(st.text(min_size=1, max_size=8), max_size=2)
FIELDS = st.sampled_from([*JIULONGPO, "bills[1].total", "premium.tier", "year_to_date.special", "readings.x", "bills"])


@settings(max_examples=200)
@given(
    st.dictionaries(
        FIELDS,
        JSON | st.fixed_dictionaries({"value": JSON, "status": JSON}) | st.fixed_dictionaries({"value": NAMED}),
        max_size=6,
    ),
    JSON,
    JSON,
)
def test_anything_at_all_is_taken_up_or_refused(answered: dict[str, Any], bills: Any, shown: Any) -> None:
    data = {"kind": KIND, "version": VERSION, "bills": bills, "shown": shown, "answers": answered}
    said = _said(json.dumps(data).encode())
    assert "。" in said or "？" in said


def _said(source: bytes) -> str:
    """What a person sees: the reply, or why there is none."""
    try:
        return taken_up(source).reply.text
    except ProgressError as refused:
        return str(refused)


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused(source: bytes) -> None:
    with pytest.raises(ProgressError):
        taken_up(source)
