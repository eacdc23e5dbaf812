"""A quote is found wherever it stands, white space aside, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import UnknownClauseError, clause, document, policy_ids
from knowledge.quotes import context, locate, locate_in_clause

CLAUSES = [item for policy in policy_ids() for item in document(policy).clauses]
SPACES = ["", " ", "\n", "\u3000", "\t", "\r\n \n", "\u00a0"]


@given(data=st.data())
def test_any_words_of_a_clause_are_found_with_white_space_sprinkled_in(data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(CLAUSES))
    start = data.draw(st.integers(0, len(item.text) - 1))
    end = data.draw(st.integers(start + 1, min(len(item.text), start + 60)))
    words = item.text[start:end]
    if not words.strip():
        assert locate(item.text, words) is None
        return
    gaps = data.draw(st.lists(st.sampled_from(SPACES), min_size=len(words) + 1, max_size=len(words) + 1))
    sprinkled = gaps[0] + "".join(character + gap for character, gap in zip(words, gaps[1:], strict=True))
    found = locate_in_clause(item.id, sprinkled)
    assert found is not None
    assert found[0] <= start + len(words) - len(words.lstrip())
    assert "".join(item.text[found[0] : found[1]].split()) == "".join(words.split())


@given(data=st.data())
def test_one_other_character_is_not_found_in_that_place(data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(CLAUSES))
    place = data.draw(st.integers(0, len(item.text) - 1))
    changed = item.text[:place] + "☃" + item.text[place + 1 :]
    assert locate(item.text, changed) is None


@pytest.mark.parametrize(
    ("text", "quote", "span"),
    [
        ("按 90% 给予", "按90%给予", (0, 8)),
        ("按90%给予", "90 %", (1, 4)),
        ("甲乙\n丙丁", "乙丙", (1, 4)),
        ("甲甲乙", "甲乙", (1, 3)),
        ("控制在10％以内", "10%", None),
        ("(一)加强", "（一）加强", None),
        ("1．普通", "1.普通", None),
        ("甲，乙", "甲乙", None),
        ("甲乙", "", None),
        ("甲 乙", " \n", None),
        ("", "甲", None),
    ],
)
def test_locate(text: str, quote: str, span: tuple[int, int] | None) -> None:
    assert locate(text, quote) == span


def test_a_quote_is_not_found_in_another_clause() -> None:
    assert locate_in_clause("jiulongpo-2023#二（三）2¶1", "年度救助限额10万元")
    assert locate_in_clause("jiulongpo-2023#二（三）2¶2", "年度救助限额10万元") is None
    with pytest.raises(UnknownClauseError):
        locate_in_clause("jiulongpo-2023#百", "年度")


def test_context_of_a_paragraph() -> None:
    found = context("jiulongpo-2023#二（三）2¶2")
    assert [item.path for item in found.parents] == ["二", "二（三）", "二（三）2"]
    assert found.previous == clause("jiulongpo-2023#二（三）2¶1")
    assert found.next is None


def test_context_of_a_clause() -> None:
    found = context("jiangsu-2023-draft#四（六）")
    assert [item.path for item in found.parents] == ["四"]
    assert found.previous
    assert found.previous.path == "四（五）"
    assert found.next
    assert found.next.path == "四（七）"


def test_context_of_the_first_and_last_part() -> None:
    assert context("pengshui-2023#标题").previous is None
    assert context("pengshui-2023#标题").next == clause("pengshui-2023#前言")
    assert context("pengshui-2023#结语").next is None


@pytest.mark.parametrize("policy", policy_ids())
def test_walking_by_next_meets_every_sibling(policy: str) -> None:
    for item in document(policy).clauses:
        following = context(item.id).next
        assert following is None or context(following.id).previous == item
