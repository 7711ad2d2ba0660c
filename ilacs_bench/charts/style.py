"""How every chart looks: fonts, lines, and which colour is whose."""

from typing import Any

import altair as alt

from ilacs_bench.charts.colours import HAIRLINE, INK, LINE, NOT_GRADED, PAPER
from ilacs_bench.columns.grade_looks import GRADE_COLOURS

_FONT = "Arial, Helvetica, sans-serif"
_TEXT_SIZE = 14


CONFIG = alt.Config(
    font=_FONT,
    background=PAPER,
    padding=2,
    view=alt.ViewConfig(stroke=None),
    axis=alt.AxisConfig(
        domain=False,
        ticks=False,
        grid=False,
        gridColor=HAIRLINE,
        tickColor=LINE,
        labelColor=INK,
        labelFontSize=_TEXT_SIZE,
        titleColor=INK,
    ),
    legend=alt.LegendConfig(
        title=None,
        orient="top",
        labelColor=INK,
        labelFontSize=_TEXT_SIZE,
        labelLimit=0,
        symbolType="square",
        symbolSize=180,
        symbolStrokeWidth=1,
    ),
    title=alt.TitleConfig(anchor="start", color=INK, fontSize=16, offset=12),
    text=alt.MarkConfig(fontSize=_TEXT_SIZE, fontWeight="bold"),
)

LEGEND_COLUMNS = alt.ExprRef("width < 360 ? 1 : width < 700 ? 2 : 5")
"""As many as the chart has room for."""


def styled(chart: Any, **properties: Any) -> Any:
    """The chart with its properties and in the house style: one font, no frame, no grid.

    Both at once, because each call of a chart's methods copies the whole of it, data and all.
    """
    return chart.properties(config=CONFIG, **properties)


def colour_scale(codes: list[str], labels: list[str], part: str) -> alt.Scale:
    """Scale from the labels of grades to their `part`, 'fill' or 'text'."""
    colours = [getattr(GRADE_COLOURS.get(code, NOT_GRADED), part) for code in codes]
    return alt.Scale(domain=labels, range=colours)


def labels_above(row_height: int, down: int) -> alt.Axis:
    """Labels above their bars, `down` pixels into a row: they take no width on a narrow screen."""
    return alt.Axis(
        title=None,
        labelAlign="left",
        labelPadding=0,
        labelOffset=-row_height / 2 + down,
        labelLimit=0,
    )
