"""From a settlement paper to the fields of the interface: as acts for the chat, and as what the paper states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answers.acts import AddBill, Inform, Propose, Words
from assistant.answers.frame import MOST_BILLS
from assistant.understand.identities import identity_facts
from assistant.understand.paper.care import care_of, level_of
from assistant.understand.paper.checks import Note, checks, note
from assistant.understand.paper.entries import Entry
from assistant.understand.paper.fields import Found, find
from assistant.understand.paper.lexicon import data
from assistant.understand.paper.named import diseases, residence
from assistant.understand.paper.settlement import Settlement, days
from assistant.understand.printed import dates, is_blank, money, narrow
from assistant.understand.text import read

_AMOUNTS = {
    "medfee_sumamt": "total",
    "inscp_scp_amt": "eligible",
    "hifp_pay": "basic_paid",
    "hifmi_pay": "catastrophic_paid",
    "relief_pay": "relief_fund_paid",
}
_AGE = re.compile(r"(\d{1,3})(?:\.\d+)?(?:周?岁)?")
_OLDEST = 130
#: So many things that were not used are named one by one.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a paper states: its path, value, the entry that says so, and whether its figures are certain."""

    path: str
    value: Any
    entry: Entry
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """What a pasted paper states, what a clerk would note on it, and what of it is not used.

    ``fields``: by settlement, each as ``bills[0]``; ``asks``: diseases that may be meant.
    """

    acts: tuple[Inform | Propose | AddBill, ...]
    notes: tuple[Note, ...]
    not_used: tuple[str, ...]
    fields: tuple[tuple[Field, ...], ...]
    found: Found

    def said(self) -> tuple[str, ...]:
        """The sentences of a reply: notes, and what was not used."""
        told = [one.text for one in self.notes]
        if self.not_used:
            more = f"等{len(self.not_used)}项" if len(self.not_used) > _NAMED else ""
            told.append(note("not_used", list="、".join(self.not_used[:_NAMED]) + more).text)
        return tuple(dict.fromkeys(told))


def read_paper(text: str, policy: str | None = None, bill: int = 0) -> Paper | None:
    """The settlement papers in `text`, the first as bill `bill`; None if the text is none.

    `policy` is the document known so far; the paper's 参保区划 or 户籍 sets it where it is not.
    """
    found = find(text)
    if found is None:
        return None
    acts: list[Inform | Propose | AddBill] = []
    notes: list[Note] = []
    not_used: list[str] = []
    stated: list[tuple[Field, ...]] = []
    for place, settlement in enumerate(found.settlements):
        fields = [*_of_person(settlement, policy, not_used)]
        policy = policy or next((field.value for field in fields if field.path == "policy"), None)
        fields += [*_amounts(settlement), *_plain(settlement)]
        names = diseases(settlement, policy)
        fields += [Field("bills[0].diseases", list(names.ids), names.entry)] if names.ids and names.entry else []
        notes += [*checks(settlement, policy), *_unknown_type(settlement)]
        not_used += [*_unused(settlement), *names.not_listed]
        stated.append(tuple(fields))
        if bill + place < MOST_BILLS:
            acts += [AddBill()] if place else []
            acts += [_inform(field, bill + place, text) for field in fields if _told(field, fields)]
            acts += [Propose(f"bills[{bill + place}].diseases", ids, ask) for ids, ask in names.asks]
    if bill + len(stated) > MOST_BILLS:
        notes.append(note("too_many", count=str(len(stated)), most=str(MOST_BILLS)))
    not_used += found.layout.unfit
    return Paper(tuple(acts), tuple(notes), tuple(dict.fromkeys(not_used)), tuple(stated), found)


def _told(field: Field, beside: Sequence[Field]) -> bool:
    """Whether the field takes part in a conversation. What civil aid has paid does under every document: one that
    does not subtract it may be named before the paper or after it, and the aid is compared with what was paid.
    A day of admission does where it lies in another month than the settlement: within one it changes nothing.
    """
    if not field.path.endswith(".admitted"):
        return True
    day = next((str(one.value) for one in beside if one.path == field.path.replace("admitted", "date")), "")
    return day[:7] != str(field.value)[:7]


