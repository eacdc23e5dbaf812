"""``assistant search``: a question in, the clauses that answer it out."""

import argparse
import json
import sys
from typing import Any

from assistant.commands.refusal import refuse
from assistant.search import prepare, search
from rules.errors import CaseError
from rules.policies import policy_ids, why_unknown


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[QUESTION] [--policy ID] [--jsonl]``."""
    parser.add_argument("question", nargs="?", help="问题；用 --jsonl 时不写，从标准输入逐行读")
    parser.add_argument("--policy", choices=policy_ids(), help="只查这一份文件")
    parser.add_argument("--jsonl", action="store_true", help='每行一个 {"q": …, "policy": …}，逐行作答')


def run(args: argparse.Namespace) -> int:
    """0 done; 2 without a question."""
    if args.jsonl:
        prepare()
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(_answer(line), ensure_ascii=False), flush=True)
        return 0
    if not args.question:
        return refuse(CaseError("missing_field", "q", "请在命令后写上问题，或用 --jsonl 从标准输入读。"))
    print(json.dumps(_clauses(args.question, args.policy), ensure_ascii=False))
    return 0


def _answer(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return _refused("bad_json", "", "这一行不是有效的 JSON（UTF-8 编码），请检查引号、逗号和括号。")
    if not isinstance(asked, dict) or "q" not in asked:
        return _refused("missing_field", "q", "缺少问题（q），请写成文字。")
    if not isinstance(asked["q"], str):
        return _refused("bad_value", "q", "问题（q）应是一段文字，请改正。")
    policy = asked.get("policy")
    if policy is not None and not isinstance(policy, str):
        return _refused("bad_value", "policy", f"文件代码（policy）应是文字；可填：{'、'.join(policy_ids())}。")
    if policy is not None and policy not in policy_ids():
        return _refused("unknown_policy", "policy", why_unknown(policy))
    return _clauses(asked["q"], policy)


def _clauses(question: str, policy: str | None) -> dict[str, Any]:
    hits = search(question, policy)
    return {"clauses": [{"clause": hit.clause, "score": hit.score, "text": hit.text} for hit in hits]}


def _refused(code: str, field: str, message: str) -> dict[str, Any]:
    return CaseError(code, field, message).to_json()
