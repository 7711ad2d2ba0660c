"""Charts of themes: by year, by grade, and the difference between two grades.

Each is as wide as its container; labels are above their rows, to leave the width to the marks on
narrow screens. The table beside each chart has its figures.
"""

import altair as alt
import pandas as pd

from ilacs_bench.charts.palette import ACCENT, INK, LINE, QUIET
from ilacs_bench.charts.style import LEGEND_COLUMNS, NO_ROWS, Spec, colour_scale, filled, form
from ilacs_bench.vocabulary import GRADE_LABELS, GRADES, THEME_LABELS

_BEST_FIRST = list(reversed(GRADES))
_LABELS = [GRADE_LABELS[grade] for grade in _BEST_FIRST]
_SHAPES = ["circle", "square", "triangle-up", "diamond"]
"""Grades differ by shape as well as colour; best first."""
_ROW_HEIGHT = 48
_IS_NARROW = "width < 390"
_LOWER = alt.ExprRef(f"{_IS_NARROW} ? 12 : 7")
"""Pixels from the middle of a row down to its marks: below one line of label, or two."""
_LONG_LABEL = 40
_WRAPPED = f"slice(datum.label, 0, {_LONG_LABEL})"
_LABEL_LINES = (
    f"{_IS_NARROW} && length(datum.label) > {_LONG_LABEL} ? "
    f"[slice(datum.label, 0, lastindexof({_WRAPPED}, ' ')),"
    f" slice(datum.label, 1 + lastindexof({_WRAPPED}, ' '))] : datum.label"
)
"""A long label takes two lines on a narrow screen."""
_YEARS_HEIGHT = 210
_TITLE_WIDTH = 60
_THEME = alt.Tooltip("label:N", title="Theme")


def by_year_spec(rows: pd.DataFrame, title: str, unit: str = "%") -> Spec:
    """Return a spec: a line by year with an interval each; years without a value are gaps.

    `rows` has year, value, lower and upper, in percent if `unit` is '%'; lower and upper may be
    empty.
    """
    description = _year_words(rows, title, unit)
    return _filled(_years(unit), rows, title, description, _YEARS_HEIGHT)


@form
def _years(unit: str) -> alt.LayerChart:
    base = alt.Chart(NO_ROWS).encode(x=alt.X("year:O", title=None, axis=_year_axis()))
    value = alt.Y("value:Q", title=None, axis=_value_axis(unit), scale=alt.Scale(zero=True))
    ends = base.mark_rule(
        aria=False, color=ACCENT, opacity=0.45, strokeWidth=5, tooltip=None
    ).encode(y=alt.Y("lower:Q", title=None), y2="upper:Q")
    line = base.mark_line(
        aria=False, color=ACCENT, strokeWidth=2, invalid="break-paths-show-domains", tooltip=None
    ).encode(y=value)
    dots = base.mark_point(aria=False, color=ACCENT, filled=True, opacity=1, size=70).encode(
        y=value,
        tooltip=[
            alt.Tooltip("year:O", title="Year"),
            *(_tooltip("Share", unit) if unit else _tooltip("Per report", unit)[:1]),
        ],
    )
    return alt.layer(ends, line, dots)


def theme_grades_spec(shares: pd.DataFrame, title: str) -> Spec:
    """Return a spec: one row per theme in the order of the rows, a dot per grade at its share.

    `shares` has theme, grade and share (0-1), empty where no section has the grade.
    """
    rows = _grade_rows(shares)
    return _filled(_dots_of_grades(), rows, title, _grade_words(rows, title), _height(rows))


@form
def _dots_of_grades() -> alt.LayerChart:
    base = alt.Chart(NO_ROWS).encode(y=_row_axis())
    span = base.mark_rule(
        aria=False, color=LINE, strokeWidth=2, yOffset=_LOWER, tooltip=None
    ).encode(x=alt.X("min(value):Q", title=None, axis=_percent_axis()), x2="max(value):Q")
    dots = base.mark_point(
        aria=False, filled=True, opacity=1, size=130, stroke=INK, yOffset=_LOWER
    ).encode(
        x=alt.X("value:Q", title=None, axis=_percent_axis()),
        strokeWidth=alt.value(1),
        color=alt.Color("grade:N", scale=colour_scale(_BEST_FIRST, _LABELS, "fill")).legend(
            columns=LEGEND_COLUMNS, aria=False, symbolType="circle"
        ),
        shape=alt.Shape("grade:N", scale=alt.Scale(domain=_LABELS, range=_SHAPES)),
        tooltip=[_THEME, alt.Tooltip("grade:N", title="Grade"), *_tooltip("Share", "%")[:1]],
    )
    return alt.layer(span, dots)


def theme_contrast_spec(contrast: pd.DataFrame, title: str) -> Spec:
    """Return a spec: one dot with its interval per row of `theme_contrast`; zero is marked.

    In percentage points, in the order of the rows; uses theme, difference, difference_lower and
    difference_upper.
    """
    rows = _contrast_rows(contrast)
    return _filled(_dots_of_contrast(), rows, title, _contrast_words(rows, title), _height(rows))


