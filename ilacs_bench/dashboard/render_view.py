"""Convert what a view returns to a part of a page: HTML, with placeholders for charts."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from types import FunctionType
from typing import Any

import altair as alt
import mistune
import pandas as pd
from markupsafe import Markup

from ilacs_bench.charts.style import Spec, untitled
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.chart import house_chart
from ilacs_bench.dashboard.figures import Figures
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.page_chart import PageChart, spec_parts
from ilacs_bench.dashboard.parts import (
    Beside,
    ChartWithTable,
    Fold,
    Part,
    as_table,
    merged,
    place_of,
)
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import slug

_HOLDERS = (list, set, dict)
_BEHIND = Markup(
    '<p class="ilacs-quiet">The rows behind the chart, which counts, groups or filters them '
    "itself:</p>"
)
_MARKDOWN = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


@dataclass(frozen=True)
class Naming:
    """Names and texts for the result of a view.

    name      of the view; names of its charts begin with it
    heading   of the view
    words     a description of its chart, for readers who can't see it
    choice    the Choice, passed to functions that the view returns
    own       returns the GSS code of the chosen council, None without such a control
    problem   returns what is shown in place of a part that failed
    """

    name: str
    heading: str
    words: str
    choice: Any
    own: Callable[[], str | None]
    problem: Callable[[Exception], Markup]


def part_of(made: Any, naming: Naming) -> Part:
    """Return the part for a view's result. Raises IlacsBenchError for unsupported types."""
    if isinstance(made, (FunctionType, partial)):
        made = made(naming.choice)
    if isinstance(made, (list, tuple)):
        return _joined(made, naming)
    if isinstance(made, Fold):
        return _fold_part(made, naming)
    if isinstance(made, pd.Series):
        made = made.to_frame()
    if isinstance(made, pd.DataFrame):
        own = naming.own() if "la_code" in made else None
        return Part(table_html(_readable(made), naming.heading or "Table", own))
    if isinstance(made, ChartWithTable):
        return _with_table(made, naming)
    if isinstance(made, alt.TopLevelMixin):
        return _chart_part(made, naming)
    return Part(_picture(made, naming) if hasattr(made, "savefig") else _text(made))


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with lists, sets and dictionaries converted to text."""
    made = frame
    for place in range(frame.shape[1]):
        cells = frame.iloc[:, place]
        if cells.dtype == object and any(isinstance(each, _HOLDERS) for each in cells):
            made = frame.copy() if made is frame else made
            made.isetitem(
                place, [str(each) if isinstance(each, _HOLDERS) else each for each in cells]
            )
    return made


def _joined(made: Sequence[Any], naming: Naming) -> Part:
    names = [naming.name, *(f"{naming.name}-{n}" for n in range(2, len(made) + 1))]
    one = _one_beside if isinstance(made, Beside) else part_of
    parts = [one(each, replace(naming, name=name)) for name, each in zip(names, made, strict=False)]
    html = [part.html for part in parts]
    return Part(
        render("beside", parts=html) if isinstance(made, Beside) else Markup("\n").join(html),
        merged(*(part.charts for part in parts)),
        merged(*(part.folds for part in parts)),
    )


def _one_beside(one: tuple[tuple[str, str], Callable[[], Any]], naming: Naming) -> Part:
    """Return the part of one of several views side by side, with its heading if it has none."""
    (heading, words), make = one
    try:
        part = part_of(make(), replace(naming, heading=heading, words=words))
    except Exception as problem:
        part = Part(naming.problem(problem))
    if not heading or not part.html.strip() or has_heading(part.html):
        return part
    return replace(part, html=Markup("<h3>{}</h3>\n{}").format(heading, part.html))


def has_heading(html: str) -> bool:
    """Return whether the HTML of a part begins with a heading."""
    return html.lstrip().startswith(("<h", "<details"))


def _fold_part(fold: Fold, naming: Naming) -> Part:
    """Return an open fold with its content; of a closed one, its summary and a placeholder."""
    name = f"{naming.name}-fold" if fold.css == "ilacs-folded" else f"{naming.name}-figures"
    details = Markup('<details class="{}"{}><summary>{}</summary>\n{}\n</details>')
    if fold.is_open:
        part = part_of(fold.made, replace(naming, name=name))
        html = details.format(fold.css, Markup(" open"), fold.summary, part.html)
        return replace(part, html=html)
    html = details.format(fold.css, "", fold.summary, place_of(name))
    named = replace(fold, heading=fold.heading or naming.heading, words=naming.words)
    return Part(html, folds={name: named})


def _picture(figure: Any, naming: Naming) -> Markup:
    """Return a matplotlib figure as an image, with the view's docstring as alt text."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=144, bbox_inches="tight")
    data = b64encode(drawn.getvalue()).decode("ascii")
    words = ". ".join(filter(None, [naming.heading, naming.words]))
    image = '<img class="ilacs-picture" alt="{}" src="data:image/png;base64,{}">'
    return Markup(image).format(words, data)  # noqa: S704


