"""A file of bills in, the same file with the aid beside each bill out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from assistant.batch import headers, refused
from assistant.batch.answers import Answers, benefits_of
from assistant.batch.bill import PAYMENTS
from assistant.batch.checking import Checker
from assistant.batch.formats.apart import ApartRows
from assistant.batch.formats.files import BatchError, File, Memory, kind, private_folder, size
from assistant.batch.formats.rows import Kept, Rows
from assistant.batch.formats.writing import writer
from assistant.batch.ledgers import compute_ledgers
from assistant.batch.lexicon import counts_persons, word
from assistant.batch.lookups import Lookups
from assistant.batch.parts import Parts
from assistant.batch.refused import Refused
from assistant.batch.table import Table
from assistant.batch.warnings import Told
from assistant.diseases.named import resolve_disease
from rules.errors import cut
from rules.policies import policy_ids

#: Files up to this size (bytes) are held in memory; larger ones are read twice and computed part by part.
IN_MEMORY = 400 << 20
#: How much of a larger file (bytes) makes one part.
PART = 100 << 20
#: Bad rows that a summary lists; the errors file has all of them.
LISTED = 20

T = TypeVar("T")

#: Told how much is done, 0 to 1.
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. Amounts in fen.

    ``bad`` rows are in the errors file, the first of them in ``refused``. ``warnings``: each id with its words and in
    how many rows it stands. ``replaced``: columns of an earlier OUT that were made anew. ``columns``: OUT's header.
    ``lines``: the rows of the file as counted apart from its reading; ``blank`` of them hold nothing, so that
    ``computed + bad + blank == lines``. ``header``: what each column was taken for. ``said``: what is to be told of the
    file as a whole.
    """

    computed: int
    bad: int
    aid: int
    self_pay: int
    refused: tuple[Refused, ...]
    warnings: tuple[Told, ...]
    replaced: tuple[str, ...]
    columns: tuple[str, ...]
    lines: int
    blank: int
    header: tuple[headers.Column, ...]
    said: tuple[str, ...]


