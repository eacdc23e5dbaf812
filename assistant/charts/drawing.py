"""What all charts share: fonts that are on the machine, quiet lines, amounts in yuan, nothing fetched from outside."""

from collections.abc import Sequence
from typing import Any

#: A Vega-Lite spec, or a part of one.
Spec = dict[str, Any]

#: As the theme's: the first that the machine has; no font is fetched.
FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Zen Hei', sans-serif"
INK, QUIET, LINE, PAPER = "#17242d", "#4a5b66", "#c3d0d8", "#ffffff"

#: An axis in yuan, from ten thousand on in 万: ``5000元``, ``2万元``.
YUAN_AXIS = "datum.value >= 10000 ? format(datum.value / 10000, ',~f') + '万元' : format(datum.value, ',~f') + '元'"


def finished(layers: Sequence[Spec], height: int, text: str, size: int) -> Spec:
    """Layers as one chart, as wide as its place.

    Args:
        layers: from the back to the front.
        height: of the plot in px.
        text: what it shows, for screen readers.
        size: the type size in px.
    """
    return {
        "description": text,
        "width": "container",
        "height": height,
        "background": PAPER,
        "padding": {"left": 4, "right": 4, "top": 4, "bottom": 4},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": list(layers),
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": size,
                "titleFontSize": size,
                "labelColor": INK,
                "titleColor": INK,
                "titleFontWeight": "normal",
                "gridColor": "#e3eaee",
                "domainColor": QUIET,
                "tickColor": QUIET,
            },
        },
    }


def layer(rows: Sequence[Spec], mark: Spec, encoding: Spec, *transforms: Spec) -> Spec:
    """One layer: what it is drawn from, as which mark, where. Its parts are silent: the chart's own text says it."""
    found: Spec = {"data": {"values": list(rows)}, "mark": {**mark, "aria": False}, "encoding": encoding}
    return {**found, "transform": list(transforms)} if transforms else found


def text_mark(size: int, bold: bool = False, **style: Any) -> Spec:
    """Words in the chart."""
    weight = "bold" if bold else "normal"
    return {"type": "text", "fontSize": size, "fontWeight": weight, "color": INK, "font": FONT, **style}


def field(name: str, **more: Any) -> Spec:
    """A channel that is read from a field of numbers."""
    return {"field": name, "type": "quantitative", **more}


def words(name: str) -> Spec:
    """A channel that is read from a field of words, taken as it is."""
    return {"field": name, "type": "nominal"}


def as_is(name: str) -> Spec:
    """A colour or shape that stands in the data itself."""
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


def yuan(fen: int) -> float:
    """For a position on an axis only: amounts that are read are written by the words of the page."""
    return fen / 100
