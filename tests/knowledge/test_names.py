"""The vocabulary as data: every reference resolves, and the derived tables agree with their sources."""

import os

import pytest

from knowledge import catalogues
from knowledge.names import lookalikes, syllables, vocabulary

SIGNS = {sign.key: sign for sign in vocabulary().signs}
GROUPS = {group for sign in SIGNS.values() for group in sign.groups}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=lambda sign: sign.key)
def test_rules_name_entries_and_signs_that_exist(sign):
    for rule in sign.rules:
        for entry in (*rule.states, *rule.open, *rule.clear):
            catalogues.entry(entry)
        assert set(rule.clear) <= set(rule.open)
        assert bool(rule.ask) == bool(rule.open)
        for part in " ".join(rule.when).split():
            assert part.lstrip("!").removeprefix("no_") in SIGNS.keys() | GROUPS
    assert set(sign.yields) <= SIGNS.keys() | GROUPS
    assert sign.topic is None or sign.topic in SIGNS


def test_keys_are_unique():
    assert len(SIGNS) == len(vocabulary().signs)


def test_every_entry_can_be_stated():
    stated = {entry for sign in SIGNS.values() for rule in sign.rules for entry in rule.states}
    assert stated == {entry.id for entry in catalogues.entries()}


def test_every_organ_names_a_cancer():
    assert all(organ.sign in SIGNS for organ in vocabulary().organs)


def test_names_are_simplified():
    opencc = pytest.importorskip("opencc")
    simplify = opencc.OpenCC("t2s").convert
    names = [name for sign in SIGNS.values() for name in sign.names] + list(vocabulary().unlisted.names)
    assert [name for name in names if simplify(name) != name] == []


def test_syllables_agree_with_pypinyin(monkeypatch):
    monkeypatch.setitem(os.environ, "PYPINYIN_NO_PHRASES", "1")
    pypinyin = pytest.importorskip("pypinyin")
    table = syllables()
    readings = {
        character: {
            r.replace("ü", "v") for r in pypinyin.pinyin(character, style=pypinyin.Style.NORMAL, heteronym=True)[0]
        }
        for character in table
    }
    mended = set("癌疒核给嗯")
    assert [c for c in table if table[c] not in readings[c] and c not in mended] == []


def test_lookalikes_are_other_characters():
    assert all(character not in others for character, others in lookalikes().items())


def test_names_taken_as_written_are_names():
    names = {name for sign in SIGNS.values() for name in sign.names}
    assert set(vocabulary().words["as_written"]) <= names
