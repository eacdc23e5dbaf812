"""``assistant audit``: check all of the knowledge, and show what becomes of every clause.

``assistant audit --markdown > docs/clause-coverage.md`` renews the document that shows the register.
``assistant audit FOLDER`` looks at one document's folder anywhere on disk, without taking it into the library.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from assistant.commands.refusal import refuse
from assistant.search.coverage import ROLE, roles_in_words
from knowledge.folders import examine
from rules.audit import ROLES, DocumentReport, Report, audit
from rules.errors import CaseError

_WIDTH = 16
_AGAIN = "原文没有核对好以前，别的文件里的引文还不能核对；先改好原文和 facts.yaml，再运行一次。"
_GREEN = "没有问题：引文逐字相符，数值都在引文里，每一条都有去处。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[FOLDER] [--json | --markdown]``."""
    parser.add_argument("folder", nargs="?", metavar="文件夹", help="只看这一份文件的文件夹（不用先放进资料库）")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="以 JSON 输出")
    form.add_argument("--markdown", action="store_true", help="以 Markdown 输出条款覆盖表（docs/clause-coverage.md）")


def run(args: argparse.Namespace) -> int:
    """0 everything holds; 1 there is a fault; 2 there is no such folder."""
    if args.folder is not None and not Path(args.folder).is_dir():
        return refuse(CaseError("bad_value", "folder", f"找不到文件夹“{args.folder}”，请检查路径。"))
    report = audit([examine(Path(args.folder))]) if args.folder is not None else audit()
    if args.json:
        print(json.dumps(to_json(report), ensure_ascii=False))
    else:
        print("\n".join(markdown(report) if args.markdown else text(report)))
    return 1 if report.faults else 0


def text(report: Report) -> Iterator[str]:
    """The audit as a table for each document, the faults last."""
    for document in report.documents:
        yield f"{document.name}（{document.policy}）"
        yield f"  {_counts(document)}"
        for path, entry in document.register.clauses.items() if document.register else ():
            parts = list(roles_in_words(document.policy, entry))
            for place, (role, what) in enumerate(parts):
                yield f"    {_padded('' if place else path)}{ROLE[role]}：{what}"
        yield ""
    yield from (f"✗ {fault}" for fault in report.faults)
    if any(fault.file.endswith("/text.txt") for fault in report.faults):
        yield _AGAIN
    yield f"共 {len(report.faults)} 处问题。" if report.faults else _GREEN


def markdown(report: Report) -> Iterator[str]:
    """The register as a document for readers."""
    yield "# 条款覆盖表"
    yield ""
    yield "每份文件的每一条都有去处。“计算”和“告知”由程序核对，“行政管理”和“未纳入”的理由由人读原文后写明。"
    yield ""
    yield "本文件由 `assistant audit --markdown > docs/clause-coverage.md` 生成，登记在每份文件的 `coverage.yaml`。"
    for document in report.documents:
        yield ""
        yield f"## {document.name}（{document.policy}）"
        yield ""
        yield _counts(document)
        yield ""
        yield "| 条款 | 去处 | 说明 |"
        yield "|---|---|---|"
        for path, entry in document.register.clauses.items() if document.register else ():
            for role, what in roles_in_words(document.policy, entry):
                yield f"| {path} | {ROLE[role]} | {what} |"


def to_json(report: Report) -> dict[str, Any]:
    """The audit as JSON values."""
    return {
        "documents": [
            {
                "policy": d.policy,
                "clauses": d.clauses,
                "quotes": d.quotes,
                "figures": d.figures,
                "notices": d.notices,
                "coverage": dict(d.roles),
            }
            for d in report.documents
        ],
        "faults": [
            {"file": f.file, "record": f.record, "clause": f.clause, "message": f.message} for f in report.faults
        ],
    }


def _counts(document: DocumentReport) -> str:
    if document.faults:
        return f"有 {len(document.faults)} 处问题，见末尾"
    roles = "，".join(f"{ROLE[role]} {document.roles[role]}" for role in ROLES)
    entries = len(document.register.clauses) if document.register else 0
    return (
        f"引文 {document.quotes} 处，数值 {document.figures} 个，提示 {document.notices} 条；"
        f"登记条款 {entries} 条：{roles}（一条可有几种去处）"
    )


def _padded(path: str) -> str:
    width = sum(2 if east_asian_width(character) in "WF" else 1 for character in path)
    return path + " " * max(_WIDTH - width, 1)
