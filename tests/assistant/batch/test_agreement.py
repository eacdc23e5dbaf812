"""A file gives to the fen what each person's single case gives, whatever the order of the rows."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_rows import Made, csv_text, made_file, read_csv

from assistant.batch import Memory, run
from rules.money import to_yuan
from rules.policies import policy, policy_ids


def computed(made: list[Made], order: list[tuple[int, int]], **how: int) -> list[dict[str, str]]:
    source = Memory("in.csv", csv_text(made[who].cells[bill] for who, bill in order).encode())
    target, errors = Memory("out.csv"), Memory("errors.csv")
    summary = run(source, target, errors=errors, **how)
    assert read_csv(errors.data) == []
    assert summary.bad == 0
    assert summary.computed == len(order)
    return read_csv(target.data)


#: Told of a case with its bills side by side, or of a limit that is shown; a row shows neither.
OF_THE_WHOLE_CASE = {"calendar_year", "perhaps_one_stay", "read_as"}


def assert_as_single_cases(made: list[Made], order: list[tuple[int, int]], rows: list[dict[str, str]]) -> None:
    results = [person.result() for person in made]
    warned: list[set[str]] = [set() for _ in made]
    assert len(rows) == len(order)
    for (who, bill), row in zip(order, rows, strict=True):
        result, expected = results[who], results[who].bills[bill]
        amounts = {b.id: to_yuan(b.amount) for b in expected.benefits}
        family = policy(result.policy).family.benefits
        assert {name: row[name] for name in family} == amounts
        others = {b for name in policy_ids() for b in policy(name).family.benefits} - set(family)
        assert all(row.get(name, "") == "" for name in others)
        assert row["identity"] == (result.identity or "")
        assert row["aid_total"] == to_yuan(expected.aid)
        assert row["self_pay"] == to_yuan(expected.self_pay)
        ids = row["warnings"].split(";")
        open_benefits = {b.id for b in expected.benefits if b.status == "undetermined"}
        assert {i.partition(":")[2] for i in ids if i.startswith("undetermined:")} == open_benefits
        assert ("at_least" in ids) == any(b.at_least for b in expected.benefits)
        warned[who] |= {i for i in ids if i and i != "at_least" and not i.startswith("undetermined:")}
    for result, told in zip(results, warned, strict=True):
        assert told == {warning.id for warning in result.warnings} - OF_THE_WHOLE_CASE


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_mixed_documents_agree_with_single_cases(random: Random) -> None:
    made, order = made_file(random, random.randint(1, 24))
    assert_as_single_cases(made, order, computed(made, order))


@pytest.mark.parametrize("name", policy_ids())
def test_many_people_of_one_document_agree_with_single_cases(name: str) -> None:
    made, order = made_file(Random(f"county of {name}"), 150, (name,))
    rows = computed(made, order)
    assert_as_single_cases(made, order, rows)
    assert len({row["identity"] for row in rows}) > 1


def test_many_people_of_all_documents_agree_with_single_cases_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same file in memory and as one larger than memory."""
    monkeypatch.setattr("assistant.batch.running.PART", 20_000)
    monkeypatch.setattr("assistant.batch.formats.apart.BLOCK", 30_000)
    made, order = made_file(Random("larger than memory"), 400)
    whole = computed(made, order)
    assert_as_single_cases(made, order, whole)
    assert computed(made, order, in_memory=0) == whole


def test_the_order_of_people_in_the_file_changes_nothing() -> None:
    made, order = made_file(Random("order"), 60)
    rows = dict(zip(order, computed(made, order), strict=True))
    by_person = sorted(order)
    assert computed(made, by_person) == [rows[place] for place in by_person]
