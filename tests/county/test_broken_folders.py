"""A folder that lacks something or is broken is told of in one sentence, with file and remedy, and left out; the others
go on working. Every way of being broken is one folder; all of them stand beside a sound county at the same time.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from fictional import YANGLI, YANGLING, write
from test_counties import STAY, lines, run

from knowledge import library
from knowledge.folders import FILES

Break = Callable[[Path], None]


def without(name: str) -> Break:
    """A file is missing."""
    return lambda folder: (folder / name).unlink()


def holding(name: str, content: bytes) -> Break:
    """A file holds something else."""
    return lambda folder: _put(folder / name, content)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def saying(name: str, before: str, after: str) -> Break:
    """Words of a file are others; the first place counts."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        assert before in text, (name, before)
        (folder / name).write_text(text.replace(before, after, 1), "utf-8")

    return change


def lacking(name: str, start: str, end: str) -> Break:
    """A stretch of a file is gone, from its first words up to those that follow it."""

    def change(folder: Path) -> None:
        text = (folder / name).read_text("utf-8")
        at = text.index(start)
        (folder / name).write_text(text[:at] + text[text.index(end, at + len(start)) :], "utf-8")

    return change


def all_of(*breaks: Break) -> Break:
    """Several things at once."""

    def change(folder: Path) -> None:
        for one in breaks:
            one(folder)

    return change


