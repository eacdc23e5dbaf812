"""``assistant audit``: check all of the knowledge, and show what becomes of every clause.

``assistant audit --markdown > docs/clause-coverage.md`` renews the document that shows the register.
"""

import argparse
import json
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

from knowledge import glossary
from rules.audit import ROLES, DocumentReport, Entry, Report, audit
from rules.policies import policy

_ROLE = {"computed": "计算", "told": "告知", "administrative": "行政管理", "not_modelled": "未纳入"}
_FACT = {
    "title": "名称",
    "number": "文号",
    "issuer": "发文机关",
    "dated": "日期",
    "in_force_from": "施行日期",
    "status": "效力",
    "area": "适用地区",
    "only_for": "适用对象",
    "local_rules": "区县另行规定",
    "replaces": "与旧规定的关系",
    "basis": "制定依据",
    "refers_to": "引用的文件",
}
_WIDTH = 16
_GREEN = "没有问题：引文逐字相符，数值都在引文里，每一条都有去处。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[--json | --markdown]``."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="以 JSON 输出")
    form.add_argument("--markdown", action="store_true", help="以 Markdown 输出条款覆盖表（docs/clause-coverage.md）")


def run(args: argparse.Namespace) -> int:
    """0 everything holds; 1 there is a fault."""
    report = audit()
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
            parts = list(_roles(document.policy, entry))
            for place, (role, what) in enumerate(parts):
                yield f"    {_padded('' if place else path)}{_ROLE[role]}：{what}"
        yield ""
    yield from (f"✗ {fault}" for fault in report.faults)
    yield f"共 {len(report.faults)} 处问题。" if report.faults else _GREEN


def markdown(report: Report) -> Iterator[str]:
    """The register as a document for readers."""
    yield "# 条款覆盖表"
    yield ""
    yield "每份文件的每一条都有去处。“计算”和“告知”由程序核对，“行政管理”和“未纳入”的理由由人读原文后写明。"
    yield ""
    yield "本文件由 `assistant audit --markdown > docs/clause-coverage.md` 生成，登记在 `rules/coverage/`。"
    for document in report.documents:
        yield ""
        yield f"## {document.name}（{document.policy}）"
        yield ""
        yield _counts(document)
        yield ""
        yield "| 条款 | 去处 | 说明 |"
        yield "|---|---|---|"
        for path, entry in document.register.clauses.items() if document.register else ():
            for role, what in _roles(document.policy, entry):
                yield f"| {path} | {_ROLE[role]} | {what} |"


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
    roles = "，".join(f"{_ROLE[role]} {document.roles[role]}" for role in ROLES)
    entries = len(document.register.clauses) if document.register else 0
    return (
        f"引文 {document.quotes} 处，数值 {document.figures} 个，提示 {document.notices} 条；"
        f"登记条款 {entries} 条：{roles}（一条可有几种去处）"
    )


def _roles(policy_id: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """What becomes of a clause, in words: (role, what)."""
    if entry.computed:
        yield "computed", "、".join(_computed(policy_id, name) for name in entry.computed)
    if entry.told:
        yield "told", "；".join(_told(policy_id, name) for name in entry.told)
    if entry.administrative:
        yield "administrative", entry.administrative
    if entry.not_modelled:
        yield "not_modelled", f"{entry.not_modelled.reason}（需要：{entry.not_modelled.needs}）"


def _computed(policy_id: str, name: str) -> str:
    if name == "premium":
        return "资助参保"
    if name in glossary.codes("benefit", policy_id):
        return glossary.label("benefit", name, policy_id)
    return f"病种名单 {name}"


def _told(policy_id: str, name: str) -> str:
    """A fact by its name, a reading by its question, a notice by its first sentence."""
    kind, _, item = name.partition(".")
    if kind == "facts":
        return f"文件信息（{_FACT[item]}）"
    if kind == "readings":
        return f"读法“{glossary.reading(item, policy_id).question}”"
    parameters = policy(policy_id).parameters
    notice = parameters.warnings[item] if kind == "warnings" else parameters.entitlements[item]
    return f"提示“{notice.text.partition('。')[0]}”"


def _padded(path: str) -> str:
    width = sum(2 if east_asian_width(character) in "WF" else 1 for character in path)
    return path + " " * max(_WIDTH - width, 1)
