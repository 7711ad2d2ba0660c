"""How every chart looks: fonts, lines, and which colour is whose."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from ilacs_bench.columns.grade_looks import GRADE_COLOURS, GradeColours

INK = "#0b0c0c"
QUIET = "#505a5f"
LINE = "#b1b4b6"
HAIRLINE = "#d5d8da"
GREY = "#8d9194"
PAPER = "white"
PANEL = "#f3f2f1"
ACCENT = "#0f5b54"
PALETTE = {
    "ink": INK,
    "quiet": QUIET,
    "line": LINE,
    "hairline": HAIRLINE,
    "grey": GREY,
    "paper": PAPER,
    "panel": PANEL,
    "accent": ACCENT,
}
"""Colours of charts that are no grade's, by their names in the styles of the pages."""
NOT_GRADED = GradeColours(PANEL, QUIET)


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
        titleColor=INK,
        symbolType="square",
        symbolSize=180,
        symbolStrokeWidth=1,
    ),
    title=alt.TitleConfig(anchor="start", color=INK, fontSize=16, offset=12),
    header=alt.HeaderConfig(labelColor=INK, labelFontSize=_TEXT_SIZE, titleColor=INK),
    text=alt.MarkConfig(color=INK, fontSize=_TEXT_SIZE, fontWeight="bold"),
    rule=alt.MarkConfig(color=INK),  # Vega's own black can't be seen on a dark page
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


Spec = dict[str, Any]


def skeleton_of(chart: alt.TopLevelMixin) -> Spec:
    """The spec of a chart made of any one frame, without its rows."""
    spec: Spec = chart.to_dict(validate=False)  # the tests of the charts validate them
    spec.pop("datasets", None)
    return spec


def filled(
    skeleton: Spec, rows: Sequence[Mapping[str, Any]], *, title: str | list[str], description: str
) -> Spec:
    """The spec with these rows, this title, and this description to be read out."""
    return skeleton | {"data": {"values": rows}, "title": title, "description": description}
