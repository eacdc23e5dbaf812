"""What a person does besides stating facts."""

import pytest

from assistant.answers import acts
from assistant.understand import understand


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("没错", acts.Confirm(True)),
        ("是的。", acts.Confirm(True)),
        ("不对", acts.Confirm(False)),
        ("上一步", acts.Back()),
        ("重来", acts.Restart()),
        ("换个人", acts.Restart()),
        ("算一下吧", acts.Compute()),
        ("为什么要问这个？", acts.Why()),
        ("没办转诊能报吗", acts.AskPolicy("没办转诊能报吗")),
        ("封顶多少", acts.AskPolicy("封顶多少")),
        ("有人吗", acts.Greeting()),
        ("谢谢啊", acts.Greeting("thanks")),
        ("我想问一下能报好多钱", acts.Greeting("begin")),
        ("转人工", acts.Greeting("human")),
        ("", acts.NotUnderstood("")),
    ],
)
def test_a_control_is_one_act(text: str, act: acts.Act) -> None:
    assert understand(text) == [act]


def test_wanting_a_result_among_facts_does_not_end_the_questions() -> None:
    found = understand("巴南建档立卡户，住院，想算一下")
    assert not any(isinstance(act, acts.Compute) for act in found)
    assert len(found) == 3


def test_yes_answers_a_yes_or_no_question_instead_of_confirming() -> None:
    [act] = understand("是的", asking="bills[0].designated")
    assert isinstance(act, acts.Inform)
    assert (act.field, act.value) == ("bills[0].designated", True)


@pytest.mark.parametrize(
    ("text", "yes"), [("就这一次，没有别的了", False), ("没有了，就这些", False), ("还有一次", True)]
)
def test_another_bill(text: str, yes: bool) -> None:
    assert understand(text, asking="bills") == [acts.AddBill(yes)]


def test_an_ordinal_takes_the_option() -> None:
    [act] = understand("第二个", asking="bills[0].care", options=("住院", "门诊看病（没有住院）"))
    assert isinstance(act, acts.Inform | acts.Correct)
    assert (act.field, act.value) == ("bills[0].care", "outpatient")


def test_not_knowing_is_neither_no_nor_nought() -> None:
    [act] = understand("不晓得", asking="bills[0].catastrophic_paid")
    assert isinstance(act, acts.Unknown)
    assert act.field == "bills[0].catastrophic_paid"


def test_a_question_beside_facts_is_kept() -> None:
    found = understand("我妈吃低保，没办转诊能报吗")
    assert [type(act) for act in found] == [acts.Inform, acts.AskPolicy]
    assert isinstance(found[1], acts.AskPolicy)
    assert found[1].question == "没办转诊能报吗"


def test_a_correction_replaces() -> None:
    found = understand("不是低保，是低保边缘", policy="pengshui-2023")
    assert [type(act) for act in found] == [acts.Deny, acts.Correct]
    assert isinstance(found[1], acts.Correct)
    assert found[1].value == ["dibao_margin"]


def test_a_wrong_answer_without_a_new_one_is_asked_again() -> None:
    assert understand("医院级别填错了") == [acts.Change("bills[0].hospital_level")]


def test_the_speakers_residence_is_asked_back_when_another_is_ill() -> None:
    found = understand("我是九龙坡的，我妈胃癌住院")
    assert not any(isinstance(act, acts.Inform) and act.field == "policy" for act in found)
    [asked] = [act for act in found if isinstance(act, acts.Propose)]
    assert (asked.field, asked.values) == ("policy", ("jiulongpo-2023",))


def test_several_bills_keep_their_place() -> None:
    [act] = understand("总费用3万", bill=2)
    assert isinstance(act, acts.Inform)
    assert act.field == "bills[2].total"


def test_all_of_the_total_is_eligible_where_the_total_is_known() -> None:
    [act] = understand("全部都是", asking="bills[0].eligible", known={"bills[0].total": "8000.00"})
    assert isinstance(act, acts.Inform)
    assert act.value == "8000.00"


@pytest.mark.parametrize("text", ["不是胃癌，是食道癌", "哦不对，是三级医院", "没有做透析，是我搞错了"])
def test_a_correction_does_not_answer_the_yes_or_no_question(text: str) -> None:
    found = understand(text, asking="bills[0].designated")
    assert not any(isinstance(act, acts.Inform | acts.Correct) and act.field.endswith("designated") for act in found)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("没办转诊能报吗", "bills[0].referral"),
        ("啥叫监测户", "person.identities"),
        ("彭水医保局在哪里", "policy"),
        ("什么是转诊", "bills[0].referral"),
    ],
)
def test_a_question_about_the_field_is_no_answer(text: str, asking: str) -> None:
    assert understand(text, asking=asking) == [acts.AskPolicy(text)]


def test_nothing_and_something_in_one_answer() -> None:
    found = understand("没有，医保报了2万", asking="bills[0].catastrophic_paid")
    values = {act.field: act.value for act in found if isinstance(act, acts.Inform)}
    assert values == {"bills[0].catastrophic_paid": "0.00", "bills[0].basic_paid": "20000.00"}


def test_aid_already_used_this_year() -> None:
    [act] = understand("今年特殊病救助已经用了2万")
    assert isinstance(act, acts.Inform)
    assert (act.field, act.value) == ("year_to_date.special", "20000.00")
