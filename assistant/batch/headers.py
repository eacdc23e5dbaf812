"""From a header row to fields: every column is read, set aside with the reason, or asked about before computing."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from assistant.batch import cells, lexicon
from assistant.batch.bill import AMOUNTS, CODES
from assistant.batch.formats.files import BatchError
from assistant.batch.formats.source import Top
from assistant.batch.identity_words import named, words
from assistant.batch.lexicon import CHECKS, LOCAL, OTHER_PAID, Meaning, State, plain, word
from knowledge import glossary
from rules.policies import policy_ids

#: What OUT adds beside the benefits; an earlier OUT may be given again, its answers are made anew.
ANSWERS = ("identity", "aid_total", "self_pay", "warnings")
_REQUIRED = ("person_id", "identities", "care", "eligible")
#: Fields that several columns may be together.
_SEVERAL = ("flag", OTHER_PAID, "more_diseases")
#: Fields whose columns are alike, so that the best is taken; of amounts, two columns for one field are asked about.
_CHOSEN = ("person_id", "area", "identities", "diseases", "age", "insured", "date", "care", "designated", "place")
_KNOWN = frozenset({*_CHOSEN, *_SEVERAL, *CODES, *AMOUNTS, *LOCAL, *CHECKS} - {"flag"}) | {
    "policy",
    "identity_from",
    "identity_to",
    "admitted",
    "needs_maintenance",
    "hospital_level",
    "employee_large_cost",
}
_MONEY_CELL = re.compile(r"\d{1,9}\.\d{1,4}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{3,8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: the field it is read as, or why it is set aside or not clear."""

    name: str
    field: str
    state: State
    reason: str = ""

    @property
    def is_read(self) -> bool:
        """Whether its cells are used."""
        return self.state == "read"


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file by what they are.

    ``fields``: field → column. ``several``: the fields that may be several columns. ``flags``: columns of yes and no
    with the identity they say. ``kept_referral``: whether a no in the column of referrals says that the rule was not
    kept. ``stay``: the column in which only inpatients have something, −1 where the amounts say that all are; None
    where the care has a column of its own.
    """

    columns: tuple[Column, ...]
    fields: Mapping[str, int] = field(default_factory=dict)
    several: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    flags: Mapping[int, str] = field(default_factory=dict)
    kept_referral: bool = False
    stay: int | None = None

    @property
    def amounts(self) -> frozenset[int]:
        """The columns that hold amounts."""
        money = (*AMOUNTS, *CHECKS, "employee_large_cost")
        of_one = {place for name, place in self.fields.items() if name in money}
        return frozenset((*of_one, *self.several.get(OTHER_PAID, ())))


#: A row with fewer fields in it is taken for the header only where no row has more.
_ENOUGH = 3
#: Rows from the top among which the header is looked for.
_SEARCHED = 30


def find(tops: Sequence[Top]) -> tuple[int, int]:
    """The sheet and the row that hold the header: of the first sheet with one, the row with most names of fields."""
    best, where = 0, (0, 0)
    for sheet, top in enumerate(tops):
        found = [len(_fields_named(row)) for row in top.rows[:_SEARCHED]]
        most = max(found, default=0)
        if most > best:
            best, where = most, (sheet, found.index(most))
        if best >= _ENOUGH:
            break
    return where


def _fields_named(row: Sequence[str]) -> set[str]:
    return {meaning.field for cell in row if (meaning := lexicon.meaning(cell)).state == "read"}


def read_header(header: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> list[Column]:
    """What each column of a ledger is: a field that is read, set aside, or not clear, with the reason.

    Args:
        header: the names as they stand in the file.
        samples: some rows below them, by which names of two meanings are told apart.
    """
    below = [[row[i].strip() for row in samples if i < len(row) and row[i].strip()] for i in range(len(header))]
    meanings = [_meaning(name, column) for name, column in zip(header, below, strict=True)]
    chosen = _choose(header, meanings, below)
    return [Column(name, m.field, m.state, m.reason) for name, m in zip(header, chosen, strict=True)]


def header_of(
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    has_policy: bool,
    mapped: Mapping[str, str | None] | None = None,
) -> Header:
    """The columns of a file, all of them accounted for.

    Args:
        header: the names as they stand in the file.
        samples: some rows below them.
        has_policy: whether the document is given for the whole file.
        mapped: columns by name that are said to be a field, or (None) to be set aside.

    Raises:
        BatchError: a column is not clear, two are one field, or a needed one is missing.
    """
    given = mapped or {}
    _check_given(header, given)
    columns = [
        _given(name, given[name]) if name in given else column
        for name, column in zip(
            header, read_header([n if n not in given else "" for n in header], samples), strict=True
        )
    ]
    columns = [replace(column, name=name) for column, name in zip(columns, header, strict=True)]
    for place, column in enumerate(columns):  # a column that was mapped takes the place of one that was chosen
        if column.is_read and column.name not in given and column.field in {v for v in given.values() if v}:
            columns[place] = replace(column, state="aside", reason="已指定用别的一列")
    found = _Found(columns)
    stay = None if "care" in found.fields else _stay(columns)
    _check_complete(
        {*found.fields, *(("identities",) if found.flags else ()), *(("care",) if stay is not None else ())}, has_policy
    )
    _check_clear(columns, found)
    referral = found.fields.get("referral")
    kept = referral is not None and lexicon.kept_referral(columns[referral].name)
    return Header(tuple(columns), found.fields, found.several, found.flags, kept, stay)


class _Found:
    """Fields by column, as the columns say."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.fields: dict[str, int] = {}
        self.several: dict[str, tuple[int, ...]] = {}
        self.flags: dict[int, str] = {}
        self.twice: list[tuple[int, int]] = []
        for place, column in enumerate(columns):
            if not column.is_read:
                continue
            if column.field == "flag":
                self.flags[place] = column.reason
            elif column.field in _SEVERAL:
                self.several[column.field] = (*self.several.get(column.field, ()), place)
            elif column.field in self.fields:
                self.twice.append((self.fields[column.field], place))
            else:
                self.fields[column.field] = place


