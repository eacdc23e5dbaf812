"""``assistant match``: a disease as a person writes it, matched to the official lists."""

import argparse
import json
import sys

from assistant.commands.refusal import refuse
from assistant.diseases import match
from assistant.diseases.jsonl import run as answer_lines
from rules.errors import CaseError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``[NAME] [--jsonl]``."""
    parser.add_argument("name", nargs="?", help="病名；用 --jsonl 时不写，从标准输入逐行读")
    parser.add_argument("--jsonl", action="store_true", help='每行一个 {"q": …}，逐行作答')


def run(args: argparse.Namespace) -> int:
    """0 done; 2 without a name."""
    if args.jsonl:
        return answer_lines(sys.stdin, sys.stdout)
    if not args.name:
        return refuse(CaseError("missing_field", "q", "请在命令后写上病名，或用 --jsonl 从标准输入读。"))
    print(json.dumps(match(args.name).as_json(), ensure_ascii=False))
    return 0