def run(
    source: File | str,
    target: File | str,
    policy: str | None = None,
    errors: File | str | None = None,
    progress: Progress | None = None,
    in_memory: int = IN_MEMORY,
    columns: Mapping[str, str | None] | None = None,
) -> Summary:
    """Compute every bill of a file and write it with its aid; bad rows go to the errors file.

    Args:
        source: CSV, XLSX or Parquet by its ending; one bill a row.
        target: the same kinds; appears whole or not at all.
        policy: the document of rows that name none.
        errors: where bad rows go; beside a target on disk ``<name>.errors.csv`` where left out, else nowhere.
        progress: told how much is done.
        in_memory: files up to this size in bytes are held in memory.
        columns: fields of columns by name, for names that are not understood; None sets a column aside.

    Raises:
        BatchError: the file as a whole cannot be read, computed or written.
    """
    source, target = _file(source), _file(target)
    if policy is not None and policy not in policy_ids():
        raise BatchError("unknown_policy", "policy", f"没有“{cut(policy)}”这份文件；可填：{'、'.join(policy_ids())}。")
    where_errors = _errors_file(target, errors)
    _check_names(source, target, where_errors)
    small = size(source) <= in_memory
    with closing(ApartRows(source)) as rows, private_folder() as folder:
        said = _take_header(rows)
        header = headers.header_of(rows.header, rows.samples(), policy is not None, columns)
        kept = Kept(rows) if small else rows
        work = _Run(kept, header, policy, None if small else folder, progress or _quiet)
        work.read(1 if small else -(-size(source) // PART))
        return work.write(target, where_errors, (*said, *_person_by_number(header), *_missing_payments(header)))


def _take_header(rows: ApartRows) -> list[str]:
    """Find the header; what is to be said of the sheets and rows that are not read."""
    sheet, place = headers.find(rows.tops)
    rows.take(sheet, place)
    if len(rows.header) < 2:
        raise BatchError("bad_value", "file", "没有找到表头：应有一行是列名，CSV 各列用逗号分隔，请检查文件。")
    said = []
    names = [top.name for top in rows.tops]
    others = "、".join(f"“{headers.shown(name)}”" for i, name in enumerate(names) if i != sheet)
    if others or rows.hidden:
        hidden = "、".join(f"“{headers.shown(name)}”" for name in rows.hidden)
        rest = "；".join(([f"没有读：{others}"] if others else []) + ([f"隐藏的没有读：{hidden}"] if hidden else []))
        said.append(f"读的是工作表“{headers.shown(names[sheet])}”；{rest}。")
    if place:
        said.append(f"表头在第{place + 1}行，上面的{place}行没有当作账单。")
    return said


def _person_by_number(header: headers.Header) -> list[str]:
    """That persons are told apart by a number of the office."""
    name = header.columns[header.fields["person_id"]].name
    if not counts_persons(name):
        return []
    return [f"没有身份证号，按“{headers.shown(name)}”认人；同一个人的各笔费用要用同一个号，请核对。"]


def _missing_payments(header: headers.Header) -> list[str]:
    """What a ledger without a column of payments is computed with."""
    missing = [name for name in PAYMENTS[:2] if name not in header.fields]
    if "employee_large_cost" in header.fields and PAYMENTS[1] in missing:
        missing.remove(PAYMENTS[1])
    listed = "、".join(word(name) for name in missing)
    return [f"表里没有{listed}的列，这些支付按0计算，请核对。"] if missing else []


def _quiet(done: float) -> None:
    """Nobody asks how much is done."""


def _file(given: File | str) -> File:
    return Path(given) if isinstance(given, str) else given


def _errors_file(target: File, errors: File | str | None) -> File | None:
    if errors is not None:
        return _file(errors)
    return None if isinstance(target, Memory) else target.with_name(f"{target.stem}.errors.csv")


def _check_names(source: File, target: File, errors: File | None) -> None:
    for file in (target, errors):
        if file is not None:
            kind(file)
    paths = [file.resolve() for file in (source, target, errors) if isinstance(file, Path)]
    if len(set(paths)) < len(paths):
        raise BatchError("bad_value", "file", "输入、输出和错误文件不能是同一个文件，请换一个名字。")


class _Run:
    """One file on its way: read and checked, computed by person, written in the order of the file."""

    def __init__(
        self, rows: Rows, header: headers.Header, policy: str | None, folder: Path | None, progress: Progress
    ) -> None:
        self._rows, self._header, self._folder, self._progress = rows, header, folder, progress
        self._lookups = Lookups(resolve_disease)
        self._checker = Checker(header, policy, self._lookups)
        self._amounts = header.amounts
        self._repeating = frozenset(header.fields.values()) - self._amounts - {header.fields["person_id"]}
        self._answers: Answers

    def read(self, parts: int) -> None:
        """Read, check and compute all rows."""
        checked = Parts(parts, self._folder)
        policies: set[int] = set()
        for chunk in _ahead(self._rows.chunks(self._repeating, self._amounts)):
            rows = self._checker.check(chunk)
            policies.update(np.unique(rows.columns["policy"][rows.fault == 0]).tolist())
            checked.add(rows, chunk.numbers)
            self._progress(0.5 * chunk.done)
        self._answers = Answers.for_rows(checked.rows, benefits_of(sorted(policies)), self._folder)
        for done, ledgers in enumerate(checked, start=1):
            compute_ledgers(ledgers, self._lookups, self._answers)
            self._progress(0.5 + 0.1 * done / parts)

    def write(self, target: File, errors: File | None, said: Sequence[str]) -> Summary:
        """Write the computed rows and the bad ones."""
        answers, header = self._answers, self._rows.header
        table = Table(header, self._header, list(answers.amounts), kind(target) == ".parquet")
        good = int((answers.fault == 0).sum())
        bad: list[Refused] = []
        count = 0
        with ExitStack() as files:
            out = files.enter_context(writer(target, table.columns, self._rows.look, good))
            if errors is not None:
                bad_rows = int((answers.fault > 0).sum())
                wrong = files.enter_context(writer(errors, refused.columns_of(header), self._rows.look, bad_rows))
            for columns, found, cells, done in _ahead(self._answered(table)):
                out.write(columns)
                count += len(found)
                bad += found[: LISTED - len(bad)]
                if errors is not None:
                    refused.write(wrong, found, cells)
                self._progress(0.6 + 0.4 * done)
            told = table.warnings.told()
            blank = int((answers.fault < 0).sum())
            self._check_kept(good + count + blank)
            out.tell(("提示", "文件", "说明", "行数"), [(t.id, t.policy, t.text, str(t.rows)) for t in told])
        return Summary(
            good,
            count,
            int(answers.aid.sum()),
            int(answers.self_pay.sum()),
            tuple(bad),
            told,
            tuple(name for name in header if headers.is_answer(name)),
            tuple(column.name for column in table.columns),
            self._rows.lines,
            blank,
            self._header.columns,
            tuple(said),
        )

    def _check_kept(self, rows: int) -> None:
        """No row of the file is lost without a word."""
        if rows != self._rows.lines:
            counted = f"文件有{self._rows.lines}行，算出、没通过和空白的一共{rows}行，对不上"
            why = f"{counted}；没有写出结果，请检查文件后再试。"
            raise BatchError("bad_value", "file", why)

    def _answered(self, table: Table) -> Iterator[tuple[list[Any], list[Refused], list[Any], float]]:
        """For each chunk OUT's rows, the bad rows with their cells, and the share of the file."""
        start = 0
        for chunk in self._rows.chunks(self._repeating, self._amounts):
            here = self._answers.part(start, start + len(chunk.numbers))
            start += len(chunk.numbers)
            found, cells = refused.refused_rows(chunk, here, self._lookups.faults, self._rows.header)
            yield table.rows(chunk, here), found, cells, chunk.done


def _ahead(items: Iterable[T]) -> Iterator[T]:
    """The items in order; the next one is made while the current one is worked on."""
    source, end = iter(items), object()
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, source, end)
        while (item := coming.result()) is not end:
            coming = thread.submit(next, source, end)
            yield item  # type: ignore[misc]  # not the end, so an item
