"""A county is one folder: nothing of one document stands anywhere but in its folder.

No id, title, number, place name, town, and no identity or benefit that only one document has, in code, comments or
data. Whoever needs one of these takes it from the documents: ``library.facts``, ``glossary``, ``rules.policies``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge import gazetteer, glossary, library
from knowledge.yamlfile import read_yaml
from rules.policies import policy as rules_of

ROOT = Path(__file__).parents[1]
ROOMS = ("knowledge", "rules", "assistant")
DOCUMENTS = ROOT / "knowledge" / "documents"
READ = {".py", ".yaml", ".css", ".typ"}

#: The general knowledge of divisions: a name may stand there as a division's, whoever has a document; no towns.
GAZETTEERS = {"knowledge/places.yaml", "assistant/search/divisions.yaml"}
#: The kinds of person that social assistance knows everywhere; documents without a code read it as another one.
EVERYDAY = {"assistant/understand/identities.yaml"}
#: A family names the identities and benefits of its own kind.
FAMILIES = "rules/families/"


def files() -> Iterator[Path]:
    """Code and data outside the documents' folders."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in READ and DOCUMENTS not in path.parents and "__pycache__" not in path.parts:
                yield path
    yield from (ROOT / "app.py", ROOT / "run.py")


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def names(policy: str) -> set[str]:
    """What a document and its place are called."""
    facts = library.facts(policy)
    office = {re.split(r"[〔\[（(]", facts.number)[0], facts.number} if facts.number else set()
    return {policy, facts.title, facts.short_name, facts.area.name, *facts.area.names, *facts.area.towns, *office}


def standing(word: str, content: str) -> list[int]:
    """The lines in which a word stands."""
    return [number for number, line in enumerate(content.splitlines(), 1) if word in line]


@pytest.mark.parametrize("policy", library.policy_ids())
def test_nothing_that_names_a_document_stands_outside_its_folder(policy: str) -> None:
    found = [
        f"{shown(path)}:{line}: {word}"
        for path in files()
        if shown(path) not in GAZETTEERS
        for word in sorted(names(policy))
        for line in standing(word, text(path))
    ]
    assert not found, "take it from the document's folder (facts.yaml, words.yaml):\n" + "\n".join(found)


def own_codes() -> dict[str, str]:
    """Identities and benefits that one document alone has, or reads another code as; ordinary words are no code."""
    having: dict[str, str] = {}
    times: Counter[str] = Counter()
    for policy in library.policy_ids():
        words = glossary.words(policy)
        own = {*words.identity, *words.benefit, *words.read_as}
        times.update(own | set(rules_of(policy).parameters.running_sums))
        having |= dict.fromkeys(own, policy)
    return {code: policy for code, policy in having.items() if times[code] == 1 and "_" in code}


def test_no_identity_or_benefit_of_one_document_stands_outside_its_folder() -> None:
    codes = re.compile(rf"(?<![\w-])({'|'.join(own_codes())})(?![\w-])")
    found = [
        f"{shown(path)}: {match[1]} (of {own_codes()[match[1]]})"
        for path in files()
        if not shown(path).startswith(FAMILIES) and shown(path) not in EVERYDAY
        for match in codes.finditer(text(path))
    ]
    assert not found, "a code of one document is known to its folder and its family alone:\n" + "\n".join(found)


def test_the_general_vocabulary_knows_only_what_several_documents_say() -> None:
    general = read_yaml(ROOT / "assistant/understand/identities.yaml")["words"]
    assert not set(general) & set(own_codes()), "the words of one document's people stand in its words.yaml (said)"


def test_the_gazetteer_holds_no_town_of_a_document() -> None:
    towns = {town for policy in library.policy_ids() for town in library.facts(policy).area.towns}
    general = {place.name for place in gazetteer._of_all()}
    assert not towns & general


def test_the_check_sees_a_name() -> None:
    policy = library.policy_ids()[0]
    town = library.facts(policy).area.towns[0]
    assert standing(town, f"# {town}的人\n") == [1]
    assert standing(policy, f"x = '{policy}'\n") == [1]
