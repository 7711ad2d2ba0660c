"""The style of all charts, including users' own: fonts, lines and colours."""

import textwrap
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, ParamSpec, cast

import altair as alt
import pandas as pd

from ilacs_bench.charts.palette import ACCENT, GREY, HAIRLINE, INK, LINE, NOT_GRADED, PAPER
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.tables.records import records

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
    rule=alt.MarkConfig(color=INK),  # Vega's default black is invisible on a dark page
)

LEGEND_COLUMNS = alt.ExprRef("width < 360 ? 1 : width < 700 ? 2 : 5")
"""As many columns as fit into the chart's width."""


def colour_scale(codes: list[str], labels: list[str], part: str) -> alt.Scale:
    """Return a scale from grade labels to their colours; `part` is 'fill' or 'text'."""
    colours = [getattr(GRADE_COLOURS.get(code, NOT_GRADED), part) for code in codes]
    return alt.Scale(domain=labels, range=colours)


def labels_above(row_height: int, down: int) -> alt.Axis:
    """Return an axis with labels above the bars, `down` pixels into a row, to save width."""
    return alt.Axis(
        title=None,
        labelAlign="left",
        labelPadding=0,
        labelOffset=-row_height / 2 + down,
        labelLimit=0,
    )


Spec = dict[str, Any]
P = ParamSpec("P")
NO_ROWS = alt.Data(values=[])
"""The placeholder in a form for the rows of a spec."""


def form(make: Callable[P, Any]) -> Callable[P, Spec]:
    """Cache what makes the form of a chart: everything but its rows and texts, in house style.

    `filled` completes a form in a tenth of the time of a new chart.
    """

    def once(*args: P.args, **named: P.kwargs) -> Spec:
        chart = make(*args, **named).properties(config=CONFIG, width="container")
        spec: Spec = chart.to_dict(validate=False)  # the charts' tests validate them
        return spec

    return cast(Callable[P, Spec], cache(once))


def filled(
    of: Spec, rows: Any, *, title: str, description: str, height: int, wrapped: int = 0
) -> Spec:
    """Return the spec of a form with these rows, height, description and title.

    The title is wrapped at `wrapped` characters, if given.
    """
    values = records(rows) if isinstance(rows, pd.DataFrame) else rows
    return of | {
        "data": {"values": values},
        "title": textwrap.wrap(title, wrapped) if wrapped else title,
        "description": description,
        "height": height,
    }


def untitled(spec: Spec) -> Spec:
    """Return the spec without its title, where the heading above the chart says the same."""
    return {name: part for name, part in spec.items() if name != "title"}


def legend_words(letters: Sequence[str], labels: Sequence[str]) -> str:
    """Return labels of a legend, preceded by the letters shown on the marks."""
    return f"{list(letters)}[indexof({list(labels)}, datum.label)] + '  ' + datum.label"


THEME = "ilacs_bench"
CATEGORIES = (ACCENT, "#c17c2c", "#6a7fc9", "#b5578a", "#7a8a3a", GREY)
"""Colours of unordered categories, distinct for colour-blind readers on light and dark pages."""
_LONGEST_LABEL = 280  # points: the longest name of a local authority
HEIGHT = 260
_TICKS = 6
"""Approximate number on an axis; on a wide chart Vega would draw 30, with overlapping labels."""


def altair_theme() -> None:
    """Draw all charts of this notebook in the house style: `ib.altair_theme()`.

    Pages use it by default. `alt.theme.enable("default")` switches it off again.
    """
    alt.theme.enable(THEME)


@alt.theme.register(THEME, enable=False)
def _theme() -> alt.theme.ThemeConfig:
    config = CONFIG.to_dict()
    config["axis"] |= {
        "labelLimit": _LONGEST_LABEL,
        "titleFontWeight": "normal",
        "titleFontSize": 14,
    }
    config["axisQuantitative"] = {"grid": True}
    config["axisXQuantitative"] = {"tickCount": _TICKS}
    config["mark"] = {"color": ACCENT}
    for part in ("axis", "legend", "mark"):  # the description and the table are read, not each mark
        config[part]["aria"] = False
    config["range"] = {"category": list(CATEGORIES)}
    config["view"] |= {"continuousHeight": HEIGHT}
    return {"config": config}
