"""The ``assistant`` command: JSON in and out, exit status 0 or 2, never a traceback."""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

#: Command → (module with ``add_arguments`` and ``run``, what it does). Loaded only when the command is called.
COMMANDS = {
    "calc": ("assistant.commands.calc", "按一份案例计算救助金额"),
    "batch": ("assistant.commands.batch", "按一份表格批量计算"),
    "match": ("assistant.commands.match", "把病名对到官方病种名单"),
    "search": ("assistant.commands.search", "按问题查找条款"),
    "audit": ("assistant.commands.audit", "核对引文、数值和条款覆盖"),
    "read": ("assistant.commands.read", "读一份结算单写了什么"),
    "chat": ("assistant.commands.chat", "一问一答，测算救助金额"),
}


#: What the library says in English → what it means.
_SAID = (
    (re.compile(r"the following arguments are required: (.+)"), "缺少{}"),
    (re.compile(r"unrecognized arguments: (.+)"), "不认识{}"),
    (re.compile(r"argument [^:]+: invalid choice: '(.*?)'"), "没有“{}”这个命令"),
    (re.compile(r"argument ([^:]+): expected one argument"), "{}后面少了内容"),
)


def _in_chinese(message: str) -> str:
    for pattern, words in _SAID:
        if found := pattern.match(message):
            return f"（{words.format(found[1])}）"
    return ""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with a call as the interface says everything: JSON on stdout, one sentence on stderr."""

    def error(self, message: str) -> NoReturn:
        """Bad usage: exit status 2."""
        sentence = f"命令写得不对{_in_chinese(message)}，请用 {self.prog} --help 查看用法。"
        print(json.dumps({"error": {"code": "bad_value", "field": "", "message": sentence}}, ensure_ascii=False))
        self.exit(2, f"{sentence}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _Parser(prog="assistant", description="医疗救助待遇测算助手")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    chosen = words[0] if words else None
    run: Callable[[argparse.Namespace], int] | None = None
    for name, (module, what) in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=what)
        if name == chosen:
            loaded = import_module(module)
            loaded.add_arguments(command)
            run = loaded.run
    args = parser.parse_args(words)
    assert run is not None
    try:
        status = run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status