def emptied(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        path.unlink()


def with_list(content: str) -> Break:
    def change(folder: Path) -> None:
        saying("facts.yaml", "sources:\n", "lists: [own-list]\n\nsources:\n")(folder)
        _put(folder / "diseases" / "own-list.yaml", content.encode())

    return change


LIST = "catalogue: own-list\ntitle: 名单\nclause: 二（三）2¶1\nentries:\n  - {{number: {number}, name: {name}}}\n"

#: What is broken → how, the file that is named, and words of the sentence.
WAYS: dict[str, tuple[Break, str, str]] = {
    **{f"no {name}": (without(name), name, "缺少这个文件") for name in FILES},
    **{
        f"{name} is no YAML": (holding(name, b"policy: [\n"), name, "不是有效的 YAML")
        for name in FILES
        if name.endswith(".yaml")
    },
    "a key twice": (holding("parameters.yaml", b"policy: a\npolicy: b\n"), "parameters.yaml", "写了两次"),
    "a list in place of a mapping": (holding("parameters.yaml", b"- 1\n"), "parameters.yaml", "最外层"),
    "not a text file": (holding("text.txt", b"\xff\xfe\x00"), "text.txt", "校验值不符"),
    "another text": (saying("text.txt", "特困人员", "特困户"), "text.txt", "校验值不符"),
    "wrong checksum": (saying("facts.yaml", "sha256: ", "sha256: 0"), "facts.yaml", "sha256"),
    "nothing in it": (emptied, "text.txt", "缺少这个文件"),
    "another id in the facts": (saying("facts.yaml", "id: ", "id: other-"), "facts.yaml", "应"),
    "an unknown fact": (saying("facts.yaml", "title:", "titel:"), "facts.yaml", "titel"),
    "a day that is none": (saying("facts.yaml", "dated: 2024-", "dated: 20x4-"), "facts.yaml", "日期"),
    "a fact that the text does not state": (
        saying("facts.yaml", "quote: 漾里府", "quote: 漾外府"),
        "facts.yaml",
        "与原文不符",
    ),
    "a form that is not there": (saying("facts.yaml", "roster: 附件", "roster: 附件9"), "facts.yaml", "没有这一条"),
    "a list that is not there": (
        saying("facts.yaml", "sources:\n", "lists: [gone]\n\nsources:\n"),
        "diseases/gone.yaml",
        "文件不存在",
    ),
    "a disease that the text does not name": (
        with_list(LIST.format(number=1, name="肺癌")),
        "diseases/own-list.yaml",
        "不符",
    ),
    "a list counted wrongly": (with_list(LIST.format(number=2, name="特殊疾病")), "diseases/own-list.yaml", "编号"),
    "unknown family": (saying("parameters.yaml", "family: ", "family: x"), "parameters.yaml", "应是其中之一"),
    "unknown list of diseases": (
        saying("parameters.yaml", "special: special-2012", "special: none"),
        "parameters.yaml",
        "none",
    ),
    "another policy's parameters": (saying("parameters.yaml", "policy: ", "policy: x"), "parameters.yaml", "应为"),
    "a quote that does not stand": (
        saying("parameters.yaml", "quote: 年度救助限额2万元", "quote: 每年限额2万元"),
        "parameters.yaml",
        "与原文不符",
    ),
    "a clause that does not exist": (
        saying("parameters.yaml", "clause: 二（六）3", "clause: 二（九）3"),
        "parameters.yaml",
        "没有这一条",
    ),
    "a figure that is not in its quote": (
        saying("parameters.yaml", "value: 77", "value: 78"),
        "parameters.yaml",
        "没有数值 78%",
    ),
    "a figure missing": (
        lacking("parameters.yaml", "  special_limit:", "  large_level:"),
        "parameters.yaml",
        "special_limit",
    ),
    "a text missing": (lacking("parameters.yaml", "  referral:", "  special_disease:"), "parameters.yaml", "referral"),
    "a reading missing that the family asks": (
        all_of(
            lacking("parameters.yaml", "  tilt_scope:", "  premium_unnamed:"),
            lacking("words.yaml", "  tilt_scope:", "  premium_unnamed:"),
            saying("coverage.yaml", ", readings.tilt_scope", ""),
        ),
        "parameters.yaml",
        "tilt_scope",
    ),
    "the words of a reading missing": (
        lacking("words.yaml", "  tilt_scope:", "  premium_unnamed:"),
        "parameters.yaml",
        "读法",
    ),
    "a warning missing that the family gives": (
        lacking("parameters.yaml", "  chronic_outpatient:", "  aid_not_subtracted:"),
        "parameters.yaml",
        "warnings.chronic_outpatient",
    ),
    "an entitlement missing that the register names": (
        lacking("parameters.yaml", "  home_standard:", "  help_applying:"),
        "coverage.yaml",
        "entitlements.home_standard",
    ),
    "the word of an identity missing": (
        lacking("words.yaml", "  dibao: ", "  returned_poverty"),
        "parameters.yaml",
        "identities",
    ),
    "the word of a benefit missing": (lacking("words.yaml", "  tilt: ", "reading:"), "parameters.yaml", "tilt"),
    "a word that the clause does not use": (
        saying("words.yaml", "label: 低保对象", "label: 高保对象"),
        "words.yaml",
        "与原文不符",
    ),
    "an identity read as none of its own": (
        saying("words.yaml", "orphan: extreme_poverty", "orphan: poor"),
        "words.yaml",
        "“poor”不在",
    ),
    "an expression that is none": (saying("words.yaml", "said: '倾斜'", "said: '(倾斜'"), "words.yaml", "正则表达式"),
    "an unknown key in the words": (saying("words.yaml", "benefit:", "benefits:"), "words.yaml", "benefit"),
    "a step without its clause": (lacking("next_steps.yaml", "    clause:", "    quote:"), "next_steps.yaml", "clause"),
    "a step that quotes wrongly": (
        saying("next_steps.yaml", "quote: 实现", "quote: 做到"),
        "next_steps.yaml",
        "与原文不符",
    ),
    "a step for people of another document": (
        saying("next_steps.yaml", "for: [", "for: [nobody, "),
        "next_steps.yaml",
        "nobody",
    ),
    "a clause not accounted for": (
        lacking("coverage.yaml", "  三（三）:", "  三（四）:"),
        "coverage.yaml",
        "没有登记去处",
    ),
    "a clause that the register makes up": (
        saying("coverage.yaml", "  三（三）:", "  三（九）:"),
        "coverage.yaml",
        "没有这一条",
    ),
    "a use that is not so": (
        saying("coverage.yaml", "computed: [tilt]", "computed: [large]"),
        "coverage.yaml",
        "没有引用",
    ),
    "another policy's register": (saying("coverage.yaml", "policy: ", "policy: x"), "coverage.yaml", "应为"),
    "an example that is no case": (saying("examples.yaml", "    bills:", "    bill:"), "examples.yaml", "账单"),
    "an example without its person": (
        saying("examples.yaml", "  person: 样例甲", "  person: 某人"),
        "examples.yaml",
        "person",
    ),
}
IDS = {way: f"broken-{number:02}" for number, way in enumerate(WAYS)}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One broken folder for every way, and a sound one."""
    folder = tmp_path_factory.mktemp("documents")
    write(YANGLING, folder)
    for number, (way, (breaks, _, _)) in enumerate(WAYS.items()):
        breaks(write(replace(YANGLI, id=IDS[way], code=f"5003{number:02}"), folder))
    return folder


@pytest.fixture(scope="module")
def audited(documents: Path) -> Any:
    done = run(documents, "-m", "assistant", "audit", "--json")
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert done.returncode == 1
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def computed(documents: Path) -> dict[str, Any]:
    """What ``calc`` says of each folder."""
    person = {"identities": ["dibao"]}
    ids = [*IDS.values(), YANGLING.id, *library.policy_ids()]
    given = [{"policy": name, "person": person, "bills": [STAY]} for name in ids]
    return dict(zip(ids, lines(documents, "calc", *given), strict=True))


@pytest.fixture(scope="module")
def at_the_start(documents: Path) -> list[str]:
    """What the app says when it starts."""
    done = run(documents, "-c", "from assistant.pages.serving import tell_left_out; tell_left_out()")
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr.splitlines()


@pytest.mark.parametrize("way", WAYS)
def test_the_audit_names_file_and_fault(audited: Any, way: str) -> None:
    _, file, words = WAYS[way]
    faults = [fault for fault in audited["faults"] if fault["file"].partition("/")[0] == IDS[way]]
    named = [f for f in faults if f["file"] == f"{IDS[way]}/{file}" and words in f"{f['record']} {f['message']}"]
    assert named, faults


@pytest.mark.parametrize("way", WAYS)
def test_calc_says_why_the_document_cannot_be_used(computed: dict[str, Any], way: str) -> None:
    error = computed[IDS[way]]["error"]
    assert (error["code"], error["field"]) == ("unknown_policy", "policy")
    assert error["message"].startswith(f"“{IDS[way]}”这份文件现在不能用：{IDS[way]}/")
    assert "\n" not in error["message"]


@pytest.mark.parametrize("way", WAYS)
def test_the_app_says_so_when_it_starts(at_the_start: list[str], way: str) -> None:
    assert len([line for line in at_the_start if line.startswith(f"没有采用的文件：{IDS[way]}/")]) == 1


def test_every_other_document_goes_on_working(audited: Any, computed: dict[str, Any]) -> None:
    sound = {YANGLING.id, *library.policy_ids()}
    assert {fault["file"].partition("/")[0] for fault in audited["faults"]} == set(IDS.values())
    assert {d["policy"] for d in audited["documents"]} == sound | set(IDS.values())
    assert all("aid_total" in computed[name] for name in sound)


def test_a_wider_document_in_its_place_says_so(documents: Path) -> None:
    program = (
        "from rules.applicable import applicable; found = applicable('500300'); "
        "print(found.policy, *(n.text for n in found.warnings if n.id == 'document_left_out'))"
    )
    told = run(documents, "-c", program).stdout.split()
    assert told == ["chongqing-2012", f"当地的《{YANGLI.short_name}》资料不完整，没有采用；请向当地医保部门核实。"]


def test_the_broken_are_left_out_everywhere_else(documents: Path) -> None:
    [asked, heard] = lines(documents, "chat", {"text": "你好"}, {"text": f"我是{YANGLING.name}的低保户"})
    assert len([option for option in asked["options"] if "漾" in option]) == 1
    assert heard["case"]["policy"] == YANGLING.id
    [answer] = lines(documents, "search", {"q": "低保特殊疾病救助比例是多少"})
    assert not [clause for clause in answer["clauses"] if clause["clause"].startswith("broken")]


def test_two_folders_of_one_name_are_told_of_and_the_first_counts(tmp_path: Path) -> None:
    for place in ("one", "two"):
        write(YANGLING, tmp_path / place)
    shutil.copytree(library.folders()["banan-2018"], tmp_path / "two" / "banan-2018")
    both = Path(f"{tmp_path / 'one'}:{tmp_path / 'two'}")
    done = run(both, "-m", "assistant", "audit", "--json")
    told = {fault["file"]: fault["message"] for fault in json.loads(done.stdout)["faults"]}
    assert set(told) == {YANGLING.id, "banan-2018"}
    assert all("换一个名字" in message for message in told.values())
    case = {"policy": "banan-2018", "person": {"identities": []}, "bills": [{**STAY, "diseases": []}]}
    [answer] = lines(both, "calc", case)
    assert "aid_total" in answer


def test_a_folder_anywhere_is_audited_with_all_its_faults(tmp_path: Path) -> None:
    folder = write(YANGLI, tmp_path)
    done = run(tmp_path / "nothing", "-m", "assistant", "audit", str(folder))
    assert (done.returncode, "没有问题" in done.stdout) == (0, True), done.stdout
    for breaks in (
        saying("parameters.yaml", "value: 77", "value: 78"),
        saying("words.yaml", "label: 低保对象", "label: 高保对象"),
        saying("next_steps.yaml", "quote: 实现", "quote: 做到"),
        lacking("coverage.yaml", "  三（三）:", "  三（四）:"),
    ):
        breaks(folder)
    done = run(tmp_path / "nothing", "-m", "assistant", "audit", str(folder))
    assert done.returncode == 1
    told = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    for file in ("parameters", "words", "next_steps", "coverage"):
        assert any(f"{YANGLI.id}/{file}.yaml" in line for line in told), told
    assert f"共 {len(told)} 处问题。" in done.stdout
    assert "九龙坡" not in done.stdout


@pytest.mark.parametrize(("name", "status"), [("empty", 1), ("gone", 2)])
def test_a_folder_without_anything_is_told_of(tmp_path: Path, name: str, status: int) -> None:
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / "nothing", "-m", "assistant", "audit", str(tmp_path / name))
    assert done.returncode == status
    assert ("缺少这个文件" if status == 1 else "找不到文件夹") in done.stdout
    assert "Traceback" not in done.stderr


def test_the_sum_of_a_new_text_is_told(tmp_path: Path) -> None:
    folder = write(YANGLI, tmp_path)
    saying("text.txt", "特困人员", "特困户")(folder)
    now = sha256((folder / "text.txt").read_bytes()).hexdigest()
    done = run(tmp_path / "nothing", "-m", "assistant", "audit", str(folder))
    assert now in done.stdout


def test_the_template_is_audited_as_a_teacher_would(tmp_path: Path) -> None:
    """Its faults are those of an empty form: nothing is unknown to the reader, nothing crashes."""
    done = run(tmp_path, "-m", "assistant", "audit", str(Path(__file__).parents[2] / "docs" / "county-template"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "sha256 改成" in done.stdout
    assert "再运行一次" in done.stdout
    assert "不认识" not in done.stdout