def _inform(field: Field, bill: int, text: str) -> Inform:
    path = field.path.replace("bills[0]", f"bills[{bill}]", 1)
    entry = field.entry
    words = None
    if entry.start is not None and entry.end is not None:
        words = Words(text[entry.start : entry.end], entry.start, entry.end)
    return Inform(path, field.value, words, source="file")


def _of_person(settlement: Settlement, policy: str | None, not_used: list[str]) -> Iterator[Field]:
    for code in ("insu_admdvs", "home"):
        for entry in settlement.words.get(code, ()):
            known = None if policy else residence(entry.value)
            if known is not None:
                yield Field("policy", known, entry)
                policy = known
    held: dict[str, Entry] = {}
    for entry in settlement.words.get("identity", ()):
        facts = [fact for fact in identity_facts(read(entry.value), policy) if not fact.denied]
        held.update({code: entry for fact in facts for code in _codes(fact.value)})
        if not facts and not re.search(data()["no_identity"], entry.value):
            not_used.append(f"{entry.label} {entry.value}")
    if held:
        yield Field("person.identities", list(held), next(iter(held.values())))
    for entry in settlement.words.get("age", ()):
        age = _AGE.fullmatch(narrow(entry.value).strip())
        if age and int(age[1]) <= _OLDEST:
            yield Field("person.age", int(age[1]), entry)
            return


def _codes(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [value]


def _amounts(settlement: Settlement) -> Iterator[Field]:
    fields = dict(_AMOUNTS)
    if not settlement.amounts.get("hifmi_pay") and settlement.amounts.get("hifob_pay"):
        fields = {code: name for code, name in fields.items() if code != "hifmi_pay"}
        fields["hifob_pay"] = "catastrophic_paid"
    for code, name in {**fields, "maf_pay": "civil_aid_paid"}.items():
        if code in settlement.amounts:
            entry, sure = settlement.held[code], code not in settlement.unsure
            yield Field(f"bills[0].{name}", f"{settlement.amounts[code]:.2f}", entry, sure)


def _plain(settlement: Settlement) -> Iterator[Field]:
    """Care, treatment, level and days."""
    for entry in settlement.words.get("med_type", ()):
        kind = care_of(entry.value)
        if kind is not None:
            yield Field("bills[0].care", kind[0], entry)
            if kind[1] is not None:
                yield Field("bills[0].treatment", kind[1], entry)
            break
    for entry in settlement.words.get("hosp_lv", ()):
        level = level_of(entry.value)
        if level is not None:
            yield Field("bills[0].hospital_level", level, entry)
            break
    for name, value, entry in days(settlement):
        yield Field(f"bills[0].{name}", value, entry)


def _unknown_type(settlement: Settlement) -> Iterator[Note]:
    named = settlement.words.get("med_type", [])
    if named and not any(care_of(entry.value) for entry in named):
        yield note("unknown_med_type", "med_type", label=named[0].value[:20])


def _unused(settlement: Settlement) -> Iterator[str]:
    """What looks like money, a day or a condition and fills no field: by its label and value."""
    checked = {code for one in settlement.sums for code in one.fields}
    used = {*_AMOUNTS, "maf_pay", *checked}
    if not settlement.amounts.get("hifmi_pay"):
        used.add("hifob_pay")
    noted = {"cvlserv_pay", "hifes_pay", "oth_pay", "commercial_pay", "second_aid"}
    for entry in settlement.unread:
        if entry.is_amount or _matters(entry):
            yield f"{entry.label} {entry.value}"
    for entry in settlement.aside:
        if money(entry.value):
            yield f"{entry.label} {entry.value}"
    for code, amount in settlement.amounts.items():
        if amount and code not in used | noted and settlement.held[code] not in settlement.aside:
            yield f"{settlement.held[code].label} {settlement.held[code].value}"
    for code in ("setl_time", "discharged", "visited", "stay", "hosp_lv"):
        for entry in settlement.words.get(code, ()):
            read_ = level_of(entry.value) is not None if code == "hosp_lv" else bool(dates(entry.value))
            if not read_ and not is_blank(entry.value):
                yield f"{entry.label} {entry.value}"


def _matters(entry: Entry) -> bool:
    if is_blank(entry.value):
        return False
    looks = money(entry.value) is not None or dates(entry.value) or re.search(r"\d[\d,，. ]*\d", entry.value)
    return bool(looks) or re.search(data()["conditions"], f"{entry.label} {entry.value}") is not None
