"""`assistant match --jsonl`: one JSON line in, one JSON line out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from assistant.diseases.match import match, prepare


def _error(message: str, field: str, code: str) -> dict[str, object]:
    return {"error": {"code": code, "field": field, "message": message}}


def answer(line: str) -> dict[str, object]:
    """The answer to one line; a line that cannot be read is answered by an error."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        return _error("这一行不是有效的 JSON。", "", "bad_json")
    if not isinstance(asked, dict) or "q" not in asked:
        return _error('缺少 q：请写 {"q": "病名"}。', "q", "missing_field")
    if not isinstance(asked["q"], str):
        return _error("q 应是一段文字。", "q", "bad_value")
    return match(asked["q"]).as_json()


def run(stdin: Iterable[str], stdout: TextIO) -> int:
    """Answer each line at once (flushed); blank lines are passed over. Returns the exit status."""
    prepare()
    for line in stdin:
        if line.strip():
            stdout.write(json.dumps(answer(line), ensure_ascii=False) + "\n")
            stdout.flush()
    return 0