def _check_given(header: Sequence[str], given: Mapping[str, str | None]) -> None:
    for name, name_of_field in given.items():
        if name not in header:
            raise BatchError("bad_value", "columns", f"表头里没有“{shown(name)}”这一列，请核对指定的列名。")
        if name_of_field and name_of_field not in _KNOWN:
            listed = "、".join(sorted(_KNOWN))
            raise BatchError(
                "bad_value", "columns", f"“{shown(name)}”指定的“{name_of_field}”不是可用的项目；可用：{listed}。"
            )


def _given(name: str, name_of_field: str | None) -> Column:
    return Column(name, name_of_field, "read") if name_of_field else Column(name, "", "aside", "已指定不用")


def _meaning(name: str, below: Sequence[str]) -> Meaning:
    """What a column is by its name and, where the name leaves it open, by its cells."""
    if not plain(name):
        return Meaning("unclear" if _looks_like(below) else "aside", "", "这一列没有列名")
    if is_answer(name):
        return Meaning("aside", "", "以前的结果，重新计算")
    if lexicon.more_diseases(name):
        return Meaning("read", "more_diseases")
    found = lexicon.meaning(name)
    if found.field == "flag":
        return _flag(found, below)
    if found.state == "unknown":
        return _unknown(name, below)
    several = lexicon.candidates(name)
    if found.state == "read" and (len(several) > 1 or found.field in _BY_CELLS):
        return _by_cells(several or [found], below)
    if found.state == "read" and not found.certain and below and not any(map(_is_money, below)):
        return Meaning("unclear", found.field, "看名称像金额，格子里却不是")
    return found


def _flag(found: Meaning, below: Sequence[str]) -> Meaning:
    """A column of yes and no: it says an identity, or a condition that is not known."""
    codes = named(found.reason, None)
    if codes.codes and not codes.unknown:
        return found
    yes_or_no = all(cells.boolean(cell) in (True, False) for cell in below)
    return Meaning("unclear" if yes_or_no else "aside", "", "不知道这一条件和救助有没有关系")


