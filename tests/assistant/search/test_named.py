"""Which document a question names, and whether it asks about a place that no document is about."""

import pytest

from assistant.search.named import named
from knowledge.library import facts, policy_ids


@pytest.mark.parametrize("policy", policy_ids())
def test_a_document_is_named_by_its_place_its_number_and_its_name(policy: str) -> None:
    known = facts(policy)
    names = [*known.area.names, known.area.name, known.short_name, *known.area.towns[:3]]
    names += [known.number] if known.number else []
    for name in names:
        assert policy in named(f"{name}的低保户得了癌症报几成").policies, name


@pytest.mark.parametrize(
    ("text", "policies"),
    [
        ("重庆市九龙坡区低保报几成", ("jiulongpo-2023",)),
        ("九龙坡和彭水的低保户，哪边报得多", ("jiulongpo-2023", "pengshui-2023")),
        ("2012年的文件还有效吗", ("chongqing-2012",)),
        ("渝北区的低保户得癌症报几成", ("chongqing-2012",)),
        ("征求意见稿什么时候生效", ("jiangsu-2023-draft",)),
        ("苏州低保边缘户起付线怎么定的", ("jiangsu-2023-draft",)),
        ("彭水的低保户转到九龙坡住院能报吗", ("pengshui-2023",)),
        ("住院花了1200元政策范围内1000元", ()),
        ("总费用31200元政策范围内28000", ()),
        ("2015年脱贫的还能报吗", ()),
    ],
)
def test_the_documents_named(text: str, policies: tuple[str, ...]) -> None:
    assert named(text).policies == policies


@pytest.mark.parametrize(
    "text",
    [
        "上海低保住院能救助多少",
        "成都市大病救助怎么申请",
        "安徽阜阳五保户住院报销比例",
        "我是四川人，能救助吗",
        "广州的特困人员看病全报吗",
        "武汉医疗救助封顶线",
        "请问杭州市低保边缘户有没有医疗救助",
        "湖南省长沙市监测户医保费补贴多少",
    ],
)
def test_another_place_is_elsewhere(text: str) -> None:
    assert named(text).elsewhere


@pytest.mark.parametrize(
    "text",
    [
        "在上海打工住院能报吗",
        "上海住院报几成",
        "转到成都华西去看，还救助不",
        "没办转诊自己去北京住的院",
        "人在广东上班，低保在老家",
        "看病救助是按上海还是按老家的标准",
        "医保定点医院有哪些",
        "重大理赔怎么弄",
    ],
)
def test_a_place_that_somebody_goes_to_is_not_elsewhere(text: str) -> None:
    assert not named(text).elsewhere


def test_one_who_asks_of_a_document_may_come_from_elsewhere() -> None:
    policy = policy_ids()[0]
    assert not named("我老家四川，能救助吗", policy).elsewhere
    assert named("四川的低保户能救助多少", policy).elsewhere


def test_names_of_places_are_taken_out() -> None:
    assert named("彭水低保户得癌症").text == "低保户得癌症"
    assert named("去北京住院，彭水低保").text == "去外地住院，低保"
    assert named("到重庆住院", "pengshui-2023").text == "到市里住院"
