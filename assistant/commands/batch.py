"""``assistant batch``: a file of bills in, the same file with the aid beside each bill out."""

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from assistant.batch import BatchError, Summary
from assistant.batch import run as run_batch
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
    parser.add_argument("--errors", metavar="FILE", help="有问题的行写到哪里；不填时写到 OUT 旁边的 .errors.csv")


def run(args: argparse.Namespace) -> int:
    """0 done, bad rows or not; 2 the file cannot be computed: JSON on stdout, a sentence on stderr."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        with _progress() as told:
            summary = run_batch(args.source, args.target, args.policy, args.errors, told)
    except BatchError as wrong:
        return refuse(wrong)
    except OSError as wrong:
        return refuse(BatchError("bad_value", "file", f"读写文件没有成功（{wrong.strerror}），请检查磁盘空间和权限。"))
    except KeyboardInterrupt:
        print("已中断，没有写出结果文件。", file=sys.stderr)
        return _INTERRUPTED
    print(json.dumps(_json(summary), ensure_ascii=False))
    if summary.bad:
        print(f"有 {summary.bad} 行没有计算，原因见错误文件。", file=sys.stderr)
    return 0


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
