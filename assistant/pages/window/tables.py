"""A table as HTML: with a caption, heads that are heads, and room to scroll sideways on a phone."""

from collections.abc import Sequence
from html import escape

Cell = str


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], last_is_total: bool = False) -> str:
    """The table; the first cell of each row is its head, columns with amounts stand to the right."""
    sums = [any(_is_amount(row[column]) for row in rows) for column in range(len(head))]
    heads = "".join(
        f'<th scope="col"{_sum(is_sum)}>{escape(name)}</th>' for name, is_sum in zip(head, sums, strict=True)
    )
    body = "".join(_row(row, sums, last_is_total and i == len(rows) - 1) for i, row in enumerate(rows))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(caption)}"><table class="desk-table">'
        f"<caption>{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[Cell], sums: Sequence[bool], total: bool) -> str:
    first, *others = row
    cells = "".join(f"<td{_sum(is_sum)}>{escape(cell)}</td>" for cell, is_sum in zip(others, sums[1:], strict=True))
    kind = ' class="total"' if total else ""
    return f'<tr{kind}><th scope="row">{escape(first)}</th>{cells}</tr>'


def _sum(is_sum: bool) -> str:
    return ' class="sum"' if is_sum else ""


def _is_amount(cell: Cell) -> bool:
    return cell.endswith("元") or cell == "—"
