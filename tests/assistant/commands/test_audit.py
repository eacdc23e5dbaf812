"""The audit as a command: green on the library, exit status 1 where something is wrong, the document up to date."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.commands.audit import markdown
from knowledge import library
from rules.audit import ROLES, audit

ROOT = Path(__file__).parents[3]
DOCUMENTS = "knowledge/documents"


def assistant(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *words],
        capture_output=True,
        cwd=root,
        check=False,
        timeout=60,
        encoding="utf-8",
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_the_library_is_green_and_shown_document_by_document() -> None:
    done = assistant(ROOT, "audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有问题" in done.stdout.splitlines()[-1]
    for name in library.policy_ids():
        assert f"{library.document(name).facts.short_name}（{name}）" in done.stdout
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert any(line.startswith("二（三）2¶1 ") and "计算：特殊疾病救助、大额费用救助" in line for line in lines)
    assert any("未纳入：" in line and "（需要：" in line for line in lines)


def test_json_holds_the_same_counts() -> None:
    done = assistant(ROOT, "audit", "--json")
    assert done.returncode == 0
    said = json.loads(done.stdout)
    assert said["faults"] == []
    assert [d["policy"] for d in said["documents"]] == list(library.policy_ids())
    for document in said["documents"]:
        assert set(document["coverage"]) == set(ROLES)
        assert all(document["coverage"].values())


def test_the_document_of_the_coverage_is_up_to_date() -> None:
    """Of every document that it shows; one that was added is shown when it is renewed."""
    written = (ROOT / "docs" / "clause-coverage.md").read_text("utf-8")
    renew = "请运行 assistant audit --markdown > docs/clause-coverage.md"
    shown = [name for name in library.policy_ids() if f"（{name}）\n" in written]
    assert shown
    assert written == "\n".join(markdown(audit(shown))) + "\n", renew


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the library in which something may be broken."""
    for room in ("knowledge", "rules", "assistant"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def altered(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_missing_text_is_named_once_and_by_all_that_rest_on_it(copy: Path) -> None:
    (copy / DOCUMENTS / "chongqing-2012/text.txt").unlink()
    done = assistant(copy, "audit")
    assert done.returncode == 1
    assert "chongqing-2012/text.txt：文件夹里缺少这个文件" in done.stdout


def test_faults_in_several_files_are_all_named(copy: Path) -> None:
    altered(copy / DOCUMENTS / "jiulongpo-2023/parameters.yaml", "{value: 90, unit: ", "{value: 95, unit: ")
    altered(
        copy / DOCUMENTS / "banan-2018/parameters.yaml", "clause: 三（一）, quote: 每人每年最高", "quote: 每人每年最高"
    )
    altered(copy / DOCUMENTS / "pengshui-2023/coverage.yaml", "  三（三）:", "  三（九）:")
    altered(copy / DOCUMENTS / "chongqing-2012/text.txt", "肺癌", "肺岩")
    done = assistant(copy, "audit")
    assert done.returncode == 1
    faults = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert done.stdout.splitlines()[-1] == f"共 {len(faults)} 处问题。"
    said = json.loads(assistant(copy, "audit", "--json").stdout)["faults"]
    assert [f["file"] for f in said] == [line.removeprefix("✗ ").partition("：")[0] for line in faults]
    for file, record, words in (
        ("jiulongpo-2023/parameters.yaml", "figures.special_rate.extreme_poverty", "没有数值 95%"),
        ("banan-2018/parameters.yaml", "figures.fund_limit.clause", "缺少“clause”"),
        ("pengshui-2023/coverage.yaml", "clauses.三（九）", "文件里没有这一条"),
        ("chongqing-2012/text.txt", "sha256", "校验值不符"),
    ):
        assert any(file in line and record in line and words in line for line in faults), (file, faults)


@pytest.mark.parametrize(
    ("file", "before", "after", "record", "words"),
    [
        ("pengshui-2023/coverage.yaml", "  三（三）:", "  三（九）:", "clauses.三（三）", "没有登记去处"),
        ("banan-2018/parameters.yaml", "policy:", "policy: [", "banan-2018/parameters.yaml", "不是有效的 YAML"),
        ("chongqing-2012/diseases/special-2012.yaml", "name: 乳腺癌", "name: 乳腺岩", "special-2012/06", "与原文不符"),
        ("jiulongpo-2023/words.yaml", "label: 低保对象", "label: 低保户", "低保户", "与原文不符"),
        ("jiulongpo-2023/words.yaml", "ask:", "ask: [", "jiulongpo-2023/words.yaml", "不是有效的 YAML"),
        ("chongqing-2012/diseases/special-2012.yaml", "- number: 6", "- nummer: 6", "special-2012.yaml", "字段缺少"),
        ("pengshui-2023/facts.yaml", "quote: 2023年5月30日", "quote: 2023年5月31日", "sources", "不符"),
    ],
)
def test_a_fault_in_any_room_fails(copy: Path, file: str, before: str, after: str, record: str, words: str) -> None:
    altered(copy / DOCUMENTS / file, before, after)
    done = assistant(copy, "audit")
    assert done.returncode == 1
    faults = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert any(record in line and words in line for line in faults), done.stdout[-2000:]
