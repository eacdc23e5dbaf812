"""The ``assistant`` command: JSON in and out, exit status 0 or 2, never a traceback."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

#: Command → (module with ``add_arguments`` and ``run``, what it does). Loaded only when the command is called.
COMMANDS = {
    "calc": ("assistant.commands.calc", "按一份案例计算救助金额"),
    "match": ("assistant.commands.match", "把病名对到官方病种名单"),
    "search": ("assistant.commands.search", "按问题查找条款"),
    "audit": ("assistant.commands.audit", "核对引文、数值和条款覆盖"),
    "chat": ("assistant.commands.chat", "一问一答，测算救助金额"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="assistant", description="医疗救助待遇测算助手")
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
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # text streams of a command
    assert run is not None
    return run(args)
