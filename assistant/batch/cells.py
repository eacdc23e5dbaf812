"""What a cell says, as the value that the door reads; what is not understood is left for the door to refuse."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.understand.paper import fields as paper
from knowledge import glossary, library
from knowledge.yamlfile import read_yaml
from rules import codes
from rules.policies import policy_ids

_BOOLEANS = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}
#: A person without any identity, said in words; an empty cell is a forgotten one.
_NO_IDENTITY = ("无", "没有", "none")
_LEVELS = {"未定级": 0, "无等级": 0, "一级": 1, "二级": 2, "三级": 3}
_KINDS_OF_CODE = {"care": codes.CARE, "treatment": codes.TREATMENT, "place": codes.PLACE, "referral": codes.REFERRAL}


def value(field: str, cell: str) -> Any:
    """The JSON value of a cell that is not empty."""
    return _READERS.get(field, str)(cell.strip())


def listed(cell: str) -> list[str]:
    """The parts of a cell, separated by ``;`` or ``；``."""
    return [part for part in (p.strip() for p in re.split("[;；]", cell)) if part]


def treatment_of(cell: str) -> str | None:
    """The treatment that the platform's 医疗类别 names beside the care."""
    return "long_term_medication" if cell.strip() in _med_types()["long_term"] else None


def _boolean(cell: str) -> Any:
    return _BOOLEANS.get(cell.casefold(), cell)


def _designated(cell: str) -> Any:
    return {"定点": True, "非定点": False, "定点医药机构": True, "非定点医药机构": False}.get(cell, _boolean(cell))


def _whole(cell: str) -> Any:
    return int(cell) if re.fullmatch(r"-?\d{1,9}", cell, re.ASCII) else cell


def _level(cell: str) -> Any:
    return next((level for name, level in _LEVELS.items() if cell.startswith(name)), _whole(cell))


def _day(cell: str) -> str:
    """The platform's 结算时间 has the time of day, which is of no matter here."""
    return re.sub(r"^(\d{4}-\d{2}-\d{2})[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$", r"\1", cell)


def _code(field: str) -> Callable[[str], Any]:
    def read(cell: str) -> Any:
        named = _of_label(field).get(cell, cell)
        return _care(named) if field == "care" else named

    return read


def _care(cell: str) -> str:
    """The platform's 医疗类别, as code or in words."""
    kinds = _med_types()
    if cell in kinds["inpatient"]:
        return "inpatient"
    return "outpatient" if cell in (*kinds["outpatient"], *kinds["long_term"]) else cell


@cache
def _med_types() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = read_yaml(paper.FILE)["med_type"]
    return kinds


@cache
def _of_label(kind: str) -> dict[str, str]:
    return {glossary.label(kind, code): code for code in _KINDS_OF_CODE[kind]}


def _identities(cell: str) -> list[str]:
    if cell.casefold() in _NO_IDENTITY:
        return []
    return [_identity_labels().get(name, name) for name in listed(cell)]


@cache
def _identity_labels() -> dict[str, str]:
    """The documents' own words for identities; of equal words the first document's code."""
    labels: dict[str, str] = {}
    for document in policy_ids():
        for code in glossary.codes("identity", document):
            labels.setdefault(glossary.label("identity", code, document), code)
    return labels


def _policy(cell: str) -> str:
    names = {library.document(name).facts.short_name: name for name in policy_ids()}
    return names.get(cell, cell)


_READERS: dict[str, Callable[[str], Any]] = {
    "policy": _policy,
    "identities": _identities,
    "diseases": listed,
    "age": _whole,
    "needs_maintenance": _boolean,
    "insured": _boolean,
    "designated": _designated,
    "hospital_level": _level,
    "date": _day,
    **{field: _code(field) for field in _KINDS_OF_CODE},
}
