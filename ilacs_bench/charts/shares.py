"""Charts of shares over time."""

from functools import cache

import altair as alt
import pandas as pd

from ilacs_bench.charts.spec import Spec, filled, skeleton_of
from ilacs_bench.charts.style import GRADE_COLOURS, INK, styled
from ilacs_bench.vocabulary import FRAMEWORKS, ILACS

ENGLAND = "England"
_HEIGHT = 300
_RULE, _OTHER = "framework", "other"
_QUIET = "#505a5f"
_WIDTHS = {ENGLAND: 3.0, "chosen": 3.0, _OTHER: 1.0}
_COLOURS = {ENGLAND: INK, "chosen": GRADE_COLOURS["outstanding"].fill, _OTHER: "#b1b4b6"}
_LABEL_GAP = 16
"""Pixels between the labels of two frameworks: their lines are close on a narrow screen."""


def chart_shares_over_time(shares: pd.DataFrame, title: str, chosen: str = "") -> alt.LayerChart:
    """Lines of the share (0-1) over time: England and one chosen group stand out from the others.

    `shares` has as_at, group, judged, of and share, of one judgement area. A line begins when half
    of the local authorities of its group have been judged: a share of a few says little. Upright
    lines mark the first day of each framework since 2018. As wide as its place.
    """
    rows = _chart_rows(shares, chosen)
    base = alt.Chart(rows).encode(x=alt.X("day:T", axis=_time_axis()))
    return styled(
        alt.layer(*_framework_layers(base), *_line_layers(base)),
        title=title,
        description=_description(rows, title, chosen),
        width="container",
        height=_HEIGHT,
    )


def shares_over_time_spec(shares: pd.DataFrame, title: str, chosen: str = "") -> Spec:
    """The spec of `chart_shares_over_time`, in a tenth of the time from the second call on."""
    rows = _chart_rows(shares, chosen)
    return filled(_skeleton(), rows, title=title, description=_description(rows, title, chosen))


def drawn_rows(shares: pd.DataFrame) -> pd.DataFrame:
    """The rows that the lines are drawn of: where half of the group or more have been judged."""
    return shares[(shares["judged"] * 2 >= shares["of"]) & (shares["judged"] > 0)]


@cache
def _skeleton() -> Spec:
    any_rows = {"as_at": pd.Timestamp("2020-03-31"), "group": [ENGLAND], "judged": 1, "of": 1}
    return skeleton_of(chart_shares_over_time(pd.DataFrame(any_rows).assign(share=0.5), ""))


def _line_layers(base: alt.Chart) -> list[alt.Chart]:
    kinds = list(_WIDTHS)
    share = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", title=None, grid=True, gridColor="#e5e6e7", tickCount=5),
    )
    lines = base.transform_filter(alt.datum.share != None).encode(y=share)  # noqa: E711
    drawn = lines.mark_line(aria=False, interpolate="step-after").encode(
        detail="group:N",
        color=alt.Color(
            "kind:N", scale=alt.Scale(domain=kinds, range=list(_COLOURS.values())), legend=None
        ),
        size=alt.Size(
            "kind:N", scale=alt.Scale(domain=kinds, range=list(_WIDTHS.values())), legend=None
        ),
        strokeDash=alt.StrokeDash(
            "kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [6, 3], [1, 0]]), legend=None
        ),
        order="day:T",
    )
    # England's label stands above its line's end, the chosen group's below its own.
    names = [
        lines.transform_filter(f"datum.is_last && datum.kind == '{kind}'")
        .mark_text(aria=False, align="right", baseline=baseline, dy=dy, color=_COLOURS[kind])
        .encode(text="label:N")
        for kind, baseline, dy in ((ENGLAND, "bottom", -7), ("chosen", "top", 8))
    ]
    return [drawn, *names]


def _framework_layers(base: alt.Chart) -> list[alt.Chart]:
    """A rule and a label for each framework; the first label stands right of its rule."""
    of_kind = base.transform_filter(alt.datum.kind == _RULE)
    rules = of_kind.mark_rule(aria=False, color=_QUIET, strokeDash=[2, 3])
    labels = [
        of_kind.transform_filter(alt.datum.place == place)
        .mark_text(
            aria=False,
            align="left" if place == 0 else "right",
            baseline="top",
            dx=5 if place == 0 else -5,
            dy=-_LABEL_GAP * (len(ILACS) - place),
            y=0,
            fontSize=13,
            fontWeight="normal",
            color=_QUIET,
        )
        .encode(text="label:N")
        for place in range(len(ILACS))
    ]
    return [rules, *labels]


def _time_axis() -> alt.Axis:
    return alt.Axis(title=None, format="%Y", tickCount="year", labelOverlap=True, ticks=True)


def _chart_rows(shares: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """One row per point of a line and per framework; `kind` says how it is drawn."""
    rows = drawn_rows(shares)
    kinds = {ENGLAND: ENGLAND, chosen: "chosen"}
    lines = pd.DataFrame(
        {
            "day": rows["as_at"].dt.strftime("%Y-%m-%d"),
            "group": rows["group"],
            "share": rows["share"],
            "kind": rows["group"].map(kinds).fillna(_OTHER),
            "is_last": ~rows["group"].duplicated(keep="last"),
        }
    )
    last = lines["share"].map("{:.0%}".format)
    lines["label"] = (lines["group"] + " " + last).where(lines["is_last"])
    frameworks = pd.DataFrame(
        {
            "day": [FRAMEWORKS[code].first_day.isoformat() for code in ILACS],
            "kind": _RULE,
            "label": [FRAMEWORKS[code].label for code in ILACS],
            "place": range(len(ILACS)),
        }
    )
    return pd.concat([lines, frameworks], ignore_index=True)


def _description(rows: pd.DataFrame, title: str, chosen: str) -> str:
    """The picture in words, read out in its place."""
    lines = rows[rows["kind"].isin([ENGLAND, "chosen"])]
    said = [
        f"{group}: {line['share'].iloc[0]:.0%} at {line['day'].iloc[0]}, "
        f"{line['share'].iloc[-1]:.0%} at {line['day'].iloc[-1]}"
        for group, line in lines.groupby("group", sort=False)
    ]
    others = "the other regions are thin grey lines" if chosen else "regions are thin grey lines"
    return f"{title}. Lines over time; {others}. {'; '.join(said)}."
