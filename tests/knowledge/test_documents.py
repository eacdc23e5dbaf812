"""The documents are the given ones, and each stated fact stands in the words that it names."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from knowledge import library
from knowledge.folders import FILES, file_of
from knowledge.library import DocumentError, UnknownPolicyError, document, policy_ids
from knowledge.quotes import locate_in_clause

# Held here as well as in the facts files: text and facts must not drift together.
CHECKSUMS = {
    "jiulongpo-2023": "0843ee95baf95b40134ed74af16db6047e58fd110eadcd36d7b8d1d569402b11",
    "pengshui-2023": "53a76e41bdbd1d72dca82504847415a6bd3b341decbc19a1318de27667397ae4",
    "chongqing-2012": "21ca2c331f719dc3dfc5832964f2e316bfd4bfe8a9cc43c246db887155a0077d",
    "banan-2018": "ec30703bbb2efee470bb9095c61cbec1c97cd102e4f03cb7f6e751df3b2ef7b8",
    "jiangsu-2023-draft": "260d38fa2ddb0fb153a3092541ed4efcb49cbdf110095f48cb18c51192531944",
}


def test_the_given_documents_come_in_their_fixed_order() -> None:
    assert tuple(name for name in policy_ids() if name in CHECKSUMS) == tuple(CHECKSUMS)


@pytest.mark.parametrize("policy", CHECKSUMS)
def test_text_is_byte_for_byte_the_given_one(policy: str) -> None:
    raw = file_of(policy, "text.txt").read_bytes()
    assert sha256(raw).hexdigest() == CHECKSUMS[policy]
    assert document(policy).facts.sha256 == CHECKSUMS[policy]
    assert document(policy).text.encode() == raw


@pytest.mark.parametrize("policy", policy_ids())
def test_facts_rest_on_words_of_the_document(policy: str) -> None:
    facts = document(policy).facts
    assert facts.id == policy
    for citation in facts.citations():
        assert citation.clause.startswith(f"{policy}#")
        assert locate_in_clause(citation.clause, citation.quote), citation


@pytest.mark.parametrize("policy", policy_ids())
def test_numbers_titles_and_dates_stand_in_their_quotes(policy: str) -> None:
    facts = document(policy).facts

    def words(fact: str) -> str:
        return "".join(citation.quote for citation in facts.sources[fact])  # type: ignore[index]  # a plain str

    assert facts.title in words("title")
    if facts.number:
        assert facts.number in words("number")
    if facts.dated:
        assert f"{facts.dated.year}年{facts.dated.month}月{facts.dated.day}日" in words("dated")
    start = facts.in_force_from
    assert f"{start.year}年{start.month}月{start.day}日" in words("in_force_from")
    for cited in facts.basis + facts.refers_to:
        assert cited.number in cited.citation.quote


def test_facts_that_the_rules_rest_on() -> None:
    facts = {policy: document(policy).facts for policy in CHECKSUMS}
    assert facts["jiulongpo-2023"].in_force_from == date(2023, 10, 14)
    assert not facts["jiulongpo-2023"].in_force_assumed
    assert facts["pengshui-2023"].in_force_from == date(2023, 5, 30)
    assert facts["pengshui-2023"].in_force_assumed
    assert "落款日期" in facts["pengshui-2023"].in_force_note
    assert facts["jiangsu-2023-draft"].number is None
    assert facts["jiangsu-2023-draft"].dated is None
    assert facts["jiangsu-2023-draft"].in_force_from == date(2023, 1, 1)
    assert {policy: item.status for policy, item in facts.items()} == {
        "jiulongpo-2023": "in_force",
        "pengshui-2023": "in_force",
        "chongqing-2012": "in_force",
        "banan-2018": "may_have_ended",
        "jiangsu-2023-draft": "draft",
    }
    assert [item.area.code for item in facts.values()] == ["500107", "500243", "50", "500113", "32"]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of one document's folder, in place of the library's, in which something may be broken."""
    folder = tmp_path / "jiulongpo-2023"
    shutil.copytree(file_of("jiulongpo-2023", ""), folder)
    monkeypatch.setattr(library, "file_of", lambda policy, name: tmp_path / policy / name)
    for remembered in (library.document, library.facts, library.why_left_out):
        remembered.cache_clear()
    yield folder
    for remembered in (library.document, library.facts, library.why_left_out):
        remembered.cache_clear()


def alter(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_a_changed_text_is_refused(copy: Path) -> None:
    alter(copy / "text.txt", "按 90%", "按 95%")
    with pytest.raises(DocumentError, match=r"jiulongpo-2023/text\.txt.*校验值"):
        document("jiulongpo-2023")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("title: [{clause", "titel: [{clause", "titel"),
        ("in_force_from: 2023-10-14", "in_force_from: 2023-13-14", "in_force_from"),
        ("  issuer: [", "  status: [", "issuer"),
        ("id: jiulongpo-2023\n", "id: pengshui-2023\n", "id 应与文件夹同名"),
        ("in_force_assumed: false", "in_force_assumed: true", "in_force_note"),
    ],
)
def test_faulty_facts_are_refused(before: str, after: str, message: str, copy: Path) -> None:
    alter(copy / "facts.yaml", before, after)
    with pytest.raises(DocumentError, match=message):
        document("jiulongpo-2023")


@pytest.mark.parametrize("name", FILES)
def test_a_folder_without_one_of_its_files_is_left_out_with_its_name(name: str, copy: Path) -> None:
    (copy / name).unlink()
    assert name in library.why_left_out("jiulongpo-2023")


def test_unknown_policy_names_those_there_are() -> None:
    with pytest.raises(UnknownPolicyError, match=r"没有文件“atlantis”.*jiulongpo-2023"):
        document("atlantis")


def test_outline_gives_headings_and_leaves_with_depth() -> None:
    outline = [(depth, clause.path) for depth, clause in document("jiulongpo-2023").outline()]
    assert outline[:8] == [
        (0, "标题"),
        (0, "前言"),
        (0, "一"),
        (0, "二"),
        (1, "二（一）"),
        (2, "二（一）1"),
        (2, "二（一）2"),
        (2, "二（一）3"),
    ]
    assert not any("¶" in path for _, path in outline)


def test_one_document_does_not_load_the_others_nor_heavy_packages() -> None:
    code = (
        "import sys; from knowledge import library; library.clause('pengshui-2023#二（六）'); "
        "assert library.document.cache_info().currsize == 1; "
        "print([m for m in ('streamlit', 'pandas', 'numpy', 'jieba') if m in sys.modules])"
    )
    root = Path(library.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
