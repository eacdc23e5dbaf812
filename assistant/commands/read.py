"""``assistant read``: what a settlement paper states, its own checks, and what of it is not used."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from assistant.commands.refusal import refuse
from assistant.understand.paper import Paper, read_paper
from assistant.understand.paper.checks import sentence
from assistant.understand.paper.reading import Field
from rules.errors import CaseError

#: What can be read today, by the file's ending.
ENDINGS = (".txt", ".json")
#: A longer file is no settlement paper.
LARGEST = 2_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_NO_PAPER = "这个文件里没有认出结算单：至少要有总费用、政策范围内费用、报销金额中的几项，每项写明名称和数字。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``FILE``."""
    parser.add_argument("file", help="结算单文件，TXT 或 JSON，- 为标准输入")


def run(args: argparse.Namespace) -> int:
    """0 done, also where the file is no settlement paper; 2 a file that cannot be read."""
    try:
        text = _text(args.file)
    except CaseError as wrong:
        return refuse(wrong)
    paper = read_paper(text)
    if paper is None:
        print(_NO_PAPER, file=sys.stderr)
    print(json.dumps(answer(paper), ensure_ascii=False))
    return 0


def answer(paper: Paper | None) -> dict[str, Any]:
    """The interface's answer: settlements with fields and checks, and what is not used."""
    if paper is None:
        return {"settlements": [], "not_used": []}
    settlements = [
        {
            "fields": {field.path: _field(field) for field in fields},
            "checks": [{"text": sentence(one), "holds": one.holds} for one in settlement.sums],
        }
        for fields, settlement in zip(paper.fields, paper.found.settlements, strict=True)
    ]
    return {"settlements": settlements, "not_used": list(paper.not_used)}


def _field(field: Field) -> dict[str, Any]:
    printed = f"{field.entry.label} {field.entry.value}"
    return {"value": field.value, "text": printed, "page": 1, "box": None, "sure": field.sure}


def _text(name: str) -> str:
    """The file's text. Raises CaseError where there is none."""
    if name != "-" and Path(name).suffix.lower() not in ENDINGS:
        raise CaseError(
            "bad_value", "file", f"现在能读 TXT 和 JSON 两种结算单文件，“{name}”不是，请把内容存成其中一种。"
        )
    try:
        source = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _bytes(Path(name))
    except OSError:
        raise CaseError("bad_value", "file", f"读不到文件“{name}”，请检查路径和权限。") from None
    if len(source) > LARGEST:
        raise CaseError("too_large", "file", "文件太大，结算单没有这么长，请检查是不是选错了文件。")
    for encoding in _ENCODINGS:
        try:
            text = source.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise CaseError("bad_value", "file", f"“{name}”的内容不是文字，请存成 UTF-8 编码的 TXT 或 JSON。")


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)
