"""Words of a paper as codes: 医疗类别 and 医院等级, as the platform's codes or in any hospital's words."""

import re
from collections.abc import Mapping
from functools import cache

from assistant.understand.paper.lexicon import FILE, data
from assistant.understand.printed import narrow
from knowledge.yamlfile import read_yaml

#: Kinds of care as the word lists name them → (care, treatment).
_KINDS: Mapping[str, tuple[str, str | None]] = {
    "inpatient": ("inpatient", None),
    "outpatient": ("outpatient", "other"),
    "long_term": ("outpatient", "long_term_medication"),
}


@cache
def _codes() -> Mapping[str, str]:
    return {word: kind for kind, words in read_yaml(FILE)["med_type"].items() for word in words}


def care_of(value: str) -> tuple[str, str | None] | None:
    """Care and treatment of a 医疗类别; None where it says neither 住院 nor 门诊."""
    plain = re.sub(r"\s", "", narrow(value))
    kind = _codes().get(plain)
    if kind is None and re.search(data()["long_term_codes"], plain):
        kind = "long_term"
    kind = kind or next((k for k, words in data()["care_words"].items() if re.search(words, plain)), None)
    return _KINDS[kind] if kind is not None else None


def level_of(value: str) -> int | None:
    """The level of a hospital: 三级甲等, 三甲, 3级."""
    plain = re.sub(r"\s", "", narrow(value))
    return next((int(level) for level, words in data()["levels"].items() if re.search(words, plain)), None)
