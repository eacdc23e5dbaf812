"""From the header row to fields: codes, Chinese labels and the names of the national platform."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from assistant.batch.formats.files import BatchError
from assistant.understand.paper import fields as paper
from knowledge import glossary
from knowledge.yamlfile import read_yaml
from rules.policies import policy_ids

LOCAL = ("disposable_income", "deductible", "rate", "cap", "outpatient_cap")
#: Amounts of the settlement record that are compared with others, never computed with.
CHECKS = (
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "fund_pay_sumamt",
    "psn_part_amt",
    "hosp_part_amt",
    "cvlserv_pay",
    "hifes_pay",
    "oth_pay",
)
#: What OUT adds beside the benefits; an earlier OUT may be given again, its answers are made anew.
ANSWERS = ("identity", "aid_total", "self_pay", "warnings")
_REQUIRED = ("person_id", "identities", "care", "eligible")
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]")


def fields_of(header: Sequence[str], has_policy: bool) -> dict[str, int]:
    """Field → column. Columns of other names are carried along, an earlier run's answers are left out.

    Args:
        header: the names as they stand in the file.
        has_policy: whether the document is given for the whole file.

    Raises:
        BatchError: two columns for one field, or a needed column is missing.
    """
    known = _names()
    found: dict[str, int] = {}
    for column, name in enumerate(header):
        field = known.get(plain(name))
        if field is None:
            continue
        if field in found:
            both = f"“{header[found[field]]}”和“{name}”"
            raise BatchError("bad_value", field, f"{both}两列都是{word(field)}，请只保留一列。")
        found[field] = column
    _check_complete(found, has_policy)
    return found


def _check_complete(found: dict[str, int], has_policy: bool) -> None:
    missing = [field for field in _REQUIRED if field not in found]
    if not has_policy and "policy" not in found and "area" not in found:
        missing.insert(0, "policy")
    if missing:
        named = "、".join(f"{word(field)}（{field}）" for field in missing)
        how = "，适用文件也可以用 --policy 指定" if "policy" in missing else ""
        raise BatchError("missing_field", missing[0], f"表头里没有{named}，请补上这些列{how}。")


def is_answer(name: str) -> bool:
    """Whether a column is one that OUT adds."""
    return plain(name) in ANSWERS or plain(name) in _benefits()


def plain(name: str) -> str:
    """A column's name without spaces, brackets and width; small letters."""
    return re.sub(r"\s", "", _BRACKETS.sub("", unicodedata.normalize("NFKC", name))).casefold().lstrip("\ufeff")


def word(field: str) -> str:
    """A field's Chinese name."""
    return next(chain(_labels(field), _printed((field,))), field)


@cache
def _benefits() -> frozenset[str]:
    return frozenset(benefit for name in policy_ids() for benefit in glossary.codes("benefit", name))


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for field, others in read_yaml(Path(__file__).with_name("headers.yaml")).items():
        for name in (field, *_paths(field), *_labels(field), *others, *_printed(others)):
            if names.setdefault(plain(name), field) != field:
                raise ValueError(f"headers.yaml：“{name}”既是 {names[plain(name)]} 又是 {field}")
    return names


def _paths(field: str) -> Iterator[str]:
    for path in (f"person.{field}", f"bills.{field}", f"parameters.{field}"):
        if path in glossary.codes("field"):
            yield path


def _labels(field: str) -> Iterator[str]:
    if field == "person_id":
        yield "人员编号"
    for path in ("policy",) if field == "policy" else _paths(field):
        yield glossary.label("field", path)
    for name in (None, *policy_ids()):
        if field in glossary.codes("amount", name):
            yield glossary.label("amount", field, name)


def _printed(fields: Sequence[str]) -> Iterator[str]:
    """What hospitals print for fields of the platform."""
    labels = read_yaml(paper.FILE)["labels"]
    for field in fields:
        if field in glossary.codes("settlement"):
            yield glossary.label("settlement", field)
        yield from labels.get(field, ())
