"""A person's own list is words; a paper, or a list with a line that is not known, is left to the readers of papers."""

import pytest

from assistant.understand.own_list import is_own_list


@pytest.mark.parametrize(
    "text",
    [
        "地区：彭水\n身份：低保\n病：胃癌\n总费用：41000\n医保：22000",
        "1、户口在：九龙坡\n2、病情：心梗\n3、总共：5万",
        "- 年龄：67\n\n- 得的病：尿毒症\n- 花了：2.6万",
    ],
)
def test_lines_as_people_call_them_are_words(text: str) -> None:
    assert is_own_list(text)


@pytest.mark.parametrize(
    "text",
    [
        "姓名：样例甲\n医疗费总额：30000.00\n基本医保统筹支付：12000.00",  # a paper
        "户籍：彭水\n诊断：胃癌\n总费用：30000.00\n自费：2000.00",  # nothing that no paper says
        "病：胃癌\n总费用：30000\n个人账户支付：200",  # one line that is not known
        "病：胃癌\n总费用3万，医保报了1万",  # a sentence in it
        "",
    ],
)
def test_anything_else_is_no_own_list(text: str) -> None:
    assert not is_own_list(text)
