"""The curve drawn large: a line for the identities that fare the same, named where it ends, bends numbered.

Readable without colour: every line has its own dashes and its letter and name at its end; what begins to count is a
triangle, a limit is a square, a condition is an upright line, each with the number under which its clause is told.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from assistant.answers.questions import fen_as_money
from assistant.charts.curve import Curve, Line, Mark, Point
from assistant.charts.drawing import (
    INK,
    PAPER,
    QUIET,
    YUAN_AXIS,
    Spec,
    as_is,
    field,
    finished,
    layer,
    text_mark,
    words,
    yuan,
)
from knowledge import glossary, library

#: Dashes and ink of the lines, from the top one down; each ink stands out from white by 4.5 and more.
_DASHES = ([1, 0], [14, 6], [3, 5], [16, 5, 3, 5], [8, 8], [20, 4, 8, 4])
_INKS = ("#0b3f57", "#9a3f14", "#1d5c2f", "#5a3b7a", "#7a5200", "#46545d")
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
SHAPES = {"start": "▲", "limit": "■", "condition": "┆"}
_KIND_SHAPES = {"start": "triangle-up", "limit": "square"}
#: What a line's name takes of the width, and from where on there is room for it (characters).
_NAME, _ROOM = 15.5, 30
#: How far the axis goes above the highest aid.
_HEADROOM = 1.06


def curve_chart(
    curve: Curve, sample: Point | None = None, chosen: str = "", top: int = 0, size: int = 18, height: int = 430
) -> Spec:
    """The chart, as wide as its place.

    Args:
        curve: what to draw.
        sample: the example's own cost and aid, marked on its line.
        chosen: the identity whose line is drawn thick.
        top: the aid up to which the axis goes, to compare two curves (fen).
        size: the type size in px.
        height: of the plot, in px.
    """
    top = max(top, curve.top, 1_000_00)
    place = _Place(curve.up_to, top, size)
    layers = [
        *_rules(curve, place, size),
        _lines(curve, chosen, place),
        *_names(curve, place, size, height),
        *_bends(curve, place, size),
        *(_sample(sample, place, size) if sample else ()),
    ]
    return finished(layers, height, curve_text(curve), size)


class _Place(NamedTuple):
    """The plot: costs up to the first, aid up to the second (fen). Names of lines stand to the right of the costs."""

    up_to: int
    top: int
    size: int

    @property
    def narrow(self) -> str:
        """Whether lines are named by their letter only, as an expression."""
        return f"width < {self.size * _ROOM}"

    def x(self, name: str) -> Spec:
        """Where a cost stands."""
        names = f"({self.narrow} ? {self.size * 2.6} : {self.size * _NAME}) / width"
        return field(
            name,
            title="政策范围内费用",
            scale={"domainMin": 0, "domainMax": {"expr": f"{yuan(self.up_to)} / (1 - {names})"}, "nice": False},
            axis={"values": _round_costs(self.up_to), "labelExpr": YUAN_AXIS, "labelFlush": False, "grid": False},
        )

    def y(self, name: str) -> Spec:
        """Where an amount of aid stands; the title lies above the axis."""
        return field(
            name,
            title="医疗救助金额",
            scale={"domain": [0, yuan(self.top) * _HEADROOM], "nice": False},
            axis={
                "labelExpr": YUAN_AXIS,
                "tickCount": 5,
                "titleAngle": 0,
                "titleAlign": "left",
                "titleAnchor": "end",
                "titleBaseline": "bottom",
                "titleX": -self.size * 2,
                "titleY": -self.size * 0.6,
            },
        )

    def both(self, **more: Spec) -> Spec:
        """At a row's cost and aid."""
        return {"x": self.x("cost"), "y": self.y("aid"), **more}


