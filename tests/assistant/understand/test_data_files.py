"""The word lists hold together."""

import pytest

from assistant.diseases import match
from assistant.understand import localise
from assistant.understand.identities import _data, _words
from assistant.understand.illness import _names as ailments
from assistant.understand.patterns import _patterns
from assistant.understand.regexes import regexes
from knowledge import gazetteer, glossary
from knowledge.catalogues import list_ids
from knowledge.library import policy_ids
from rules import codes


def test_identities_are_codes_of_a_document() -> None:
    known = {code for policy in policy_ids() for code in glossary.codes("identity", policy)}
    assert set(_data()["words"]) <= known


def test_an_identity_word_has_one_meaning() -> None:
    words = [word for rows in _words().values() for word, _ in rows]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("policy", policy_ids())
def test_localised_codes_are_the_documents_own(policy: str) -> None:
    for code in ("five_guarantee", "orphan"):
        [own] = localise([code], policy)
        assert own == code or own in glossary.codes("identity", policy)


def test_a_place_has_one_meaning() -> None:
    names = [place.name for place in (*gazetteer._of_documents(), *gazetteer._of_all()) if len(place.code) != 2]
    assert len(names) == len(set(names))


def test_values_of_patterns_are_values_of_the_interface() -> None:
    allowed = {
        "care": codes.CARE,
        "treatment": codes.TREATMENT,
        "referral": codes.REFERRAL,
        "hospital_level": codes.HOSPITAL_LEVEL,
    }
    for pattern in _patterns():
        assert pattern.value in allowed.get(pattern.field, (True, False)), pattern


@pytest.mark.parametrize("name", ["cash", "when", "whereabouts", "people_words"])
def test_an_expression_that_may_stand_anywhere_matches_some_words(name: str) -> None:
    for key, regex in regexes(name).items():
        assert regex.pattern.startswith("^") or regex.search("") is None, key


def test_common_ailments_stand_on_no_list() -> None:
    listed = [name for name in ailments().pattern.split("|") if match(name, list_ids()).status == "match"]
    assert not listed