def _text(made: Any) -> Markup:
    """Return Markdown as HTML, or an object's own HTML, Markdown or SVG representation."""
    if isinstance(made, Markup):
        return made
    if isinstance(made, str):
        return Markup(_MARKDOWN(made))  # noqa: S704  # it escapes what is HTML
    for method in ("_repr_html_", "_repr_markdown_", "_repr_svg_"):
        text = getattr(made, method)() if hasattr(made, method) else None
        if text is not None:
            return _text(text) if method == "_repr_markdown_" else Markup(text)  # noqa: S704
    kind = type(made).__name__
    hint = f" {_HINTS[kind]}" if kind in _HINTS else ""
    raise IlacsBenchError(
        f"A view gives a DataFrame, an Altair chart, Markdown, Html or a list of these, not "
        f"{kind}.{hint}"
    )


_HINTS = {
    "NoneType": "Does it end with 'return'?",
    "dict": "Of a list of them, pd.DataFrame makes a table.",
    "DataFrameGroupBy": "Count or sum the groups, such as with .size().",
    "Axes": "Of matplotlib a view gives the figure: ax.figure.",
}
"""Advice on frequent wrong results of views, by type."""


def _with_table(made: ChartWithTable, naming: Naming) -> Part:
    chart = made.chart
    if isinstance(chart, dict) and made.title:
        chart = untitled(chart)
    part = _chart_part(chart, replace(naming, heading=made.title or naming.heading), made.table)
    heading = Markup("<h3>{}</h3>\n").format(made.title) if made.title else ""
    return replace(part, html=heading + part.html)


def _chart_part(
    chart: alt.TopLevelMixin | Spec,
    naming: Naming,
    table: Markup | Callable[[Any], Markup] | None = None,
) -> Part:
    heading = naming.heading or "Chart"
    drawn = house_chart(chart, heading, naming.words)
    fold = as_table(heading, table) if table is not None else _rows_of(drawn.figures, heading)
    html = render(
        "chart",
        chart=naming.name,
        heading=heading,
        is_titled=drawn.is_titled,
        fits=drawn.fits,
    )
    file_name = slug(naming.heading, "_") or naming.name
    charts = {naming.name: PageChart(spec_parts(drawn.spec), "", file_name)}
    figures = _fold_part(fold, naming)
    return Part(html + figures.html, charts, figures.folds)


def _rows_of(figures: Sequence[Figures], heading: str) -> Fold:
    """Return a fold with the rows that a chart draws, or aggregates."""
    made: list[Any] = []
    for n, each in enumerate(figures, start=1):
        if not each.is_drawn:
            made.append(_BEHIND)
        made.append(partial(_figures_html, each, f"{heading} ({n})" if n > 1 else heading))
    is_drawn = any(each.is_drawn for each in figures)
    words = "Show as table" if is_drawn else "Show the rows behind it"
    return as_table(heading, *made, words=words)


def _figures_html(figures: Figures, heading: str, _choice: Any) -> Markup:
    what = "figures" if figures.is_drawn else "rows behind the chart"
    return table_html(figures.rows, f"{heading}: {what}", columns=figures.columns)
