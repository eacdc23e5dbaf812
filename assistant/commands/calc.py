"""``assistant calc``: a case in, a result out."""

import argparse
import json
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from assistant.commands.refusal import refuse
from rules.calculate import calculate
from rules.door import CaseError, read_case
from rules.json_input import read_json
from rules.named_diseases import NamedDisease
from rules.what_if import what_if


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[FILE|-] [--jsonl] [--what-if]``."""
    parser.add_argument("file", nargs="?", default="-", help="案例的 JSON 文件，- 为标准输入")
    parser.add_argument("--jsonl", action="store_true", help="每行一个案例，逐行作答")
    parser.add_argument("--what-if", action="store_true", help="同时列出哪些情况不同时金额会变，差多少")


def run(args: argparse.Namespace) -> int:
    """0 done; 2 bad input, with the error as JSON on stdout and a sentence on stderr."""
    try:
        source = sys.stdin.buffer.read() if args.file == "-" else Path(args.file).read_bytes()
    except OSError:
        return refuse(CaseError("bad_value", "file", f"读不到文件“{args.file}”，请检查路径和权限。"))
    if args.jsonl:
        for line in source.splitlines():
            if line.strip():
                print(_dumps(_answer_or_error(line, args.what_if)), flush=True)
        return 0
    try:
        print(_dumps(answer(source, args.what_if)))
    except CaseError as wrong:
        return refuse(wrong)
    return 0


def answer(source: bytes, with_what_if: bool = False) -> dict[str, Any]:
    """One case in JSON to one result in JSON values. Raises CaseError."""
    case = read_case(read_json(source), _resolve)
    result = calculate(case).to_json()
    if with_what_if:
        result["what_if"] = [difference.to_json() for difference in what_if(case)]
    return result


def _resolve(name: str, lists: Collection[str]) -> NamedDisease:
    """The matcher, loaded where a disease is first given by name: most cases give codes."""
    from assistant.diseases.named import resolve_disease

    return resolve_disease(name, lists)


def _answer_or_error(line: bytes, with_what_if: bool) -> dict[str, Any]:
    try:
        return answer(line, with_what_if)
    except CaseError as wrong:
        return wrong.to_json()


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