def _by_cells(several: Sequence[Meaning], below: Sequence[str]) -> Meaning:
    """Of the fields that a name may stand for, the one whose words stand in the cells."""
    if not below:
        return several[0]
    shares = [(sum(understood(meaning.field, cell) for cell in below), meaning) for meaning in several]
    most, best = max(shares, key=lambda share: share[0])
    if most:
        return best
    if any(meaning.field == "identities" for meaning in several) and any(_of_insurance(cell) for cell in below):
        return Meaning("beside", "identities", "参保人员类别，不是救助身份")
    if several[0].field == "designated":
        return Meaning("aside", "", "医院名称")
    strong = several[0].rank < _STRONG and len(several) == 1
    return several[0] if strong else Meaning("beside", several[0].field, "格子里的内容不认识")


#: Names of these fields are also names of other things, or hold what is written in many ways.
_BY_CELLS = ("identities", "designated", "insured", "hospital_level")
#: Names of a field that stand before this place in headers.yaml mean nothing else.
_STRONG = 44


def understood(name_of_field: str, cell: str) -> bool:
    """Whether a cell holds a word that its field knows."""
    if name_of_field == "identities":
        return not named(cell, None).unknown and not _of_insurance(cell)
    try:
        value = cells.value(name_of_field, cell)
    except ValueError:
        return False
    if name_of_field in CODES:
        return value in CODES[name_of_field]
    return not isinstance(value, str)


def _of_insurance(cell: str) -> bool:
    return cells.plain(cell) in words()["of_insurance"]


def _unknown(name: str, below: Sequence[str]) -> Meaning:
    """A name that the lexicon has not: harmless, or to be asked about."""
    looks = lexicon.looks(name)
    if looks == "date":
        return Meaning("beside", "date", "别的日期")
    if looks in ("money", "condition"):
        return Meaning("unclear", "", "看名称像金额" if looks == "money" else "看名称像救助的条件")
    kind = "" if looks == "number" else _looks_like(below)
    return Meaning("unclear", "", f"格子里像{kind}") if kind else Meaning("aside", "", "与计算无关")


def _looks_like(below: Sequence[str]) -> str:
    """What the cells of a column look like that nothing else says; empty for anything harmless."""
    half = (len(below) + 1) // 2
    for kind, test in (("金额", _is_money), ("日期", _is_day), ("救助身份", _is_identity)):
        if below and sum(map(test, below)) >= half:
            return kind
    return ""


def _is_money(cell: str) -> bool:
    return (
        _MONEY_CELL.fullmatch(cells.plain(cell).removesuffix("元")) is not None
        or cells.says_nothing(cell)
        or cells.plain(cell) == "0"
    )


def _is_day(cell: str) -> bool:
    return len(cell) >= 8 and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cells.day(cell)) is not None


def _is_identity(cell: str) -> bool:
    return bool(named(cell, None).codes)


def _choose(header: Sequence[str], meanings: Sequence[Meaning], below: Sequence[Sequence[str]]) -> list[Meaning]:
    """Of several columns for one field the best; what is something only beside another column, by what there is."""
    best: dict[str, int] = {}
    for place, meaning in enumerate(meanings):
        if meaning.state == "read" and meaning.field not in _SEVERAL:
            first = best.setdefault(meaning.field, place)
            if meaning.rank < meanings[first].rank:
                best[meaning.field] = place
    by_codes = (
        all(plain(header[best[name]]) == plain(name) for name in _REQUIRED if name in best)
        and len(best.keys() & {*_REQUIRED}) == 4
    )
    found = []
    for place, meaning in enumerate(meanings):
        taken = best.get(meaning.field)
        if meaning.state == "read" and taken not in (None, place) and _gives_way(meaning, meanings[taken or 0]):
            meaning = Meaning("aside", "", f"另有“{header[taken or 0]}”")
        elif meaning.state == "beside":
            reason = meaning.reason
            meaning = Meaning("unclear" if taken is None else "aside", "", reason)
        elif by_codes and meaning.state == "unclear" and meaning.reason.startswith("格子里像"):
            meaning = Meaning("aside", "", "与计算无关")
        found.append(meaning)
    number = None if "person_id" in best else _numbers_of_persons(header, below)
    if number is not None:
        found[number] = Meaning("read", "person_id")
    if "diseases" not in best:  # the further diagnoses are all there are
        found = [m._replace(field="diseases") if m.field == "more_diseases" else m for m in found]
    return found


