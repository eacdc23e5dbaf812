"""The labelled lines: four sets of our own, three by authors who had not seen the matcher, one with every kind of
fault that real diagnoses and letters once brought to light (``kinds``), one of
diagnoses as hospitals write them (``hospital``), and the shared development set where it lies
beside the checkout."""

import json
from pathlib import Path

import pytest

from assistant.diseases import match

HERE = Path(__file__).parent
SHARED = Path(__file__).parents[4] / "shared" / "eval" / "disease" / "dev.jsonl"

#: Lines that are known to fail, each with the reason; docs/disease-matching.md tells them too.
KNOWN = {
    "乳腺瘪": "“瘪”是器官本身的不适（肺瘪了），不敢当作“癌”",
    "非癌": "“非”否定在先，不敢当作“肺”的同音字",
    "直肠痈": "“肠痈”是阑尾炎的旧称，不敢当作“肠癌”",
}


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


OWN = [
    row
    for name in (
        "own",
        "own_second",
        "own_third",
        "own_fourth",
        "blind",
        "blind_second",
        "blind_third",
        "kinds",
        "hospital",
    )
    for row in rows(HERE / f"{name}.jsonl")
]


def is_right(row: dict) -> bool:
    found = match(row["q"])
    ids, expect = set(found.ids), set(row["expect"])
    return expect <= ids <= expect | set(row["allow"]) and found.status in row["status"]


@pytest.mark.parametrize("row", [row for row in OWN if row["q"] not in KNOWN], ids=lambda row: row["q"])
def test_line(row):
    found = match(row["q"])
    ids, expect = set(found.ids), set(row["expect"])
    assert expect <= ids <= expect | set(row["allow"]), (sorted(ids), [e.text for e in found.evidence])
    assert found.status in row["status"]


@pytest.mark.parametrize("row", [row for row in OWN if row["q"] in KNOWN], ids=lambda row: row["q"])
def test_known_failure_never_names_another_disease(row):
    found = match(row["q"])
    assert set(found.ids) <= set(row["expect"]) | set(row["allow"])
    assert not is_right(row), "now right: take it off the list of known failures"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared development set is not beside this checkout")
def test_development_set():
    lines = rows(SHARED)
    right = sum(is_right(row) for row in lines)
    wrong_none = [
        row["q"]
        for row in lines
        if row["kind"] in ("off_list", "negated") and not row["expect"] and match(row["q"]).ids
    ]
    assert right / len(lines) >= 0.97
    assert wrong_none == []
