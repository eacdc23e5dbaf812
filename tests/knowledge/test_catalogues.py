"""The lists as data: complete, in the order of the documents, and verbatim."""

import re

import pytest

from knowledge import catalogues
from knowledge.folders import file_of


def text_of(policy: str) -> str:
    return re.sub(r"\s+", "", file_of(policy, "text.txt").read_text(encoding="utf-8"))


def test_each_list_has_its_length_and_order():
    ids = [entry.id for entry in catalogues.entries()]
    lengths = {"special-2012": 22, "child-2012": 2, "chronic-2018": 14, "major-2018": 15}
    assert ids == [f"{name}/{n:02}" for name, length in lengths.items() for n in range(1, length + 1)]


@pytest.mark.parametrize("entry", catalogues.entries(), ids=lambda entry: entry.id)
def test_quote_is_verbatim_in_its_document(entry):
    assert re.sub(r"\s+", "", entry.quote) in text_of(entry.clause.partition("#")[0])


def test_official_order_is_that_of_the_text():
    for name in catalogues.list_ids():
        listed = [entry for entry in catalogues.entries() if entry.catalogue == name]
        text = text_of(listed[0].clause.partition("#")[0])
        text = text[max(text.find("1．特殊病种医疗救助"), text.find("1.慢性疾病：")) :]
        at = 0
        for entry in listed:
            at = text.index(re.sub(r"\s+", "", entry.quote), at)


def test_treatment_limits_stand_in_the_wording():
    limited = {entry.id: entry.treatments for entry in catalogues.entries() if entry.treatments}
    assert limited == {
        "special-2012/15": ("dialysis", "anti_rejection"),
        "major-2018/03": ("radiochemotherapy", "analgesia"),
        "major-2018/04": ("dialysis",),
        "major-2018/05": ("anti_rejection",),
    }


def test_unknown_id_is_refused():
    with pytest.raises(KeyError):
        catalogues.entry("special-2012/23")


def test_no_entry_is_its_own_contrast():
    for entry in catalogues.entries():
        assert entry.name not in entry.contrasts
