"""``assistant batch``: a file of bills in, the same file with the aid beside each bill out."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import yaml

from assistant.batch import BatchError, Summary
from assistant.batch import run as run_batch
from assistant.batch.headers import shown
from assistant.batch.running import Progress
from assistant.commands.refusal import refuse
from rules.money import to_yuan

_INTERRUPTED = 130
_TERMINATED = 143


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``IN OUT [--policy ID] [--errors FILE]``."""
    parser.add_argument("source", metavar="IN", help="账单文件：.csv、.xlsx 或 .parquet，一行一张账单")
    parser.add_argument("target", metavar="OUT", help="结果文件：.csv、.xlsx 或 .parquet")
    parser.add_argument("--policy", metavar="ID", help="没有写明适用文件的行按哪份文件计算")
    parser.add_argument("--columns", metavar="FILE", help="列名对照：JSON 或 YAML，列名: 项目，空着的不用")
    parser.add_argument("--ignore", metavar="NAME", action="append", default=[], help="不用的一列，可以写多次")
    parser.add_argument("--errors", metavar="FILE", help="有问题的行写到哪里；不填时写到 OUT 旁边的 .errors.csv")


def run(args: argparse.Namespace) -> int:
    """0 done, bad rows or not; 2 the file cannot be computed: JSON on stdout, a sentence on stderr."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        columns = {**_columns(args.columns), **dict.fromkeys(args.ignore)}
        with _progress() as told:
            summary = run_batch(args.source, args.target, args.policy, args.errors, told, columns=columns)
    except BatchError as wrong:
        return refuse(wrong)
    except OSError as wrong:
        return refuse(BatchError("bad_value", "file", f"读写文件没有成功（{wrong.strerror}），请检查磁盘空间和权限。"))
    except KeyboardInterrupt:
        print("已中断，没有写出结果文件。", file=sys.stderr)
        return _INTERRUPTED
    print(json.dumps(_json(summary), ensure_ascii=False))
    for sentence in (*summary.said, *_not_used(summary)):
        print(sentence, file=sys.stderr)
    if summary.bad:
        print(f"有 {summary.bad} 行没有计算，原因见错误文件。", file=sys.stderr)
    return 0


def _columns(name: str | None) -> dict[str, str | None]:
    """The mapping of columns in a file. Raises BatchError where it is none."""
    if name is None:
        return {}
    why = "应是列名和项目的对照，例如“报销金额: basic_paid”，请改正。"
    try:
        given = yaml.safe_load(Path(name).read_text("utf-8-sig"))
    except OSError:
        raise BatchError("bad_value", "columns", f"读不到文件“{name}”，请检查路径和权限。") from None
    except (yaml.YAMLError, UnicodeError, RecursionError, ValueError):
        raise BatchError("bad_value", "columns", f"“{name}”里{why}") from None
    if not isinstance(given, dict) or not all(isinstance(value, str | None) for value in given.values()):
        raise BatchError("bad_value", "columns", f"“{name}”里{why}")
    return {str(column): field or None for column, field in given.items()}


def _not_used(summary: Summary) -> list[str]:
    """The columns that look as if they could matter and were set aside, in a sentence."""
    aside = [column for column in summary.header if column.state == "aside" and column.reason != "以前的结果，重新计算"]
    listed = "、".join(shown(column.name) for column in aside if column.name)
    return [f"这些列没有用到：{listed}。"] if listed else []


def _terminate(*_: object) -> NoReturn:
    """Leave by way of the clean-up, so that no half-written file stays behind."""
    sys.exit(_TERMINATED)


def _json(summary: Summary) -> dict[str, Any]:
    return {
        "computed": summary.computed,
        "bad": summary.bad,
        "aid_total": to_yuan(summary.aid),
        "self_pay": to_yuan(summary.self_pay),
        "errors": [refused._asdict() for refused in summary.refused],
        "warnings": [told._asdict() for told in summary.warnings],
        "replaced": list(summary.replaced),
        "lines": summary.lines,
        "blank": summary.blank,
        "columns": {column.name: column.field for column in summary.header if column.is_read},
        "set_aside": {column.name: column.reason for column in summary.header if not column.is_read},
        "notes": list(summary.said),
    }


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A bar on a terminal, nothing anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    import click

    with click.progressbar(length=1000, label="计算", file=sys.stderr, show_pos=False) as bar:
        yield lambda done: bar.update(max(int(done * 1000) - bar.pos, 0))
