"""From the fields of a settlement paper to acts, in the fields of the interface."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from assistant.answers.acts import Inform, Propose, Words
from assistant.understand.illness import catalogues
from assistant.understand.paper.checks import Note, checks, note
from assistant.understand.paper.fields import FILE, Fields, Value, find_fields
from assistant.understand.places import places
from assistant.understand.text import read, without_halves
from assistant.understand.when import date_facts
from knowledge.yamlfile import read_yaml
from rules.policies import documents_of

_AMOUNTS = {
    "medfee_sumamt": "total",
    "inscp_scp_amt": "eligible",
    "hifp_pay": "basic_paid",
    "hifmi_pay": "catastrophic_paid",
}
_LEVELS = (("三级", 3), ("二级", 2), ("一级", 1))
_MONEY = re.compile(r"¥?(\d[\d,]*(?:\.\d{1,2})?)(?:元)?")
#: No amount of the platform has more digits than this.
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Paper:
    """What a pasted paper states, and what a clerk would note on it."""

    acts: tuple[Inform | Propose, ...]
    notes: tuple[Note, ...]


def read_paper(text: str, policy: str | None = None, bill: int = 0) -> Paper | None:
    """The settlement papers in `text`, the first as bill `bill`; None if the text is none.

    `policy` is the document known so far; the paper's 参保区划 sets it where it is not.
    """
    found = find_fields(text)
    if not found:
        return None
    acts: list[Inform | Propose] = []
    notes: list[Note] = []
    for i, fields in enumerate(found):
        if policy is None and (known := _policy(fields)):
            policy = known
            acts.append(_inform("policy", known, fields["insu_admdvs"], text))
        amounts = {code: money for code, value in fields.items() if (money := _money(value.text)) is not None}
        acts += _acts(fields, amounts, f"bills[{bill + i}].", policy, text)
        notes += [*checks(amounts, policy), *_unknown_type(fields)]
    return Paper(tuple(acts), tuple(notes))


def _acts(
    fields: Fields, amounts: dict[str, Decimal], prefix: str, policy: str | None, text: str
) -> Iterator[Inform | Propose]:
    for code, value in fields.items():
        if code in _AMOUNTS and code in amounts:
            yield _inform(prefix + _AMOUNTS[code], f"{amounts[code]:.2f}", value, text)
    if amounts.get("hifob_pay") and not amounts.get("hifmi_pay"):
        yield _inform(f"{prefix}catastrophic_paid", f"{amounts['hifob_pay']:.2f}", fields["hifob_pay"], text)
    if policy == "banan-2018" and "maf_pay" in amounts:
        yield _inform(f"{prefix}civil_aid_paid", f"{amounts['maf_pay']:.2f}", fields["maf_pay"], text)
    for code, field, value in _plain(fields):
        yield _inform(prefix + field, value, fields[code], text)
    yield from _disease(fields, prefix, policy, text)


def _plain(fields: Fields) -> Iterator[tuple[str, str, Any]]:
    """Care, treatment, level and date: (platform field, field of a bill, value)."""
    kind = _types().get(fields["med_type"].text.strip()) if "med_type" in fields else None
    if kind:
        yield "med_type", "care", "inpatient" if kind == "inpatient" else "outpatient"
        if kind != "inpatient":
            yield "med_type", "treatment", "long_term_medication" if kind == "long_term" else "other"
    if "hosp_lv" in fields:
        for word, level in _LEVELS:
            if word in fields["hosp_lv"].text:
                yield "hosp_lv", "hospital_level", level
    if "setl_time" in fields:
        for fact in date_facts(read(fields["setl_time"].text)):
            yield "setl_time", "date", fact.value


def _disease(fields: Fields, prefix: str, policy: str | None, text: str) -> Iterator[Inform | Propose]:
    named = fields.get("dise_name") or fields.get("dise_codg")
    lists = catalogues(policy)
    if named is None or not lists:
        return
    from assistant.diseases import match  # loaded when first needed: it reads its word lists

    found = match(without_halves(named.text), lists)
    sure = found.ids if found.status == "match" else found.sure
    if sure:
        yield _inform(f"{prefix}diseases", list(sure), named, text)
    if found.open:
        yield Propose(f"{prefix}diseases", found.open, found.ask or "", _words(named, text))


def _inform(field: str, value: Any, printed: Value, text: str) -> Inform:
    return Inform(field, value, _words(printed, text), source="file")


def _words(printed: Value, text: str) -> Words | None:
    if printed.start is None or printed.end is None:
        return None
    return Words(text[printed.start : printed.end], printed.start, printed.end)


def _money(text: str) -> Decimal | None:
    match = _MONEY.fullmatch(text.strip())
    if match is None or len(match[1]) > _LONGEST:
        return None
    return Decimal(match[1].replace(",", ""))


@cache
def _types() -> dict[str, str]:
    return {word: kind for kind, words in read_yaml(FILE)["med_type"].items() for word in words}


def _unknown_type(fields: Fields) -> Iterator[Note]:
    if "med_type" in fields and fields["med_type"].text.strip() not in _types():
        yield note("unknown_med_type", "med_type", label=fields["med_type"].text[:20])


def _policy(fields: Fields) -> str | None:
    """The document by the region of insurance, as a code (500107) or a name."""
    if "insu_admdvs" not in fields:
        return None
    region = fields["insu_admdvs"].text.strip()
    if region.isascii() and region.isdigit():
        return next(iter(documents_of(region[:6])), None)
    found = places(read(region))
    return next((place.policy for place in reversed(found) if place.policy), None)