def _round_costs(up_to: int) -> list[float]:
    """Three to six round costs up to ``up_to`` (fen), in yuan."""
    unit = 10 ** (len(str(up_to)) - 2)
    step = next(s for s in (unit * n for n in (1, 2, 5, 10, 20, 50, 100)) if up_to // s <= 6)
    return [yuan(cost) for cost in range(step, up_to + 1, step)]


def curve_text(curve: Curve) -> str:
    """The chart in words: how much aid at a third, two thirds and the whole of the costs, line by line."""
    costs = [curve.up_to * part // 3 for part in (1, 2, 3)]
    told = (
        f"{name}：" + "，".join(f"{fen_as_money(cost)}时{_money(line, aid_at(line, cost))}" for cost in costs)
        for name, line in zip(line_names(curve), curve.lines, strict=True)
    )
    return f"政策范围内费用和医疗救助金额。{'；'.join(told)}。"


def curve_rows(curve: Curve) -> list[dict[str, str]]:
    """The chart as a table: aid at round costs, a column for each line."""
    costs = [curve.up_to * part // 8 for part in range(1, 9)]
    names = line_names(curve)
    return [
        {
            "政策范围内费用": fen_as_money(cost),
            **{name: _money(line, aid_at(line, cost)) for name, line in zip(names, curve.lines, strict=True)},
        }
        for cost in costs
    ]


def line_names(curve: Curve) -> list[str]:
    """The lines' letters and names: A 低保对象; a line of several identities names them all."""
    return [f"{letter(place)} {_name(curve, line)}" for place, line in enumerate(curve.lines)]


def letter(place: int) -> str:
    """The letter of a line by its place."""
    return chr(ord("A") + place)


def aid_at(line: Line, cost: int) -> int:
    """The aid on the drawn line at a cost (fen), to the yuan between two bends."""
    for before, after in pairwise(line.points):
        if before.cost <= cost <= after.cost:
            if cost == before.cost or before.cost == after.cost:
                return before.aid
            share = (cost - before.cost) / (after.cost - before.cost)
            between = before.aid + share * (after.aid - before.aid)
            return after.aid if cost == after.cost else round(between / 100) * 100
    return line.points[-1].aid


def title(curve: Curve) -> str:
    """The document's name with what must be said first; of floors whether all lines are or some."""
    if not curve.at_least:
        return document_title(curve.policy)
    every = all(line.at_least for line in curve.lines)
    return document_title(curve.policy, "金额都是“至少”" if every else "有的金额是“至少”")


def document_title(policy_id: str, *notes: str) -> str:
    """A document's name with what must be said first: a draft, a period that may have ended, and the notes."""
    facts = library.document(policy_id).facts
    standing = [] if facts.status == "in_force" else [glossary.label("document_status", facts.status)]
    said = "；".join((*standing, *notes))
    return f"{facts.short_name}（{said}）" if said else facts.short_name


def _money(line: Line, aid: int) -> str:
    return f"{'至少 ' if line.at_least and aid else ''}{fen_as_money(aid)}"


def _name(curve: Curve, line: Line) -> str:
    if line.layer:
        return glossary.label("benefit", line.layer, curve.policy)
    if any(other.layer for other in curve.lines):
        return "合计"
    return "、".join(glossary.label("identity", code, curve.policy) for code in line.codes)


def _short(curve: Curve, line: Line) -> str:
    """At most some ten characters: the first name, and how many more."""
    first = _name(curve, line).split("、")[0].split("（")[0]
    first = first if len(first) <= 10 else f"{first[:9]}…"
    return f"{first}等{len(line.codes)}类" if len(line.codes) > 1 and not any(o.layer for o in curve.lines) else first


def _lines(curve: Curve, chosen: str, at: _Place) -> Spec:
    rows = [
        {
            "line": letter(place),
            "cost": yuan(point.cost),
            "aid": yuan(point.aid),
            "width": 5.5 if chosen in line.codes and not line.layer else 3.2,
        }
        for place, line in enumerate(curve.lines)
        for point in line.points
    ]
    letters = [letter(place) for place in range(len(curve.lines))]

    def by_line(values: Sequence[Any]) -> Spec:
        return {**words("line"), "scale": {"domain": letters, "range": _cycle(values, letters)}, "legend": None}

    encoding = at.both(
        detail=words("line"),
        strokeWidth=field("width", scale=None, legend=None),
        stroke=by_line(_INKS),
        strokeDash=by_line(_DASHES),
    )
    return layer(rows, {"type": "line", "strokeJoin": "round"}, encoding)


def _cycle(values: Sequence[Any], letters: Sequence[str]) -> list[Spec]:
    return [values[i % len(values)] for i in range(len(letters))]


def _names(curve: Curve, at: _Place, size: int, height: int) -> list[Spec]:
    """Each line's name at its end, apart from each other, with a thin stroke to the end."""
    gap = round(size * 1.3 / height * at.top * _HEADROOM)
    ends = [line.points[-1].aid for line in curve.lines]
    values = [
        {
            "cost": yuan(curve.up_to),
            "shift": yuan(curve.up_to) * 1.035,
            "aid": yuan(ends[place]),
            "at": yuan(shown),
            "letter": letter(place),
            "name": f"{letter(place)} {_short(curve, curve.lines[place])}",
            "ink": _INKS[place % len(_INKS)],
        }
        for place, shown in enumerate(_spread(ends, gap, at.top))
    ]
    stroke = {"type": "rule", "strokeWidth": 1.2, "opacity": 0.8}
    name = text_mark(size, bold=True, align="left", baseline="middle", dx=5)
    text = {"calculate": f"{at.narrow} ? datum.letter : datum.name", "as": "text"}
    return [
        layer(values, stroke, at.both(x2={"field": "shift"}, y2={"field": "at"}, stroke=as_is("ink"))),
        layer(values, name, {"x": at.x("shift"), "y": at.y("at"), "text": words("text"), "color": as_is("ink")}, text),
    ]


def _spread(ends: Sequence[int], gap: int, top: int) -> list[int]:
    """Heights near ``ends``, a gap apart; of equal ones the first is the upper; none above ``top`` or on the axis."""
    order = sorted(range(len(ends)), key=lambda place: (-ends[place], place))
    found = [0] * len(ends)
    ceiling = top
    for i, place in enumerate(order):
        found[place] = max(min(ends[place], ceiling), gap * (len(order) - 1 - i) + gap // 2)
        ceiling = found[place] - gap
    return found


def _rules(curve: Curve, at: _Place, size: int) -> list[Spec]:
    """An upright line where a condition begins to hold."""
    rows = [
        {"cost": yuan(min(point.cost for _, point in mark.places)), "number": NUMBERS[i]}
        for i, mark in enumerate(curve.marks)
        if mark.kind == "condition"
    ]
    if not rows:
        return []
    upright = {"type": "rule", "strokeDash": [2, 4], "strokeWidth": 2, "stroke": QUIET}
    number = text_mark(round(size * 1.15), bold=True, baseline="top", align="left", dx=5)
    return [
        layer(rows, upright, {"x": at.x("cost")}),
        layer(rows, number, {"x": at.x("cost"), "y": {"value": 0}, "text": words("number")}),
    ]


def _bends(curve: Curve, at: _Place, size: int) -> list[Spec]:
    """Where something begins to count or a limit is reached; what happens at a condition's line is told there."""
    conditions = {point.cost for mark in curve.marks if mark.kind == "condition" for _, point in mark.places}
    rows = [
        {
            "cost": yuan(point.cost),
            "aid": yuan(point.aid),
            "number": NUMBERS[i] if numbered else "",
            "shape": _KIND_SHAPES[mark.kind],
        }
        for i, mark in enumerate(curve.marks)
        if mark.kind != "condition"
        for point, numbered in _numbered(mark, curve.up_to // 25)
        if all(abs(point.cost - cost) > 1 for cost in conditions)
    ]
    if not rows:
        return []
    mark = {"type": "point", "filled": True, "size": size * 9, "fill": INK, "stroke": PAPER, "strokeWidth": 1.5}
    layers = [layer(rows, {**mark, "opacity": 1}, at.both(shape=as_is("shape")))]
    for lift, numbers in enumerate(_lifted([row for row in rows if row["number"]], yuan(curve.up_to // 25))):
        above: dict[str, Any] = {"dx": -size * 0.9, "dy": -size * (0.55 + 1.2 * lift), "baseline": "bottom"}
        layers += _haloed(numbers, text_mark(size, bold=True, **above), at.both(text=words("number")), 4)
    return layers


def _haloed(rows: Sequence[Spec], mark: Spec, encoding: Spec, halo: int) -> list[Spec]:
    """Words over a paper-coloured rim, so that lines do not run through them."""
    return [layer(rows, {**mark, "stroke": PAPER, "strokeWidth": halo}, encoding), layer(rows, mark, encoding)]


def _lifted(rows: list[dict[str, Any]], near: float) -> list[list[dict[str, Any]]]:
    """Numbers on rows above each other, so that those near each other do not overlap."""
    lifts: list[list[dict[str, Any]]] = []
    for row in sorted(rows, key=lambda row: float(row["cost"])):
        free = next((lift for lift in lifts if row["cost"] - lift[-1]["cost"] > near), None)
        if free is None:
            lifts.append([row])
        else:
            free.append(row)
    return lifts


def _numbered(mark: Mark, near: int) -> Iterator[tuple[Point, bool]]:
    """The mark's points, those that coincide once; one that is near another to its right goes without its number."""
    points = sorted({point for _, point in mark.places})
    for point, following in zip(points, (*points[1:], None), strict=True):
        yield point, following is None or following.cost - point.cost > near


def _sample(sample: Point, at: _Place, size: int) -> list[Spec]:
    row = {"cost": yuan(sample.cost), "aid": yuan(sample.aid), "text": f"本例 {fen_as_money(sample.aid)}"}
    ring = {"type": "point", "filled": False, "shape": "circle", "size": size * 22, "stroke": INK, "strokeWidth": 4}
    words_at = text_mark(round(size * 1.15), bold=True, dx=size * 0.8, dy=size * 1.0, align="left", baseline="middle")
    return [
        layer([row], {**ring, "opacity": 1}, at.both()),
        *_haloed([row], words_at, at.both(text=words("text")), 6),
    ]
