"""How every chart looks: colours of grades, fonts, lines.

The colours are one ramp from brown to teal that colour-blind readers can tell apart, never red to
green; the text on each has a contrast of at least 4.5 to 1 (WCAG 2.2 AA). They are rows of
`data/lookups/grade_colours.csv`, from which the Excel extracts take them too.
"""

from dataclasses import dataclass
from typing import Any

import altair as alt

from ilacs_bench.vocabulary import read_lookup


@dataclass(frozen=True)
class GradeColours:
    """Fill of a mark or cell, and the colour of text upon it, as '#rrggbb'."""

    fill: str
    text: str


GRADE_COLOURS: dict[str, GradeColours] = {
    row["grade"]: GradeColours(row["fill"], row["text"]) for row in read_lookup("grade_colours")
}
NOT_GRADED = GradeColours("#f3f2f1", "#505a5f")
INK = "#0b0c0c"
_FONT = "Arial, Helvetica, sans-serif"
_TEXT_SIZE = 14


_CONFIG = alt.Config(
    font=_FONT,
    background="white",
    padding=2,
    view=alt.ViewConfig(stroke=None),
    axis=alt.AxisConfig(
        domain=False,
        ticks=False,
        grid=False,
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


def styled(chart: Any, **properties: Any) -> Any:
    """The chart with its properties and in the house style: one font, no frame, no grid.

    Both at once, because each call of a chart's methods copies the whole of it, data and all.
    """
    return chart.properties(config=_CONFIG, **properties)


def colour_scale(codes: list[str], labels: list[str], part: str) -> alt.Scale:
    """Scale from the labels of grades to their `part`, 'fill' or 'text'."""
    colours = [getattr(GRADE_COLOURS.get(code, NOT_GRADED), part) for code in codes]
    return alt.Scale(domain=labels, range=colours)
