"""Imports go one way: app.py → assistant → rules → knowledge. Whoever reads a room need not know the rooms above it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Each room and the rooms below it, which are all that it may know.
BELOW = {
    "knowledge": (),
    "rules": ("knowledge",),
    "assistant": ("rules", "knowledge"),
}
#: Only the page draws: nothing below `assistant` knows a screen, tables of data, or a word cutter.
FOR_SCREENS = ("streamlit", "pandas", "altair", "pyarrow")


def modules(room: str) -> Iterator[Path]:
    yield from sorted((ROOT / room).rglob("*.py"))


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Every absolute import with its line, those inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def upward(room: str, source: str) -> Iterator[str]:
    """Imports of a room that go up or sideways."""
    own = {*BELOW, "app"} - {room, *BELOW[room]}
    for line, name in imported(source):
        if name.partition(".")[0] in own:
            yield f"line {line} imports {name}"


@pytest.mark.parametrize("room", BELOW)
def test_no_room_imports_from_above(room: str) -> None:
    found = [f"{path.relative_to(ROOT)}: {what}" for path in modules(room) for what in upward(room, path.read_text())]
    below = " and ".join(BELOW[room]) or "nothing of ours"
    assert not found, (
        f"{room} may import {below}. A line that needs to go up is in the wrong room: move it to the room above, or "
        f"hand in what it needs as an argument.\n" + "\n".join(found)
    )


@pytest.mark.parametrize("room", ["knowledge", "rules"])
def test_knowledge_and_rules_know_no_screen(room: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(room)
        for line, name in imported(path.read_text())
        if name.partition(".")[0] in FOR_SCREENS
    ]
    assert not found, "What is shown and how is the assistant's and the page's business.\n" + "\n".join(found)


def test_streamlit_stays_in_the_page_and_the_pages() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in modules("assistant")
        if "pages" not in path.parts
        for _, name in imported(path.read_text())
        if name.partition(".")[0] == "streamlit"
    ]
    assert not found, "Only app.py and assistant/pages draw with Streamlit; the rest is to run without it." + str(found)


def test_the_rooms_are_those_that_this_test_knows() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages == set(BELOW), "A new room needs its place in the order: add it to BELOW."


def test_the_check_sees_an_import_that_goes_up() -> None:
    for source in (
        "import assistant.commands.cli",
        "def f():\n    from rules.calculate import calculate",
        "import app",
    ):
        assert list(upward("knowledge", source))
    assert not list(upward("rules", "from knowledge import library\nfrom .money import to_fen\nimport numpy"))


@pytest.mark.parametrize("module", ["rules.calculate", "rules.door", "rules.batch", "assistant.commands.cli"])
def test_computing_loads_no_heavy_package(module: str) -> None:
    """`assistant calc` starts as a cold process each time."""
    code = f"import sys, {module}; print([m for m in ('streamlit', 'pandas', 'jieba', 'altair') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", f"importing {module} loads {done.stdout.strip()}; import it where it is used"
