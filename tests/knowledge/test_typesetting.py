"""The parser serves a further county: it knows no policy by name, and the words do not depend on how they are set."""

import pytest

from knowledge.clauses import parse
from knowledge.library import document, policy_ids

ARTICLES = """某区医疗救助实施细则
某区府办发〔2024〕7号

第一章 总则

第一条 为规范医疗救助，根据《社会救助暂行办法》第三条和有关规定，制定本细则。
第二条 救助对象包括：
（一）特困人员；
（二）低保对象。
第二章 救助标准
第三条 住院救助。
1、特困人员按90%救助；
2、低保对象按1.5倍限额救助。
前款所称限额由区医保局确定。
第十条 本细则自2024年5月1日起施行。
附件：1.申请表
2.名册
附件1
申请表
一、姓名
附件2
名册
姓名 身份证号 救助类别 金额
甲某 乙号 低保 丙元
"""


def set_on_page(texts: list[str], *, width: int, blank: bool, trailing: bool, pages: bool) -> str:
    """The paragraphs as a PDF gives them: lines of `width` full-width characters, first lines indented by two."""
    lines: list[str] = []
    for text in texts:
        if " | " in text:
            lines.append(text.replace(" | ", " "))
            continue
        line, used = "", 2.0
        for character in text.replace(" ", " " * 40):
            size = 0.5 if ord(character) < 128 else 1.0
            if used + size > width and character not in "，。；：、）”》 ":
                lines.append(line)
                line, used = "", 0.0
            line += character
            used += size if character != " " else 0
        lines.append(line + (" " if trailing else ""))
    if pages:
        for place in range(len(lines) - len(lines) % 22, 0, -22):
            lines[place:place] = [f"- {place // 22} -", "\f" + lines.pop(place)] if place < len(lines) else []
    return ("\n\n" if blank else "\n").join(lines) + "\n"


@pytest.mark.parametrize("pages", [False, True])
@pytest.mark.parametrize("trailing", [False, True])
@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("policy", policy_ids())
def test_same_clauses_when_set_anew_on_official_pages(policy: str, blank: bool, trailing: bool, pages: bool) -> None:
    """28 characters a line and 22 lines a page is the standard of official documents."""
    original = document(policy)
    texts = [passage.text for passage in original.passages]
    again = parse(policy, set_on_page(texts, width=28, blank=blank, trailing=trailing, pages=pages))
    assert {c.id: c.text for c in again.clauses} == {c.id: c.text for c in original.clauses}
    assert [d for d in again.dropped if not d.startswith("- ")] == []


@pytest.mark.parametrize("policy", policy_ids())
def test_same_clauses_when_a_line_is_a_paragraph(policy: str) -> None:
    original = document(policy)
    raw = "\n\n".join(p.text.replace(" | ", " ").replace("） ", "）     ") for p in original.passages)
    again = parse(policy, raw)
    assert {c.id: c.text for c in again.clauses} == {c.id: c.text for c in original.clauses}


@pytest.mark.parametrize("policy", policy_ids())
def test_the_id_of_the_policy_plays_no_part(policy: str) -> None:
    again = parse("sixth-2024", document(policy).text)
    original = document(policy)
    assert [c.path for c in again.clauses] == [c.path for c in original.clauses]
    assert [c.text for c in again.clauses] == [c.text for c in original.clauses]


def test_windows_line_ends_and_byte_order_mark() -> None:
    original = document("pengshui-2023")
    again = parse("pengshui-2023", "\ufeff" + original.text.replace("\n", "\r\n"))
    assert [c.text for c in again.clauses] == [c.text for c in original.clauses]


def test_chapters_articles_and_numbered_annexes() -> None:
    clauses = {c.path: c for c in parse("sixth-2024", ARTICLES).clauses}
    assert clauses["标题"].text == "某区医疗救助实施细则\n某区府办发〔2024〕7号"
    assert clauses["第一章"].kind == "heading"
    assert clauses["第一条"].parent == "sixth-2024#第一章"
    assert clauses["第二条（二）"].text == "（二）低保对象。"
    assert clauses["第二条（二）"].label == "第二条（二）"
    assert clauses["第三条2"].text.startswith("2、低保对象按1.5倍限额救助。")
    assert clauses["第十条"].text == "第十条本细则自2024年5月1日起施行。"
    assert clauses["附件"].text == "附件：1.申请表\n2.名册"
    assert clauses["附件1"].text == "附件1\n申请表\n一、姓名"
    assert clauses["附件2"].paragraphs[-2:] == ("姓名 | 身份证号 | 救助类别 | 金额", "甲某 | 乙号 | 低保 | 丙元")


def test_a_number_referred_to_in_a_sentence_opens_no_clause() -> None:
    line = "甲" * 27
    raw = f"某县意见\n各乡镇：\n一、范围\n（一）{line[:23]}\n{line}。\n（七）款所列人员{line[:20]}\n乙。\n（二）丙。\n"
    paths = [c.path for c in parse("x", raw + f"{line}\n" * 6).clauses if "¶" not in c.path]
    assert paths == ["标题", "前言", "一", "一（一）", "一（二）"]
