"""Charts of shares over time."""

import altair as alt
import pandas as pd

from ilacs_bench.benchmark.in_words import days_in_words
from ilacs_bench.charts.framework_names import ALIGNED, framework_names
from ilacs_bench.charts.palette import ACCENT, GREY, INK, PAPER, QUIET
from ilacs_bench.charts.style import NO_ROWS, Spec, filled, form
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, FRAMEWORKS

ENGLAND = "England"
_HEIGHT = 300
CHOSEN, OTHER = "chosen", "other"
_RULE = "framework"


_IS_CHOSEN = alt.datum.kind == CHOSEN
_COLOUR = alt.condition(_IS_CHOSEN, alt.value(ACCENT), alt.value(INK))
_DASH = alt.condition(_IS_CHOSEN, alt.value([7, 3]), alt.value([1, 0]))
_TOOLTIP = [
    alt.Tooltip("group:N", title="Group"),
    alt.Tooltip("day:T", title="As at", format="%-d %B %Y"),
    alt.Tooltip("share:Q", title="Good or outstanding", format=".0%"),
    alt.Tooltip("judged:Q", title="Local authorities graded"),
]
_TITLE_WIDTH = 44
_LABEL_STEP = 0.06
_LINE = 16
"""Pixels from one line of names of frameworks to the next."""


def shares_over_time_spec(shares: pd.DataFrame, title: str, chosen: str = "") -> Spec:
    """Return a spec: lines of the share (0-1) over time, with England and a group highlighted.

    `shares` has as_at, group, judged, of and share, for one judgement area. A line begins when half
    of the local authorities of its group, and at least ten, have been judged. Vertical lines mark
    the first day of each framework since 2018. The chart is as wide as its container.
    """
    rows = _chart_rows(shares, chosen)
    description = _description(rows, title, chosen)
    return filled(
        _form(), rows, title=title, description=description, height=_HEIGHT, wrapped=_TITLE_WIDTH
    )


@form
def _form() -> alt.LayerChart:
    base = alt.Chart(NO_ROWS).encode(x=alt.X("day:T", axis=_time_axis()))
    return alt.layer(*_framework_layers(base), *_line_layers(base))


def drawn_rows(shares: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are drawn: those where half of the group or more have been judged."""
    return shares[(shares["judged"] * 2 >= shares["of"]) & shares["share"].notna()]


def _line_layers(base: alt.Chart) -> list[alt.Chart]:
    """Return the lines, highlighted ones on top with their names at their ends.

    England and the chosen group share their layers, so that none is empty and the page can reuse
    the chart when the choice changes. The names have a white outline, so that lines behind them do
    not make them illegible. Invisible points carry the tooltips, as a line has many days.
    """
    scale = alt.Scale(domain=[0, 1])
    axis = alt.Axis(format="%", title=None, grid=True, tickCount=5)
    y = alt.Y("share:Q", scale=scale, axis=axis)
    line = {"aria": False, "interpolate": "step-after", "tooltip": None}
    place = {"aria": False, "align": "right", "baseline": "middle", "dx": -2}
    others = base.transform_filter(alt.datum.kind == OTHER)
    stand_out = base.transform_filter((alt.datum.kind == ENGLAND) | _IS_CHOSEN)
    last = stand_out.transform_filter(alt.datum.is_last).encode(
        y=alt.Y("label_share:Q", scale=scale, axis=axis), text="label:N"
    )
    points = base.transform_filter(alt.datum.kind != _RULE)
    return [
        others.mark_line(color=GREY, strokeWidth=1, **line).encode(y=y, detail="group:N"),
        stand_out.mark_line(strokeWidth=3, **line).encode(
            y=y, detail="group:N", color=_COLOUR, strokeDash=_DASH
        ),
        last.mark_text(color=PAPER, stroke=PAPER, strokeWidth=5, strokeJoin="round", **place),
        last.mark_text(**place).encode(color=_COLOUR),
        points.mark_point(aria=False, opacity=0, color=INK).encode(y=y, tooltip=_TOOLTIP),
    ]


def _framework_layers(base: alt.Chart) -> list[alt.Chart]:
    """Return a rule and a name for each framework."""
    of_kind = base.transform_filter(alt.datum.kind == _RULE)
    rules = of_kind.mark_rule(aria=False, color=QUIET, strokeDash=[2, 3], tooltip=None)
    names = of_kind.mark_text(
        aria=False,
        baseline="top",
        **ALIGNED,
        dy=alt.expr(f"-{_LINE} * (datum.line + 1)"),
        y=0,
        fontSize=13,
        fontWeight="normal",
        color=QUIET,
    ).encode(text="label:N")
    return [rules, names]


def _time_axis() -> alt.Axis:
    return alt.Axis(title=None, format="%Y", tickCount="year", labelOverlap=True, ticks=True)


def _chart_rows(shares: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """Return one row per point of a line and per framework; `kind` says how it is drawn."""
    rows = drawn_rows(shares)
    kinds = {ENGLAND: ENGLAND, chosen: CHOSEN}
    lines = pd.DataFrame(
        {
            "day": rows["as_at"].dt.strftime("%Y-%m-%d"),
            "group": rows["group"],
            "share": rows["share"],
            "judged": rows["judged"],
            "kind": rows["group"].map(kinds).fillna(OTHER),
            "is_last": ~rows["group"].duplicated(keep="last"),
        }
    )
    last = lines["share"].map("{:.0%}".format).astype("str")
    month = rows["as_at"].dt.strftime(", %B %Y").where(lines["group"] == ENGLAND, "")
    lines["label"] = (lines["group"] + " " + last + month).where(lines["is_last"])
    lines["label_share"] = lines["share"] + _label_steps(lines)
    return pd.concat([lines, _framework_rows(rows["as_at"])], ignore_index=True)


def _framework_rows(days: pd.Series) -> pd.DataFrame:
    """Return one row per framework: the time shown begins with the first of them."""
    compared = [FRAMEWORKS[code] for code in COMPARED_FRAMEWORKS]
    shown = [*(framework.first_day for framework in compared), *days.dt.date]
    names = framework_names(compared, min(shown), max(shown))
    return pd.DataFrame(
        {
            "day": [name.day.isoformat() for name in names],
            "kind": _RULE,
            "label": [name.text for name in names],
            "side": [name.side for name in names],
            "line": [name.line for name in names],
        }
    )


def _label_steps(lines: pd.DataFrame) -> pd.Series:
    """Return how far from its end a line's name is, in shares: above for the higher line."""
    last = lines[lines["is_last"]].set_index("kind")["share"]
    is_below = {CHOSEN, ENGLAND} <= set(last.index) and last[CHOSEN] > last[ENGLAND]
    below = {ENGLAND: is_below, CHOSEN: not is_below}
    steps = {kind: _LABEL_STEP * (1 - 2 * down) for kind, down in below.items()}
    return lines["kind"].map(steps).astype("float64")


def _description(rows: pd.DataFrame, title: str, chosen: str) -> str:
    """Return a description of the chart for screen readers."""
    lines = rows[rows["kind"].isin([ENGLAND, CHOSEN])]
    values = [
        f"{group}: {line['share'].iloc[0]:.0%} on {days_in_words(line['day'].iloc[0])}, "
        f"{line['share'].iloc[-1]:.0%} on {days_in_words(line['day'].iloc[-1])}"
        for group, line in lines.groupby("group", sort=False)
    ]
    others = "the other regions are thin grey lines" if chosen else "regions are thin grey lines"
    return f"{title}. Lines over time; {others}. {'; '.join(values)}."
