"""How official documents of this kind mark their parts: numbers of clauses, numbers of documents, closing lines."""

import re

MARKS: dict[str, re.Pattern[str]] = {
    "chapter": re.compile(r"第([一二三四五六七八九十百]+)章"),
    "article": re.compile(r"第([一二三四五六七八九十百]+)条"),
    "part": re.compile(r"([一二三四五六七八九十]{1,5})、"),
    "section": re.compile(r"[（(]([一二三四五六七八九十]+)[）)]"),
    "item": re.compile(r"(\d{1,2})[.．、](?!\d)"),
}
"""The numbers that open a clause, outermost first; group 1 is the number itself."""

ENUMERATION = re.compile(r"[（(]\d{1,2}[）)]")
"""（1）: parts paragraphs, but is no clause of its own."""

DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,14}[〔\[（(【]\d{4}[〕\]）)】]\d+号")
"""文号, on a line of its own."""

ANNEX = re.compile(r"附件(\d+)?([：:].*)?")
"""Pointer (附件：…) or title (附件, 附件1) of an annex."""

ANNEX_TITLE = re.compile(r"附件(\d+)")

SALUTATION = re.compile(r"各[^。；]*：")
"""各镇人民政府、街道办事处，有关单位："""

SIGNATURE = re.compile(
    r"[^，。；：、]{2,30}(人民政府|办公室|办公厅|委员会|局)|\d{4}年\d{1,2}月\d{1,2}日|[（(]此件[^。]*[）)]"
)
"""Who signed, when, and the note on publication, each on a line of its own."""

COMMENCEMENT = re.compile(r"本(实施)?(办法|意见|方案|细则|规定|通知|制度)[^。]*(施行|执行|实施|生效|废止|负责解释)")
"""The sentence that opens the closing words."""

_TERMINAL = tuple("。：；！？:;!?")
_CLOSERS = "”’）)》」"


def clause_mark(text: str) -> tuple[str, str] | None:
    """Level (a key of `MARKS`) and number of the clause that `text` opens, or None."""
    for level, pattern in MARKS.items():
        if match := pattern.match(text):
            return level, match[1]
    return None


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence or a lead ends, closing quotes and brackets aside."""
    return text.rstrip(_CLOSERS).endswith(_TERMINAL)


def number_value(number: str) -> int:
    """Value of an Arabic or Chinese number below 1000 as clauses are counted (十三 = 13)."""
    if number.isdigit():
        return int(number)
    value, digit = 0, 0
    for character in number:
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = "一二三四五六七八九".index(character) + 1
    return value + digit
