"""The sentence that decides stands first."""

import pytest

from assistant.search import search


@pytest.mark.parametrize(
    ("q", "policy", "said"),
    [
        ("倾斜救助一年最多多少", "jiulongpo-2023", "年度救助限额2万元"),
        ("特困报几成", "pengshui-2023", "80%"),
        ("起付线是多少", "jiangsu-2023-draft", "10%"),
        ("没办转诊能报吗", "jiulongpo-2023", "不纳入医疗救助范围"),
        ("没办转诊自己去上海住的院，还能不能救助", "jiangsu-2023-draft", "不纳入医疗救助范围"),
        ("低保户住院到底报几成", "jiulongpo-2023", "对低保对象按80%的比例救助"),
        ("最多能救助好多", "jiulongpo-2023", "年度救助限额10万元"),
        ("低保户大病险起付线降多少", "pengshui-2023", "起付线降低50%"),
        ("重残得了癌症救助几成", "chongqing-2012", "50%"),
        ("门诊和住院的额度共用吗", "jiulongpo-2023", "共用年度救助限额"),
        ("贫困户一年最多报多少", "banan-2018", "20万元"),
        ("边缘户医保费补几成", "jiulongpo-2023", "70%"),
        ("民政几个工作日审下来", "chongqing-2012", "2―3个工作日"),
        ("低保取消了从几月起不能享受", "jiangsu-2023-draft", "次月起不再享受"),
    ],
)
def test_the_sentence_that_answers_is_the_one_quoted(q: str, policy: str, said: str) -> None:
    best = search(q, policy)[0]
    assert said in best.quote
    assert best.quote in best.text
