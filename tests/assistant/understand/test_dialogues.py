"""Conversations of messages in any order: nothing raises, and every reply asks for something or gives a result."""

import json

from conversations import Conversation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from message_scores import FOLDER, lines

from assistant.answers.acts import Restart
from assistant.answers.fields import acceptable
from assistant.answers.frame import from_case
from assistant.talk.turn import turn

HOSTILE = (FOLDER / "hostile.txt").read_text("utf-8").splitlines()
TOLD = [row["text"] for name in ("messages.jsonl", "messages_sixth.jsonl", "strangers.jsonl") for row in lines(name)]
CONTROLS = [
    "没错",
    "不对",
    "上一步",
    "重来",
    "换个人",
    "为什么",
    "算一下",
    "不晓得",
    "不想说",
    "第二个",
    "B",
    "没有了",
    "还有一笔",
    "谢谢",
    "没办转诊能报吗",
    "封顶多少",
    "改成特困",
    "自己出了3万",
    "两次都是三级",
    "第一次3万，第二次2万",
    "大病都没报",
]
MESSAGE = st.one_of(
    st.sampled_from(TOLD),
    st.sampled_from(CONTROLS),
    st.sampled_from(HOSTILE),
    st.text(max_size=30),
    st.tuples(st.sampled_from(TOLD), st.integers(0, 40), st.integers(0, 40)).map(lambda cut: cut[0][cut[1] : cut[2]]),
)
RESET = "\x00reset"


def check(talk: Conversation) -> None:
    """What holds after every turn."""
    reply = talk.reply
    assert reply.asking is not None or reply.outcome is not None
    line = json.loads(json.dumps(reply.to_json(), ensure_ascii=False).encode())
    assert line["reply"].strip()
    again = from_case(line["case"])
    assert all(acceptable(path, slot.value, again) for path, slot in again.slots.items()), line["case"]


@given(st.lists(st.one_of(MESSAGE, st.just(RESET)), min_size=1, max_size=10))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_reply_asks_or_gives_a_result(messages: list[str]) -> None:
    talk = Conversation()
    for message in messages:
        if message == RESET:
            talk.talk, talk.reply = turn(talk.talk, (Restart(),))
            assert talk.stated() == {}
        else:
            talk.say(message)
        check(talk)


@given(st.lists(MESSAGE, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_way_back_leads_to_the_start(messages: list[str]) -> None:
    talk = Conversation()
    for message in messages:
        talk.say(message)
    for _ in range(len(talk.talk.past)):
        talk.say("上一步")
        check(talk)
    assert talk.stated() == {}
