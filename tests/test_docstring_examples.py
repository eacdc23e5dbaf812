"""The examples in docstrings are run: what a reader is shown is what happens."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOWING = sorted(
    path.relative_to(ROOT).with_suffix("")
    for room in ("knowledge", "rules", "assistant")
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text("utf-8")
)


def test_some_modules_show_examples() -> None:
    assert SHOWING


@pytest.mark.parametrize("module", SHOWING, ids=str)
def test_the_examples_of_a_module_hold(module: Path) -> None:
    name = ".".join(part for part in module.parts if part != "__init__")
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed
