"""What a conversation hears beyond the single message: several visits, kinds, the residence said before, the result."""

import pytest

from assistant.talk.hearing import hear
from assistant.talk.reply import Reply
from assistant.talk.turn import Talk, start, turn


def after(*messages: str) -> tuple[Talk, Reply]:
    talk, reply = start()
    for message in messages:
        talk, reply = turn(talk, hear(message, talk, reply))
    return talk, reply


TWO_VISITS = "九龙坡低保，脑梗，第一次住院花了3万，能报2万8，医保报1万5；第二次花了5万，能报4万5，医保报2万5"


def test_two_visits_in_one_message_are_two_bills() -> None:
    talk, reply = after(TWO_VISITS)
    assert talk.frame.bills == 2
    assert [bill["total"] for bill in reply.case["bills"]] == ["30000.00", "50000.00"]
    assert [bill["diseases"] for bill in reply.case["bills"]] == [["special-2012/18"]] * 2


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("两次都是区里的三级医院", "hospital_level", 3),
        ("都不用转诊", "referral", "standard"),
        ("大病都没报", "catastrophic_paid", "0.00"),
    ],
)
def test_what_is_said_of_every_visit_holds_for_each(said: str, field: str, value: object) -> None:
    _, reply = after(TWO_VISITS, said)
    assert [bill[field] for bill in reply.case["bills"]] == [value, value]


@pytest.mark.parametrize(("said", "diseases"), [("一型", ["special-2012/20"]), ("医生说是二型的", ["2型糖尿病"])])
def test_the_kind_alone_answers_which_kind(said: str, diseases: list[str]) -> None:
    asked, _ = after("九龙坡的低保", "糖尿病住院")
    assert asked.proposal is not None
    _, reply = after("九龙坡的低保", "糖尿病住院", said)
    assert reply.case["bills"][0]["diseases"] == diseases


@pytest.mark.parametrize(
    ("home", "place"),
    [("我爸是南京的低保", "in_city"), ("我爸是徐州的低保", "in_province"), ("我爸是江苏的低保", None)],
)
def test_the_residence_said_before_tells_where_a_hospital_lies(home: str, place: str | None) -> None:
    _, reply = after(home, "住院", "在南京看的")
    assert reply.case["bills"][0].get("place") == place


WHOLE = (
    "彭水监测户，骨折，县医院住院，二级定点，不用转诊，花了4万左右，能报的3万6，医保报了两万一，大病没报，2024年5月3号",
    "没有了",
)


def test_a_result_of_round_figures_says_so() -> None:
    _, reply = after(*WHOLE, "没错")
    assert reply.outcome is not None
    assert "“医疗费总额”是大概的数" in reply.text
    assert "约 40,000元" in after(*WHOLE)[1].text


def test_after_the_result_a_reply_does_not_repeat_it_all() -> None:
    _, whole = after(*WHOLE, "没错")
    _, thanks = after(*WHOLE, "没错", "谢谢")
    _, again = after(*WHOLE, "没错", "谢谢", "算一下")
    assert whole.outcome == thanks.outcome == again.outcome
    assert "上面的结果没有变" in thanks.text
    assert len(thanks.text) < len(whole.text) / 4
    assert again.result_text == whole.result_text


def test_agreeing_to_the_question_for_more_adds_nothing() -> None:
    talk, _ = after(WHOLE[0])
    assert talk.asking == "bills"
    agreed, reply = after(WHOLE[0], "没错")
    assert agreed.frame == talk.frame
    assert reply.asking == "bills"


@pytest.mark.parametrize(
    ("home", "told", "diseases"),
    [
        ("九龙坡的低保，住院", "高血压", ["高血压"]),
        ("九龙坡的低保，住院", "肝癌", ["肝癌"]),
        ("彭水的低保，住院", "甲减", ["甲减"]),
        ("巴南建档立卡，门诊看的", "肺癌", ["major-2018/03"]),  # covered if by 化疗, which is asked of its own
        ("巴南建档立卡，门诊看的", "尿毒症", ["major-2018/04"]),
        ("巴南建档立卡，门诊看的", "甲减", ["甲减"]),
    ],
)
def test_a_disease_that_is_not_on_the_list_is_taken_as_told(home: str, told: str, diseases: list[str]) -> None:
    _, reply = after(home, told)
    assert reply.case["bills"][0]["diseases"] == diseases
    assert reply.asking != "bills[0].diseases"
    said = any("不在" in note and told in note for note in reply.notes)
    assert said == (diseases == [told])


def test_a_town_that_sounds_like_a_disease_is_a_town() -> None:
    _, reply = after("巴南界石的，建档立卡，门诊")
    assert "diseases" not in reply.case["bills"][0]


@pytest.mark.parametrize("home", ["九龙坡的低保，住院", "重庆的低保，住院"])
def test_where_no_computation_asks_for_the_treatment_it_is_asked_before_the_disease_counts(home: str) -> None:
    """The list of 2012 means 肝肾移植…抗排异治疗: a transplant alone is not yet that."""
    _, reply = after(home, "肾移植术后")
    assert "diseases" not in reply.case["bills"][0]
    assert reply.asking == "bills[0].diseases"
    assert "抗排异" in reply.proposal


def test_what_is_said_of_all_visits_told_at_once_holds_for_each() -> None:
    _, reply = after(TWO_VISITS + "，都是区里的三级定点医院，都不用转诊")
    for bill in reply.case["bills"]:
        assert (bill["hospital_level"], bill["designated"], bill["referral"]) == (3, True, "standard")
    assert [bill["total"] for bill in reply.case["bills"]] == ["30000.00", "50000.00"]


IRREGULAR = (
    "我是九龙坡低保，没转诊，自己去上海住的院，肺癌，总共花了9万，政策内8万，医保报了4万，大病报了1万，2024年3月1日结账"
)


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("三级医院，定点", "hospital_level", 3),
        ("2024年3月1日结的账", "date", "2024-03-01"),
        ("定点的", "designated", True),
    ],
)
def test_a_hospital_or_a_day_told_late_is_no_further_visit(said: str, field: str, value: object) -> None:
    asked, reply = after(IRREGULAR)
    assert reply.asking == "bills"
    talk, reply = after(IRREGULAR, said)
    assert talk.frame.bills == asked.frame.bills == 1
    assert reply.case["bills"][0][field] == value


def test_a_further_visit_is_one() -> None:
    talk, _ = after(IRREGULAR, "还有一次在区里的三级医院住院花了2万")
    assert talk.frame.bills == 2
