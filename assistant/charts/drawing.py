"""What all charts share: fonts that are on the machine, quiet lines, amounts in yuan, nothing fetched from outside."""

from typing import Any

import altair as alt

#: As the theme's: the first that the machine has; no font is fetched.
FONT = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Zen Hei', sans-serif"
INK, QUIET, LINE, PAPER = "#17242d", "#4a5b66", "#c3d0d8", "#ffffff"

#: An axis in yuan, from ten thousand on in 万: ``5000元``, ``2万元``.
YUAN_AXIS = "datum.value >= 10000 ? format(datum.value / 10000, ',~f') + '万元' : format(datum.value, ',~f') + '元'"


def finished(chart: Any, size: int) -> Any:
    """The chart with the shared look; ``size``: the type size in px."""
    return (
        chart.properties(background=PAPER)
        .configure(
            font=FONT,
            padding={"left": 4, "right": 4, "top": 4, "bottom": 4},
            autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
            axis=alt.AxisConfig(
                labelFontSize=size,
                titleFontSize=size,
                labelColor=INK,
                titleColor=INK,
                titleFontWeight="normal",
                gridColor="#e3eaee",
                domainColor=QUIET,
                tickColor=QUIET,
            ),
        )
        .configure_view(stroke=None)
    )


def text_style(size: int, bold: bool = False, colour: str = INK) -> dict[str, Any]:
    """Properties of a text mark."""
    return {"fontSize": size, "fontWeight": "bold" if bold else "normal", "color": colour, "font": FONT}


def yuan(fen: int) -> float:
    """For a position on an axis only: amounts that are read are written by the words of the page."""
    return fen / 100