@form
def _dots_of_contrast() -> alt.LayerChart:
    axis = alt.Axis(labelExpr="(datum.value > 0 ? '+' : '') + datum.value", labelFlush=True)
    base = alt.Chart(NO_ROWS).encode(y=_row_axis())
    # A line from top to bottom would cross the labels.
    zero = base.mark_tick(
        aria=False,
        color=QUIET,
        orient="vertical",
        size=18,
        thickness=2,
        yOffset=_LOWER,
        tooltip=None,
    ).encode(x=alt.datum(0, type="quantitative"))
    ends = base.mark_rule(
        aria=False, color=ACCENT, opacity=0.45, strokeWidth=5, yOffset=_LOWER, tooltip=None
    ).encode(x=alt.X("lower:Q", title=None, axis=axis), x2="upper:Q")
    dots = base.mark_point(
        aria=False, color=ACCENT, filled=True, opacity=1, size=90, yOffset=_LOWER
    ).encode(
        x=alt.X("value:Q", title=None, axis=axis),
        tooltip=[_THEME, *_tooltip("Difference", "percentage points")],
    )
    return alt.layer(zero, ends, dots)


def _filled(of: Spec, rows: pd.DataFrame, title: str, description: str, height: int) -> Spec:
    return filled(
        of, rows, title=title, description=description, height=height, wrapped=_TITLE_WIDTH
    )


def _tooltip(value: str, unit: str) -> list[alt.Tooltip]:
    """Return the tooltip of a dot: its value and its interval."""
    of = f" ({unit})" if unit else ""
    titles = {"value": f"{value}{of}", "lower": f"Range from{of}", "upper": f"Range to{of}"}
    return [alt.Tooltip(f"{name}:Q", title=title) for name, title in titles.items()]


def _value_axis(unit: str) -> alt.Axis:
    suffix = f" + '{unit}'" if unit else ""
    return alt.Axis(grid=True, tickCount=4, labelExpr=f"datum.label{suffix}")


def _year_axis() -> alt.Axis:
    return alt.Axis(labelAngle=0, labelOverlap=True, labelSeparation=8)


def _percent_axis() -> alt.Axis:
    return alt.Axis(tickCount=5, labelExpr="datum.label + '%'", labelFlush=True)


def _row_axis() -> alt.Y:
    """Return an axis with rows in the order of the data, and labels above the marks."""
    axis = alt.Axis(
        title=None,
        grid=True,
        bandPosition=1,
        labelAlign="left",
        labelPadding=0,
        labelOffset=alt.ExprRef(f"{_IS_NARROW} ? -16 : -12"),
        labelLimit=0,
        labelExpr=_LABEL_LINES,
    )
    return alt.Y("label:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0))


def _height(rows: pd.DataFrame) -> int:
    """Return the height in pixels, as Vega-Lite warns of a step height in a container's width."""
    return _ROW_HEIGHT * max(1, rows["label"].nunique())


def _grade_rows(shares: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "theme": shares["theme"].astype("str").array,
            "label": shares["theme"].map(THEME_LABELS).array,
            "grade": shares["grade"].astype("str").map(GRADE_LABELS).array,
            "value": (shares["share"] * 100).round(1).array,
        }
    )


def _contrast_rows(contrast: pd.DataFrame) -> pd.DataFrame:
    names = {"value": "", "lower": "_lower", "upper": "_upper"}
    values = {name: contrast[f"difference{end}"] * 100 for name, end in names.items()}
    labels = contrast["theme"].map(THEME_LABELS)
    rows = pd.DataFrame({"theme": contrast["theme"].astype("str"), "label": labels, **values})
    return rows.round(1).reset_index(drop=True)


def _year_words(rows: pd.DataFrame, title: str, unit: str) -> str:
    values = [
        f"{year}: no figure" if pd.isna(value) else f"{year}: {value:.1f}{unit}"
        for year, value in zip(rows["year"], rows["value"], strict=True)
    ]
    return f"{title}. Line over the years. {'; '.join(values)}."


def _grade_words(rows: pd.DataFrame, title: str) -> str:
    known = rows[rows["value"].notna()]
    parts = [
        f"{label}: "
        + ", ".join(
            f"{grade.lower()} {value:.0f}%" for grade, value in of[["grade", "value"]].values
        )
        for label, of in known.groupby("label", sort=False)
    ]
    return f"{title}. One dot a grade. {'; '.join(parts)}."


def _contrast_words(rows: pd.DataFrame, title: str) -> str:
    values = [
        f"{row.label}: {row.value:+.0f} ({row.lower:+.0f} to {row.upper:+.0f})"
        for row in rows.itertuples()
    ]
    return f"{title}. Dots with intervals, in percentage points. {'; '.join(values)}."
