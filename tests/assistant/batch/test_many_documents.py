"""No number of documents is too many: nothing of a document is packed into a fixed number of bits."""

import numpy as np
import pytest

from assistant.batch import warnings
from assistant.batch.answers import Answers
from assistant.batch.bill import AMOUNTS, DEFAULTS, PAYMENTS


def test_warnings_are_told_of_the_right_one_of_nine_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    names = tuple(f"document-{i}" for i in range(9))
    monkeypatch.setattr(warnings, "policy_ids", lambda: names)
    monkeypatch.setattr(warnings, "warning_ids", lambda name, own, notes: (f"{name}:{own}:{notes}",))
    monkeypatch.setattr(warnings, "text_of", lambda name, warning: warning)
    answers = Answers.for_rows(9, [], None)
    answers.policy[:] = np.arange(9)
    answers.notes[:] = [1 << 20, 3, 0, 0, 0, 0, 0, 1, 1 << 20]
    answers.told[:] = [0, 1 << 40, 0, 0, 0, 0, 0, 0, 5]
    counted = warnings.Warnings()
    told = counted.column(answers).to_pylist()
    assert told[0] == f"document-0:0:{1 << 20}"
    assert told[1] == f"document-1:{1 << 40}:3"
    assert told[8] == f"document-8:5:{1 << 20}"
    assert {one.policy for one in counted.told()} == set(names)


def test_amounts_and_defaults_are_those_of_the_calculator() -> None:
    assert ("eligible", "total", *PAYMENTS) == AMOUNTS
    assert len(PAYMENTS) == 4
    assert DEFAULTS["hospital_level"] == 3
    assert DEFAULTS["age"] == -1
    assert "care" not in DEFAULTS
