"""House rules that a reader would otherwise have to remember. Each message says what to do instead."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("knowledge", "rules", "assistant")
LONGEST_MODULE = 500


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def tracked() -> list[Path]:
    """The files of the project: those that git knows; all text files where there is no git."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]
    return [p for p in ROOT.rglob("*") if p.is_file() and ".venv" not in p.parts and "__pycache__" not in p.parts]


# Figures of a policy stand in parameters.yaml of a document's folder, with unit, clause and quote, and nowhere else.

#: Whole numbers that are no figure of a document: 0, 1, 2 (places, tiers), and the sentinel of a pool without limit.
_PLAIN = {-1, 0, 1, 2}
#: 100% is the whole and no figure of a document; a year is part of a document's name.
_FIGURE_IN_WORDS = re.compile(r"(?!100%)(?<!\d)\d+(?:\.\d+)?\s*(?:%|％|元|万元|倍|个百分点|岁|类|种|级)")


def figures_in_code(source: str) -> Iterator[str]:
    """Numbers of a family module that could be a figure of its document, and figures in its sentences."""
    tree = ast.parse(source)
    shifted = {id(n.left) for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.LShift)}
    shifts = {id(n.right) for n in ast.walk(tree) if isinstance(n, ast.BinOp) and isinstance(n.op, ast.LShift)}
    ranges = {
        id(arg)
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "range"
        for arg in n.args
    }
    docstrings = set(_docstrings(tree))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in shifted | shifts | ranges | docstrings:
            continue
        if isinstance(node.value, int | float) and not isinstance(node.value, bool) and node.value not in _PLAIN:
            yield f"line {node.lineno}: {node.value}"
        if isinstance(node.value, str) and (found := _FIGURE_IN_WORDS.search(node.value)):
            yield f"line {node.lineno}: “{found[0]}” in “{node.value}”"


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            for statement in node.body:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    yield id(statement.value)


def test_no_figure_of_a_policy_stands_in_code() -> None:
    found = [
        f"{path.relative_to(ROOT)} {what}"
        for path in modules("rules/families")
        for what in figures_in_code(path.read_text("utf-8"))
    ]
    assert not found, (
        "A figure of a document belongs in parameters.yaml of its folder with unit, clause and quote; the formula "
        "takes it from p.figures, a sentence prints it from there.\n" + "\n".join(found)
    )


@pytest.mark.parametrize(
    "source",
    [
        "RATE = 90",
        "x = own * 7000",
        "limit = 10_000_000",
        "y = 0.7",
        "age >= 80",
        "label = '按90%的比例'",
        "n = '超过3万元'",
    ],
)
def test_the_check_sees_a_figure(source: str) -> None:
    assert list(figures_in_code(source))


def test_the_check_lets_plain_numbers_pass() -> None:
    assert not list(
        figures_in_code('"""二（三）2: 90% of what is left."""\na = b[0] + 1\nnone = 1 << 60\nfor i in range(7): pass')
    )


# Modules are short: a reader finds a room by its name and reads it at one go.


def test_no_module_is_longer_than_it_can_be_read() -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for path in modules(*ROOMS, "tests")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not found, f"longer than {LONGEST_MODULE} lines: split by what they are about. {found}"


@pytest.mark.parametrize("word", ["util", "utils", "helper", "helpers", "common", "manager", "misc"])
def test_a_module_says_in_its_name_what_it_is_for(word: str) -> None:
    found = [str(path.relative_to(ROOT)) for path in modules(*ROOMS) if word in path.stem.split("_")]
    assert not found, f"“{word}” names nothing; call the module after what it knows or does. {found}"


def test_every_module_says_what_it_is_for() -> None:
    found = [
        str(p.relative_to(ROOT)) for p in modules(*ROOMS) if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert not found, f"a module begins with one sentence on what it holds: {found}"


# Checks are switched off only with a reason.

_SWITCHED_OFF = re.compile(r"#\s*(type:\s*ignore|noqa)(\[[\w, -]+\]|:\s*[A-Z0-9, ]+)?(?P<rest>.*)$")


def switched_off(text: str) -> Iterator[int]:
    """Lines that silence a checker without naming the rule and, after another #, the reason."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = _SWITCHED_OFF.search(line)
        if match and not (match[2] and re.search(r"#\s*\S.{3,}", match["rest"])):
            yield number


def test_no_check_is_switched_off_without_a_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in modules(*ROOMS, "tests")
        if path != Path(__file__)
        for number in switched_off(path.read_text("utf-8"))
    ]
    assert not found, "name the rule and the reason: `# type: ignore[arg-type]  # why`. " + "\n".join(found)


def test_the_check_sees_a_bare_ignore() -> None:
    assert list(switched_off("x = 1  # type: ignore"))
    assert list(switched_off("x = 1  # type: ignore[arg-type]"))
    assert list(switched_off("x = 1  # noqa: E501"))
    assert not list(switched_off("x = 1  # type: ignore[arg-type]  # the names are the fields"))


@pytest.mark.parametrize("path", [p for p in modules("tests") if p != Path(__file__)], ids=lambda p: p.name)
def test_no_test_is_skipped_without_a_reason(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("skip", "skipif", "xfail"):
            line = path.read_text("utf-8").splitlines()[node.lineno - 1]
            assert "reason=" in line or re.search(r"skip\(f?[\"']", line), f"{path}:{node.lineno}: say why"


# Nothing of the machine on which it was written.

#: Built from parts, so that this file does not hold what it looks for.
_LOCAL = {
    "a package index": re.compile("(?:index-url|extra-index|trusted-host|--find-links)" + r"\s*[=\s]\s*\S+"),
    "a registry address": re.compile(
        r"https?://[^\s\"')]*(?:" + "pypi|" + "artifactory|" + "nexus|" + r"mirror)[^\s\"')]*"
    ),
    "a path of somebody's machine": re.compile("/" + r"(?:home|Users)/\w+|" + "/" + r"work/\w+|" + "/" + r"root/\w+"),
    "an address inside a network": re.compile(r"\b(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}\b"),
}
_TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".json", ".jsonl", ".cfg", ".ini", ".sh", ".css", ".html", ""}


def test_no_file_names_a_registry_or_somebodys_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix not in _TEXT or path == Path(__file__):
            continue
        text = path.read_text("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {what}: {m[0]}" for what, p in _LOCAL.items() for m in p.finditer(text)]
    assert not found, "requirements hold versions and hashes, no addresses; paths are relative.\n" + "\n".join(found)
