"""What a clerk would check of the form: numbers, ages, sexes, categories, changes, people who stand there twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.batch import identity_number
from assistant.batch.identity_words import Named
from assistant.roster.annex import label
from assistant.roster.categories import category, labels
from assistant.roster.model import FIELDS, Fault, Row

_CHANGES = ("新增", "减少")
_SEXES = ("男", "女")
_NEEDED = tuple(field for field in FIELDS if field not in ("order", "age", "sex"))


def check(rows: Sequence[Row], on: date, policy: str | None = None) -> list[Fault]:
    """What is wrong with the rows on a given day, in their order. Gaps in the numbering are hints only.

    ``policy``: the document whose form it is.
    """
    known: dict[str, Named] = {}
    faults: list[Fault] = []
    for row in rows:
        faults += _missing(row)
        faults += _number(row, on)
        faults += _category(row, known, policy)
        if row.change and row.change not in _CHANGES:
            faults.append(_fault(row, "change", f"“{row.change}”不在可填之列", "请填“新增”或“减少”"))
    faults += _twice(rows)
    faults += _numbering(rows)
    return faults


def _fault(row: Row, field: str, problem: str, remedy: str) -> Fault:
    return Fault(row.row, field, label(field), problem, remedy)


def _missing(row: Row) -> Iterator[Fault]:
    for field in _NEEDED:
        if not getattr(row, field):
            yield _fault(row, field, "没有填", "请补填")


def _number(row: Row, on: date) -> Iterator[Fault]:
    """The identity number, and age and sex against it."""
    if not row.id_number:
        yield from _without_number(row)
        return
    found = identity_number.wrong(row.id_number, on)
    if found is not None:
        yield _fault(row, "id_number", found.problem, found.remedy)
        yield from _without_number(row)
        return
    if paper := identity_number.other_paper(row.id_number):
        problem = f"像是{paper}的号码，没有校验位和出生日期"
        yield Fault(row.row, "id_number", label("id_number"), problem, "请对照证件核对号码、年龄和性别", "hint")
        yield from _without_number(row)
        return
    age, sex = identity_number.age(row.id_number, on), identity_number.sex(row.id_number)
    day = f"{on.year}年{on.month}月{on.day}日"
    if row.age is None:
        yield _fault(row, "age", "没有填", f"按身份证，到{day}是{age}周岁，请补填")
    elif row.age != age:
        yield _fault(row, "age", f"填的是{row.age}，按身份证到{day}是{age}周岁", "请核对年龄和身份证号码")
    if not row.sex:
        yield _fault(row, "sex", "没有填", f"按身份证是{sex}，请补填")
    elif row.sex != sex:
        yield _fault(row, "sex", f"填的是“{row.sex}”，按身份证是“{sex}”", "请核对性别和身份证号码")


def _without_number(row: Row) -> Iterator[Fault]:
    """Age and sex where no number can vouch for them."""
    if row.age is None:
        yield _fault(row, "age", "没有填", "请补填")
    if row.sex not in _SEXES:
        yield _fault(row, "sex", f"“{row.sex}”不在可填之列" if row.sex else "没有填", "请填“男”或“女”")


def _category(row: Row, known: dict[str, Named], policy: str | None) -> Iterator[Fault]:
    if row.category not in known:
        known[row.category] = category(row.category, policy)
    for words, guess in known[row.category].unknown:
        remedy = f"如果是“{guess}”，请这样写" if guess else f"请填：{'、'.join(labels(policy))}"
        yield _fault(row, "category", f"“{words}”不是救助对象的身份", remedy)


def _twice(rows: Sequence[Row]) -> Iterator[Fault]:
    """The same number on several rows, told at the later one."""
    before: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.id_number:
            continue
        for earlier in before[row.id_number][:1]:
            where = f"第{earlier.row}行" if earlier.row else f"序号{earlier.order}"
            if {earlier.change, row.change} == set(_CHANGES):
                problem, remedy = f"和{where}是同一个人，一行新增、一行减少", "请只保留一行，或核实是不是换了类别"
            else:
                problem, remedy = f"和{where}相同", "请删去重复的一行，或核对是不是抄错了号码"
            yield _fault(row, "id_number", problem, remedy)
        before[row.id_number].append(row)


def _numbering(rows: Sequence[Row]) -> Iterator[Fault]:
    """Gaps in the numbering; after one, counting goes on from what is written."""
    expected = 1
    for row in rows:
        written = int(row.order) if row.order.isdecimal() else None
        if written is None:
            yield _hint(row, "没有填或不是数字", f"可以填{expected}")
        elif written != expected:
            yield _hint(row, f"是{written}，接上一行应是{expected}", "请看看有没有漏行")
        expected = (written or expected) + 1


def _hint(row: Row, problem: str, remedy: str) -> Fault:
    return Fault(row.row, "order", label("order"), problem, remedy, "hint")