def _numbers_of_persons(header: Sequence[str], below: Sequence[Sequence[str]]) -> int | None:
    """The column of numbers that tell persons apart: they do not count the rows, and nobody has two of them."""
    most = max(map(len, below), default=0)
    names = next((cells for name, cells in zip(header, below, strict=True) if lexicon.of_name(name)), None)
    for place, name in enumerate(header):
        numbers = below[place]
        if not lexicon.counts_persons(name) or not numbers or len(numbers) < most or _counts_rows(numbers):
            continue
        if names is not None and len(names) == len(numbers):
            held: dict[str, str] = {}
            if any(held.setdefault(who, number) != number for who, number in zip(names, numbers, strict=True)):
                continue
        return place
    return None


def _counts_rows(numbers: Sequence[str]) -> bool:
    """1, 2, 3 …, or the same number in every row."""
    figures = [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) <= 9]
    if len(figures) == len(numbers) and all(b - a in (0, 1) for a, b in pairwise(figures)):
        return True
    return len(numbers) > 1 and len(set(numbers)) == 1


def _gives_way(meaning: Meaning, best: Meaning) -> bool:
    return meaning.field in _CHOSEN or meaning.rank > best.rank


def _stay(columns: Sequence[Column]) -> int | None:
    """Where the care stands if not in a column of its own: in the number of the stay, or in the amounts' names."""
    for place, column in enumerate(columns):
        if lexicon.of_inpatient(column.name):
            return place
    of_stay = [lexicon.speaks_of_stay(column.name) for column in columns if column.field in ("total", "eligible")]
    return -1 if any(of_stay) else None


def _check_complete(found: Collection[str], has_policy: bool) -> None:
    missing = [name for name in _REQUIRED if name not in found]
    if not has_policy and "policy" not in found and "area" not in found:
        missing.insert(0, "policy")
    if missing:
        listed = "、".join(f"{word(name)}（{name}）" for name in missing)
        how = "，适用文件也可以用 --policy 指定" if "policy" in missing else ""
        raise BatchError("missing_field", missing[0], f"表头里没有{listed}，请补上这些列{how}。")


def _check_clear(columns: Sequence[Column], found: _Found) -> None:
    """Nothing is computed while a column that may be money or a condition is not understood."""
    for first, second in found.twice:
        both = f"“{shown(columns[first].name)}”和“{shown(columns[second].name)}”"
        name = columns[first].field
        raise BatchError("bad_value", name, f"{both}两列都是{word(name)}，请只保留一列，或用 --ignore 指明不用哪一列。")
    unclear = [column for column in columns if column.state == "unclear"]
    if unclear:
        listed = "；".join(f"“{shown(column.name) or '没有列名的一列'}”{column.reason}" for column in unclear)
        how = "请用 --columns 指明是哪一项，或用 --ignore 指明不用"
        raise BatchError("unknown_column", "columns", f"这些列不清楚是什么，先不计算：{listed}。{how}。")


def shown(name: str) -> str:
    """A column's name as it may stand in a sentence: short, on one line, with brackets of its own width."""
    text = re.sub(r"\s+", " ", name.translate({ord("（"): "(", ord("）"): ")"})).strip()
    return text if len(text) <= 30 else f"{text[:29]}…"


def is_answer(name: str) -> bool:
    """Whether a column is one that OUT adds."""
    return plain(name) in _answers()


@cache
def _answers() -> frozenset[str]:
    benefits = (benefit for name in policy_ids() for benefit in glossary.codes("benefit", name))
    return frozenset(plain(name) for name in (*ANSWERS, *benefits))
