"""How every chart looks, those of an analyst too: fonts, lines, and which colour is whose."""

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
    rule=alt.MarkConfig(color=INK),  # Vega's own black can't be seen on a dark page
)

LEGEND_COLUMNS = alt.ExprRef("width < 360 ? 1 : width < 700 ? 2 : 5")
"""As many as the chart has room for."""


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
P = ParamSpec("P")
NO_ROWS = alt.Data(values=[])
"""Stands in a form for the rows that a spec has."""


def form(make: Callable[P, Any]) -> Callable[P, Spec]:
    """What makes the form of a chart: all but its rows and words, in the house style; made once.

    A spec is a form that is `filled`, in a tenth of the time.
    """

    def once(*args: P.args, **named: P.kwargs) -> Spec:
        chart = make(*args, **named).properties(config=CONFIG, width="container")
        spec: Spec = chart.to_dict(validate=False)  # the tests of the charts validate them
        return spec

    return cast(Callable[P, Spec], cache(once))


def filled(
    of: Spec, rows: Any, *, title: str, description: str, height: int, wrapped: int = 0
) -> Spec:
    """The spec of a form with these rows, its height, a description to be read out and a title.

    The title has lines of `wrapped` letters, where that is given.
    """
    values = records(rows) if isinstance(rows, pd.DataFrame) else rows
    return of | {
        "data": {"values": values},
        "title": textwrap.wrap(title, wrapped) if wrapped else title,
        "description": description,
        "height": height,
    }


def legend_words(letters: Sequence[str], labels: Sequence[str]) -> str:
    """Words of a legend with the letters before them that stand on the marks."""
    return f"{list(letters)}[indexof({list(labels)}, datum.label)] + '  ' + datum.label"


THEME = "ilacs_bench"
CATEGORIES = (ACCENT, "#c17c2c", "#6a7fc9", "#b5578a", "#7a8a3a", GREY)
"""Colours of what has no order: told apart by colour-blind readers, on a light page and a dark."""
_LONGEST_LABEL = 280  # points: the longest name of a local authority
HEIGHT = 260
_TICKS = 6
"""Along an axis of numbers, about: of a wide chart Vega draws 30, and their labels touch."""


def altair_theme() -> None:
    """Draw every chart of this notebook in the house's style: `ib.altair_theme()`.

    Pages do so by themselves. `alt.theme.enable("default")` takes it off again.
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
    for part in ("axis", "legend", "mark"):  # the description and the table say it, not each mark
        config[part]["aria"] = False
    config["range"] = {"category": list(CATEGORIES)}
    config["view"] |= {"continuousHeight": HEIGHT}
    return {"config": config}
